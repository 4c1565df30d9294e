"""Part of the problem as a whole-number program: which request stands where.

`x[request, slot, venue]` is 1 if the request is held there. Interpreters are a flow: in each slot
and venue, the meetings of a need may not outnumber the interpreters sent to it, and each
interpreter is sent once. So no `x` carries an interpreter, and the program stays small.

All rows are upper limits and all columns lie between 0 and 1, so that any multipliers of the rows
prove a bound (`bound.py`).
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from jisr.meetings.plan.board import NOBODY, Board
from jisr.meetings.plan.grid import NO_NEED, Grid

Cost = Callable[[int, tuple[int, int]], float]
"""What a request is worth at a place."""
Moving = Mapping[int, Sequence[tuple[int, int]]]
"""For each request that may move, the places that it may take."""


@dataclass(frozen=True, slots=True)
class Arrays:
    """A program as the solver reads it: maximise `cost`, rows in compressed form."""

    cost: NDArray[np.float64]
    is_whole: NDArray[np.bool_]
    row_upper: NDArray[np.float64]
    row_starts: NDArray[np.int32]
    row_columns: NDArray[np.int32]
    row_values: NDArray[np.float64]
    begin: NDArray[np.float64]


@dataclass(slots=True)
class Program:
    """Columns and rows as they are added; every column lies between 0 and 1.

    Attributes:
        seats: for each of the first columns, its request, slot and venue.
        sent: for each column of the flow, its interpreter, need, slot and venue.
        begin: a solution to begin from, a value for each column.
    """

    cost: list[float] = field(default_factory=list)
    begin: list[float] = field(default_factory=list)
    is_whole: list[bool] = field(default_factory=list)
    seats: list[tuple[int, int, int]] = field(default_factory=list)
    sent: dict[int, tuple[int, int, int, int]] = field(default_factory=dict)
    row_upper: list[float] = field(default_factory=list)
    rows: list[list[tuple[int, float]]] = field(default_factory=list)

    def column(self, cost: float, begin: float = 0.0, *, is_whole: bool = True) -> int:
        """Add a column and return its number."""
        self.cost.append(cost)
        self.begin.append(begin)
        self.is_whole.append(is_whole)
        return len(self.cost) - 1

    def row(self, entries: Sequence[tuple[int, float]], upper: float) -> None:
        """Add the row: the sum of the entries is at most `upper`."""
        self.rows.append(list(entries))
        self.row_upper.append(upper)

    def at_most(self, columns: Sequence[int], upper: int) -> None:
        """Add the row: at most so many of the columns; left out where it says nothing."""
        if len(columns) > upper:
            self.row([(column, 1.0) for column in columns], upper)

    def arrays(self) -> Arrays:
        """Return the program as the solver reads it."""
        lengths = [len(row) for row in self.rows]
        return Arrays(
            cost=np.array(self.cost, dtype=np.float64),
            is_whole=np.array(self.is_whole, dtype=np.bool_),
            row_upper=np.array(self.row_upper, dtype=np.float64),
            row_starts=np.cumsum([0, *lengths], dtype=np.int32),
            row_columns=np.array([one for row in self.rows for one, _ in row], dtype=np.int32),
            row_values=np.array([value for row in self.rows for _, value in row], dtype=np.float64),
            begin=np.array(self.begin, dtype=np.float64),
        )


def everything(board: Board) -> Moving:
    """Return every request that may move, with all its places."""
    grid = board.grid
    return {
        request: options
        for request, options in enumerate(grid.options)
        if options and request not in grid.fixed
    }


def build(board: Board, moving: Moving, cost: Cost) -> Program:
    """Return the program that places the moving requests around those that stay.

    Args:
        board: only what stays is on it: the moving requests were lifted off.
        moving: for each moving request, the places it may take.
        cost: what a request at a place is worth.
    """
    program = Program()
    seats: dict[int, list[int]] = {}
    for request, places in moving.items():
        for slot, venue in places:
            if stays_clear(board, request, (slot, venue)):
                column = program.column(cost(request, (slot, venue)))
                program.seats.append((request, slot, venue))
                seats.setdefault(request, []).append(column)
    for columns in seats.values():
        program.at_most(columns, 1)
    _add_sides(program, board)
    _add_rooms(program, board)
    _add_interpreters(program, board)
    return program


def stays_clear(board: Board, request: int, place: tuple[int, int]) -> bool:
    """Whether the two sides are not kept away by meetings that stay."""
    slot, _ = place
    for side in board.grid.sides[request]:
        guests = board.guest[side]
        if guests[slot] != NOBODY or board.over_cap(side, slot):
            return False
        for other, venue in board.grid.near.get(place, ()):
            if guests[other] != NOBODY and board.place[guests[other]][1] == venue:
                return False
    return True


def _add_sides(program: Program, board: Board) -> None:
    grid = board.grid
    at: dict[tuple[int, int], list[int]] = defaultdict(list)
    at_venue: dict[tuple[int, int, int], list[int]] = defaultdict(list)
    on_day: dict[tuple[int, int], list[int]] = defaultdict(list)
    for column, (request, slot, venue) in enumerate(program.seats):
        for side in grid.sides[request]:
            at[side, slot].append(column)
            on_day[side, grid.days[slot]].append(column)
            if grid.near:
                at_venue[side, slot, venue].append(column)
    for columns in at.values():
        program.at_most(columns, 1)
    for (side, day), columns in on_day.items():
        cap = grid.problem.delegations[side].daily_cap - board.per_day[side][day]
        program.at_most(columns, cap)
    for (side, slot, venue), columns in at_venue.items():
        for other, elsewhere in grid.near.get((slot, venue), ()):
            far = at_venue.get((side, other, elsewhere)) if other > slot else None
            if far:
                program.at_most([*columns, *far], 1)
    _add_rows(program, board, at)


def _add_rows(program: Program, board: Board, at: Mapping[tuple[int, int], Sequence[int]]) -> None:
    """Add the limit of meetings in a row: of one more slot than the limit, one stays empty."""
    grid = board.grid
    for side, delegation in enumerate(grid.problem.delegations):
        most = delegation.in_a_row_max
        if most is None:
            continue
        for row in sorted(set(grid.rows)):
            for first in range(len(row) - most):
                window = row[first : first + most + 1]
                taken = sum(board.guest[side][slot] != NOBODY for slot in window)
                columns = [one for slot in window for one in at.get((side, slot), ())]
                if columns and taken + len({program.seats[one][1] for one in columns}) > most:
                    program.row([(column, 1.0) for column in columns], most - taken)


def _add_rooms(program: Program, board: Board) -> None:
    at: dict[tuple[int, int], list[int]] = defaultdict(list)
    for column, (_, slot, venue) in enumerate(program.seats):
        at[venue, slot].append(column)
    for (venue, slot), columns in at.items():
        program.at_most(columns, board.grid.rooms[venue][slot] - board.used[venue][slot])


def _add_interpreters(program: Program, board: Board) -> None:
    grid = board.grid
    wanting: dict[tuple[int, int, int], list[int]] = defaultdict(list)
    for column, (request, slot, venue) in enumerate(program.seats):
        if grid.needs[request] != NO_NEED:
            wanting[grid.needs[request], slot, venue].append(column)
    staying: dict[tuple[int, int, int], int] = defaultdict(int)
    for slot in {slot for _, slot, _ in wanting}:
        for request in board.served[slot].values():
            key = (grid.needs[request], slot, board.place[request][1])
            staying[key] += 1
            wanting.setdefault(key, [])
    slots = {slot for _, slot, _ in wanting}
    sent: dict[tuple[int, int, int], list[int]] = defaultdict(list)
    for (need, slot, venue), columns in sorted(wanting.items()):
        flow = []
        for who in grid.able[need]:
            if slot in grid.shifts[who] and not _is_held_away(board, who, (slot, venue), slots):
                column = program.column(0.0)
                program.sent[column] = (who, need, slot, venue)
                sent[who, slot, venue].append(column)
                flow.append(column)
        entries = [(one, 1.0) for one in columns] + [(one, -1.0) for one in flow]
        program.row(entries, -staying[need, slot, venue])
    _add_people(program, grid, sent)


def _is_held_away(board: Board, who: int, place: tuple[int, int], slots: set[int]) -> bool:
    """Whether a slot outside the program keeps an interpreter out of reach of a place."""
    return any(
        slot not in slots and who in served and board.place[served[who]][1] == venue
        for slot, venue in board.grid.near.get(place, ())
        for served in (board.served[slot],)
    )


def _add_people(
    program: Program, grid: Grid, sent: Mapping[tuple[int, int, int], Sequence[int]]
) -> None:
    once: dict[tuple[int, int], list[int]] = defaultdict(list)
    for (who, slot, _), columns in sent.items():
        once[who, slot].extend(columns)
    for columns in once.values():
        program.at_most(columns, 1)
    for (who, slot, venue), columns in sent.items():
        for other, elsewhere in grid.near.get((slot, venue), ()):
            far = sent.get((who, other, elsewhere)) if other > slot else None
            if far:
                program.at_most([*columns, *far], 1)


def begin_from(program: Program, grid: Grid, places: Mapping[int, tuple[int, int, int]]) -> None:
    """Let the solver begin from where the requests stand: `Board.copy_places`."""
    at = {(request, slot, venue) for request, (slot, venue, _) in places.items()}
    flow = {
        (who, grid.needs[request], slot, venue)
        for request, (slot, venue, who) in places.items()
        if who != NOBODY
    }
    for column, seat in enumerate(program.seats):
        program.begin[column] = float(seat in at)
    for column, sent in program.sent.items():
        program.begin[column] = float(sent in flow)


def apply(program: Program, board: Board, values: Sequence[float]) -> None:
    """Put the moving requests where the solution says, and pass interpreters on."""
    grid = board.grid
    people: dict[tuple[int, int, int], list[int]] = defaultdict(list)
    for column, (who, need, slot, venue) in program.sent.items():
        if values[column] > 0.5:  # noqa: PLR2004 (a whole number within the solver's tolerance)
            people[need, slot, venue].append(who)
    modelled = {slot for _, _, slot, _ in program.sent.values()}
    again = [
        (request, *board.place[request])
        for slot in modelled
        for request in sorted(board.served[slot].values())
    ]
    for request, _, _ in again:
        board.remove(request)
    chosen = [
        seat
        for column, seat in enumerate(program.seats)
        if values[column] > 0.5  # noqa: PLR2004 (a whole number within the solver's tolerance)
    ]
    for request, slot, venue in [*again, *chosen]:
        need = grid.needs[request]
        who = NOBODY if need == NO_NEED else people[need, slot, venue].pop(0)
        board.put(request, (slot, venue), who)
