"""The most that any plan could place, proved by multipliers that anyone can check.

For every set of multipliers `y ≥ 0` of the rows `A x ≤ b`, no `x` between 0 and 1 is worth more
than `y·b + Σ max(0, c − yA)`: weak duality. The interior point method finds multipliers that make
it nearly the smallest; where they come from and how exact they are does not touch the proof.
"""

import math

import numpy as np
from numpy.typing import NDArray

from jisr.meetings.plan.board import Board
from jisr.meetings.plan.program import Arrays, build, everything
from jisr.meetings.plan.solver import Solver, Trouble

ROUNDING = 1e-6  # of the bound: above what adding a million doubles can lose


def proved_bound(arrays: Arrays, duals: NDArray[np.float64]) -> float:
    """Return the bound that the multipliers prove; negative ones count as nothing."""
    multipliers = np.maximum(duals, 0.0)
    lengths = np.diff(arrays.row_starts)
    charged = np.repeat(multipliers, lengths) * arrays.row_values
    prices = np.bincount(arrays.row_columns, weights=charged, minlength=len(arrays.cost))
    return float(multipliers @ arrays.row_upper + np.maximum(arrays.cost - prices, 0.0).sum())


def weight_bound(board: Board, solver: Solver, seconds_max: float) -> tuple[int, Trouble | None]:
    """Return a weight that no plan passes, whatever is on the board, and what went wrong if so.

    Weights are whole, so the bound is rounded down. Without multipliers the bound is the weight of
    all requests that have a place at all. What was held or is pinned counts as it stands.
    """
    grid = board.grid
    empty = Board(grid)
    program = build(empty, everything(empty), lambda request, _: grid.weights[request])
    arrays = program.arrays()
    trivial = empty.weight + sum(grid.weights[one] for one in {seat[0] for seat in program.seats})
    if not program.seats:
        return trivial, None
    answer = solver.relaxed(arrays, seconds_max)
    if answer.duals is None:
        return trivial, answer.trouble
    proved = empty.weight + proved_bound(arrays, answer.duals)
    return min(trivial, math.floor(proved * (1 + ROUNDING))), answer.trouble
