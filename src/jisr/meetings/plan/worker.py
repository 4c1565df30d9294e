"""The child process in which HiGHS runs: it reads one program, answers it, and ends.

HiGHS shares its threads between all models of a process and may refuse, by a returned status alone,
to change them. So each program gets a process of its own, and every status is looked at.
"""

import os
import sys
from typing import Any

import highspy
import numpy as np
from numpy.typing import NDArray

from jisr.meetings.plan.wire import Message, Outcome, read_message, write_message

_GOOD = (highspy.HighsStatus.kOk, highspy.HighsStatus.kWarning)  # a time limit is a warning


def answer(message: Message) -> Message:
    """Solve one program and return what came of it."""
    highs = highspy.Highs()  # type: ignore[no-untyped-call]  # highspy leaves it untyped
    is_relaxed = bool(message["is_relaxed"])
    is_good = all(
        highs.setOptionValue(name, value) == highspy.HighsStatus.kOk
        for name, value in _options(message, is_relaxed=is_relaxed).items()
    )
    is_good = is_good and highs.passModel(_model(message, is_relaxed=is_relaxed)) in _GOOD
    begin = message["begin"]
    if is_good and not is_relaxed and len(begin):
        solution = highspy.HighsSolution()
        solution.col_value = begin.tolist()
        is_good = highs.setSolution(solution) in _GOOD
    is_good = is_good and highs.run() in _GOOD
    if not is_good:
        return _said(Outcome.REFUSED)
    return _read(highs, is_relaxed=is_relaxed)


def _options(message: Message, *, is_relaxed: bool) -> dict[str, Any]:
    options: dict[str, Any] = {
        "output_flag": False,
        "threads": 1,
        "random_seed": int(message["seed"]),
        "time_limit": float(message["seconds_max"]),
    }
    if is_relaxed:
        return {**options, "solver": "ipm", "run_crossover": "off"}
    return {
        **options,
        "mip_max_nodes": int(message["nodes_max"]),
        "mip_rel_gap": 0.0,
        "mip_abs_gap": float(message["gap"]),
    }


def _model(message: Message, *, is_relaxed: bool) -> highspy.HighsLp:
    model = highspy.HighsLp()
    columns, rows = len(message["cost"]), len(message["row_upper"])
    model.num_col_, model.num_row_ = columns, rows
    # HiGHS 1.15 confuses the sign of multipliers when it maximises without crossover.
    model.sense_ = highspy.ObjSense.kMinimize
    model.col_cost_ = -message["cost"]
    model.col_lower_, model.col_upper_ = np.zeros(columns), np.ones(columns)
    model.row_lower_ = np.full(rows, -highspy.kHighsInf)
    model.row_upper_ = message["row_upper"]
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.num_col_, model.a_matrix_.num_row_ = columns, rows
    model.a_matrix_.start_ = message["row_starts"]
    model.a_matrix_.index_ = message["row_columns"]
    model.a_matrix_.value_ = message["row_values"]
    if not is_relaxed:
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        model.integrality_ = [kinds[int(is_whole)] for is_whole in message["is_whole"]]
    return model


def _read(highs: highspy.Highs, *, is_relaxed: bool) -> Message:
    solution, status = highs.getSolution(), highs.getModelStatus()
    if is_relaxed:
        # Without crossover the status may stay unknown; the multipliers prove what they prove.
        duals = -np.array(solution.row_dual, dtype=np.float64)
        return _said(Outcome.FOUND if solution.dual_valid else Outcome.NOTHING, duals=duals)
    info = highs.getInfo()
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return _said(Outcome.NOTHING)
    values = np.array(solution.col_value, dtype=np.float64)
    is_best = status == highspy.HighsModelStatus.kOptimal
    return _said(Outcome.BEST if is_best else Outcome.FOUND, values=values)


def _said(
    outcome: Outcome,
    *,
    values: NDArray[np.float64] | None = None,
    duals: NDArray[np.float64] | None = None,
) -> Message:
    nothing = np.zeros(0)
    return {
        "outcome": np.array(int(outcome)),
        "values": nothing if values is None else values,
        "duals": nothing if duals is None else duals,
    }


def main() -> None:
    """Answer the program on the standard input."""
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as answers:
        # Whatever a library prints goes where it does no harm.
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        write_message(answers, answer(read_message(sys.stdin.buffer)))


if __name__ == "__main__":
    main()
