"""The best plan that can be found in some seconds, and how far from the best it can be.

1. `greedy` gives a plan at once; a plan handed in is where the search starts instead.
2. `bound` proves what no plan can pass.
3. A small problem is one program, solved to proof. A large one is searched: some slots are emptied,
   the program that fills them again is solved, and what is found stands if it weighs no less.
4. Then floors, then days without waiting, at the weight that was reached.

One seed gives one plan, unless the deadline cuts the search short.
"""

import time
from dataclasses import dataclass

from jisr.meetings.plan.aims import compact, raise_floors, shortage, waiting
from jisr.meetings.plan.board import Board
from jisr.meetings.plan.bound import weight_bound
from jisr.meetings.plan.checker import Finding, check
from jisr.meetings.plan.exact import compact_exactly
from jisr.meetings.plan.exchange import improve
from jisr.meetings.plan.greedy import fill
from jisr.meetings.plan.grid import Grid
from jisr.meetings.plan.model import Plan, Problem, Unplaced
from jisr.meetings.plan.naming import board_of, keep_people, name_places
from jisr.meetings.plan.reasons import why_unplaced
from jisr.meetings.plan.search import Search
from jisr.meetings.plan.solver import Solver, Trouble

SMALL_PLACES_MAX = 4000  # requests times places: solved whole in about a second
WHOLE_SECONDS_MAX = 5.0
FLOORS_GIVE_PERMILLE = 1  # of the weight may go for floors: small beside the gap that we promise


@dataclass(frozen=True, slots=True)
class Effort:
    """How long to search.

    Attributes:
        seconds_max: no round begins later; a plan cut short by it depends on the machine's speed.
        rounds_max: of the search; none leaves the greedy plan, improved by exchanges.
        gap_permille: the search ends this near to the bound.
        seed: of every random choice.
    """

    seconds_max: float = 25.0
    rounds_max: int = 200
    gap_permille: float = 0.5
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """A plan that the checker accepts, and what is known about it.

    Attributes:
        weight: of the plan.
        bound: a weight that no plan passes.
        is_proven: no plan weighs more: the bound is reached, or the solver searched everything.
        shortage: meetings missing to the floors.
        waiting: slots in which somebody waits, and preferences missed.
        is_shortest: nobody can wait less at this weight and these floors: proved by the solver.
        troubles: what went wrong with the solver; the plan before stood each time.
        findings: what the checker said of the plan that was found. Anything here is a fault of the
            planner: the plan told is then only what was held and is pinned.
    """

    plan: Plan
    unplaced: tuple[Unplaced, ...]
    weight: int
    bound: int
    is_proven: bool
    shortage: int
    waiting: int
    is_shortest: bool = False
    troubles: tuple[Trouble, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def gap(self) -> float:
        """The share of the bound that is missing at most."""
        return 0.0 if self.is_proven or not self.bound else 1 - self.weight / self.bound


def first_plan(problem: Problem, start: Plan | None = None) -> Plan:
    """Return a plan at once: what still stands of `start`, and what fits beside it."""
    board = Board(Grid.of(problem))
    if start is not None:
        board_of(board, start)
    fill(board)
    return name_places(board, start or Plan())


def solve(
    problem: Problem,
    *,
    start: Plan | None = None,
    effort: Effort | None = None,
    solver: Solver | None = None,
) -> Outcome:
    """Return the best plan found; it never weighs less than what still stands of `start`."""
    effort = effort or Effort()
    deadline = time.monotonic() + effort.seconds_max
    solver = solver or Solver(effort.seed)
    board = Board(Grid.of(problem))
    if start is not None:
        board_of(board, start)
    weight_start = board.weight
    fill(board)
    bound, trouble = weight_bound(board, solver, effort.seconds_max)
    search = Search(board, solver, bound, troubles=[] if trouble is None else [trouble])
    is_small = sum(map(len, board.grid.options)) <= SMALL_PLACES_MAX
    if board.weight < bound:
        improve(board)
    if board.weight < bound and is_small:
        search.solve_whole(min(WHOLE_SECONDS_MAX, effort.seconds_max))
    if not search.is_proven:
        target = bound - int(bound * effort.gap_permille / 1000)
        search.solve_parts(
            rounds_max=effort.rounds_max, target=target, deadline=deadline, seed=effort.seed
        )
        improve(board)
    search.is_proven = search.is_proven or board.weight >= bound
    if search.is_proven:
        search.bound = board.weight
    _second_aims(search, weight_start, is_small=is_small)
    return _outcome(search, start or Plan())


def _second_aims(search: Search, weight_start: int, *, is_small: bool) -> None:
    """Raise floors at little cost, then shorten the days; what was in `start` weighs as much."""
    board = search.board
    weight = board.weight
    given = weight * FLOORS_GIVE_PERMILLE // 1000
    raise_floors(board, max(weight_start, weight - given))
    search.is_proven = search.is_proven and board.weight == weight
    compact(board)
    if is_small and not search.troubles:
        answer = compact_exactly(board, search.solver, WHOLE_SECONDS_MAX)
        search.is_shortest = answer.is_best
        if answer.trouble is not None:
            search.troubles.append(answer.trouble)
    fill(board)


def _outcome(search: Search, start: Plan) -> Outcome:
    """Name rooms and let the checker look; a plan that it refuses is never handed out."""
    board = search.board
    problem = board.grid.problem
    keep_people(board, start)
    plan = name_places(board, start)
    findings = check(problem, plan)
    if findings:
        board = Board(board.grid)
        plan = name_places(board, start)
    return Outcome(
        plan=plan,
        unplaced=why_unplaced(board),
        weight=board.weight,
        bound=search.bound,
        is_proven=search.is_proven and not findings,
        shortage=shortage(board),
        waiting=waiting(board),
        is_shortest=search.is_shortest and not findings,
        troubles=tuple(search.troubles),
        findings=findings,
    )
