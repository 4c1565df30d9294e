"""Rows of persons become drafts."""

import datetime

import pytest

from jisr.access.model import DatabaseName, Purpose
from jisr.kit.tables import Row
from jisr.records.importing.fields import (
    BIRTH_IN_FUTURE,
    EMPTY,
    NAME_MISLEADS,
    SEX_UNKNOWN,
    Fields,
    FieldWrong,
)
from jisr.records.importing.persons import FLAG_UNKNOWN, STATUS_UNKNOWN, draft
from jisr.records.model import (
    DocumentReference,
    Draft,
    Flag,
    Name,
    NameKind,
    Person,
    PersonStatus,
)
from jisr.values import PartialDate

ROW = {"name": "نور حداد", "reference": "TNG-1", "status": "suspect"}


def read(**changes: str) -> Draft:
    """Return the draft of the row with these changes."""
    row = Row(2, ROW | changes)
    return draft(Fields(row, today=datetime.date(2026, 11, 21)), Purpose.INVESTIGATION)


def test_row_becomes_a_person() -> None:
    """Every column finds its place, names in their order."""
    read_draft = read(
        latin="Nour Haddad",
        aliases="Noor H. | N. Hadad",
        weak_aliases="the tailor",
        name_at_birth="Nour Saleh",
        birth_date="1974-03-02|1975",
        birth_place="Tangier",
        sex="female",
        nationality="MAR|fr",
        document_number="AB1234567|CD1",
        document_country="mar",
        document_type="P",
        event="Case 7",
        event_date="2025-01",
        relevance="seen at the port",
        flags="sensitive",
    )
    assert read_draft == Draft(
        database=DatabaseName.NOMINAL,
        subject=Person(
            names=(
                Name("نور حداد", latin="Nour Haddad"),
                Name("Noor H.", NameKind.ALIAS),
                Name("N. Hadad", NameKind.ALIAS),
                Name("the tailor", NameKind.WEAK_ALIAS),
                Name("Nour Saleh", NameKind.AT_BIRTH),
            ),
            sex="F",
            birth_dates=(PartialDate(1974, 3, 2), PartialDate(1975)),
            birth_places=("Tangier",),
            nationalities=("MAR", "FRA"),
            documents=(
                DocumentReference("AB1234567", "MAR", "passport"),
                DocumentReference("CD1", "MAR", "passport"),
            ),
        ),
        purpose=Purpose.INVESTIGATION,
        status=PersonStatus.SUSPECT,
        event="Case 7",
        event_date=PartialDate(2025, 1),
        relevance="seen at the port",
        reference="TNG-1",
        flags=frozenset({Flag.SENSITIVE}),
    )


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        ("name", "", EMPTY),
        ("reference", "", EMPTY),
        ("name", "Nour \u202eddadaH", NAME_MISLEADS),
        ("latin", "Nour\x1b[2J", NAME_MISLEADS),
        ("aliases", "Nour\x1b[2J", NAME_MISLEADS),
        ("birth_date", "2027-01-01", BIRTH_IN_FUTURE),
        ("birth_date", "yesterday", "write it as 1974, 1974-03 or 1974-03-02"),
        ("sex", "?", SEX_UNKNOWN),
        ("status", "guilty", STATUS_UNKNOWN),
        ("flags", "blue", FLAG_UNKNOWN),
    ],
)
def test_wrong_cell_is_named(column: str, cell: str, reason: str) -> None:
    """The first wrong cell says its column and why."""
    with pytest.raises(FieldWrong) as wrong:
        read(**{column: cell})
    assert (wrong.value.column, wrong.value.reason) == (column, reason)


def test_missing_status_is_left_to_the_rules() -> None:
    """No status is guessed; records refuse the draft with their reason."""
    assert read(status="").status is None
