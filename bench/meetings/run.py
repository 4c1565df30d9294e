"""How good, how fast and how sure the planner of meetings is, beside OR-Tools' CP-SAT.

    PYTHONPATH=bench:tests/support python bench/meetings/run.py --peer-python PATH

`PATH` is a Python that has `ortools` (requirements/peers.txt); without it only our figures are
printed. Every plan, ours and the peer's, passes the separate checker first. Seconds are wall time.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import TypeVar

import numpy as np

from jisr.meetings.plan.board import Board
from jisr.meetings.plan.checker import check
from jisr.meetings.plan.greedy import fill
from jisr.meetings.plan.grid import Grid
from jisr.meetings.plan.model import Plan, Problem, total_weight
from jisr.meetings.plan.naming import name_places
from jisr.meetings.plan.program import apply, begin_from, build, everything
from jisr.meetings.plan.replan import Kind, replan
from jisr.meetings.plan.solve import Effort, Outcome, first_plan, solve
from meeting_plans import chance_problem
from meetings.instances import (
    AS_BRIEFED,
    SCARCE_INTERPRETERS,
    SLOTS_A_DAY,
    TWO_VENUES,
    Size,
    host,
    session,
)

SEEDS = (7, 1, 2)
SECONDS = {"as briefed": 25.0, "scarce interpreters": 50.0, "two venues": 25.0}
SIZES = {
    "as briefed": AS_BRIEFED,
    "scarce interpreters": SCARCE_INTERPRETERS,
    "two venues": TWO_VENUES,
}
WORKERS = 2
PEER = Path(__file__).with_name("cpsat.py")


class PlanRefused(Exception):
    """The checker found a fault: no figure of this run counts."""


def accepted(problem: Problem, plan: Plan) -> Plan:
    """Return the plan if the checker accepts it."""
    findings = check(problem, plan)
    if findings:
        raise PlanRefused(findings[:3])
    return plan


Made = TypeVar("Made")


def timed(make: Callable[[], Made]) -> tuple[Made, float]:
    """Return what is made, and the seconds that it took."""
    start = time.perf_counter()
    made = make()
    return made, time.perf_counter() - start


def peer_weight(problem: Problem, python: Path, seconds: float) -> str:
    """Return what CP-SAT reached on the same program, from the same greedy plan."""
    board = Board(Grid.of(problem))
    fill(board)
    before, moving = board.copy_places(), everything(board)
    for request in moving.keys() & before.keys():
        board.remove(request)
    program = build(board, moving, lambda request, _: board.grid.weights[request])
    begin_from(program, board.grid, before)
    arrays = program.arrays()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "program.npz"
        fields = ("cost", "row_upper", "row_starts", "row_columns", "row_values", "begin")
        np.savez(place, **{name: getattr(arrays, name) for name in fields})
        subprocess.run([python, PEER, place, str(seconds), str(WORKERS)], check=True)
        with np.load(place.with_suffix(".answer.npz")) as answer:
            values, bound, took = answer["values"], int(answer["bound"]), float(answer["seconds"])
    if len(values) == 0:
        return f"nothing in {took:.0f} s, bound {bound}"
    apply(program, board, values.tolist())
    weight = total_weight(problem, accepted(problem, name_places(board, Plan())))
    return f"{weight} (bound {bound}, {1 - weight / bound:.2%}) in {took:.1f} s"


def line(name: str, problem: Problem, effort: Effort, python: Path | None) -> Outcome:
    """Print one instance: the plan at once, the best found, the peer's."""
    first, first_seconds = timed(lambda: accepted(problem, first_plan(problem)))
    outcome, seconds = timed(lambda: solve(problem, effort=effort))
    accepted(problem, outcome.plan)
    proof = "proved best" if outcome.is_proven else f"{outcome.gap:.2%} below the bound"
    print(
        f"{name}: at once {total_weight(problem, first)} in {first_seconds:.2f} s; "
        f"{outcome.weight} of at most {outcome.bound} ({proof}) in {seconds:.1f} s; "
        f"{len(outcome.plan.meetings)} meetings, {outcome.shortage} below floors, "
        f"{outcome.waiting} slots waited; troubles {len(outcome.troubles)}"
    )
    reasons = Counter(one.reason.value for one in outcome.unplaced)
    print("  unplaced: " + ", ".join(f"{name} {many}" for name, many in reasons.most_common()))
    if python is not None:
        print(f"  CP-SAT: {peer_weight(problem, python, max(seconds, 1.0))}", flush=True)
    return outcome


