"""Small exact problems, one after another: part of the plan is lifted and placed again."""

import random
import time
from dataclasses import dataclass, field

from jisr.meetings.plan.board import Board
from jisr.meetings.plan.program import Cost, Moving, apply, begin_from, build, everything
from jisr.meetings.plan.solver import Answer, Limits, Solver, Trouble

SLOTS_FIRST, SLOTS_MIN, SLOTS_STEP = 15, 6, 2  # emptied in one round
SLOTS_EASY = 24  # up to here one round that finds nothing is reason enough to empty more
IDLE_ROUNDS = 3  # beyond, so many are: a round of twice the slots takes many times as long
NODES_MAX = 40  # of one round: nearly all end at the root
ROUND_SECONDS_MAX = 10.0
WHOLE_GAP = 0.99  # weights are whole: nearer than this to the best is the best
TROUBLES_MAX = 2  # a solver that failed twice in one search is left alone


def resolve(board: Board, moving: Moving, cost: Cost, solver: Solver, limits: Limits) -> Answer:
    """Place the moving requests anew as well as the solver can; without an answer nothing changes.

    The caller looks whether the board is better than it was.
    """
    before = board.copy_places()
    for request in moving.keys() & before.keys():
        board.remove(request)
    program = build(board, moving, cost)
    if not program.seats:
        board.restore(before)
        return Answer(is_best=True)
    begin_from(program, board.grid, before)
    answer = solver.best(program.arrays(), limits)
    if answer.values is None:
        board.restore(before)
    else:
        apply(program, board, answer.values.tolist())
    return answer


@dataclass(slots=True)
class Search:
    """A search that keeps the best board, and what happened on the way.

    Attributes:
        bound: the search ends when the board weighs as much.
        is_proven: nothing weighs more than the board.
        is_shortest: nobody can wait less at this weight.
        troubles: of the solver.
        rounds: solved so far.
    """

    board: Board
    solver: Solver
    bound: int
    is_proven: bool = False
    is_shortest: bool = False
    troubles: list[Trouble] = field(default_factory=list)
    rounds: int = 0

    def solve_whole(self, seconds_max: float) -> None:
        """Solve everything as one program."""
        weights = self.board.grid.weights
        limits = Limits(seconds_max, gap=WHOLE_GAP)
        before, weight = self.board.copy_places(), self.board.weight
        answer = resolve(
            self.board, everything(self.board), lambda one, _: weights[one], self.solver, limits
        )
        self._note(answer)
        if self.board.weight < weight:
            self.board.restore(before)
        self.is_proven = answer.is_best and self.board.weight >= weight

    def solve_parts(self, *, rounds_max: int, target: int, deadline: float, seed: int) -> None:
        """Empty some slots at a time and fill them again, until the target or a limit."""
        chance = random.Random(seed)  # noqa: S311 (a search, not a secret)
        grid = self.board.grid
        open_slots = sorted({slot for options in grid.options for slot, _ in options})
        size, idle = SLOTS_FIRST, 0
        while (
            self.rounds < rounds_max
            and self.board.weight < target
            and len(self.troubles) < TROUBLES_MAX
            and (left := deadline - time.monotonic()) > 0
        ):
            weight = self.board.weight
            slots = set(chance.sample(open_slots, min(size, len(open_slots))))
            limits = Limits(min(left, ROUND_SECONDS_MAX), NODES_MAX, WHOLE_GAP)
            is_whole = self._round(slots, limits)
            self.rounds += 1
            idle = 0 if self.board.weight > weight else idle + 1
            if not is_whole:
                size -= 2 * SLOTS_STEP
            elif idle >= (IDLE_ROUNDS if size >= SLOTS_EASY else 1):
                size += SLOTS_STEP
            size = max(SLOTS_MIN, min(len(open_slots), size))

    def _round(self, slots: set[int], limits: Limits) -> bool:
        """Fill the slots anew; return whether the solver got to the end of it."""
        board, grid = self.board, self.board.grid
        moving = {
            request: tuple(place for place in options if place[0] in slots)
            for request, options in everything(board).items()
            if request not in board.place or board.place[request][0] in slots
        }
        before, weight = board.copy_places(), board.weight
        answer = resolve(board, moving, lambda one, _: grid.weights[one], self.solver, limits)
        self._note(answer)
        if board.weight < weight:
            board.restore(before)
        return answer.is_best

    def _note(self, answer: Answer) -> None:
        if answer.trouble is not None:
            self.troubles.append(answer.trouble)
