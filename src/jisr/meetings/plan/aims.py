"""What a plan is judged by after its weight: floors first, then days without waiting."""

from collections.abc import Iterable

from jisr.meetings.plan.board import NOBODY, Board
from jisr.meetings.plan.exchange import yielding

SWAPS_MAX = 20_000  # tried in one call: some seconds


def shortage(board: Board) -> int:
    """Return how many meetings are missing to the floors of all delegations."""
    return sum(
        max(0, delegation.floor - count)
        for delegation, count in zip(board.grid.problem.delegations, board.count, strict=True)
    )


def waiting(board: Board) -> int:
    """Return the slots between first and last meeting of a day in which somebody waits.

    A meeting outside the slots that its sides prefer counts as one more.
    """
    days = range(max(board.grid.days, default=-1) + 1)
    sides = range(len(board.guest))
    waited = sum(_waited(board, side, day) for side in sides for day in days)
    return waited + sum(missed(board, one, place[0]) for one, place in board.place.items())


def missed(board: Board, request: int, slot: int) -> int:
    """Return 1 if the request has preferred slots and this is none of them."""
    preferred = board.grid.problem.requests[request].preferred
    return int(bool(preferred) and slot not in preferred)


def _waited(board: Board, side: int, day: int) -> int:
    first, last = board.grid.span[day]
    busy = [slot for slot in range(first, last) if board.guest[side][slot] != NOBODY]
    return busy[-1] - busy[0] + 1 - len(busy) if busy else 0


def raise_floors(board: Board, weight_min: int) -> None:
    """Give delegations below their floor a meeting where it costs little weight.

    Nobody falls below a floor for it, and the plan keeps at least `weight_min`.
    """
    grid = board.grid
    wishes: dict[int, list[int]] = {}
    for request, sides in enumerate(grid.sides):
        for side in sides:
            wishes.setdefault(side, []).append(request)
    for side, delegation in enumerate(grid.problem.delegations):
        for request in sorted(wishes.get(side, ()), key=lambda one: (-grid.weights[one], one)):
            if board.count[side] >= delegation.floor:
                break
            if request not in board.place and request not in grid.fixed:
                _raise(board, request, weight_min)


def _raise(board: Board, request: int, weight_min: int) -> None:
    before, short = board.copy_places(), shortage(board)
    best: tuple[int, dict[int, tuple[int, int, int]]] | None = None
    for place in board.grid.options[request]:
        lifted = yielding(board, request, place)
        if lifted is None:
            continue
        if board.fits(request, place):
            board.place_at(request, place)
            _replace(board, [one.request for one in lifted])
            is_allowed = board.weight >= weight_min and shortage(board) < short
            if is_allowed and (best is None or board.weight > best[0]):
                best = (board.weight, board.copy_places())
        board.restore(before)
    if best is not None:
        board.restore(best[1])


def _replace(board: Board, requests: Iterable[int]) -> None:
    for request in requests:
        found = board.first_fit(request, board.grid.options[request])
        if found is not None:
            board.place_at(request, found)


def compact(board: Board) -> None:
    """Move meetings, or swap two, as long as somebody waits less; the same ones are held."""
    left = SWAPS_MAX
    is_better = True
    while is_better and left > 0:
        is_better = False
        for request in sorted(board.place.keys() - board.grid.fixed):
            for place in board.grid.options[request]:
                if left <= 0 or not _gains(board, request, place):
                    continue
                left -= 1
                tried, is_done = _move_or_swap(board, request, place)
                left -= tried
                is_better = is_better or is_done


def _gains(board: Board, request: int, place: tuple[int, int]) -> bool:
    """Whether the two sides of the request would wait less if it stood there."""
    slot = board.place[request][0]
    if place[0] == slot or any(
        board.guest[side][place[0]] != NOBODY for side in board.grid.sides[request]
    ):
        return False
    return _change(board, request, slot, place[0]) < 0


def _change(board: Board, request: int, slot: int, target: int) -> int:
    """Return how much more the two sides would wait."""
    days = sorted({board.grid.days[slot], board.grid.days[target]})
    sides = board.grid.sides[request]
    before = sum(_waited(board, side, day) for side in sides for day in days)
    for side in sides:
        board.guest[side][slot], board.guest[side][target] = NOBODY, request
    after = sum(_waited(board, side, day) for side in sides for day in days)
    for side in sides:
        board.guest[side][slot], board.guest[side][target] = request, NOBODY
    return after - before + missed(board, request, target) - missed(board, request, slot)


def _move_or_swap(board: Board, request: int, place: tuple[int, int]) -> tuple[int, bool]:
    """Move the request to the place, by a swap if need be; return how many swaps were tried."""
    grid = board.grid
    slot, venue, who = board.remove(request)
    if board.fits(request, place):
        board.place_at(request, place)
        return 0, True
    board.put(request, (slot, venue), who)
    tried = 0
    others = sorted({guests[place[0]] for guests in board.guest} - {NOBODY} - grid.fixed)
    for other in others:
        if board.place[other] != place or (slot, venue) not in grid.options[other]:
            continue
        if any(board.guest[side][slot] not in {NOBODY, request} for side in grid.sides[other]):
            continue
        if _change(board, request, slot, place[0]) + _change(board, other, place[0], slot) >= 0:
            continue
        tried += 1
        if _swap(board, request, other):
            return tried, True
    return tried, False


def _swap(board: Board, request: int, other: int) -> bool:
    """Swap two meetings if both fit."""
    before = board.copy_places()
    (slot, venue, _), (target, elsewhere, _) = board.remove(request), board.remove(other)
    if board.fits(request, (target, elsewhere)):
        board.place_at(request, (target, elsewhere))
        if board.fits(other, (slot, venue)):
            board.place_at(other, (slot, venue))
            return True
    board.restore(before)
    return False
