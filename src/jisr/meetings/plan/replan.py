"""What to change when something is lost: half a day, a room, an interpreter, a late delegation.

The caller hands in the problem as it is now and the plan as it was released. As few meetings as
possible lose their place, and as few as possible move: to save one, only so many others may; where
there is a choice, it falls on the lightest. A meeting that keeps its time and venue has not moved,
even if its room or its interpreter changes.
"""

import enum
from collections import defaultdict
from dataclasses import dataclass, field

from jisr.meetings.plan.board import NOBODY, Board
from jisr.meetings.plan.checker import Fault, check
from jisr.meetings.plan.greedy import fill
from jisr.meetings.plan.grid import Grid
from jisr.meetings.plan.model import Meeting, Plan, Problem, Unplaced
from jisr.meetings.plan.naming import board_of, keep_people, name_places
from jisr.meetings.plan.program import Moving, everything
from jisr.meetings.plan.reasons import why_unplaced
from jisr.meetings.plan.search import resolve
from jisr.meetings.plan.solver import Limits, Solver, Trouble

OTHERS_MAX = 4  # that move to save one meeting: half of what a delegation has on a day
WEIGHT_WORTH = 0.01  # of the weightiest, in moves: it settles what is equal
WORTH_GAP = 0.005
NEAR_SECONDS_MAX = 5.0
SECONDS_MAX = 20.0


class Kind(enum.StrEnum):
    """How a meeting changed."""

    MOVED = "moved"
    """It has another time or venue."""
    DROPPED = "dropped"
    """It has no place any more; its reason is among the unplaced."""
    ADDED = "added"
    """It had no place and has one now."""
    ROOM = "room"
    """It has another room of the same venue at the same time, and perhaps another interpreter."""
    INTERPRETER = "interpreter"
    """It has another interpreter and nothing else."""


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """One meeting that is not as it was.

    Attributes:
        faults: why it could not stay, as the checker found it. Nothing means that it made way for
            another one, or found a place.
    """

    request: str
    kind: Kind
    before: Meeting | None
    after: Meeting | None
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Replan:
    """The plan as it is now, and every difference from the one before.

    Attributes:
        is_fewest: proved: no other plan keeps more at as few moves, by the price of one meeting.
        troubles: what went wrong with the solver; the plan is then what is possible without it.
    """

    plan: Plan
    changes: tuple[Change, ...]
    unplaced: tuple[Unplaced, ...]
    is_fewest: bool
    troubles: tuple[Trouble, ...] = ()


def replan(
    problem: Problem,
    before: Plan,
    *,
    others_max: int = OTHERS_MAX,
    seconds_max: float = SECONDS_MAX,
    solver: Solver | None = None,
) -> Replan:
    """Return the plan that changes least from the one before and that can be held now.

    Args:
        problem: as it is now; what is lost is closed or off shift in it, not left out.
        before: the plan that people hold in their hands.
        others_max: how many other meetings may move to save one.
        seconds_max: of the solver, beyond which the best found so far is taken.
        solver: starts the child processes.
    """
    board = Board(Grid.of(problem))
    lost = board_of(board, before)
    homes = _homes(board.grid, before)
    settling = _Settling(board, homes, frozenset(lost), others_max + 0.5, solver or Solver())
    is_fewest = not lost or settling.near() or settling.whole(seconds_max)
    fill(board)
    keep_people(board, before)
    plan = name_places(board, before)
    return Replan(
        plan=plan,
        changes=changes(problem, before, plan),
        unplaced=why_unplaced(board),
        is_fewest=is_fewest,
        troubles=tuple(settling.troubles),
    )


def _homes(grid: Grid, before: Plan) -> dict[int, tuple[int, int]]:
    """Return where the requests that still exist stood; what was held is not among them."""
    venues = {room.id: grid.venues.index(room.venue) for room in grid.problem.rooms}
    meetings = before.by_request()
    held = {meeting.request for meeting in grid.problem.held}
    return {
        place: (meeting.slot, venues.get(meeting.room, NOBODY))
        for place, request in enumerate(grid.problem.requests)
        if (meeting := meetings.get(request.id)) is not None and request.id not in held
    }


