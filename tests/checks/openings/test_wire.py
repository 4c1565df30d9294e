"""Openings are told in the shape of the client."""

import dataclasses
import datetime

from jisr.access.model import Purpose
from jisr.checks.openings.wire import told_opening
from jisr.client import shapes
from jisr.records.model import Opening

OPENED_AT = datetime.datetime(2026, 11, 21, 9, 0, tzinfo=datetime.UTC)
OPENED = Opening(
    id="a" * 32,
    record="b" * 32,
    record_version=3,
    owner="MAR",
    bureau="FRA",
    officer="head@fra",
    purpose=Purpose.LOCATE,
    case="C-1",
    reason="a child is missing",
    opened_at=OPENED_AT,
    ends_at=OPENED_AT + datetime.timedelta(hours=1),
    entry_id="c" * 32,
    spoken_entry="d" * 32,
)


def test_opening_is_told_without_what_names_the_officer() -> None:
    """Instants are text, and the entry that names the officer stays where it is."""
    told = told_opening(dataclasses.replace(OPENED, officer=""))
    assert told == shapes.Opening(
        id="a" * 32,
        record="b" * 32,
        version=3,
        owner="MAR",
        bureau="FRA",
        officer="",
        purpose=Purpose.LOCATE.value,
        case="C-1",
        reason="a child is missing",
        opened_at="2026-11-21T09:00:00.000Z",
        ends_at="2026-11-21T10:00:00.000Z",
        entry="c" * 32,
    )
