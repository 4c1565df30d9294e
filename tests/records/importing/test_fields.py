"""Cells become values, or say which column is wrong and why."""

import datetime

import pytest

from jisr.errors import CheckDigitWrong, InputTooLarge, JisrError, ValueMalformed
from jisr.kit.tables import RejectedRow, Row
from jisr.records.importing import fields as cells
from jisr.records.importing.fields import Fields, FieldWrong
from jisr.records.profiles import document_types
from jisr.values import PartialDate

TODAY = datetime.date(2026, 11, 21)


def fields(**given: str) -> Fields:
    """Return the fields of a row on line 7."""
    return Fields(Row(7, given), today=TODAY)


def test_missing_and_empty_cells_are_alike() -> None:
    """A column that is not there reads as an empty cell."""
    assert [fields(a="").text("a"), fields().text("a")] == ["", ""]
    assert fields().parsed("a", PartialDate.parse, None) is None
    assert fields().many("a", str) == ()


def test_needed_cell_is_refused_when_empty() -> None:
    """An empty cell that a row needs rejects the row by column."""
    row = fields(number="")
    with pytest.raises(FieldWrong) as wrong:
        row.needed("number")
    assert row.rejection(wrong.value) == RejectedRow(7, "number", cells.EMPTY)


def test_wrong_cell_names_column_reason_and_value() -> None:
    """What a parser refuses becomes a rejection with its reason and the cell."""
    row = fields(issued="2024-02-31")
    with pytest.raises(FieldWrong) as wrong:
        row.parsed("issued", PartialDate.parse, None)
    assert row.rejection(wrong.value) == RejectedRow(7, "issued", "no such day", "2024-02-31")


def test_many_values_stand_in_one_cell() -> None:
    """Values are parted by a bar; empty ones do not count."""
    assert fields(n="MAR | fra||").many("n", cells.as_country) == ("MAR", "FRA")


@pytest.mark.parametrize(
    ("text", "code"),
    [("MAR", "MAR"), ("ma", "MAR"), ("504", "MAR"), ("D", "DEU"), ("Morocco", "MAR")],
)
def test_country_is_given_by_any_code_or_name(text: str, code: str) -> None:
    """A country may be written in every code system and by name."""
    assert cells.as_country(text) == code


@pytest.mark.parametrize("text", ["QQQ", "Atlantis", "M\u0430R"])
def test_unknown_country_is_refused(text: str) -> None:
    """What names no country is refused."""
    with pytest.raises(ValueMalformed):
        cells.as_country(text)


@pytest.mark.parametrize(
    "name", ["Nour\x07 Haddad", "Nour \u202eddadaH", "Nour \u2067Haddad", "No\x00ur"]
)
def test_misleading_name_is_refused(name: str) -> None:
    """Control and direction-override characters make a name look like another one."""
    with pytest.raises(ValueMalformed) as refused:
        cells.as_name(name)
    assert refused.value.details == {"field": "name", "why": cells.NAME_MISLEADS}


@pytest.mark.parametrize("name", ["نور\u200cحداد", "O’Brien-Ćosić", "김영삼", "नूर\u200dहद्दाद"])
def test_names_of_every_script_are_kept_as_they_are(name: str) -> None:
    """Joiners that a script needs stay in the name."""
    assert cells.as_name(name) == name


def test_birth_date_is_not_in_the_future() -> None:
    """A birth date may be today, not tomorrow."""
    read = cells.as_birth_date(TODAY)
    assert read("2026-11-21") == PartialDate(2026, 11, 21)
    with pytest.raises(ValueMalformed) as refused:
        read("2026-11-22")
    assert refused.value.details["why"] == cells.BIRTH_IN_FUTURE


@pytest.mark.parametrize(("text", "sex"), [("F", "F"), ("male", "M"), ("x", "X"), ("U", "")])
def test_sex_is_one_letter(text: str, sex: str) -> None:
    """Words and letters of either case mean F, M, X or nothing."""
    assert cells.as_sex(text) == sex


def test_unknown_sex_is_refused() -> None:
    """Another word is refused, not guessed."""
    with pytest.raises(ValueMalformed):
        cells.as_sex("femme?")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("P", "passport"),
        ("Passport", "passport"),
        ("diplomatic passport", "diplomatic-passport"),
        ("National Identification Number", "identity-card"),
        ("ID", "identity-card"),
        ("spaceship licence", "spaceship-licence"),
    ],
)
def test_document_type_is_read_from_words_and_codes(text: str, code: str) -> None:
    """MRZ codes and the words of public lists mean a type; an unknown word stays to be refused."""
    assert cells.as_document_type(text) == code


def test_every_document_word_means_a_known_type() -> None:
    """The table of words leads only to types that records know."""
    assert set(cells.document_type_words().values()) <= set(document_types())


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (InputTooLarge(field="x", limit=3), cells.TOO_LONG),
        (CheckDigitWrong(field="x"), cells.CHECK_DIGIT_WRONG),
        (ValueMalformed(field="x", why="no such day"), "no such day"),
    ],
)
def test_reasons_do_not_differ_from_row_to_row(error: JisrError, reason: str) -> None:
    """A reason is one of few sentences, so that rejected rows can be counted by it."""
    assert cells.reason_of(error) == reason
