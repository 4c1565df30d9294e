"""Floors and days without waiting, at the weight that was reached."""

from hypothesis import given, settings

from jisr.meetings.plan.aims import compact, missed, raise_floors, shortage, waiting
from jisr.meetings.plan.board import Board
from jisr.meetings.plan.checker import check
from jisr.meetings.plan.greedy import fill
from jisr.meetings.plan.grid import Grid
from jisr.meetings.plan.model import Plan, Problem
from jisr.meetings.plan.naming import name_places
from meeting_plans import delegation, problem, problems, request, slots

SMALL = problem(
    request("r0", "x", "y", 5),
    request("r1", "x", "y", 5),
    request("r2", "x", "z", 4),
    delegations=(delegation("x", {0, 1}), delegation("y"), delegation("z", floor=1)),
)


def board(session: Problem) -> Board:
    """Return the greedy board."""
    made = Board(Grid.of(session))
    fill(made)
    return made


def test_floor_is_raised_at_the_price_allowed() -> None:
    """A small delegation gets its meeting if that costs no more weight than may be lost."""
    made = board(SMALL)
    raise_floors(made, 10)
    assert (made.weight, shortage(made)) == (10, 1)
    raise_floors(made, 9)
    assert (made.weight, shortage(made), sorted(made.place)) == (9, 0, [1, 2])


def test_waiting_counts_free_slots_between_meetings_and_wishes_missed() -> None:
    """One side waits two slots, and one meeting is not where it was wished."""
    session = problem(request("r0", "x", "y"), request("r1", "x", "z", preferred=frozenset({2})))
    made = Board(Grid.of(session))
    made.place_at(0, (0, 0))
    made.place_at(1, (3, 0))
    assert (waiting(made), missed(made, 1, 3), missed(made, 1, 2)) == (3, 1, 0)


def test_compacting_moves_meetings_together() -> None:
    """Moved where there is room, swapped where there is none."""
    session = problem(request("r0", "x", "y"), request("r1", "x", "z"), request("r2", "v", "w"))
    made = Board(Grid.of(session))
    for one, slot in ((0, 0), (1, 3)):
        made.place_at(one, (slot, 0))
    compact(made)
    assert waiting(made) == 0
    full = problem(
        *session.requests,
        slots=slots(a_day=3),
        delegations=tuple(delegation(name, range(3)) for name in "vwxyz"),
    )
    made = Board(Grid.of(full))
    for one, slot in ((0, 0), (2, 1), (1, 2)):
        made.place_at(one, (slot, 0))
    compact(made)
    assert (waiting(made), sorted(made.place)) == (0, [0, 1, 2])


@settings(max_examples=50, deadline=None)
@given(session=problems())
def test_later_aims_never_spoil_earlier_ones(session: Problem) -> None:
    """Floors rise without losing weight, waiting falls without losing a meeting."""
    made = board(session)
    weight, short = made.weight, shortage(made)
    raise_floors(made, weight)
    assert made.weight >= weight
    assert shortage(made) <= short
    placed, waited = set(made.place), waiting(made)
    compact(made)
    assert (set(made.place), waiting(made) <= waited) == (placed, True)
    assert check(session, name_places(made, Plan())) == ()
