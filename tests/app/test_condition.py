"""Promises about how the installation is."""

import dataclasses
import datetime
from pathlib import Path

import pytest

from jisr.app.condition import Ledger, condition
from jisr.app.health import State
from jisr.checks import traces
from jisr.kit import outbox
from jisr.kit.db import Database
from jisr.kit.outbox import Counts
from staffed import Staffed, staffed_over


@pytest.fixture
def staffed(database: Database, tmp_path: Path) -> Staffed:
    """A network before its hub."""
    return staffed_over(database, tmp_path)


def test_a_running_hub_is_well(staffed: Staffed) -> None:
    """Every part works, the ledger is signed to its end, the index knows every entry."""
    with staffed.browser.client:
        found = condition(staffed.browser.hub)
    assert (found.database, found.ledger_state, found.checks) == (State.OK,) * 3
    signed_at = found.ledger.signed_at
    entries = found.ledger.entries
    assert found.ledger == Ledger(entries, 0, entries, signed_at)
    assert (found.persons, found.behind, found.is_well) == (0, 0, True)
    assert found.letters == Counts(0, 0, None)


def test_a_hub_that_does_not_answer_is_not_well(staffed: Staffed) -> None:
    """Its index is closed; nothing is known of it."""
    found = condition(staffed.browser.hub)
    assert (found.checks, found.persons, found.behind) == (State.DOWN, None, None)
    assert not found.is_well


def test_what_was_given_up_is_told(staffed: Staffed) -> None:
    """How many, and of each no more than an operator may know."""
    for _ in range(2):
        letter = staffed.database.in_transaction(outbox.put, "mail", b"secret")
    staffed.database.in_transaction(outbox.give_up, letter, "refused")
    found = condition(staffed.browser.hub)  # nothing runs that would send the other one
    assert (found.letters.waiting, found.letters.dead) == (1, 1)
    assert not dataclasses.replace(found, checks=State.OK).is_well
    assert [each.id for each in found.dead] == [letter]


def test_traces_without_an_anchor_are_late(staffed: Staffed) -> None:
    """Five ticks, or five minutes, after the last one; before the first nobody is missed."""
    hub = staffed.browser.hub
    assert not condition(hub).is_anchor_late
    with staffed.database.reading() as transaction:
        assert traces.anchored_at(transaction) is None
    later = dataclasses.replace(condition(hub), is_anchor_late=True)
    assert not later.is_well
    assert later.at.tzinfo is datetime.UTC
