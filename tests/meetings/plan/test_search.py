"""Part of the plan is lifted and placed again."""

import sys
import time

from jisr.meetings.plan.board import Board
from jisr.meetings.plan.greedy import fill
from jisr.meetings.plan.grid import Grid
from jisr.meetings.plan.program import everything
from jisr.meetings.plan.search import TROUBLES_MAX, Search, resolve
from jisr.meetings.plan.solver import Limits, Solver, Trouble
from meeting_plans import delegation, problem, request, slots

CHAIN = problem(
    request("r0", "x", "y", 2),
    request("r1", "x", "w", 2),
    request("r2", "y", "z", 2),
    slots=slots(a_day=2),
    delegations=(
        delegation("w", {0}),
        delegation("x", {0, 1}),
        delegation("y", {0, 1}),
        delegation("z", {0}),
    ),
)
DEAD = Solver(child=(sys.executable, "-c", "import os; os.abort()"))


def board() -> Board:
    """Return a board with the wrong meeting on it."""
    made = Board(Grid.of(CHAIN))
    made.place_at(0, (0, 0))
    return made


def test_resolving_finds_the_best() -> None:
    """The meeting that can go to the other slot goes there."""
    made = board()
    answer = resolve(made, everything(made), lambda *_: 1.0, Solver(), Limits(5.0))
    assert (answer.is_best, made.place[0], made.weight) == (True, (1, 0), 4)


def test_whole_search_is_a_proof() -> None:
    """Below the bound, the solver says that nothing is better."""
    search = Search(board(), Solver(), bound=6)
    search.solve_whole(5.0)
    assert (search.board.weight, search.is_proven, search.troubles) == (4, True, [])


def test_parts_reach_the_target() -> None:
    """The search ends where it should."""
    search = Search(board(), Solver(), bound=4)
    search.solve_parts(rounds_max=9, target=4, deadline=time.monotonic() + 20, seed=1)
    assert (search.board.weight, search.rounds) == (4, 1)


def test_solver_that_dies_is_left_alone() -> None:
    """The board stands as it was, and after two failures nobody asks again."""
    made = board()
    before = made.copy_places()
    search = Search(made, DEAD, bound=6)
    search.solve_parts(rounds_max=9, target=6, deadline=time.monotonic() + 20, seed=1)
    assert search.troubles == [Trouble.DIED] * TROUBLES_MAX
    assert made.copy_places() == before


def test_nothing_to_move_is_no_trouble() -> None:
    """Without a seat no solver is started, and what stands is the best."""
    made = Board(Grid.of(CHAIN))
    fill(made)
    answer = resolve(made, {}, lambda *_: 1.0, DEAD, Limits(5.0))
    assert (answer.trouble, answer.values, answer.is_best) == (None, None, True)
