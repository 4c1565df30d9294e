"""Any multipliers prove a bound; the solver's prove a good one."""

import sys
from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from jisr.meetings.plan.board import Board
from jisr.meetings.plan.bound import proved_bound, weight_bound
from jisr.meetings.plan.grid import Grid
from jisr.meetings.plan.program import Program
from jisr.meetings.plan.solver import Solver, Trouble, is_solution
from meeting_plans import problem, request

SESSION = problem(*(request(f"r{number}", "x", f"y{number}", 5 - number) for number in range(5)))


@given(
    costs=st.lists(st.integers(-3, 5), min_size=3, max_size=6),
    duals=st.lists(st.floats(-2, 6), min_size=3, max_size=3),
    data=st.data(),
)
@settings(max_examples=100)
def test_no_solution_passes_any_bound(
    costs: list[int], duals: list[float], data: st.DataObject
) -> None:
    """Whatever the multipliers, every solution is worth no more than what they prove."""
    program = Program()
    for cost in costs:
        program.column(float(cost))
    places = st.integers(0, len(costs) - 1)
    for _ in range(3):
        row = data.draw(st.dictionaries(places, st.sampled_from((-1.0, 1.0)), min_size=1))
        program.row(list(row.items()), data.draw(st.integers(0, 2)))
    arrays = program.arrays()
    solutions = [np.array(one, dtype=float) for one in product((0, 1), repeat=len(costs))]
    best = max(arrays.cost @ one for one in solutions if is_solution(arrays, one))
    assert best <= proved_bound(arrays, np.array(duals)) + 1e-9


def test_bound_counts_what_the_slots_can_hold() -> None:
    """One side with four slots holds its four weightiest requests of five."""
    assert weight_bound(Board(Grid.of(SESSION)), Solver(), 5.0) == (14, None)


def test_bound_without_a_solver_is_everything() -> None:
    """A child that dies leaves the weight of all requests that have a place, and is told."""
    solver = Solver(child=(sys.executable, "-c", "raise SystemExit(1)"))
    assert weight_bound(Board(Grid.of(SESSION)), solver, 5.0) == (15, Trouble.DIED)


def test_bound_of_nothing_is_nothing() -> None:
    """Without a place there is nothing to ask a solver."""
    session = problem(request("r", "x", "y"), rooms=())
    assert weight_bound(Board(Grid.of(session)), Solver(child=("/nowhere",)), 5.0) == (0, None)
