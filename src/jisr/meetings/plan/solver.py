"""Hands programs to child processes and believes nothing that it cannot check.

HiGHS runs in a child (`worker.py`), a new one for each program: if it dies, hangs or answers
nonsense, the planner lives on with the plan that it has, and `Trouble` says so.
"""

import enum
import io
import subprocess
import sys
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jisr.meetings.plan.program import Arrays
from jisr.meetings.plan.wire import Message, Outcome, read_message, write_message

GRACE_SECONDS = 10.0  # to load, and to finish a step after its time; then it is ended
TOLERANCE = 1e-5  # ten times what the solver allows itself
CHILD = (sys.executable, "-P", "-m", "jisr.meetings.plan.worker")
"""`-P`: no file of the folder in which the hub was started is taken for a module."""
SEEDS = 1 << 31  # HiGHS takes no other


class Trouble(enum.StrEnum):
    """What went wrong with a solver. The present plan stood."""

    DIED = "died"
    """The child process ended without an answer, or could not be started."""
    LATE = "late"
    """It did not answer in its time and was ended."""
    REFUSED = "refused"
    """It returned an error status."""
    WRONG = "wrong"
    """Its answer breaks a row, or is no answer."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one program may take.

    Attributes:
        seconds_max: time of the child; an answer cut short by it depends on the machine's speed.
        nodes_max: nodes of the search tree; an answer cut short by it is the same everywhere.
        gap: how far from the best, in units of the objective, is good enough.
    """

    seconds_max: float
    nodes_max: int = 1_000_000
    gap: float = 0.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a program.

    Attributes:
        values: of the columns, checked against every row; None if there is no solution.
        is_best: the solver proved that nothing better exists, within the gap asked for.
        duals: multipliers of the rows, unchecked: any that are not negative prove a bound.
        trouble: what went wrong, if anything did.
    """

    values: NDArray[np.float64] | None = None
    is_best: bool = False
    duals: NDArray[np.float64] | None = None
    trouble: Trouble | None = None


@dataclass(frozen=True, slots=True)
class Solver:
    """Starts the children. The same seed and program give the same answer.

    Attributes:
        seed: of the solver's own random choices.
        child: the command that answers one program.
        grace_seconds: what it gets beyond the time of the program.
    """

    seed: int = 0
    child: tuple[str, ...] = CHILD
    grace_seconds: float = GRACE_SECONDS

    def best(self, arrays: Arrays, limits: Limits) -> Answer:
        """Return the best whole-number solution found within the limits."""
        said = self._ask(arrays, limits, is_relaxed=False)
        if isinstance(said, Trouble):
            return Answer(trouble=said)
        outcome, values = int(said["outcome"]), said["values"]
        if outcome == Outcome.NOTHING:
            return Answer()
        if not is_solution(arrays, values):
            return Answer(trouble=Trouble.WRONG)
        return Answer(values=values, is_best=outcome == Outcome.BEST)

    def relaxed(self, arrays: Arrays, seconds_max: float) -> Answer:
        """Return multipliers of the rows, by the interior point method without crossover."""
        said = self._ask(arrays, Limits(seconds_max), is_relaxed=True)
        if isinstance(said, Trouble):
            return Answer(trouble=said)
        duals = said["duals"]
        if int(said["outcome"]) == Outcome.NOTHING:
            return Answer()
        if duals.shape != arrays.row_upper.shape or not np.isfinite(duals).all():
            return Answer(trouble=Trouble.WRONG)
        return Answer(duals=duals)

    def _ask(self, arrays: Arrays, limits: Limits, *, is_relaxed: bool) -> Message | Trouble:
        memory = io.BytesIO()
        write_message(memory, _message(arrays, limits, self.seed, is_relaxed=is_relaxed))
        try:
            done = subprocess.run(  # noqa: S603 (our own module, no shell)
                self.child,
                input=memory.getvalue(),
                capture_output=True,
                timeout=limits.seconds_max + self.grace_seconds,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return Trouble.LATE
        except OSError:
            return Trouble.DIED
        if done.returncode != 0:
            return Trouble.DIED
        try:
            said = read_message(io.BytesIO(done.stdout))
        except ValueError:
            return Trouble.WRONG
        if said.keys() != {"outcome", "values", "duals"} or said["outcome"].shape != ():
            return Trouble.WRONG
        return Trouble.REFUSED if int(said["outcome"]) == Outcome.REFUSED else said


def is_solution(arrays: Arrays, values: NDArray[np.float64]) -> bool:
    """Whether the values lie in their limits, are whole where they must be, and keep every row."""
    if values.shape != arrays.cost.shape or not np.isfinite(values).all():
        return False
    if (values < -TOLERANCE).any() or (values > 1 + TOLERANCE).any():
        return False
    whole = values[arrays.is_whole]
    if (np.abs(whole - np.round(whole)) > TOLERANCE).any():
        return False
    sums = row_sums(arrays, values)
    return bool((sums <= arrays.row_upper + TOLERANCE * (1 + np.abs(arrays.row_upper))).all())


def row_sums(arrays: Arrays, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the left side of every row."""
    lengths = np.diff(arrays.row_starts)
    number = np.repeat(np.arange(len(lengths)), lengths)
    weights = arrays.row_values * values[arrays.row_columns]
    return np.bincount(number, weights=weights, minlength=len(lengths)).astype(np.float64)


def _message(arrays: Arrays, limits: Limits, seed: int, *, is_relaxed: bool) -> Message:
    return {
        "cost": arrays.cost,
        "is_whole": arrays.is_whole,
        "row_upper": arrays.row_upper,
        "row_starts": arrays.row_starts,
        "row_columns": arrays.row_columns,
        "row_values": arrays.row_values,
        "begin": arrays.begin,
        "is_relaxed": np.array(is_relaxed),
        "seed": np.array(seed % SEEDS),
        "seconds_max": np.array(limits.seconds_max),
        "nodes_max": np.array(limits.nodes_max),
        "gap": np.array(limits.gap),
    }
