"""Who would have to yield for one more meeting, and the exchanges that are worth it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jisr.meetings.plan.board import NOBODY, Block, Board
from jisr.meetings.plan.grid import NO_NEED

SWEEPS_MAX = 20  # each sweep that changes anything gains weight; in practice three are enough


@dataclass(frozen=True, slots=True)
class Lifted:
    """A meeting that was taken off the board, and where it stood."""

    request: int
    slot: int
    venue: int
    who: int


def put_back(board: Board, lifted: Sequence[Lifted]) -> None:
    """Undo `yielding`, if nothing else was changed since."""
    for one in reversed(lifted):
        board.put(one.request, (one.slot, one.venue), one.who)


def yielding(
    board: Board, request: int, place: tuple[int, int], kept: frozenset[int] | None = None
) -> list[Lifted] | None:
    """Lift what must yield so that the request fits, and return it; None if nothing would do.

    Where there is a choice, the lightest yields. What is `kept` never does: as a rule, what was
    held or is pinned.
    """
    lifted: list[Lifted] = []
    unmoved = board.grid.fixed if kept is None else kept
    for candidates in _choices(board, request, place):
        able = [one for one in candidates if one not in unmoved]
        one = min(able, key=lambda one: (board.grid.weights[one], one), default=None)
        if one is None:
            put_back(board, lifted)
            return None
        lifted.append(Lifted(one, *board.remove(one)))
    return lifted


def rivals_weight(board: Board, lifted: Sequence[Lifted]) -> int:
    """Return what the lifted meetings weigh together."""
    return sum(board.grid.weights[one.request] for one in lifted)


def _choices(board: Board, request: int, place: tuple[int, int]) -> Iterator[list[int]]:
    """Yield, one after another, the meetings of which one must yield next."""
    slot, venue = place
    grid = board.grid
    for side in grid.sides[request]:
        guests = board.guest[side]
        if guests[slot] != NOBODY:
            yield [guests[slot]]
        for other, elsewhere in grid.near.get(place, ()):
            if guests[other] != NOBODY and board.place[guests[other]][1] == elsewhere:
                yield [guests[other]]
        while board.over_cap(side, slot):
            yield _of_the_day(board, side, slot)
    if board.used[venue][slot] >= grid.rooms[venue][slot]:
        yield [one for one in at(board, slot) if board.place[one][1] == venue]
    if grid.needs[request] != NO_NEED and board.blocks(request, place) & Block.INTERPRETER:
        yield [one for one in at(board, slot) if _frees(board, one, request, place)]


def at(board: Board, slot: int) -> list[int]:
    """Return the requests that stand in a slot, in order."""
    return sorted({guests[slot] for guests in board.guest} - {NOBODY})


def _of_the_day(board: Board, side: int, slot: int) -> list[int]:
    """Return the meetings of which one must yield for the limits of the day or of the row."""
    grid, guests = board.grid, board.guest[side]
    cap = grid.problem.delegations[side].daily_cap
    day = [here for here, number in enumerate(grid.days) if number == grid.days[slot]]
    if board.per_day[side][grid.days[slot]] < cap:
        row = grid.rows[slot]
        here = row.index(slot)
        day = [row[one] for one in (here - 1, here + 1) if 0 <= one < len(row)]
    return [guests[here] for here in day if guests[here] != NOBODY]


def _frees(board: Board, one: int, request: int, place: tuple[int, int]) -> bool:
    """Whether an interpreter is found for the request once this meeting yields."""
    if one not in board.server:
        return False
    lifted = Lifted(one, *board.remove(one))
    is_free = not board.blocks(request, place) & Block.INTERPRETER
    put_back(board, [lifted])
    return is_free


def improve(board: Board) -> None:
    """Place every request that fits, or that fits if lighter meetings yield; they move if they can.

    Afterwards no request is left out for meetings that weigh less.
    """
    grid = board.grid
    for _ in range(SWEEPS_MAX):
        before = board.weight
        for request in sorted(range(len(grid.weights)), key=lambda one: (-grid.weights[one], one)):
            if request not in board.place and request not in grid.fixed:
                _squeeze_in(board, request)
        if board.weight == before:
            return


def _squeeze_in(board: Board, request: int) -> None:
    """Place the request at the first place where the exchange gains weight."""
    grid = board.grid
    for place in grid.options[request]:
        lifted = yielding(board, request, place)
        if lifted is None:
            continue
        gain = grid.weights[request] - rivals_weight(board, lifted)
        put_back(board, lifted)
        if gain > 0 and _exchange(board, request, place):
            return


def _exchange(board: Board, request: int, place: tuple[int, int]) -> bool:
    """Place the request, and elsewhere who yields; undo it all if no weight is gained."""
    before, weight = board.copy_places(), board.weight
    lifted = yielding(board, request, place) or []
    if board.fits(request, place):
        board.place_at(request, place)
        for one in lifted:
            found = board.first_fit(one.request, board.grid.options[one.request])
            if found is not None:
                board.place_at(one.request, found)
    if board.weight > weight:
        return True
    board.restore(before)
    return False
