"""Days without waiting, proved: a second program over a small problem, at the weight reached."""

from collections import defaultdict
from itertools import combinations_with_replacement

from jisr.meetings.plan.aims import missed, shortage, waiting
from jisr.meetings.plan.board import NOBODY, Board
from jisr.meetings.plan.program import Program, apply, build, everything
from jisr.meetings.plan.solver import Answer, Limits, Solver

WHOLE_GAP = 0.99  # waiting is counted in whole slots


def compact_exactly(board: Board, solver: Solver, seconds_max: float) -> Answer:
    """Let nobody wait longer than needed; weight and floors stay as they are at least.

    Where there is no better answer, or none at all, nothing changes.
    """
    grid = board.grid
    before, weight, floors = board.copy_places(), board.weight, list(board.count)
    waited, short = waiting(board), shortage(board)
    if waited == 0:
        return Answer(is_best=True)
    moving = everything(board)
    for request in moving.keys() & before.keys():
        board.remove(request)
    program = build(board, moving, lambda one, place: -float(missed(board, one, place[0])))
    entries = [(column, -float(grid.weights[seat[0]])) for column, seat in enumerate(program.seats)]
    program.row(entries, board.weight - weight)
    _keep_floors(program, board, floors)
    _add_waiting(program, board)
    program.begin.clear()
    answer = solver.best(program.arrays(), Limits(seconds_max, gap=WHOLE_GAP))
    if answer.values is not None:
        apply(program, board, answer.values.tolist())
    if answer.values is None or (board.weight, -shortage(board), -waiting(board)) < (
        weight,
        -short,
        -waited,
    ):
        board.restore(before)
    return answer


def _keep_floors(program: Program, board: Board, before: list[int]) -> None:
    """Let nobody who had its floor, or part of it, lose that."""
    seats: dict[int, list[int]] = defaultdict(list)
    for column, (request, _, _) in enumerate(program.seats):
        for side in board.grid.sides[request]:
            seats[side].append(column)
    for side, delegation in enumerate(board.grid.problem.delegations):
        kept = min(delegation.floor, before[side]) - board.count[side]
        if kept > 0:
            program.row([(column, -1.0) for column in seats[side]], -kept)


def _add_waiting(program: Program, board: Board) -> None:
    """Charge every slot from a side's first meeting of a day to its last.

    Each side has at most one stretch a day, chosen among all; its meetings lie inside. They are as
    many whoever waits, so they are paid back.
    """
    grid = board.grid
    seats: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for column, (request, slot, _) in enumerate(program.seats):
        for side in grid.sides[request]:
            seats[side][slot].append(column)
    for side, columns in seats.items():
        for first, last in grid.span:
            day = {
                slot: columns.get(slot, [])
                for slot in range(first, last)
                if slot in columns or board.guest[side][slot] != NOBODY
            }
            if len(day) > 1:
                _add_day(program, board, side, day)


def _add_day(program: Program, board: Board, side: int, day: dict[int, list[int]]) -> None:
    """Add the stretches of one side's day: from one of its slots to another."""
    seats = [column for columns in day.values() for column in columns]
    for column in seats:
        program.cost[column] += 1.0
    inside: dict[int, list[int]] = defaultdict(list)
    holds: list[tuple[int, float]] = []
    for first, last in combinations_with_replacement(day, 2):
        stretch = program.column(-float(last - first + 1))
        holds.append((stretch, -float(_most_in(board, side, first, last))))
        for slot in range(first, last + 1):
            inside[slot].append(stretch)
    program.row([(stretch, 1.0) for stretch, _ in holds], 1.0)
    stays = {slot: int(board.guest[side][slot] != NOBODY) for slot in day}
    program.row([*((column, 1.0) for column in seats), *holds], -sum(stays.values()))
    for slot, columns in day.items():
        entries = [(column, 1.0) for column in columns]
        program.row([*entries, *((one, -1.0) for one in inside[slot])], -stays[slot])


def _most_in(board: Board, side: int, first: int, last: int) -> int:
    """Return how many meetings fit between two slots: what makes the program easy to prove."""
    delegation = board.grid.problem.delegations[side]
    run = most = 0
    for slot in range(first, last + 1):
        run = run + 1 if slot > first and slot in board.grid.rows[slot - 1] else 1
        if delegation.in_a_row_max is None or run <= delegation.in_a_row_max:
            most += 1
        else:
            run = 0
    return min(most, delegation.daily_cap)
