"""Promises about the service that closes votes on time."""

import datetime
import time
from pathlib import Path

from jisr.assembly.votes.actions import Registrar
from jisr.assembly.votes.model import VoteState
from jisr.assembly.votes.services import TICK_SECONDS, Closer
from vote_world import VoteWorld


def closer(votes: VoteWorld, home: Path) -> Closer:
    """Return what closes votes."""
    return Closer(votes.database, Registrar.at(home, "world"))


def test_only_what_is_due_is_closed(votes: VoteWorld, tmp_path: Path) -> None:
    """A vote whose instant has come is closed and counted; the others stay open."""
    now = votes.database.clock()
    soon = votes.open(closes_at=now + datetime.timedelta(minutes=1))
    later = votes.open(closes_at=now + datetime.timedelta(minutes=9))
    never = votes.open()
    votes.database.clock.advance(minutes=2)  # type: ignore[attr-defined]  # a test's clock
    watching = closer(votes, tmp_path)
    watching.tick()
    watching.tick()
    assert [votes.read(each).vote.state for each in (soon, later, never)] == [
        VoteState.CLOSED,
        VoteState.OPEN,
        VoteState.OPEN,
    ]


def test_it_runs_beside_the_requests(votes: VoteWorld, tmp_path: Path) -> None:
    """Started, it closes by itself; stopped, it is gone."""
    vote = votes.open(closes_at=votes.database.clock() + datetime.timedelta(minutes=1))
    votes.database.clock.advance(minutes=2)  # type: ignore[attr-defined]  # a test's clock
    watching = closer(votes, tmp_path)
    watching.start()
    ends = time.monotonic() + 30 * TICK_SECONDS
    while votes.read(vote).vote.state is VoteState.OPEN and time.monotonic() < ends:
        time.sleep(TICK_SECONDS / 20)
    watching.stop()
    assert votes.read(vote).vote.state is VoteState.CLOSED
