"""The problem in numbers: where each request could stand if it were alone.

Delegations, requests, interpreters and venues are counted in the order of the problem. A *need* is
the set of interpreters who can join the two sides of a request: requests with equal needs are one
to the planner, whatever languages they are about.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Self

from jisr.meetings.plan.model import REST_MINUTES, Problem, Request

NO_NEED = -1


@dataclass(frozen=True, slots=True)
class Grid:
    """What the planner asks again and again.

    Attributes:
        options: for each request, the (slot, venue) pairs where it could stand alone, in order.
        sides: for each request, its two delegations.
        weights: for each request.
        needs: for each request, the number of its need, or `NO_NEED`.
        able: for each need, who can serve it.
        shifts: for each interpreter, the slots of the shifts.
        rooms: for each venue and slot, how many rooms are open.
        days: for each slot, its day.
        span: for each day, its first slot and the one after its last.
        near: for each slot and venue, the (slot, venue) pairs out of reach of it.
        rows: for each slot, the slots of its unbroken row, in order.
        fixed: requests that the planner does not move: what was held or is pinned.
    """

    problem: Problem
    venues: tuple[str, ...]
    options: tuple[tuple[tuple[int, int], ...], ...]
    sides: tuple[tuple[int, int], ...]
    weights: tuple[int, ...]
    needs: tuple[int, ...]
    able: tuple[tuple[int, ...], ...]
    shifts: tuple[frozenset[int], ...]
    rooms: tuple[tuple[int, ...], ...]
    days: tuple[int, ...]
    span: tuple[tuple[int, int], ...]
    near: dict[tuple[int, int], tuple[tuple[int, int], ...]]
    rows: tuple[tuple[int, ...], ...]
    fixed: frozenset[int]

    @classmethod
    def of(cls, problem: Problem) -> Self:
        """Return the problem in numbers."""
        venues = problem.venues()
        number = {delegation.id: place for place, delegation in enumerate(problem.delegations)}
        needs, able = _needs(problem, number)
        rooms = tuple(
            tuple(
                sum(room.venue == venue and slot in room.open for room in problem.rooms)
                for slot in range(len(problem.slots))
            )
            for venue in venues
        )
        held = {meeting.request for meeting in problem.held}
        shifts = tuple(interpreter.shifts for interpreter in problem.interpreters)
        served = [frozenset[int]().union(*(shifts[one] for one in need)) for need in able]
        options = tuple(
            () if request.id in held else _options(problem, request, number, rooms, served_in)
            for request, need in zip(problem.requests, needs, strict=True)
            for served_in in (None if need == NO_NEED else served[need],)
        )
        return cls(
            problem=problem,
            venues=venues,
            options=options,
            sides=tuple((number[one.sides[0]], number[one.sides[1]]) for one in problem.requests),
            weights=tuple(request.weight for request in problem.requests),
            needs=needs,
            able=able,
            shifts=shifts,
            rooms=rooms,
            days=tuple(slot.day for slot in problem.slots),
            span=_spans(problem),
            near=_near(problem, venues),
            rows=_rows(problem),
            fixed=frozenset(
                place
                for place, request in enumerate(problem.requests)
                if request.id in held or request.id in problem.pinned
            ),
        )


def common_slots(problem: Problem, request: Request, number: dict[str, int]) -> list[int]:
    """Return the slots, not past, in which both sides can meet."""
    first, second = (
        problem.delegations[number[side]].hours(head=head)
        for side, head in zip(request.sides, request.heads, strict=True)
    )
    return sorted(slot for slot in first & second if slot >= problem.past)


def speakers(problem: Problem, request: Request, number: dict[str, int]) -> tuple[int, ...] | None:
    """Return who can interpret between the two sides; None if they share a language."""
    first, second = request.languages or tuple(
        problem.delegations[number[side]].languages for side in request.sides
    )
    if first & second:
        return None
    return tuple(
        place
        for place, interpreter in enumerate(problem.interpreters)
        if any(len(pair & first) == 1 and len(pair & second) == 1 for pair in interpreter.pairs)
    )


def _needs(
    problem: Problem, number: dict[str, int]
) -> tuple[tuple[int, ...], tuple[tuple[int, ...], ...]]:
    known: dict[tuple[int, ...], int] = {}
    needs = []
    for request in problem.requests:
        who = speakers(problem, request, number)
        needs.append(NO_NEED if who is None else known.setdefault(who, len(known)))
    return tuple(needs), tuple(known)


def _options(
    problem: Problem,
    request: Request,
    number: dict[str, int],
    rooms: tuple[tuple[int, ...], ...],
    served: frozenset[int] | None,
) -> tuple[tuple[int, int], ...]:
    if not request.keeps_protocol:
        return ()
    pin = problem.pinned.get(request.id)
    venues = problem.venues()
    return tuple(
        (slot, venue)
        for slot in common_slots(problem, request, number)
        if served is None or slot in served
        for venue in range(len(venues))
        if rooms[venue][slot] and (pin is None or (pin.slot, pin.venue) == (slot, venues[venue]))
    )


def _spans(problem: Problem) -> tuple[tuple[int, int], ...]:
    days = [slot.day for slot in problem.slots]
    return tuple(
        (bisect_left(days, day), bisect_right(days, day))
        for day in range(max(days, default=-1) + 1)
    )


def _near(
    problem: Problem, venues: tuple[str, ...]
) -> dict[tuple[int, int], tuple[tuple[int, int], ...]]:
    near: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for one, venue in enumerate(venues):
        for two, other in enumerate(venues):
            minutes = problem.travel_minutes.get(frozenset((venue, other)), 0)
            if one == two or minutes == 0:
                continue
            for before in range(len(problem.slots)):
                for after in range(before + 1, len(problem.slots)):
                    if problem.slots[before].day != problem.slots[after].day:
                        break
                    if problem.gap_minutes(before, after) < minutes:
                        near.setdefault((before, one), []).append((after, two))
                        near.setdefault((after, two), []).append((before, one))
    return {place: tuple(sorted(others)) for place, others in near.items()}


def _rows(problem: Problem) -> tuple[tuple[int, ...], ...]:
    rows: list[list[int]] = []
    for slot in range(len(problem.slots)):
        is_next = (
            slot > 0
            and problem.slots[slot].day == problem.slots[slot - 1].day
            and problem.gap_minutes(slot - 1, slot) < REST_MINUTES
        )
        if is_next:
            rows[-1].append(slot)
        else:
            rows.append([slot])
    return tuple(tuple(row) for row in rows for _ in row)
