"""Every request without a place gets a reason, and the reason is true."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from jisr.meetings.plan.board import Board
from jisr.meetings.plan.exchange import improve
from jisr.meetings.plan.greedy import fill
from jisr.meetings.plan.grid import Grid
from jisr.meetings.plan.model import Pin, Plan, Problem, Reason, Unplaced
from jisr.meetings.plan.naming import name_places
from jisr.meetings.plan.reasons import why_unplaced
from jisr.meetings.plan.witness import is_true
from meeting_plans import delegation, interpreter, problem, problems, request, room

TWO = (request("r0", "x", "y", 3), request("r1", "v", "w", 2))
FRENCH = (
    *(delegation(name, {0}) for name in "vx"),
    *(delegation(name, {0}, languages={"fr"}) for name in "wy"),
)

CASES: dict[str, tuple[Problem, Unplaced]] = {
    "a head would meet a deputy": (
        problem(request("r1", "x", "y", heads=(True, False))),
        Unplaced("r1", Reason.PROTOCOL),
    ),
    "the sides are never free together": (
        problem(request("r1", "x", "y"), delegations=(delegation("x", {0}), delegation("y", {1}))),
        Unplaced("r1", Reason.NO_COMMON_SLOT),
    ),
    "the only common slot is past": (
        problem(request("r1", "x", "y"), past=4),
        Unplaced("r1", Reason.NO_COMMON_SLOT),
    ),
    "nobody interprets": (
        problem(*TWO[1:], delegations=FRENCH, interpreters=(interpreter("i", "ar-en"),)),
        Unplaced("r1", Reason.NO_INTERPRETER),
    ),
    "no room is open": (
        problem(request("r1", "x", "y"), rooms=(room(opened=()),)),
        Unplaced("r1", Reason.NO_ROOM),
    ),
    "it is pinned where it cannot be": (
        problem(
            request("r1", "x", "y"),
            delegations=(delegation("x", {0}), delegation("y")),
            pinned={"r1": Pin(1, "hall")},
        ),
        Unplaced("r1", Reason.PINNED, 1, "hall"),
    ),
    "only a room is missing": (
        problem(*TWO, delegations=tuple(delegation(name, {0}) for name in "vwxy")),
        Unplaced("r1", Reason.ROOMS_TAKEN, 0, "hall"),
    ),
    "only an interpreter is missing": (
        problem(
            *TWO,
            delegations=FRENCH,
            rooms=(room("a"), room("b")),
            interpreters=(interpreter("i", "en-fr"),),
        ),
        Unplaced("r1", Reason.INTERPRETERS_TAKEN, 0, "hall"),
    ),
    "only the cap is in the way": (
        problem(
            request("r0", "x", "y", 3),
            request("r1", "x", "z"),
            delegations=(delegation("x", daily_cap=1), delegation("y"), delegation("z")),
        ),
        Unplaced("r1", Reason.DAILY_CAP, 1, "hall"),
    ),
    "a weightier meeting has the side": (
        problem(
            request("r0", "x", "y", 3),
            request("r1", "x", "z"),
            delegations=(delegation("x", {0}), delegation("y"), delegation("z")),
            rooms=(room("a"), room("b")),
        ),
        Unplaced("r1", Reason.LOWER_RANK, 0, "hall", ("r0",)),
    ),
    "a pinned meeting has the side": (
        problem(
            request("r0", "x", "y"),
            request("r1", "x", "z", 3),
            delegations=(delegation("x", {0}), delegation("y"), delegation("z")),
            pinned={"r0": Pin(0, "hall")},
        ),
        Unplaced("r1", Reason.KEPT, 0, "hall", ("r0",)),
    ),
}


def filled(session: Problem) -> Board:
    """Return the greedy board."""
    board = Board(Grid.of(session))
    fill(board)
    return board


@pytest.mark.parametrize("case", CASES)
def test_each_reason_is_given_where_it_holds(case: str) -> None:
    """One request has no place, for this reason, with this witness."""
    session, reason = CASES[case]
    board = filled(session)
    assert why_unplaced(board) == (reason,)
    assert is_true(session, name_places(board, Plan()), reason)


def test_open_place_is_told_with_who_would_yield() -> None:
    """What a person took off the board, or placed lightly, is said to be open."""
    session = CASES["a weightier meeting has the side"][0]
    empty = Board(Grid.of(session))
    assert why_unplaced(empty) == (
        Unplaced("r0", Reason.OPEN, 0, "hall"),
        Unplaced("r1", Reason.OPEN, 0, "hall"),
    )
    empty.place_at(1, (0, 0))
    assert why_unplaced(empty) == (Unplaced("r0", Reason.OPEN, 0, "hall", ("r1",)),)


@settings(max_examples=100, deadline=None)
@given(session=problems())
def test_every_reason_is_true(session: Problem) -> None:
    """The witness of each, tried out, convinces the checker."""
    board = filled(session)
    improve(board)
    plan = name_places(board, Plan())
    found = why_unplaced(board)
    assert [one for one in found if not is_true(session, plan, one)] == []
    names = {request.id for request in session.requests}
    assert {one.request for one in found} == names - plan.by_request().keys()


def test_room_more_would_help_as_said() -> None:
    """The reason is no excuse: with the room it names, the request is held."""
    session, reason = CASES["only a room is missing"]
    more = replace(session, rooms=(*session.rooms, room("b", {reason.slot or 0})))
    assert why_unplaced(filled(more)) == ()
