"""Why a request has no place: a reason with a witness, so that it can be checked and shown.

`ROOMS_TAKEN` names a slot in which only a room is missing: with one more room there, the checker
accepts the plan with the request added. So does it with one more interpreter, with a higher cap, or
without the rivals named. The reasons that leave no slot at all need no witness.
"""

from collections.abc import Iterator

from jisr.meetings.plan.board import Block, Board
from jisr.meetings.plan.exchange import put_back, rivals_weight, yielding
from jisr.meetings.plan.grid import common_slots
from jisr.meetings.plan.model import Problem, Reason, Request, Unplaced

_MISSING = (
    (Block.ROOM, Reason.ROOMS_TAKEN),
    (Block.INTERPRETER, Reason.INTERPRETERS_TAKEN),
    (Block.CAP, Reason.DAILY_CAP),
)
"""What alone is in the way at a place, the most helpful to know first."""


def why_unplaced(board: Board) -> tuple[Unplaced, ...]:
    """Return the reason of every request that is not on the board, in their order."""
    number = {one.id: place for place, one in enumerate(board.grid.problem.delegations)}
    return tuple(
        _why_never(board.grid.problem, request, number, board.grid.options[place])
        or _why_now(board, place)
        for place, request in enumerate(board.grid.problem.requests)
        if place not in board.place
    )


def _why_never(
    problem: Problem,
    request: Request,
    number: dict[str, int],
    options: tuple[tuple[int, int], ...],
) -> Unplaced | None:
    """Return why the request has no place even alone; None if it has one."""
    pin = problem.pinned.get(request.id)
    if not request.keeps_protocol:
        return Unplaced(request.id, Reason.PROTOCOL)
    common = common_slots(problem, request, number)
    if not common:
        return Unplaced(request.id, Reason.NO_COMMON_SLOT)
    if pin is not None:
        return Unplaced(request.id, Reason.PINNED, pin.slot, pin.venue)
    if options:
        return None
    roomy = [slot for slot in common if any(slot in room.open for room in problem.rooms)]
    return Unplaced(request.id, Reason.NO_INTERPRETER if roomy else Reason.NO_ROOM)


def _why_now(board: Board, request: int) -> Unplaced:
    """Return why the request has no place beside the others."""
    grid = board.grid
    weight = grid.weights[request]
    least = min(_rivals(board, request, grid.fixed), default=None)
    if least is not None and (least[0] < weight or not least[2]):
        return _told(board, request, Reason.OPEN, least[1], least[2])
    alone = {board.blocks(request, place): place for place in reversed(grid.options[request])}
    for block, reason in _MISSING:
        if block in alone:
            return _told(board, request, reason, alone[block])
    if least is not None:
        return _told(board, request, Reason.LOWER_RANK, least[1], least[2])
    kept = min(_rivals(board, request, frozenset()))
    return _told(board, request, Reason.KEPT, kept[1], kept[2])


def _told(
    board: Board,
    request: int,
    reason: Reason,
    place: tuple[int, int],
    rivals: tuple[int, ...] = (),
) -> Unplaced:
    slot, venue = place
    requests = board.grid.problem.requests
    return Unplaced(
        requests[request].id,
        reason,
        slot,
        board.grid.venues[venue],
        tuple(requests[one].id for one in rivals),
    )


def _rivals(
    board: Board, request: int, kept: frozenset[int]
) -> Iterator[tuple[int, tuple[int, int], tuple[int, ...]]]:
    """Yield what must yield at each place: its weight, the place, the requests."""
    for place in board.grid.options[request]:
        lifted = yielding(board, request, place, kept)
        if lifted is None:
            continue
        weight = rivals_weight(board, lifted)
        is_enough = board.fits(request, place)
        put_back(board, lifted)
        if is_enough:
            yield weight, place, tuple(sorted(one.request for one in lifted))