def losses(problem: Problem, plan: Plan) -> Iterator[tuple[str, Problem]]:
    """Yield what can be lost on the second day, and the problem without it."""
    half = frozenset(range(SLOTS_A_DAY, SLOTS_A_DAY + SLOTS_A_DAY // 2))
    sides = {request.id: request.sides for request in problem.requests}
    busy = Counter(side for one in plan.meetings if one.slot in half for side in sides[one.request])
    served = Counter(one.interpreter for one in plan.meetings if one.interpreter is not None)
    late = min(busy, key=lambda side: (-busy[side], side))
    sick = min(served, key=lambda who: (-served[who], who))
    yield (
        f"half a day of {late}",
        replace(
            problem,
            delegations=tuple(
                replace(one, free=one.free - half) if one.id == late else one
                for one in problem.delegations
            ),
        ),
    )
    yield (
        "a room for half a day",
        replace(
            problem,
            rooms=(
                replace(problem.rooms[0], open=problem.rooms[0].open - half),
                *problem.rooms[1:],
            ),
        ),
    )
    yield (
        f"interpreter {sick} for half a day",
        replace(
            problem,
            interpreters=tuple(
                replace(one, shifts=one.shifts - half) if one.id == sick else one
                for one in problem.interpreters
            ),
        ),
    )


def replans(name: str, problem: Problem, plan: Plan) -> None:
    """Print what each loss changes."""
    for what, lost in losses(problem, plan):
        told, seconds = timed(lambda lost=lost: replan(lost, plan))  # type: ignore[misc]  # mypy cannot infer a lambda with a default
        accepted(lost, told.plan)
        kinds = Counter(change.kind for change in told.changes)
        must = sum(change.kind is Kind.MOVED and bool(change.faults) for change in told.changes)
        print(
            f"{name}, lost {what}: {seconds:.1f} s; moved {kinds[Kind.MOVED]} (of these {must} "
            f"could not stay), dropped {kinds[Kind.DROPPED]}, added {kinds[Kind.ADDED]}, other "
            f"room {kinds[Kind.ROOM]}, other interpreter {kinds[Kind.INTERPRETER]}; "
            f"{'proved fewest' if told.is_fewest else 'not proved'}",
            flush=True,
        )


def random_instances(many: int) -> None:
    """Print how many plans of small random sessions the checker accepted."""
    proven = 0
    start = time.perf_counter()
    for seed in range(many):
        problem = chance_problem(Random(seed), venues=1 + seed % 2)  # noqa: S311 (a session, not a secret)
        accepted(problem, first_plan(problem))
        outcome = solve(problem, effort=Effort(seed=seed))
        accepted(problem, outcome.plan)
        proven += outcome.is_proven
    seconds = time.perf_counter() - start
    print(f"random sessions: {2 * many} plans of {many} accepted, {proven} proved, {seconds:.0f} s")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--peer-python", type=Path)
    parser.add_argument("--random", type=int, default=1000)
    parser.add_argument("--seeds", type=int, nargs="*", default=SEEDS)
    chosen = parser.parse_args()
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    for name, size in SIZES.items():
        for seed in chosen.seeds:
            case(f"{name}, seed {seed}", seed, size, SECONDS[name], chosen.peer_python)
    for seed in chosen.seeds:
        line(f"one host, seed {seed}", host(seed), Effort(seed=seed), chosen.peer_python)
    random_instances(chosen.random)


def case(name: str, seed: int, size: Size, seconds: float, python: Path | None) -> None:
    """Print one large session and, of the first seed, what losses change."""
    problem = session(seed, size)
    outcome = line(name, problem, Effort(seconds_max=seconds, rounds_max=500, seed=seed), python)
    if seed == SEEDS[0]:
        replans(name, problem, outcome.plan)


if __name__ == "__main__":
    main()
