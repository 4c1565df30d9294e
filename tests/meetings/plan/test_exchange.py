"""Who would have to yield, and which exchanges are worth it."""

from hypothesis import given, settings

from jisr.meetings.plan.board import Board
from jisr.meetings.plan.exchange import (
    Lifted,
    at,
    improve,
    put_back,
    rivals_weight,
    yielding,
)
from jisr.meetings.plan.greedy import fill
from jisr.meetings.plan.grid import Grid
from jisr.meetings.plan.model import Pin, Problem
from meeting_plans import delegation, interpreter, problem, problems, request, room


def board(session: Problem) -> Board:
    """Return an empty board."""
    return Board(Grid.of(session))


def test_both_sides_meetings_yield() -> None:
    """A request of two busy sides needs both of their meetings away."""
    made = board(
        problem(
            request("r0", "v", "w"),
            request("r1", "x", "y"),
            request("r2", "v", "x"),
            rooms=(room("a"), room("b")),
        )
    )
    made.place_at(0, (0, 0))
    made.place_at(1, (0, 0))
    lifted = yielding(made, 2, (0, 0))
    assert lifted == [Lifted(0, 0, 0, -1), Lifted(1, 0, 0, -1)]
    assert rivals_weight(made, lifted or []) == 2
    put_back(made, lifted or [])
    assert at(made, 0) == [0, 1]


def test_lightest_yields_for_a_room_and_for_an_interpreter() -> None:
    """Where any of several would do, it is the one that weighs least."""
    made = board(
        problem(
            *(request(f"r{one}", f"x{one}", f"y{one}", one + 1) for one in range(3)),
            delegations=tuple(
                delegation(f"{side}{one}", languages={"fr" if side == "y" else "en"})
                for one in range(3)
                for side in "xy"
            ),
            rooms=(room("a"), room("b"), room("c", {0})),
            interpreters=(interpreter("i", "en-fr"), interpreter("j", "en-fr")),
        )
    )
    for place in ((0, 0), (1, 0)):
        made.place_at(1, place)
        made.place_at(2, place)
        lifted = yielding(made, 0, place)
        assert [one.request for one in lifted or []] == [1]
        made.remove(2)


def test_what_is_pinned_does_not_yield() -> None:
    """Nor does the board change when nothing would do."""
    session = problem(
        request("r0", "x", "y"), request("r1", "x", "z", 5), pinned={"r0": Pin(0, "hall")}
    )
    made = board(session)
    assert (yielding(made, 1, (0, 0)), made.place) == (None, {0: (0, 0)})


def test_caps_are_met_by_one_of_the_day() -> None:
    """The lightest of the day yields, and in a row one of the neighbours."""
    sides = [delegation("x", daily_cap=2), *(delegation(f"y{one}") for one in range(4))]
    requests = [request(f"r{one}", "x", f"y{one}", 4 - one) for one in range(4)]
    made = board(problem(*requests, delegations=tuple(sides)))
    made.place_at(0, (0, 0))
    made.place_at(1, (3, 0))
    assert [one.request for one in yielding(made, 2, (1, 0)) or []] == [1]
    sides[0] = delegation("x", in_a_row_max=1)
    made = board(problem(*requests, delegations=tuple(sides)))
    made.place_at(0, (0, 0))
    made.place_at(1, (3, 0))
    assert [one.request for one in yielding(made, 2, (1, 0)) or []] == [0]


def test_exchange_is_made_when_it_gains_weight() -> None:
    """A lighter meeting yields and, if it can, moves."""
    session = problem(
        request("r0", "x", "y", 2),
        request("r1", "w", "z", 3),
        delegations=(*(delegation(name) for name in "xy"), *(delegation(n, {0}) for n in "wz")),
    )
    made = board(session)
    made.place_at(0, (0, 0))
    improve(made)
    assert made.place == {0: (1, 0), 1: (0, 0)}


@settings(max_examples=50, deadline=None)
@given(session=problems())
def test_nobody_is_left_out_for_lighter_meetings(session: Problem) -> None:
    """Afterwards no exchange of one request for lighter ones gains weight, and none was lost."""
    made = board(session)
    fill(made)
    weight = made.weight
    improve(made)
    assert made.weight >= weight
    for one in set(range(len(session.requests))) - made.place.keys() - made.grid.fixed:
        for place in made.grid.options[one]:
            lifted = yielding(made, one, place)
            if lifted is not None:
                is_enough = made.fits(one, place)
                yielded = rivals_weight(made, lifted)
                put_back(made, lifted)
                assert not is_enough or yielded >= made.grid.weights[one]
