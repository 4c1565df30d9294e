"""Proves the reason of an unplaced request: its witness is tried out, and the checker judges."""

from dataclasses import replace

from jisr.meetings.plan.board import Board
from jisr.meetings.plan.checker import check
from jisr.meetings.plan.grid import Grid
from jisr.meetings.plan.model import (
    Delegation,
    Interpreter,
    Plan,
    Problem,
    Reason,
    Request,
    Room,
    Unplaced,
    total_weight,
)
from jisr.meetings.plan.naming import board_of, name_places

SPARE = " spare"  # no id that a person gives begins with a blank


def is_true(problem: Problem, plan: Plan, unplaced: Unplaced) -> bool:
    """Return whether the reason is true of a plan that the checker accepts.

    A reason with a witness is true if the request does not fit as things are, and the checker
    accepts the plan with it once what is said to be missing is there and the rivals are gone.
    """
    request = _request(problem, unplaced)
    if unplaced.reason in _NEVER:
        return _is_never(problem, request, unplaced.reason)
    if unplaced.reason is Reason.PINNED:
        return not _fits(problem, plan, unplaced)
    rivals = Plan.of(one for one in plan.meetings if one.request in unplaced.rivals)
    if unplaced.reason is Reason.OPEN and not rivals.meetings:
        return _fits(problem, plan, unplaced)
    is_lighter = total_weight(problem, rivals) < request.weight
    if is_lighter != (unplaced.reason is Reason.OPEN) and unplaced.reason in _WEIGHED:
        return False
    rest = Plan.of(one for one in plan.meetings if one.request not in unplaced.rivals)
    is_stuck = not _fits(problem, plan, unplaced)
    return is_stuck and _fits(_eased(problem, request, unplaced), rest, unplaced)


_NEVER = frozenset({Reason.PROTOCOL, Reason.NO_COMMON_SLOT, Reason.NO_ROOM, Reason.NO_INTERPRETER})
_WEIGHED = frozenset({Reason.OPEN, Reason.LOWER_RANK})


def _request(problem: Problem, unplaced: Unplaced) -> Request:
    return next(one for one in problem.requests if one.id == unplaced.request)


def _sides(problem: Problem, request: Request) -> tuple[Delegation, Delegation]:
    known = {delegation.id: delegation for delegation in problem.delegations}
    return known[request.sides[0]], known[request.sides[1]]


def _is_never(problem: Problem, request: Request, reason: Reason) -> bool:
    if reason is Reason.PROTOCOL:
        return request.heads[0] != request.heads[1]
    first, second = (
        side.free if not is_head or side.head_free is None else side.free & side.head_free
        for side, is_head in zip(_sides(problem, request), request.heads, strict=True)
    )
    common = {slot for slot in first & second if slot >= problem.past}
    if reason is Reason.NO_COMMON_SLOT:
        return not common
    roomy = common & frozenset[int]().union(*(room.open for room in problem.rooms))
    if reason is Reason.NO_ROOM:
        return bool(common) and not roomy
    pairs = _pairs(problem, request)
    able = [one for one in problem.interpreters if one.pairs & pairs]
    is_served = any(roomy & one.shifts for one in able)
    return bool(roomy) and bool(pairs) and not is_served


def _pairs(problem: Problem, request: Request) -> frozenset[frozenset[str]]:
    """Return the pairs of languages that join the sides; none if they share one."""
    one, other = _sides(problem, request)
    first, second = request.languages or (one.languages, other.languages)
    if first & second:
        return frozenset()
    return frozenset(frozenset((here, there)) for here in first for there in second)


def _eased(problem: Problem, request: Request, unplaced: Unplaced) -> Problem:
    """Return the problem with what is said to be missing, and free to do without the rivals."""
    slot, venue = frozenset({unplaced.slot or 0}), unplaced.venue or ""
    problem = replace(
        problem,
        held=tuple(one for one in problem.held if one.request not in unplaced.rivals),
        pinned={name: pin for name, pin in problem.pinned.items() if name not in unplaced.rivals},
    )
    if unplaced.reason is Reason.ROOMS_TAKEN:
        return replace(problem, rooms=(*problem.rooms, Room(SPARE, venue, slot)))
    if unplaced.reason is Reason.INTERPRETERS_TAKEN:
        spare = Interpreter(SPARE, _pairs(problem, request), slot)
        return replace(problem, interpreters=(*problem.interpreters, spare))
    if unplaced.reason is Reason.DAILY_CAP:
        untiring = {
            side.id: replace(side, daily_cap=len(problem.slots), in_a_row_max=None)
            for side in _sides(problem, request)
        }
        delegations = tuple(untiring.get(one.id, one) for one in problem.delegations)
        return replace(problem, delegations=delegations)
    return problem


def _fits(problem: Problem, plan: Plan, unplaced: Unplaced) -> bool:
    """Whether the checker accepts the plan with the request at the witness's place."""
    # A pinned request without a place would take one by itself as soon as it is free.
    placed = plan.by_request()
    pinned = {name: pin for name, pin in problem.pinned.items() if name in placed}
    problem = replace(problem, pinned=pinned)
    grid = Grid.of(problem)
    board = Board(grid)
    board_of(board, plan)
    number = [one.id for one in problem.requests].index(unplaced.request)
    if unplaced.slot is None or unplaced.venue not in grid.venues:
        return False
    place = (unplaced.slot, grid.venues.index(unplaced.venue))
    if place not in grid.options[number] or not board.fits(number, place):
        return False
    board.place_at(number, place)
    return check(problem, name_places(board, plan)) == ()
