"""A second program shortens the days at the weight that was reached."""

import sys

from jisr.meetings.plan.aims import shortage, waiting
from jisr.meetings.plan.board import Board
from jisr.meetings.plan.exact import compact_exactly
from jisr.meetings.plan.grid import Grid
from jisr.meetings.plan.solver import Solver, Trouble
from meeting_plans import delegation, problem, request, slots

HOST = problem(
    *(request(f"r{number}", "host", f"g{number}") for number in range(5)),
    slots=slots(a_day=8),
    delegations=(
        delegation("host", range(8), in_a_row_max=2, floor=4),
        *(delegation(f"g{number}", {number, number + 1, number + 3}) for number in range(5)),
    ),
)


def spread() -> Board:
    """Return a board on which the host waits twice and longer than needed."""
    board = Board(Grid.of(HOST))
    for number, slot in ((0, 0), (1, 2), (2, 3), (4, 7)):
        board.place_at(number, (slot, 0))
    return board


def test_days_become_as_short_as_they_can() -> None:
    """Weight and floors stay; the host waits one slot, for the rest after two meetings."""
    board = spread()
    assert waiting(board) == 4
    answer = compact_exactly(board, Solver(), 5.0)
    assert (answer.is_best, board.weight, shortage(board)) == (True, 4, 0)
    assert waiting(board) == 1


def test_solver_that_dies_changes_nothing() -> None:
    """The board stands as it was."""
    board = spread()
    before = board.copy_places()
    solver = Solver(child=(sys.executable, "-c", "import os; os.abort()"))
    assert compact_exactly(board, solver, 5.0).trouble is Trouble.DIED
    assert board.copy_places() == before
