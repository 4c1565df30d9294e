"""A text as the number of a document or a thing."""

import pytest

from jisr.checks.model import DocumentQuery, FirearmQuery, VehicleQuery, VesselQuery
from jisr.checks.understanding import Reading, ReadingKind
from jisr.checks.understanding.numbers import (
    CHECK_RIGHT,
    LOOKS_LIKE_PLATE,
    MARKED,
    OTHER_LETTERS,
    as_number,
    is_plate_like,
    marked_number,
    numbers,
)
from jisr.errors import CheckDigitWrong


def kinds_of(text: str, *, is_name: bool = False) -> list[ReadingKind]:
    """Return the kinds of number that a text can be, in order."""
    return [each.kind for each in numbers(text, is_name=is_name)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("AB123456", ReadingKind.DOCUMENT),
        ("AB 123456", ReadingKind.DOCUMENT),
        ("235012345", ReadingKind.DOCUMENT),
        ("1234568", ReadingKind.DOCUMENT),
        ("9074729", ReadingKind.SHIP),
        ("1HGCM82633A004352", ReadingKind.VIN),
        ("WVW ZZZ 1JZ XW 000001", ReadingKind.VIN),
        ("12 ABC", ReadingKind.PLATE),
        ("abc 1234", ReadingKind.PLATE),
        ("AB-123-CD", ReadingKind.PLATE),
        ("AB12 CDE", ReadingKind.PLATE),
        ("А123ВС77", ReadingKind.PLATE),
        ("12345-أ-6", ReadingKind.PLATE),
        ("A12", ReadingKind.PLATE),
        ("FR-ABC12345E404", ReadingKind.HULL),
    ],
)
def test_likeliest_kind_comes_first(text: str, kind: ReadingKind) -> None:
    """What a desk meets most often, as it is usually written, needs no choice."""
    assert kinds_of(text)[0] is kind


def test_other_kinds_can_be_chosen() -> None:
    """A number that may be several things offers them all, each only once."""
    assert kinds_of("AB123456") == [
        ReadingKind.DOCUMENT,
        ReadingKind.PLATE,
        ReadingKind.FIREARM,
        ReadingKind.ENGINE,
    ]
    assert kinds_of("235012345") == [
        ReadingKind.DOCUMENT,
        ReadingKind.PLATE,
        ReadingKind.RADIO,
        ReadingKind.FIREARM,
        ReadingKind.ENGINE,
    ]


def test_one_word_in_capitals_may_be_a_code() -> None:
    """A name in capitals may be a plate or a call sign; a name written as one may not."""
    assert kinds_of("NOUR", is_name=True) == [ReadingKind.PLATE, ReadingKind.CALL_SIGN]
    assert kinds_of("Nour", is_name=True) == []


def test_numbers_say_why() -> None:
    """A check digit that fits, a plate's groups and foreign letters are told."""
    first = [next(numbers(text, is_name=False)) for text in ("9074729", "12 ABC", "А123ВС77")]
    assert first == [
        Reading(ReadingKind.SHIP, VesselQuery(imo="9074729"), (CHECK_RIGHT,)),
        Reading(ReadingKind.PLATE, VehicleQuery(plate="12ABC"), (LOOKS_LIKE_PLATE,)),
        Reading(ReadingKind.PLATE, VehicleQuery(plate="A123BC77"), (OTHER_LETTERS,)),
    ]


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        (
            "IMO 9074729",
            Reading(ReadingKind.SHIP, VesselQuery(imo="9074729"), (MARKED, CHECK_RIGHT)),
        ),
        (
            "imo9074729",
            Reading(ReadingKind.SHIP, VesselQuery(imo="9074729"), (MARKED, CHECK_RIGHT)),
        ),
        ("MMSI: 235012345", Reading(ReadingKind.RADIO, VesselQuery(mmsi="235012345"), (MARKED,))),
        (
            "VIN no. 1HGCM82633A004352",
            Reading(ReadingKind.VIN, VehicleQuery(vin="1HGCM82633A004352"), (MARKED, CHECK_RIGHT)),
        ),
    ],
)
def test_marked_number_is_what_it_says(text: str, reading: Reading) -> None:
    """A number that is written with its kind has one reading only."""
    assert marked_number(text) == reading


def test_marked_number_that_is_wrong_says_so() -> None:
    """An IMO number whose digit does not fit is not quietly taken for something else."""
    reading = marked_number("IMO 9074728")
    assert reading is not None
    assert (reading.kind, reading.query) == (ReadingKind.SHIP, None)
    assert isinstance(reading.problem, CheckDigitWrong)


@pytest.mark.parametrize("text", ["Imo Adeyemi", "Vincent 1", "VINX 12", "9074729"])
def test_names_are_not_marks(text: str) -> None:
    """A name that begins like a mark is no number."""
    assert marked_number(text) is None


def test_firearm_needs_its_maker() -> None:
    """A serial number is read, but nothing is asked until its maker is named."""
    assert as_number(ReadingKind.FIREARM, "ab-123") == Reading(
        ReadingKind.FIREARM, FirearmQuery("AB123", ""), needs_make=True
    )


def test_warning_of_a_number_is_kept() -> None:
    """A VIN from outside North America whose digit does not fit is asked, with a warning."""
    assert as_number(ReadingKind.VIN, "WVWZZZ1JZXW000001") == Reading(
        ReadingKind.VIN,
        VehicleQuery(vin="WVWZZZ1JZXW000001"),
        warnings=("vin.check_digit_unused",),
    )


def test_document_number_is_compact() -> None:
    """A document number is asked as it is stored, whatever stands between its signs."""
    assert as_number(ReadingKind.DOCUMENT, "ab-12 34.56") == Reading(
        ReadingKind.DOCUMENT, DocumentQuery("AB123456")
    )


@pytest.mark.parametrize("text", ["\x00", "\ud800", "A" * 101 + "1"])
def test_what_is_no_number_has_no_reading(text: str) -> None:
    """Signs that cannot be printed and endless texts are no number of any kind."""
    assert kinds_of(text) == []


@pytest.mark.parametrize(
    ("text", "is_plate"),
    [
        ("1234 ABC", True),
        ("M-AB 1234", True),
        ("12-34-56", False),
        ("AB123CD", False),
        ("AB 123456", False),
        ("B 123456789 C", False),
    ],
)
def test_plate_is_known_by_its_groups(text: str, is_plate: bool) -> None:  # noqa: FBT001  the expected value of a row
    """Groups of letters and digits, as short as plates are, make a plate."""
    assert is_plate_like(text) is is_plate
