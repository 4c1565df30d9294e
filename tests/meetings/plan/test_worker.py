"""The child answers a program, and says when HiGHS refuses."""

import numpy as np

from jisr.meetings.plan.program import Program
from jisr.meetings.plan.solver import Limits, _message
from jisr.meetings.plan.wire import Message, Outcome
from jisr.meetings.plan.worker import answer


def message(limits: Limits, *, is_relaxed: bool = False, seed: int = 0) -> Message:
    """Return three columns of which two may be chosen, at most one of the first two."""
    program = Program()
    columns = [program.column(cost) for cost in (3.0, 2.0, 1.0)]
    program.at_most(columns[:2], 1)
    program.at_most(columns, 2)
    program.begin.clear()
    return _message(program.arrays(), limits, seed, is_relaxed=is_relaxed)


def test_best_is_found_and_proved() -> None:
    """The first and the last are worth most."""
    said = answer(message(Limits(5.0)))
    assert (int(said["outcome"]), said["values"].round().tolist()) == (Outcome.BEST, [1, 0, 1])


def test_multipliers_are_those_of_a_maximum() -> None:
    """None is negative, and they price the best solution: two rows of worth two and one."""
    said = answer(message(Limits(5.0), is_relaxed=True))
    assert int(said["outcome"]) == Outcome.FOUND
    assert np.all(said["duals"] >= -1e-9)


def test_refused_option_is_told() -> None:
    """An option that HiGHS does not take is a refusal, not a solution."""
    said = answer(message(Limits(-1.0)))
    assert int(said["outcome"]) == Outcome.REFUSED


def test_refused_model_is_told() -> None:
    """A row that names a column that is not there is a refusal."""
    wrong = message(Limits(5.0))
    wrong["row_columns"] = wrong["row_columns"] + 7
    assert int(answer(wrong)["outcome"]) == Outcome.REFUSED


def test_no_solution_is_told() -> None:
    """Rows that nothing keeps leave nothing, which is no refusal."""
    wrong = message(Limits(5.0))
    wrong["row_upper"] = wrong["row_upper"] - 3
    assert int(answer(wrong)["outcome"]) == Outcome.NOTHING
