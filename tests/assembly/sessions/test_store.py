"""Promises of the tables of sessions, on both engines."""

from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from hall_world import SESSION, HallWorld
from jisr.assembly.sessions import store
from jisr.assembly.sessions.model import Held, Lot, Office
from jisr.values import PartialDate


def test_days_that_overlap_are_found(hall: HallWorld) -> None:
    """A shared first or last day is enough; the day after is free."""
    for opens, closes, found in (
        ("2026-11-20", "2026-11-21", 93),
        ("2026-11-27", "2026-12-01", 93),
        ("2026-11-22", "2026-11-23", 93),
        ("2026-11-01", "2026-11-20", None),
        ("2026-11-28", "2026-11-29", None),
    ):
        assert hall.ask(store.overlapping, opens, closes) == found


def test_session_without_a_last_day_takes_its_first(hall: HallWorld) -> None:
    """Only that one day is known to be taken."""
    endless = replace(SESSION, number=94, opens=PartialDate(2027, 1, 1), closes=None)
    held = Held(endless, 1, "", (), dict.fromkeys(Office, ()), is_generated=False)
    hall.do(store.put_session, held)
    assert hall.ask(store.find_session, 94) == held
    assert hall.ask(store.overlapping, "2027-01-01", "2027-01-01") == 94
    assert hall.ask(store.overlapping, "2027-01-02", "2027-01-02") is None
    assert hall.ask(store.find_current, "2027-06-01") == held


def test_lot_is_one_of_each_member(hall: HallWorld) -> None:
    """A second version takes the place of the first."""
    hall.do(store.put_lot, 93, Lot("FRA", "aa"))
    hall.do(store.put_lot, 93, Lot("FRA", "aa", "bb"))
    assert hall.ask(store.list_lots, 93) == {"FRA": Lot("FRA", "aa", "bb")}


def test_key_stands_once_in_all_sessions(hall: HallWorld) -> None:
    """The database itself refuses a public key that is registered."""
    hall.send("FRA")
    key = hall.key("delegate@fra")
    assert hall.ask(store.has_public, key.public)
    assert not hall.ask(store.has_public, "AA")
    with pytest.raises(IntegrityError):
        hall.do(store.put_key, replace(key, id="1" * 32), "")
