"""Questions are bounded and cleaned before anything is done with them."""

import dataclasses
import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisr.checks.model import (
    DocumentQuery,
    FirearmQuery,
    PersonQuery,
    Query,
    VehicleQuery,
    VesselQuery,
)
from jisr.checks.queries import Prepared, prepare
from jisr.errors import CheckDigitWrong, InputRefused, InputTooLarge, ValueMalformed
from jisr.values import PartialDate

TODAY = datetime.date(2026, 11, 21)


def _refusal(query: Query) -> tuple[str, dict[str, object]]:
    with pytest.raises(InputRefused) as caught:
        prepare(query, today=TODAY)
    return type(caught.value).__name__, caught.value.details


def test_person_query_is_cleaned_and_keeps_its_script() -> None:
    """Blanks go, codes become one code, the name stays in its own letters."""
    asked = PersonQuery(
        name="  محمد   العلي ",
        birth_date=PartialDate(1974),
        sex="m",
        nationality="MA",
        document_number="ab 123-456",
        document_country="D",
        document_type="p",
    )
    assert prepare(asked, today=TODAY) == Prepared(
        PersonQuery(
            name="محمد العلي",
            birth_date=PartialDate(1974),
            sex="M",
            nationality="MAR",
            document_number="AB123456",
            document_country="DEU",
            document_type="P",
        ),
        {"document_number": "document:AB123456"},
        (),
    )


def test_numbers_of_things_become_keys() -> None:
    """Each number that a thing carries becomes the key it is stored under."""
    vessel = VesselQuery(imo="IMO 9074729", call_sign="9hxx7")
    assert prepare(vessel, today=TODAY) == Prepared(
        VesselQuery(imo="9074729", call_sign="9HXX7"),
        {"imo": "imo_ship:9074729", "call_sign": "call_sign:9HXX7"},
        (),
    )


def test_warnings_are_kept() -> None:
    """An odd number is searched, and the officer learns that it is odd."""
    asked = VehicleQuery(vin="WVWZZZ1JZXW000001", plate="12-abc", plate_country="ma")
    prepared = prepare(asked, today=TODAY)
    assert prepared.warnings == ("vin.check_digit_unused",)
    assert prepared.keys == {"vin": "vin:WVWZZZ1JZXW000001", "plate": "plate:12ABC"}


@pytest.mark.parametrize(
    "name",
    ["evil\u202etxt", "a\x00b", "tab\tname", "line\nbreak", "\u2066isolated\u2069", "\ud800half"],
)
def test_name_with_control_characters_is_refused(name: str) -> None:
    """A name that could turn a line around, or end it, gets one sentence."""
    assert _refusal(PersonQuery(name=name)) == (
        "ValueMalformed",
        {"field": "name", "why": "it holds invisible control characters; type it again"},
    )


def test_name_of_ten_thousand_characters_is_refused() -> None:
    """A name has at most 300 characters."""
    assert _refusal(PersonQuery(name="a" * 10_000)) == (
        "InputTooLarge",
        {"field": "name", "limit": 300},
    )
    assert prepare(PersonQuery(name="a" * 300), today=TODAY).is_searchable


def test_birth_date_in_the_future_is_refused() -> None:
    """Nobody is born tomorrow; today is possible."""
    assert _refusal(PersonQuery(name="A", birth_date=PartialDate(2026, 11, 22))) == (
        "ValueMalformed",
        {"field": "birth date", "why": "it lies in the future"},
    )
    today = PersonQuery(name="A", birth_date=PartialDate(2026, 11, 21))
    assert prepare(today, today=TODAY).query == today


def test_birth_year_of_another_calendar_is_refused() -> None:
    """A Hijri or Persian year is told apart instead of silently never matching."""
    assert _refusal(PersonQuery(name="A", birth_date=PartialDate(1394))) == (
        "ValueMalformed",
        {
            "field": "birth date",
            "why": "it lies too far back; use the Gregorian calendar",
        },
    )


@pytest.mark.parametrize(
    ("query", "error"),
    [
        (PersonQuery(name="A", sex="male"), ValueMalformed),
        (PersonQuery(name="A", nationality="XYZ"), ValueMalformed),
        (DocumentQuery("12"), ValueMalformed),
        (DocumentQuery("AB123456", country="Atlantis"), ValueMalformed),
        (VesselQuery(imo="9074728"), CheckDigitWrong),
        (VehicleQuery(vin="SHORT"), ValueMalformed),
        (FirearmQuery("A123", make=""), ValueMalformed),
        (FirearmQuery("A123", make="x" * 101), InputTooLarge),
    ],
)
def test_unreadable_fields_are_refused(query: Query, error: type[InputRefused]) -> None:
    """What cannot be a code or a number is refused before anything is searched."""
    with pytest.raises(error):
        prepare(query, today=TODAY)


@pytest.mark.parametrize("written", ["MA", "mar", "504", "Morocco", "المغرب", "Maroc"])
def test_country_is_read_as_code_or_name(written: str) -> None:
    """Registers write names as often as codes; both become one code."""
    asked = prepare(DocumentQuery("AB123456", written), today=TODAY)
    assert asked.query == DocumentQuery("AB123456", "MAR")


@pytest.mark.parametrize("sex", ["U", "<", "", " "])
def test_unknown_sex_is_no_sex(sex: str) -> None:
    """Lists and machine-readable zones write "not known" in their own ways."""
    assert prepare(PersonQuery(name="A", sex=sex), today=TODAY).query == PersonQuery(name="A")


@pytest.mark.parametrize(
    "query",
    [PersonQuery(sex="F"), DocumentQuery(""), VehicleQuery(), VesselQuery(), FirearmQuery("", "X")],
)
def test_question_without_name_or_number_is_not_searchable(query: Query) -> None:
    """There is nothing to look for in a sex or a maker alone."""
    assert not prepare(query, today=TODAY).is_searchable


@given(st.text(max_size=320), st.text(max_size=40), st.text(max_size=12))
def test_any_text_is_refused_or_cleaned_once_and_for_all(
    name: str, number: str, country: str
) -> None:
    """No text makes it crash, and cleaning a cleaned question changes nothing."""
    asked = PersonQuery(name=name, document_number=number, nationality=country)
    try:
        first = prepare(asked, today=TODAY)
    except InputRefused:
        return
    second = prepare(first.query, today=TODAY)
    assert dataclasses.replace(second, warnings=first.warnings) == first
