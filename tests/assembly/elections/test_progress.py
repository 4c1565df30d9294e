"""Where an election stands is counted again from what was announced."""

import datetime
from dataclasses import replace

import pytest

from jisr.assembly.counting.elections import Stage
from jisr.assembly.counting.model import Tally
from jisr.assembly.elections import progress
from jisr.assembly.elections.model import (
    DrawState,
    Election,
    ElectionKind,
    LotsDraw,
    Standing,
    Step,
    StepKind,
)
from jisr.assembly.sessions.model import Matter
from jisr.assembly.votes.model import Method, Subject, SubjectKind, Vote, VoteState
from jisr.errors import ValueMalformed
from jisr.values import LanguageMap

NOW = datetime.datetime(2026, 11, 24, 9, tzinfo=datetime.UTC)
DAY = NOW.date()
NAMES = {"m": "MAR", "f": "FRA", "j": "JPN"}
BASE = Election(
    "e",
    93,
    ElectionKind.DELEGATES,
    "",
    1,
    0,
    NOW,
    tuple(Standing(key, code, code, LanguageMap({"en": key})) for key, code in NAMES.items()),
    {},
    {},
)


def vote(name: str, state: VoteState = VoteState.ANNOUNCED, **votes: int) -> Vote:
    """Return a ballot with these votes."""
    cast = sum(votes.values())
    return Vote(
        id=name,
        session=93,
        number=1,
        title=LanguageMap({}),
        subject=Subject(SubjectKind.ROUND, "e"),
        method=Method.SECRET,
        rule="delegates",
        matter=Matter.ELECTION,
        choices=(),
        roll=(),
        opened_at=NOW,
        opened_by="chair",
        state=state,
        tally=Tally(196, 179, 0, 0, cast, votes) if votes else None,
    )


def after(*votes: Vote, draws: tuple[LotsDraw, ...] = (), gone: str = "") -> progress.Progress:
    """Return where the election stands after these ballots, a withdrawal and draws."""
    steps = [Step(StepKind.BALLOT, each.id) for each in votes]
    steps += [Step(StepKind.WITHDRAWAL, gone)] if gone else []
    steps += [Step(StepKind.LOTS, each.id) for each in draws]
    stepped = replace(BASE, steps=tuple(steps))
    return progress.replay(stepped, DAY, {each.id: each for each in votes}, draws)


def test_ballots_are_counted_in_their_order() -> None:
    """Most votes win one seat; a tie has its ballot, and then waits for lots."""
    won = after(vote("1", m=90, f=60, j=10))
    tied = after(vote("1", m=80, f=80, j=10))
    twice = after(vote("1", m=80, f=80, j=10), vote("2", m=85, f=85))
    assert (won.state.elected, won.has_ended) == (("m",), True)
    assert (tied.state.stage, tied.seats_left) == (Stage.TIE_BALLOT, 1)
    assert tied.state.on_paper == {"m", "f"}
    assert twice.state.stage is Stage.LOTS
    assert [each.round.is_tie_ballot for each in twice.held] == [False, True]


def test_lots_that_were_drawn_settle_it() -> None:
    """The first in order wins."""
    draw = LotsDraw("d", "e", ("f", "m"), 1, NOW, order=("f", "m"), state=DrawState.DRAWN)
    found = after(vote("1", m=80, f=80, j=10), vote("2", m=85, f=85), draws=(draw,))
    assert (found.state.elected, found.drawn) == (("f",), (draw,))


def test_an_annulled_ballot_counts_for_nothing_and_an_open_one_waits() -> None:
    """What is not announced changes nothing, whatever its numbers are."""
    open_one = vote("1", VoteState.OPEN)
    closed = vote("1", VoteState.CLOSED, m=90, f=60, j=10)
    annulled = vote("1", VoteState.ANNULLED, m=90, f=60, j=10)
    found = [after(each) for each in (open_one, closed, annulled)]
    assert [each.pending for each in found] == [open_one, closed, None]
    assert [each.state.elected for each in found] == [()] * 3


def test_who_withdraws_stands_no_more() -> None:
    """Between two ballots; the others go on."""
    found = progress.replay(
        replace(BASE, seats=2, steps=(Step(StepKind.WITHDRAWAL, "j"),)), DAY, {}, ()
    )
    assert found.state.standing == {"m", "f"}
    assert (found.rule.seats, found.seats_left) == (2, 2)


def test_no_rule_in_force_is_said() -> None:
    """An election before the texts that were read is not guessed at."""
    with pytest.raises(ValueMalformed):
        progress.rule_of(BASE, datetime.date(2020, 1, 1))
