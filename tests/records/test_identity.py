"""Tests of the numbers by which records are found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisr.access.model import DatabaseName
from jisr.errors import CheckDigitWrong, InputRefused, InputTooLarge, ValueMalformed
from jisr.identifiers.kinds import clean
from jisr.records.identity import CLEANED, Keys, keys_of, refusal
from jisr.records.model import (
    DocumentReference,
    Firearm,
    HandlingCode,
    IdentifierKind,
    Person,
    Subject,
    Vehicle,
    Vessel,
)
from jisr.records.profiles import SUBJECT_TYPES, profile
from jisr.records.reasons import REASONS
from recording import document_draft, person_draft


@pytest.mark.parametrize(
    ("database", "subject", "keys"),
    [
        (
            DatabaseName.TRAVEL_DOCUMENTS,
            document_draft(number="ab-123 456", country="ma").subject,
            Keys(
                "country+type+number|MAR|passport|AB123456",
                (
                    (IdentifierKind.DOCUMENT, "AB123456"),
                    (IdentifierKind.COUNTRY_DOCUMENT, "MAR:AB123456"),
                ),
            ),
        ),
        (
            DatabaseName.VEHICLES,
            Vehicle(vin="1m8gdm9axkp042788", plate="12345 a 6", plate_country="MA"),
            Keys(
                "vin|1M8GDM9AXKP042788",
                (
                    (IdentifierKind.VIN, "1M8GDM9AXKP042788"),
                    (IdentifierKind.PLATE, "12345A6"),
                    (IdentifierKind.COUNTRY_PLATE, "MAR:12345A6"),
                ),
            ),
        ),
        (
            DatabaseName.VEHICLES,
            Vehicle(plate="12345 A 6"),
            Keys(None, ((IdentifierKind.PLATE, "12345A6"),)),
        ),
        (
            DatabaseName.VESSELS,
            Vessel(name="Nour", imo="IMO 9074729", mmsi="242123456", call_sign="CNA 12"),
            Keys(
                "imo|9074729",
                (
                    (IdentifierKind.IMO, "9074729"),
                    (IdentifierKind.MMSI, "242123456"),
                    (IdentifierKind.CALL_SIGN, "CNA12"),
                ),
            ),
        ),
        (
            DatabaseName.VESSELS,
            Vessel(name="Nour", flag="MA", registration="  ab  7"),
            Keys("flag+registration|MAR|ab 7", ()),
        ),
        (
            DatabaseName.FIREARMS,
            Firearm("a-17 b", "Beretta"),
            Keys("make+serial|beretta|A17B", ((IdentifierKind.SERIAL, "A17B"),)),
        ),
    ],
)
def test_numbers_are_cleaned_once_for_all_uses(
    database: DatabaseName, subject: Subject, keys: Keys
) -> None:
    """Identity and identifiers hold the one spelling of numbers and countries."""
    assert keys_of(subject, profile(database)) == keys


def test_person_is_known_by_its_owners_reference() -> None:
    """A person's identity is the reference; its documents find it, once each."""
    person = Person(
        names=(),
        documents=(
            DocumentReference("XY 998877"),
            DocumentReference("xy998877"),
            DocumentReference("7"),
        ),
    )
    nominal = profile(DatabaseName.NOMINAL)
    found = ((IdentifierKind.PERSON_DOCUMENT, "XY998877"),)
    assert [keys_of(person, nominal, reference=each) for each in ("Ref 1", "")] == [
        Keys("reference|ref 1", found),
        Keys(None, found),
    ]


@pytest.mark.parametrize(
    ("subject", "field", "left"),
    [
        (person_draft().subject, "documents", ()),
        (
            Vehicle(vin="1M8GDM9AXKP042788", plate="12345"),
            "plate",
            ((IdentifierKind.VIN, "1M8GDM9AXKP042788"),),
        ),
    ],
)
def test_confirm_only_field_finds_nothing(
    subject: Subject, field: str, left: tuple[tuple[IdentifierKind, str], ...]
) -> None:
    """What only the owner confirms makes no identifier; other codes do."""
    database = DatabaseName.NOMINAL if isinstance(subject, Person) else DatabaseName.VEHICLES
    kept = keys_of(subject, profile(database)).identifiers
    found = {
        code: keys_of(subject, profile(database), handling={field: code}).identifiers
        for code in HandlingCode
    }
    assert found == {
        code: left if code is HandlingCode.CONFIRM_ONLY else kept for code in HandlingCode
    }


@given(st.text("ABC123 -", min_size=8, max_size=20))
def test_a_number_is_found_as_it_is_stored(number: str) -> None:
    """Looking up a number in any spelling gives the value that its record has."""
    try:
        keys = keys_of(
            document_draft(number=number).subject, profile(DatabaseName.TRAVEL_DOCUMENTS)
        )
    except InputRefused:
        with pytest.raises(InputRefused):
            clean("document", number)
        return
    assert keys.identifiers == (
        (IdentifierKind.DOCUMENT, clean("document", f" {number}-").value),
        (IdentifierKind.COUNTRY_DOCUMENT, f"MAR:{clean('document', number.lower()).value}"),
    )


def test_every_kind_of_subject_says_its_numbers() -> None:
    """No kind of record is forgotten."""
    assert set(CLEANED) == set(SUBJECT_TYPES.values())


@pytest.mark.parametrize(
    ("error", "details"),
    [
        (
            ValueMalformed(field="number", why="too short"),
            {"field": "number", "problem": "too short"},
        ),
        (
            CheckDigitWrong(field="IMO number"),
            {"field": "IMO number", "problem": "the check digit does not fit"},
        ),
        (
            InputTooLarge(field="number", limit=64),
            {"field": "number", "problem": "it is too long"},
        ),
    ],
)
def test_refusal_says_which_number_and_why(error: InputRefused, details: dict[str, str]) -> None:
    """A malformed number rejects its row with words that fill the sentence."""
    decision = refusal(error)
    assert (decision.allowed, dict(decision.details)) == (False, details)
    assert REASONS[decision.why].format_map(decision.details) == ": ".join(details.values())
