"""Members sit and are called in an order that nobody chooses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisr.access.profiles import load_profile
from jisr.assembly.counting.lots import commitment, draw_lots
from jisr.assembly.sessions.order import hall_order, initial, letters
from jisr.errors import ValueMalformed

MEMBERS = tuple(each.country for each in load_profile("world").members)
NINE = ("DEU", "EGY", "ESP", "MAR", "TUN", "FRA", "ARE", "CIV", "ZAF")


def test_hall_is_in_french_order_from_the_letter_after_the_host() -> None:
    """Allemagne, Égypte, Espagne stand where French puts them, accents or not."""
    assert hall_order(NINE, "MAR", "E") == (
        "MAR",
        "EGY",  # Égypte
        "ARE",  # Émirats arabes unis
        "ESP",  # Espagne
        "FRA",  # France
        "TUN",  # Tunisie
        "ZAF",  # Afrique du Sud
        "DEU",  # Allemagne
        "CIV",  # Côte d'Ivoire
    )


def test_a_letter_that_begins_no_name_gives_way_to_the_next() -> None:
    """Between G and S nobody waits: the order begins with the next letter that is used."""
    assert hall_order(NINE, "MAR", "G")[:3] == ("MAR", "TUN", "ZAF")


def test_after_the_last_letter_the_order_begins_again() -> None:
    """A letter behind all names begins at A."""
    assert hall_order(NINE, "MAR", "Z")[:3] == ("MAR", "ZAF", "DEU")


def test_a_host_that_is_no_member_has_no_seat() -> None:
    """A session in a country outside the network gives that country no place in the roll call."""
    assert hall_order(("TUN", "FRA"), "MAR", "A") == ("FRA", "TUN")


@pytest.mark.parametrize(("code", "letter"), [("EGY", "E"), ("CIV", "C"), ("DEU", "A")])
def test_initial_is_the_plain_french_letter(code: str, letter: str) -> None:
    """É is filed under E, and the French name counts, not the code."""
    assert initial(code) == letter


def test_names_that_begin_alike_are_ordered_by_what_follows() -> None:
    """Niger comes before Nigéria, and the three Guineas as French lists have them."""
    given_codes = ("NGA", "GNQ", "NER", "GNB", "GIN")
    assert hall_order(given_codes, "MAR", "A") == ("GIN", "GNB", "GNQ", "NER", "NGA")


@given(host=st.sampled_from(MEMBERS), letter=st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
def test_everybody_sits_once_and_the_host_first(host: str, letter: str) -> None:
    """Whatever is drawn, the 196 members each have one seat, and the circle is the same."""
    order = hall_order(MEMBERS, host, letter)
    assert sorted(order) == sorted(MEMBERS)
    assert order[0] == host
    circle = [code for code in hall_order(MEMBERS, host, "A") if code != host]
    start = circle.index(order[1])
    assert list(order[1:]) == circle[start:] + circle[:start]


@pytest.mark.parametrize("letter", ["", "a", "É", "AB", "1", "ا"])
def test_what_is_no_letter_is_refused(letter: str) -> None:
    """The drawn letter is one capital letter from A to Z."""
    with pytest.raises(ValueMalformed):
        hall_order(NINE, "MAR", letter)


def test_an_unknown_or_doubled_country_is_refused() -> None:
    """Nobody sits twice, and no seat belongs to nobody."""
    with pytest.raises(ValueMalformed):
        hall_order(("TUN", "TUN"), "MAR", "A")
    with pytest.raises(ValueMalformed):
        hall_order(("QQQ",), "MAR", "A")


def test_only_letters_that_begin_a_name_are_drawn() -> None:
    """A letter without a member is not in the urn."""
    assert letters(NINE) == tuple("ACEFMT")
    assert letters(MEMBERS) == tuple("ABCDEFGHIJKLMNOPQRSTUVYZ")
    assert letters(()) == ()


def test_delegations_draw_the_letter_by_lot() -> None:
    """What lots draw among the letters is a letter from which the hall is seated."""
    values = {code: bytes([number]) * 32 for number, code in enumerate(NINE)}
    commitments = {code: commitment("93/letter", code, values[code]) for code in NINE}
    letter = draw_lots("93/letter", letters(NINE), commitments, values).order[0]
    assert initial(hall_order(NINE, "PER", letter)[0]) == letter


@pytest.mark.parametrize("letter", "ACEFMT")
def test_the_first_after_the_host_stands_under_the_drawn_letter(letter: str) -> None:
    """Every letter of the urn begins the order with a member of its own."""
    assert initial(hall_order(NINE, "PER", letter)[0]) == letter
