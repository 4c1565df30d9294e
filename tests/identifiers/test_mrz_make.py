"""Zones that are written."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisr.errors import ValueMalformed
from jisr.identifiers.mrz import DocumentFacts
from jisr.identifiers.mrz_make import make_td1, make_td3
from jisr.identifiers.mrz_parse import parse_mrz
from jisr.values import PartialDate

YEAR = 2026
ERIKSSON = DocumentFacts(
    document_type="P",
    issuing_country="UTO",
    number="L898902C3",
    nationality="UTO",
    birth_date=PartialDate(1974, 8, 12),
    sex="F",
    expiry=PartialDate(2012, 4, 15),
    surname="Eriksson",
    given_names="Anna Maria",
    optional_data="ZE184226B",
)
STEVENSON = DocumentFacts(
    document_type="I",
    issuing_country="UTO",
    number="D23145890734",
    nationality="UTO",
    birth_date=PartialDate(1934, 7, 12),
    sex="M",
    expiry=PartialDate(1995, 7, 12),
    surname="Stevenson",
    given_names="Peter John",
)


def test_td3_is_the_specimen_of_the_standard() -> None:
    """The passport of Anna Maria Eriksson, Doc 9303-4."""
    assert make_td3(ERIKSSON) == (
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
    )


def test_td1_runs_a_long_number_on() -> None:
    """A number of twelve characters, Doc 9303-5."""
    assert make_td1(STEVENSON) == (
        "I<UTOD23145890<7349<<<<<<<<<<<\n"
        "3407127M9507122UTO<<<<<<<<<<<2\n"
        "STEVENSON<<PETER<JOHN<<<<<<<<<"
    )


LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
codes = st.text(LETTERS, min_size=3, max_size=3) | st.just("D")
words = st.lists(st.text(LETTERS, min_size=1, max_size=4), min_size=1, max_size=3).map(" ".join)


def numbers(length_max: int) -> st.SearchStrategy[str]:
    """Draw a document number or optional data of at most that length."""
    return st.text(f"{LETTERS}0123456789", min_size=min(1, length_max), max_size=length_max)


@st.composite
def partial_dates(draw: st.DrawFn, year_min: int, year_max: int) -> PartialDate:
    """Draw a date of any precision between the years."""
    day = draw(st.dates(datetime.date(year_min, 1, 1), datetime.date(year_max, 12, 31)))
    parts = draw(st.integers(min_value=1, max_value=3))
    return PartialDate(*(day.year, day.month, day.day)[:parts])


def facts(
    number_length_max: int, optional_length_max: int, more_length_max: int
) -> st.SearchStrategy[DocumentFacts]:
    """Draw a document whose fields fit."""
    return st.builds(
        DocumentFacts,
        document_type=st.text(LETTERS.replace("V", ""), min_size=1, max_size=2),
        issuing_country=codes,
        number=numbers(number_length_max),
        nationality=codes,
        birth_date=st.none() | partial_dates(YEAR - 99, YEAR),
        sex=st.sampled_from(["F", "M", ""]),
        expiry=st.none() | partial_dates(YEAR - 49, YEAR + 50),
        surname=words,
        given_names=words | st.just(""),
        optional_data=st.just("") | numbers(optional_length_max),
        optional_data_more=st.just("") | numbers(more_length_max),
    )


def read_back(text: str) -> DocumentFacts:
    """Return the bare facts of a zone that must verify."""
    zone = parse_mrz(text, YEAR)
    return DocumentFacts(
        **{name: getattr(zone, name) for name in DocumentFacts.__dataclass_fields__}
    )


@given(facts(number_length_max=9, optional_length_max=14, more_length_max=1))
def test_td3_comes_back(document: DocumentFacts) -> None:
    """What is written is read back, and verifies; a passport has no second optional field."""
    expected = {name: getattr(document, name) for name in DocumentFacts.__dataclass_fields__}
    assert read_back(make_td3(document)) == DocumentFacts(**expected | {"optional_data_more": ""})


@given(facts(number_length_max=9, optional_length_max=15, more_length_max=11))
def test_td1_comes_back(document: DocumentFacts) -> None:
    """What is written is read back, and verifies."""
    assert read_back(make_td1(document)) == document


@given(facts(number_length_max=22, optional_length_max=0, more_length_max=11))
def test_td1_with_long_number_comes_back(document: DocumentFacts) -> None:
    """A number of up to 22 characters is whole again when it is read."""
    assert read_back(make_td1(document)) == document


def test_fields_that_do_not_fit_are_refused() -> None:
    """Nothing is cut but names."""
    fields = {name: getattr(ERIKSSON, name) for name in DocumentFacts.__dataclass_fields__}
    for change in (
        {"number": "L898902C37"},
        {"number": "l898902c3"},
        {"nationality": "UTOP"},
        {"optional_data": "1" * 15},
    ):
        with pytest.raises(ValueMalformed):
            make_td3(DocumentFacts(**fields | change))
    for change in ({"number": "1" * 23}, {"optional_data_more": "1" * 12}):
        with pytest.raises(ValueMalformed):
            make_td1(DocumentFacts(**fields | change))
