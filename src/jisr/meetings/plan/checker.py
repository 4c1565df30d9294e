"""Says what is wrong with a plan. It shares nothing with the optimiser but the model.

Every plan passes here before anyone sees it, whoever made it: the greedy start, the solver, or a
person who dragged a meeting. Only plain sets and loops: slow (some milliseconds) and easy to read.
"""

import enum
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from jisr.meetings.plan.model import REST_MINUTES, Delegation, Meeting, Plan, Problem, Request


class Fault(enum.StrEnum):
    """What can be wrong with a plan."""

    UNKNOWN = "unknown"
    """There is no such request, room, slot or interpreter."""
    REPEATED = "repeated"
    """A request is placed twice."""
    PAST = "past"
    """A meeting that was not held stands in a slot that has begun."""
    HELD_CHANGED = "held_changed"
    """A meeting that took place is missing or stands elsewhere."""
    PIN_MOVED = "pin_moved"
    """A pinned request stands elsewhere."""
    PROTOCOL = "protocol"
    """One side is led by its head, the other is not."""
    NOT_FREE = "not_free"
    """A side, or the head that leads it, is not free in the slot."""
    DELEGATION_TWICE = "delegation_twice"
    """A delegation is in two meetings at once."""
    ROOM_CLOSED = "room_closed"
    """The room is not open in the slot."""
    ROOM_TWICE = "room_twice"
    """Two meetings are in one room at once."""
    INTERPRETER_MISSING = "interpreter_missing"
    """The sides share no language and nobody interprets."""
    INTERPRETER_UNFIT = "interpreter_unfit"
    """The interpreter has no pair of languages that joins the sides, or none is needed."""
    INTERPRETER_OFF = "interpreter_off"
    """The interpreter is not on shift in the slot."""
    INTERPRETER_TWICE = "interpreter_twice"
    """An interpreter is in two rooms at once."""
    DAILY_CAP = "daily_cap"
    """A delegation has more meetings on a day than it takes."""
    IN_A_ROW = "in_a_row"
    """A delegation has more meetings without a rest than it takes."""
    TRAVEL = "travel"
    """A delegation or an interpreter cannot reach the next venue in time."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One fault, the requests that it concerns, and who or what is at fault (an id)."""

    fault: Fault
    requests: tuple[str, ...]
    what: str = ""


def check(problem: Problem, plan: Plan) -> tuple[Finding, ...]:
    """Return everything that is wrong with the plan, in order; nothing means it can be held."""
    unknown = tuple(_unknown(problem, plan))
    if unknown:
        return unknown
    requests = {request.id: request for request in problem.requests}
    delegations = {delegation.id: delegation for delegation in problem.delegations}
    held = set(problem.held)
    found = [*_held_and_pinned(problem, plan)]
    for meeting in plan.meetings:
        if meeting not in held:
            found += _alone(problem, delegations, requests[meeting.request], meeting)
    past = {meeting.request for meeting in held}
    found += (one for one in _beside(problem, plan, requests) if not past.issuperset(one.requests))
    return tuple(sorted(set(found)))


def _beside(problem: Problem, plan: Plan, requests: dict[str, Request]) -> Iterator[Finding]:
    """Yield what is wrong with meetings beside each other."""
    yield from _rooms(plan)
    diaries = _diaries(problem, plan, requests)
    for (kind, who), meetings in sorted(diaries.items()):
        twice = Fault.DELEGATION_TWICE if kind == "delegation" else Fault.INTERPRETER_TWICE
        yield from _together(problem, who, meetings, twice)
    for delegation in problem.delegations:
        meetings = diaries.get(("delegation", delegation.id), [])
        yield from _days(problem, delegation.id, delegation.daily_cap, meetings)
        if delegation.in_a_row_max is not None:
            yield from _rows(problem, delegation.id, delegation.in_a_row_max, meetings)


def _unknown(problem: Problem, plan: Plan) -> Iterator[Finding]:
    requests = {request.id for request in problem.requests}
    rooms = {room.id for room in problem.rooms}
    interpreters = {interpreter.id for interpreter in problem.interpreters}
    for meeting in plan.meetings:
        for is_known, what in (
            (meeting.request in requests, meeting.request),
            (meeting.room in rooms, meeting.room),
            (0 <= meeting.slot < len(problem.slots), str(meeting.slot)),
            (
                meeting.interpreter is None or meeting.interpreter in interpreters,
                meeting.interpreter or "",
            ),
        ):
            if not is_known:
                yield Finding(Fault.UNKNOWN, (meeting.request,), what)


