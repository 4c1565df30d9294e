"""A plan at once, the best plan in a while, and never a wrong one."""

import sys
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings

from jisr.meetings.plan.checker import check
from jisr.meetings.plan.model import Meeting, Plan, Problem, Room, total_weight
from jisr.meetings.plan.solve import Effort, Outcome, first_plan, solve
from jisr.meetings.plan.solver import Solver, Trouble
from meeting_plans import chance_problem, delegation, problem, problems, request, slots

DEAD = Solver(child=(sys.executable, "-c", "import os, signal; os.kill(os.getpid(), 9)"))
SHORT = Effort(seconds_max=5.0, rounds_max=3)
CHAIN = problem(
    request("r0", "x", "y", 3),
    request("r1", "x", "w", 2),
    request("r2", "y", "z", 2),
    slots=slots(a_day=2),
    delegations=(
        delegation("w", {1}),
        delegation("x", {0, 1}),
        delegation("y", {0, 1}),
        delegation("z", {1}),
    ),
)


@settings(max_examples=12, deadline=None)
@given(session=problems())
def test_checker_accepts_every_solved_plan(session: Problem) -> None:
    """The plan can be held, weighs what is said, and no more than the bound."""
    outcome = solve(session, effort=SHORT)
    assert (check(session, outcome.plan), outcome.findings, outcome.troubles) == ((), (), ())
    assert total_weight(session, outcome.plan) == outcome.weight <= outcome.bound
    assert outcome.is_proven or outcome.shortage == 0


@settings(max_examples=12, deadline=None)
@given(session=problems())
def test_room_more_never_makes_the_plan_worse(session: Problem) -> None:
    """Beginning from the old plan, the new one weighs at least as much."""
    old = solve(session, effort=SHORT, solver=DEAD)
    every = frozenset(range(len(session.slots)))
    more = replace(session, rooms=(*session.rooms, Room("more", "v0", every)))
    new = solve(more, start=old.plan, effort=SHORT)
    assert (check(more, new.plan), new.weight >= old.weight) == ((), True)


def test_plan_at_once_is_a_plan() -> None:
    """It needs no solver, and keeps what still stands of the plan handed in."""
    assert first_plan(CHAIN) == Plan.of([Meeting(0, "a", "r0"), Meeting(1, "a", "r1")])
    start = Plan.of([Meeting(1, "a", "r2"), Meeting(0, "a", "r1")])
    assert first_plan(CHAIN, start) == Plan.of([Meeting(0, "a", "r0"), Meeting(1, "a", "r2")])


def test_best_plan_is_proved() -> None:
    """One room in two slots: the weightiest and one of the others."""
    outcome = solve(CHAIN)
    assert (outcome.weight, outcome.bound, outcome.is_proven, outcome.gap) == (5, 5, True, 0.0)
    assert outcome.is_shortest


def test_one_seed_gives_one_plan() -> None:
    """Everything about two runs is the same."""
    session = chance_problem(Random(4), venues=2)  # noqa: S311 (a session, not a secret)
    first, second = (solve(session, effort=SHORT) for _ in range(2))
    assert first == second


def test_solver_that_dies_leaves_a_plan_and_is_told() -> None:
    """The child is killed each time; the greedy plan, improved by exchanges, stands."""
    outcome = solve(CHAIN, solver=DEAD)
    assert (check(CHAIN, outcome.plan), outcome.weight) == ((), 5)
    assert set(outcome.troubles) == {Trouble.DIED}
    assert (outcome.bound, outcome.is_proven) == (7, False)


@pytest.mark.parametrize(("given_floor", "weight"), [(0, 1000), (1, 999)])
def test_floor_costs_little_weight(given_floor: int, weight: int) -> None:
    """One permille of the weight may go so that a small delegation has its meeting."""
    session = problem(
        request("r0", "x", "y", 1000),
        request("r1", "x", "z", 999),
        slots=slots(a_day=1),
        delegations=(
            delegation("x", {0}),
            delegation("y", {0}),
            delegation("z", {0}, floor=given_floor),
        ),
    )
    outcome = solve(session)
    assert (outcome.weight, outcome.shortage) == (weight, 0)
    assert outcome.is_proven == (given_floor == 0)


def test_nothing_to_plan_is_a_plan() -> None:
    """A session without requests has an empty plan, proved to be the best."""
    assert solve(problem(), solver=DEAD) == Outcome(
        plan=Plan(),
        unplaced=(),
        weight=0,
        bound=0,
        is_proven=True,
        shortage=0,
        waiting=0,
        is_shortest=True,
    )