@dataclass(slots=True)
class _Settling:
    """A board on which some meetings lost their places."""

    board: Board
    homes: dict[int, tuple[int, int]]
    lost: frozenset[int]
    price: float
    solver: Solver
    troubles: list[Trouble] = field(default_factory=list)

    def near(self) -> bool:
        """Place the lost again among those of their slots; return whether it is proved best.

        It is if everything is placed that can be, and only those moved who could not stay.
        """
        grid = self.board.grid
        slots = {self.homes[one][0] for one in self.lost if not self._is_impossible(one)}
        self._solve(
            {
                one: grid.options[one]
                for one, (slot, _) in self.homes.items()
                if one not in grid.fixed and (one in self.lost or slot in slots)
            },
            NEAR_SECONDS_MAX,
        )
        fill(self.board, sorted(self.lost))
        must = [one for one in self.lost if self._is_impossible(one)]
        hopeless = [one for one in must if not grid.options[one] or one in grid.fixed]
        moved = [one for one, home in self.homes.items() if self.board.place.get(one) != home]
        is_all_placed = len(self.homes.keys() - self.board.place.keys()) == len(hopeless)
        return is_all_placed and len(moved) == len(must)

    def whole(self, seconds_max: float) -> bool:
        """Let every meeting move, if it must be; return whether the result is proved best."""
        if self.troubles:
            return False
        moving = everything(self.board)
        return self._solve({one: moving[one] for one in self.homes if one in moving}, seconds_max)

    def _solve(self, moving: Moving, seconds_max: float) -> bool:
        before, worth = self.board.copy_places(), self._worth()
        limits = Limits(seconds_max, gap=WORTH_GAP)
        answer = resolve(self.board, moving, self._worth_of, self.solver, limits)
        if answer.trouble is not None:
            self.troubles.append(answer.trouble)
        if self._worth() < worth - WORTH_GAP:
            self.board.restore(before)
            return False
        return answer.is_best

    def _is_impossible(self, request: int) -> bool:
        return self.homes[request] not in self.board.grid.options[request]

    def _worth(self) -> float:
        places = self.board.place
        return sum(self._worth_of(one, places[one]) for one in self.homes if one in places)

    def _worth_of(self, request: int, place: tuple[int, int]) -> float:
        weight = WEIGHT_WORTH * self.board.grid.weights[request] / max(self.board.grid.weights)
        return self.price + weight + (1.0 + weight) * (self.homes[request] == place)


def changes(problem: Problem, before: Plan, after: Plan) -> tuple[Change, ...]:
    """Return every difference between two plans, and why what stood before could not stay."""
    was, now = before.by_request(), after.by_request()
    faults = _faults(problem, before)
    found = []
    for request in sorted(was.keys() | now.keys()):
        kind = _kind(problem, was.get(request), now.get(request))
        if kind is not None:
            why = tuple(sorted(faults[request]))
            found.append(Change(request, kind, was.get(request), now.get(request), why))
    return tuple(found)


def _faults(problem: Problem, before: Plan) -> dict[str, set[Fault]]:
    """Return what the checker finds in a plan, also where it names what no longer exists."""
    faults: dict[str, set[Fault]] = defaultdict(set)
    findings = check(problem, before)
    unknown = {one for each in findings if each.fault is Fault.UNKNOWN for one in each.requests}
    if unknown:
        rest = (one for one in before.meetings if one.request not in unknown)
        findings += check(problem, Plan.of(rest))
    for each in findings:
        for request in each.requests:
            faults[request].add(each.fault)
    return faults


def _kind(problem: Problem, was: Meeting | None, now: Meeting | None) -> Kind | None:
    if was == now:
        return None
    if was is None:
        return Kind.ADDED
    if now is None:
        return Kind.DROPPED
    venues = {room.id: room.venue for room in problem.rooms}
    if (was.slot, venues.get(was.room)) != (now.slot, venues[now.room]):
        return Kind.MOVED
    return Kind.INTERPRETER if was.room == now.room else Kind.ROOM
