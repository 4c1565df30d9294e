"""Rarity of words."""

from jisr.names.rarity import shipped_rarity
from jisr.names.tables import weights


def test_frequent_names_are_worth_less_than_rare_ones() -> None:
    """Agreement on Mohammed proves less than agreement on a word nobody has seen."""
    assert shipped_rarity("mohammed") < shipped_rarity("tariq") <= shipped_rarity("xyzzyq")
    assert shipped_rarity("xyzzyq") == weights("token")["rarity_bits_max"]


def test_all_spellings_of_a_frequent_name_are_frequent() -> None:
    """A rare spelling of a frequent name is not taken for a rare name."""
    assert shipped_rarity("mouhammad") == shipped_rarity("mohammed") == shipped_rarity("محمد")


def test_an_initial_is_worth_an_initial() -> None:
    """One letter proves next to nothing."""
    assert shipped_rarity("j") == weights("token")["initial_bits"]
