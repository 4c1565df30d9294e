"""A child process that dies, hangs or lies is told apart, and never believed."""

import sys

import numpy as np
import pytest

from jisr.meetings.plan.bound import proved_bound
from jisr.meetings.plan.program import Arrays, Program
from jisr.meetings.plan.solver import Answer, Limits, Solver, Trouble, is_solution, row_sums

LIMITS = Limits(5.0)
ANSWER = (
    "import sys, numpy\n"
    "from jisr.meetings.plan.wire import write_message\n"
    "say = lambda outcome, values: write_message(sys.stdout.buffer, dict("
    "outcome=numpy.array(outcome), values=numpy.array(values), duals=numpy.zeros(0)))\n"
)

CHILDREN: dict[str, tuple[str, Trouble]] = {
    "it is killed": ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", Trouble.DIED),
    "it ends with an error": ("raise SystemExit(3)", Trouble.DIED),
    "it hangs": ("import time; time.sleep(60)", Trouble.LATE),
    "it says nothing": ("", Trouble.WRONG),
    "it chatters": ("print('Running HiGHS 1.15.1')", Trouble.WRONG),
    "it returns an error status": (f"{ANSWER}say(0, [])", Trouble.REFUSED),
    "it breaks a row": (f"{ANSWER}say(3, [1.0, 1.0])", Trouble.WRONG),
    "it halves a meeting": (f"{ANSWER}say(3, [0.5, 0.0])", Trouble.WRONG),
    "it answers another program": (f"{ANSWER}say(3, [1.0])", Trouble.WRONG),
    "it answers no number": (f"{ANSWER}say(3, [float('nan'), 0.0])", Trouble.WRONG),
}


def arrays(*, is_whole: bool = True) -> Arrays:
    """Return two columns of which one may be chosen."""
    program = Program()
    columns = [program.column(cost, is_whole=is_whole) for cost in (1.0, 2.0)]
    program.at_most(columns, 1)
    return program.arrays()


@pytest.mark.parametrize("case", CHILDREN)
def test_child_that_fails_is_told_apart(case: str) -> None:
    """Each way of failing has its name, and gives no values."""
    code, trouble = CHILDREN[case]
    limits = Limits(0.2) if trouble is Trouble.LATE else LIMITS
    solver = Solver(child=(sys.executable, "-c", code), grace_seconds=1.0)
    assert solver.best(arrays(), limits) == Answer(trouble=trouble)


def test_child_that_cannot_be_started_is_told() -> None:
    """A missing program is a child that died."""
    assert Solver(child=("/nowhere/solver",)).relaxed(arrays(), 1.0).trouble is Trouble.DIED


def test_child_that_answers_is_believed() -> None:
    """The real one chooses the better column and proves it."""
    answer = Solver().best(arrays(), LIMITS)
    assert answer.values is not None
    assert (answer.values.round().tolist(), answer.is_best, answer.trouble) == ([0, 1], True, None)


def test_multipliers_come_from_the_relaxed_program() -> None:
    """They prove what the better column is worth."""
    duals = Solver().relaxed(arrays(), 5.0).duals
    assert duals is not None
    assert proved_bound(arrays(), duals) == pytest.approx(2.0)


def test_sums_and_solutions_are_computed_here() -> None:
    """Rows, limits and whole numbers are checked without the solver."""
    whole, parts = arrays(), arrays(is_whole=False)
    assert row_sums(whole, np.array([0.5, 1.0])).tolist() == [1.5]
    halves = np.array([0.5, 0.5])
    assert [is_solution(whole, halves), is_solution(parts, halves)] == [False, True]
    assert not is_solution(parts, np.array([-0.5, 1.0]))
