"""Rows of vehicles, vessels and firearms become drafts."""

import datetime
from collections.abc import Callable

import pytest

from jisr.access.model import DatabaseName, Purpose
from jisr.kit.tables import Row
from jisr.records.importing import things
from jisr.records.importing.fields import EMPTY, Fields, FieldWrong
from jisr.records.model import Draft, Firearm, Vehicle, Vessel
from jisr.values import PartialDate

SHARED = {"event": "theft", "event_date": "2026-05", "relevance": "why", "reference": "R-1"}


def read(draft: Callable[[Fields, Purpose], Draft], row: dict[str, str]) -> Draft:
    """Return the draft of a row."""
    fields = Fields(Row(2, row | SHARED), today=datetime.date(2026, 11, 21))
    return draft(fields, Purpose.LOCATE)


@pytest.mark.parametrize(
    ("draft", "row", "database", "subject"),
    [
        (
            things.vehicle,
            {"vin": "1M8GDM9AXKP042788", "plate": "12345-A-6", "plate_country": "ma"},
            DatabaseName.VEHICLES,
            Vehicle(vin="1M8GDM9AXKP042788", plate="12345-A-6", plate_country="MAR"),
        ),
        (
            things.vessel,
            {"name": "Nour", "former_names": "Amal|Salma", "imo": "9074729", "flag": "Panama"},
            DatabaseName.VESSELS,
            Vessel(name="Nour", former_names=("Amal", "Salma"), imo="9074729", flag="PAN"),
        ),
        (
            things.firearm,
            {"serial": "X 100", "make": "Beretta", "calibre": "9x19", "made_in": "Italy"},
            DatabaseName.FIREARMS,
            Firearm(serial="X 100", make="Beretta", calibre="9x19", made_in="ITA"),
        ),
    ],
)
def test_row_becomes_a_thing(
    draft: Callable[[Fields, Purpose], Draft],
    row: dict[str, str],
    database: DatabaseName,
    subject: Vehicle | Vessel | Firearm,
) -> None:
    """Every column finds its place; numbers are kept for records to clean."""
    assert read(draft, row) == Draft(
        database=database,
        subject=subject,
        purpose=Purpose.LOCATE,
        event="theft",
        event_date=PartialDate(2026, 5),
        relevance="why",
        reference="R-1",
    )


@pytest.mark.parametrize("column", ["serial", "make"])
def test_firearm_needs_serial_and_make(column: str) -> None:
    """A serial number alone never identifies a firearm."""
    with pytest.raises(FieldWrong) as wrong:
        read(things.firearm, {"serial": "X", "make": "Y"} | {column: ""})
    assert (wrong.value.column, wrong.value.reason) == (column, EMPTY)
