"""The program says the same as the board, in rows and columns."""

import numpy as np
from hypothesis import given, settings

from jisr.meetings.plan.board import Board
from jisr.meetings.plan.greedy import fill
from jisr.meetings.plan.grid import Grid
from jisr.meetings.plan.model import Problem
from jisr.meetings.plan.program import (
    Program,
    apply,
    begin_from,
    build,
    everything,
    stays_clear,
)
from jisr.meetings.plan.solver import is_solution
from meeting_plans import delegation, problem, problems, request


@settings(max_examples=100, deadline=None)
@given(session=problems())
def test_every_plan_is_a_solution_and_comes_back(session: Problem) -> None:
    """A plan on the board keeps every row, and applied to an empty board it is there again."""
    board = Board(Grid.of(session))
    fill(board)
    before, moving = board.copy_places(), everything(board)
    for one in moving.keys() & before.keys():
        board.remove(one)
    program = build(board, moving, lambda one, _: board.grid.weights[one])
    begin_from(program, board.grid, before)
    arrays = program.arrays()
    assert is_solution(arrays, arrays.begin)
    apply(program, board, program.begin)
    places = {one: place[:2] for one, place in before.items()}
    assert (board.place, set(board.server)) == (
        places,
        {one for one, (_, _, who) in before.items() if who >= 0},
    )


def test_rows_forbid_what_the_board_forbids() -> None:
    """Two meetings of one side in one slot, or two in the one room, break a row."""
    session = problem(request("r0", "x", "y"), request("r1", "x", "z"), request("r2", "v", "w"))
    board = Board(Grid.of(session))
    program = build(board, {0: [(0, 0)], 1: [(0, 0), (1, 0)], 2: [(1, 0)]}, lambda *_: 1.0)
    arrays = program.arrays()

    def holds(*chosen: int) -> bool:
        values = np.zeros(len(arrays.cost))
        values[list(chosen)] = 1.0
        return is_solution(arrays, values)

    assert program.seats == [(0, 0, 0), (1, 0, 0), (1, 1, 0), (2, 1, 0)]
    assert [holds(0, 2), holds(0, 3), holds(0, 1), holds(1, 2), holds(2, 3)] == [
        True,
        True,
        False,
        False,
        False,
    ]


def test_what_stays_keeps_others_away() -> None:
    """A side that is met by somebody who stays has no seat there."""
    session = problem(
        request("r0", "x", "y"),
        request("r1", "x", "z"),
        delegations=(delegation("x", daily_cap=1), delegation("y"), delegation("z")),
    )
    board = Board(Grid.of(session))
    board.place_at(0, (0, 0))
    assert [stays_clear(board, 1, (slot, 0)) for slot in range(2)] == [False, False]


def test_rows_that_say_nothing_are_left_out() -> None:
    """At most two of two columns is no row."""
    program = Program()
    columns = [program.column(1.0), program.column(1.0)]
    program.at_most(columns, 2)
    program.at_most(columns, 1)
    assert (len(program.rows), program.row_upper) == (1, [1])
