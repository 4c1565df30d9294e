"""Tests of what is kept of an opening."""

import dataclasses
import datetime

from jisr.access.model import Purpose
from jisr.kit.db import Database
from jisr.records import opening_store
from jisr.records.model import Opening
from jisr.values import new_id
from ticking import TickingClock

WHEN = datetime.datetime(2026, 11, 21, 8, 0, 0, 123_000, tzinfo=datetime.UTC)
OPENED = Opening(
    id="a" * 32,
    record="b" * 32,
    record_version=3,
    owner="MAR",
    bureau="TUN",
    officer="head.tun",
    purpose=Purpose.LOCATE,
    case="C-1",
    reason="a child is missing",
    opened_at=WHEN,
    ends_at=WHEN + datetime.timedelta(hours=2),
    entry_id="c" * 32,
    spoken_entry="d" * 32,
)


def _keep(database: Database, *several: Opening) -> None:
    for each in several:
        database.in_transaction(opening_store.add, each)


def test_opening_is_kept_whole(database: Database) -> None:
    """Every field comes back as it was, instants with their milliseconds."""
    _keep(database, OPENED)
    with database.reading() as transaction:
        assert opening_store.of_record(transaction, OPENED.record, limit=9) == [OPENED]


def test_what_has_ended_no_longer_runs(database: Database, clock: TickingClock) -> None:
    """Only the officer's own, of this record, that have not ended."""
    over = dataclasses.replace(OPENED, id=new_id(), ends_at=WHEN)
    other = dataclasses.replace(OPENED, id=new_id(), officer="head.dza")
    elsewhere = dataclasses.replace(OPENED, id=new_id(), record="e" * 32)
    _keep(database, OPENED, over, other, elsewhere)
    with database.reading() as transaction:
        assert opening_store.running(transaction, OPENED.record, OPENED.officer) == [OPENED]
    clock.advance(hours=2)
    with database.reading() as transaction:
        assert opening_store.running(transaction, OPENED.record, OPENED.officer) == []


def test_openings_of_an_officer_are_counted(database: Database) -> None:
    """From an instant on; what was before does not count."""
    later = dataclasses.replace(OPENED, id=new_id(), opened_at=WHEN + datetime.timedelta(hours=1))
    _keep(database, OPENED, later)
    with database.reading() as transaction:
        counts = [
            opening_store.count_since(transaction, officer, since)
            for officer, since in (
                ("head.tun", WHEN),
                ("head.tun", WHEN + datetime.timedelta(milliseconds=1)),
                ("head.dza", WHEN),
            )
        ]
    assert counts == [2, 1, 0]


def test_openings_are_listed_by_either_bureau(database: Database) -> None:
    """As owner or as opener, the newest first; None lists all."""
    later = dataclasses.replace(
        OPENED, id=new_id(), bureau="DZA", opened_at=WHEN + datetime.timedelta(hours=1)
    )
    _keep(database, OPENED, later)
    with database.reading() as transaction:
        listed = {
            bureau: opening_store.of_bureau(transaction, bureau, before=None, limit=9)
            for bureau in ("MAR", "TUN", "DZA", "LBY", None)
        }
    assert listed == {
        "MAR": [later, OPENED],
        "TUN": [OPENED],
        "DZA": [later],
        "LBY": [],
        None: [later, OPENED],
    }


def test_openings_are_forgotten_with_their_record(database: Database) -> None:
    """What is told are the entries whose documents go as well."""
    other = dataclasses.replace(OPENED, id=new_id(), record="e" * 32)
    _keep(database, OPENED, other)
    told = database.in_transaction(opening_store.forget, OPENED.record)
    assert told == [OPENED.entry_id, OPENED.spoken_entry]
    with database.reading() as transaction:
        assert opening_store.of_bureau(transaction, None, before=None, limit=9) == [other]
