"""A plan at once that the checker accepts."""

from hypothesis import given, settings

from jisr.meetings.plan.board import Board
from jisr.meetings.plan.checker import check
from jisr.meetings.plan.greedy import crowding, fill
from jisr.meetings.plan.grid import Grid
from jisr.meetings.plan.model import Plan, Problem
from jisr.meetings.plan.naming import name_places
from meeting_plans import delegation, problem, problems, request


def filled(session: Problem) -> Board:
    """Return the greedy board."""
    board = Board(Grid.of(session))
    fill(board)
    return board


@settings(max_examples=100, deadline=None)
@given(session=problems())
def test_checker_accepts_every_greedy_plan(session: Problem) -> None:
    """Whatever is scarce, nothing is wrong, and nothing more fits."""
    board = filled(session)
    assert check(session, name_places(board, Plan())) == ()
    waiting = set(range(len(session.requests))) - board.place.keys()
    assert [
        one for one in waiting for place in board.grid.options[one] if board.fits(one, place)
    ] == []


def test_weight_goes_first_then_rank() -> None:
    """With one slot the weightiest is held; at equal weight the highest rank."""
    sides = tuple(delegation(name, {0}, rank=rank) for rank, name in enumerate("wxyz", 1))
    session = problem(
        request("r0", "y", "z", 2),
        request("r1", "w", "x", 2),
        request("r2", "w", "z"),
        delegations=sides,
    )
    assert filled(session).place == {1: (0, 0)}


def test_preferred_slots_are_taken_first() -> None:
    """A request stands where its sides would like it best."""
    session = problem(request("r0", "x", "y", preferred=frozenset({2})))
    assert filled(session).place == {0: (2, 0)}


def test_crowded_places_are_left_to_those_who_need_them() -> None:
    """Who can go elsewhere leaves the slot that others have alone."""
    sides = (delegation("w", {1}), *(delegation(name) for name in "xyz"))
    session = problem(request("r0", "x", "y", 2), request("r1", "w", "z"), delegations=sides)
    assert crowding(Grid.of(session)) == {
        (0, 0): 0.5,
        (1, 0): 1.5,
        (2, 0): 0.5,
        (3, 0): 0.5,
    }
    assert filled(session).place == {0: (0, 0), 1: (1, 0)}
