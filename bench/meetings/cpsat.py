"""The peer: OR-Tools' CP-SAT on the very program that we solve, in a process of its own.

It never runs beside HiGHS: either library breaks when the other is loaded first. It reads a program
from the file named, as `numpy` arrays, begins from the same greedy plan with every column hinted,
and writes what it found beside it. It needs `ortools` and `numpy` only, not Jisr.
"""

import importlib
import sys
from pathlib import Path

import numpy as np


def main() -> None:
    """Solve the program of the file named first, within the seconds and workers named next."""
    cp_model = importlib.import_module("ortools.sat.python.cp_model")
    place, seconds, workers = Path(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3])
    with np.load(place) as arrays:
        program = {name: arrays[name] for name in arrays.files}
    model = cp_model.CpModel()
    columns = [model.new_bool_var("") for _ in program["cost"]]
    for row, upper in enumerate(program["row_upper"]):
        entries = slice(program["row_starts"][row], program["row_starts"][row + 1])
        names, values = program["row_columns"][entries], program["row_values"][entries]
        if upper == 1 and (values == 1).all():
            model.add_at_most_one(columns[name] for name in names)
        else:
            terms = zip(names, values, strict=True)
            model.add(sum(int(value) * columns[name] for name, value in terms) <= int(upper))
    for column, hint in zip(columns, program["begin"], strict=True):
        model.add_hint(column, bool(hint))
    model.maximize(
        sum(int(cost) * column for cost, column in zip(program["cost"], columns, strict=True))
    )
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = 0
    status = solver.solve(model)
    is_found = status in {cp_model.OPTIMAL, cp_model.FEASIBLE}
    values = [float(solver.value(column)) for column in columns] if is_found else []
    np.savez(
        place.with_suffix(".answer.npz"),
        values=np.array(values),
        bound=np.array(solver.best_objective_bound),
        is_best=np.array(status == cp_model.OPTIMAL),
        seconds=np.array(solver.wall_time),
    )


if __name__ == "__main__":
    main()
