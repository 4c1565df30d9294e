"""Attested spellings."""

from hypothesis import given
from hypothesis import strategies as st

from jisr.names.attested import (
    Spellings,
    apart,
    is_other_form,
    known_alone,
    likeness_of,
    related,
    share,
    spellings,
    times_seen,
)

KNOWN = [
    "محمد",
    "mohammed",
    "muhammad",
    "мохаммед",
    "john",
    "джон",
    "سالم",
    "salim",
    "习",
    "xi",
    "q",
]


def test_spellings_have_shares_of_their_bearers() -> None:
    """The shares of all spellings of a word sum to one."""
    assert abs(sum(spellings("محمد").values()) - 1) < 1e-9
    assert spellings("never seen") == {}


def test_two_latin_spellings_are_bridged_by_the_native_word() -> None:
    """Mohammed and Muhammad were never paired; محمد links them."""
    assert share("mohammed", "muhammad") > 0.03
    assert share("mohammed", "محمد") > 0.03
    assert share("mohammed", "john") == 0.0


def test_known_words_that_were_never_one_name_are_apart() -> None:
    """Many bearers of two words without a common spelling speak against one name."""
    assert apart("mohammed", "john") > 0
    assert apart("mohammed", "محمد") == 0
    assert apart("xyzzyq", "john") == 0


def test_related_words_are_those_with_a_share() -> None:
    """What is looked up in an index is exactly what counts as attested."""
    found = related("muhammad")
    assert "mohammed" in found
    assert "muhammad" not in found
    assert all(share("muhammad", other) > 0 for other in found)


def test_a_rare_spelling_is_less_like() -> None:
    """The likeness of an attested pair falls with its share, but stays high."""
    assert likeness_of(1.0) > likeness_of(0.5) > likeness_of(0.01) > 0.8


@given(st.sampled_from(KNOWN), st.sampled_from(KNOWN))
def test_order_does_not_matter(left: str, right: str) -> None:
    """Being spellings of one name has no direction."""
    assert share(left, right) == share(right, left)
    assert apart(left, right) == apart(right, left)


def test_a_word_known_alone_has_its_bearers() -> None:
    """The bearers of a known word count where the other word was never seen, and only there."""
    known = Spellings.of([("عمر", "omar", 40), ("علي", "ali", 30)])
    assert known_alone("omar", "عمار", known) == known_alone("عمار", "omar", known) == 40
    assert known_alone("omar", "umaar", known) == 40
    assert known_alone("omar", "ali", known) == 0
    assert known_alone("xyzzyq", "عمار", known) == 0


def test_pairs_seen_side_by_side_have_a_count() -> None:
    """The count is that of the two words, in either order."""
    known = Spellings.of([("عمر", "omar", 40), ("عمر", "umar", 2)])
    assert times_seen("umar", "عمر", known) == times_seen("عمر", "umar", known) == 2
    assert times_seen("umar", "omar", known) == 0


def test_familiar_forms_are_customary() -> None:
    """Bill is William in either order; two familiar forms are not linked by themselves."""
    assert is_other_form("bill", "william")
    assert is_other_form("william", "bill")
    assert "bill" in related("william")
    assert not is_other_form("bill", "liam")
