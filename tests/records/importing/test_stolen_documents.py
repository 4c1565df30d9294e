"""Rows of stolen documents become drafts."""

import datetime

import pytest

from jisr.access.model import DatabaseName, Purpose
from jisr.kit.tables import Row
from jisr.records.importing.fields import EMPTY, Fields, FieldWrong
from jisr.records.importing.stolen_documents import draft
from jisr.records.model import Document, Draft
from jisr.values import PartialDate

ROW = {
    "number": "AB 1234567",
    "country": "ma",
    "type": "P",
    "fraud_type": "Stolen Blank",
    "theft_country": "France",
    "issued": "2020-01",
    "expires": "2030",
    "reference": "TNG-1",
}


def read(**changes: str) -> Draft:
    """Return the draft of the row with these changes."""
    row = Row(2, ROW | changes)
    return draft(Fields(row, today=datetime.date(2026, 11, 21)), Purpose.BORDER_MANAGEMENT)


def test_row_becomes_a_document() -> None:
    """Every column finds its place; the number is kept for records to clean."""
    assert read(stolen="2026-01-02", batch="B7") == Draft(
        database=DatabaseName.TRAVEL_DOCUMENTS,
        subject=Document(
            number="AB 1234567",
            country="MAR",
            type="passport",
            fraud_type="stolen-blank",
            theft_country="FRA",
            batch="B7",
            stolen=PartialDate(2026, 1, 2),
            issued=PartialDate(2020, 1),
            expires=PartialDate(2030),
        ),
        purpose=Purpose.BORDER_MANAGEMENT,
        reference="TNG-1",
    )


def test_type_decides_the_database() -> None:
    """A driving licence is an administrative document."""
    assert read(type="driving licence").database is DatabaseName.ADMINISTRATIVE_DOCUMENTS


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        ("number", "", EMPTY),
        ("country", "", EMPTY),
        ("type", "", EMPTY),
        ("fraud_type", "", EMPTY),
        ("country", "QQQ", "use a code of ISO 3166-1 or ICAO Doc 9303"),
        ("theft_country", "Atlantis", "no country has this code or name"),
        ("issued", "31.12.2020", "write it as 1974, 1974-03 or 1974-03-02"),
        ("expires", "2030-02-30", "no such day"),
    ],
)
def test_wrong_cell_is_named(column: str, cell: str, reason: str) -> None:
    """The first wrong cell says its column and why."""
    with pytest.raises(FieldWrong) as wrong:
        read(**{column: cell})
    assert (wrong.value.column, wrong.value.reason, wrong.value.value) == (column, reason, cell)