def _held_and_pinned(problem: Problem, plan: Plan) -> Iterator[Finding]:
    venue_of = {room.id: room.venue for room in problem.rooms}
    held = set(problem.held)
    for meeting in sorted(held - set(plan.meetings)):
        yield Finding(Fault.HELD_CHANGED, (meeting.request,))
    seen: set[str] = set()
    for meeting in plan.meetings:
        if meeting.request in seen:
            yield Finding(Fault.REPEATED, (meeting.request,))
        seen.add(meeting.request)
        if meeting in held:
            continue
        if meeting.slot < problem.past:
            yield Finding(Fault.PAST, (meeting.request,))
        pin = problem.pinned.get(meeting.request)
        if pin is not None and (pin.slot, pin.venue) != (meeting.slot, venue_of[meeting.room]):
            yield Finding(Fault.PIN_MOVED, (meeting.request,))


def _alone(
    problem: Problem, delegations: Mapping[str, Delegation], request: Request, meeting: Meeting
) -> Iterator[Finding]:
    """Yield what is wrong with one meeting by itself."""
    this = (request.id,)
    if request.heads[0] != request.heads[1]:
        yield Finding(Fault.PROTOCOL, this)
    for side, is_head in zip(request.sides, request.heads, strict=True):
        delegation = delegations[side]
        head_free = delegation.free if delegation.head_free is None else delegation.head_free
        is_free = meeting.slot in delegation.free
        if not is_free or (is_head and meeting.slot not in head_free):
            yield Finding(Fault.NOT_FREE, this, side)
    if not any(room.id == meeting.room and meeting.slot in room.open for room in problem.rooms):
        yield Finding(Fault.ROOM_CLOSED, this, meeting.room)
    first, second = request.languages or (
        delegations[request.sides[0]].languages,
        delegations[request.sides[1]].languages,
    )
    if meeting.interpreter is None:
        if not first & second:
            yield Finding(Fault.INTERPRETER_MISSING, this)
        return
    (interpreter,) = (one for one in problem.interpreters if one.id == meeting.interpreter)
    if first & second or not any(
        frozenset((one, other)) in interpreter.pairs for one in first for other in second
    ):
        yield Finding(Fault.INTERPRETER_UNFIT, this, interpreter.id)
    if meeting.slot not in interpreter.shifts:
        yield Finding(Fault.INTERPRETER_OFF, this, interpreter.id)


def _rooms(plan: Plan) -> Iterator[Finding]:
    users: dict[tuple[str, int], list[str]] = defaultdict(list)
    for meeting in plan.meetings:
        users[meeting.room, meeting.slot].append(meeting.request)
    for (room, _), requests in users.items():
        if len(requests) > 1:
            yield Finding(Fault.ROOM_TWICE, tuple(sorted(requests)), room)


def _diaries(
    problem: Problem, plan: Plan, requests: dict[str, Request]
) -> dict[tuple[str, str], list[tuple[int, str, str]]]:
    """Return (slot, venue, request) of everybody who must be somewhere, in order of time."""
    venue_of = {room.id: room.venue for room in problem.rooms}
    diaries: dict[tuple[str, str], list[tuple[int, str, str]]] = defaultdict(list)
    for meeting in plan.meetings:
        entry = (meeting.slot, venue_of[meeting.room], meeting.request)
        for side in requests[meeting.request].sides:
            diaries["delegation", side].append(entry)
        if meeting.interpreter is not None:
            diaries["interpreter", meeting.interpreter].append(entry)
    for entries in diaries.values():
        entries.sort()
    return diaries


def _together(
    problem: Problem, who: str, entries: Iterable[tuple[int, str, str]], twice: Fault
) -> Iterator[Finding]:
    """Yield where one person would be in two places at once, or not yet where he must be."""
    for (slot, venue, request), (later, other, second) in combinations(entries, 2):
        if problem.slots[slot].day != problem.slots[later].day:
            continue
        both = tuple(sorted((request, second)))
        needed = problem.travel_minutes.get(frozenset((venue, other)), 0) if venue != other else 0
        if slot == later:
            yield Finding(twice, both, who)
        elif problem.slots[later].start - problem.slots[slot].end < needed:
            yield Finding(Fault.TRAVEL, both, who)


def _days(
    problem: Problem, who: str, cap: int, entries: Iterable[tuple[int, str, str]]
) -> Iterator[Finding]:
    days: dict[int, list[str]] = defaultdict(list)
    for slot, _, request in entries:
        days[problem.slots[slot].day].append(request)
    for requests in days.values():
        if len(requests) > cap:
            yield Finding(Fault.DAILY_CAP, tuple(sorted(requests)), who)


def _rows(
    problem: Problem, who: str, most: int, entries: Iterable[tuple[int, str, str]]
) -> Iterator[Finding]:
    row: list[tuple[int, str]] = []
    for slot, _, request in entries:
        if row and not _follows(problem, row[-1][0], slot):
            row = []
        row.append((slot, request))
        if len(row) > most:
            yield Finding(Fault.IN_A_ROW, tuple(sorted(one for _, one in row)), who)


def _follows(problem: Problem, before: int, after: int) -> bool:
    """Whether the next meeting begins before one can rest."""
    one, other = problem.slots[before], problem.slots[after]
    return one.day == other.day and other.start - one.end < REST_MINUTES
