"""A plan in the making: who is where, and what is in the way of one more meeting.

Interpreters are given and passed on at once: one more meeting in a slot is possible if somebody
can be freed for it by others changing rooms (an augmenting path, as in bipartite matching).
"""

import enum
from collections.abc import Iterable

from jisr.meetings.plan.grid import NO_NEED, Grid

NOBODY = -1


class Block(enum.Flag):
    """What is in the way of a request at a place."""

    NONE = 0
    SIDE = enum.auto()
    TRAVEL = enum.auto()
    CAP = enum.auto()
    ROOM = enum.auto()
    INTERPRETER = enum.auto()


class Board:
    """Requests on places. What was held and what is pinned stands on it from the start."""

    def __init__(self, grid: Grid) -> None:
        slots, delegations = len(grid.days), len(grid.problem.delegations)
        self.grid = grid
        self.place: dict[int, tuple[int, int]] = {}
        self.weight = 0
        self.guest: list[list[int]] = [[NOBODY] * slots for _ in range(delegations)]
        self.used = [[0] * slots for _ in grid.venues]
        self.per_day = [[0] * (max(grid.days, default=0) + 1) for _ in range(delegations)]
        self.server: dict[int, int] = {}
        self.served: list[dict[int, int]] = [{} for _ in range(slots)]
        self.count = [0] * delegations
        self._put_held()
        for request in sorted(grid.fixed - self.place.keys()):
            pinned = self.first_fit(request, grid.options[request])
            if pinned is not None:
                self.place_at(request, pinned)

    def _put_held(self) -> None:
        problem = self.grid.problem
        requests = {request.id: place for place, request in enumerate(problem.requests)}
        people = {one.id: place for place, one in enumerate(problem.interpreters)}
        venue_of = {room.id: self.grid.venues.index(room.venue) for room in problem.rooms}
        for meeting in problem.held:
            who = people.get(meeting.interpreter or "", NOBODY)
            place = (meeting.slot, venue_of[meeting.room])
            self.put(requests[meeting.request], place, who)

    def copy_places(self) -> dict[int, tuple[int, int, int]]:
        """Return slot, venue and interpreter of every request, to `restore` later."""
        return {one: (*place, self.server.get(one, NOBODY)) for one, place in self.place.items()}

    def restore(self, places: dict[int, tuple[int, int, int]]) -> None:
        """Put every request back where it was."""
        now = self.copy_places()
        for request in [one for one, place in now.items() if places.get(one) != place]:
            self.remove(request)
        for request, (slot, venue, who) in places.items():
            if request not in self.place:
                self.put(request, (slot, venue), who)

    def put(self, request: int, place: tuple[int, int], who: int) -> None:
        """Place a request with the interpreter named (`NOBODY` for none); nothing is checked."""
        slot, venue = place
        for side in self.grid.sides[request]:
            self.guest[side][slot] = request
            self.per_day[side][self.grid.days[slot]] += 1
            self.count[side] += 1
        self.used[venue][slot] += 1
        self.place[request] = place
        self.weight += self.grid.weights[request]
        if who != NOBODY:
            self.server[request] = who
            self.served[slot][who] = request

    def remove(self, request: int) -> tuple[int, int, int]:
        """Take a request off and return where it was, and with which interpreter."""
        slot, venue = self.place.pop(request)
        for side in self.grid.sides[request]:
            self.guest[side][slot] = NOBODY
            self.per_day[side][self.grid.days[slot]] -= 1
            self.count[side] -= 1
        self.used[venue][slot] -= 1
        self.weight -= self.grid.weights[request]
        who = self.server.pop(request, NOBODY)
        if who != NOBODY:
            del self.served[slot][who]
        return slot, venue, who

    def blocks(self, request: int, place: tuple[int, int]) -> Block:
        """Return all that is in the way of a request, not on the board, at one of its options."""
        found = Block.NONE
        slot, venue = place
        for side in self.grid.sides[request]:
            if self.guest[side][slot] != NOBODY:
                found |= Block.SIDE
            if self.over_cap(side, slot):
                found |= Block.CAP
            if self.grid.near and self._is_far(self.guest[side], place):
                found |= Block.TRAVEL
        if self.used[venue][slot] >= self.grid.rooms[venue][slot]:
            found |= Block.ROOM
        if self.grid.needs[request] != NO_NEED and not self._path(request, place):
            found |= Block.INTERPRETER
        return found

    def fits(self, request: int, place: tuple[int, int]) -> bool:
        """Whether nothing is in the way; the cheap questions first."""
        slot, venue = place
        if self.used[venue][slot] >= self.grid.rooms[venue][slot]:
            return False
        for side in self.grid.sides[request]:
            if self.guest[side][slot] != NOBODY or self.over_cap(side, slot):
                return False
            if self.grid.near and self._is_far(self.guest[side], place):
                return False
        return self.grid.needs[request] == NO_NEED or bool(self._path(request, place))

    def place_at(self, request: int, place: tuple[int, int]) -> None:
        """Put a request that `fits`, passing interpreters on within the slot if need be."""
        path = self._path(request, place) if self.grid.needs[request] != NO_NEED else []
        served = self.served[place[0]]
        for one, who in path[1:]:
            self.server[one] = who
            served[who] = one
        self.put(request, place, path[0][1] if path else NOBODY)

    def give(self, request: int, place: tuple[int, int], who: int) -> bool:
        """Put a request that `fits` with this interpreter, if he is able and free."""
        need = self.grid.needs[request]
        if (
            need == NO_NEED
            or who not in self.grid.able[need]
            or who in self.served[place[0]]
            or not self._can_serve(who, place)
        ):
            return False
        self.put(request, place, who)
        return True

    def over_cap(self, side: int, slot: int) -> bool:
        """Whether one more meeting passes the side's limit of the day or of a row."""
        delegation = self.grid.problem.delegations[side]
        if self.per_day[side][self.grid.days[slot]] >= delegation.daily_cap:
            return True
        if delegation.in_a_row_max is None:
            return False
        row = self.grid.rows[slot]
        run = 1
        for step in (1, -1):
            here = row.index(slot) + step
            while 0 <= here < len(row) and self.guest[side][row[here]] != NOBODY:
                run, here = run + 1, here + step
        return run > delegation.in_a_row_max

    def _is_far(self, guests: list[int], place: tuple[int, int]) -> bool:
        return any(
            guests[slot] != NOBODY and self.place[guests[slot]][1] == venue
            for slot, venue in self.grid.near.get(place, ())
        )

    def _can_serve(self, who: int, place: tuple[int, int]) -> bool:
        if place[0] not in self.grid.shifts[who]:
            return False
        for slot, venue in self.grid.near.get(place, ()):
            other = self.served[slot].get(who)
            if other is not None and self.place[other][1] == venue:
                return False
        return True

    def _path(self, request: int, place: tuple[int, int]) -> list[tuple[int, int]]:
        """Return (request, interpreter) changes that free somebody, the new request first."""
        seen: set[int] = set()
        served = self.served[place[0]]

        def free(one: int, where: tuple[int, int]) -> list[tuple[int, int]]:
            able = [
                who
                for who in self.grid.able[self.grid.needs[one]]
                if who not in seen and self._can_serve(who, where)
            ]
            for who in able:
                if who not in served:
                    return [(one, who)]
            for who in able:
                if who in seen:
                    continue
                seen.add(who)
                rest = free(served[who], self.place[served[who]])
                if rest:
                    return [(one, who), *rest]
            return []

        return free(request, place)

    def first_fit(self, request: int, places: Iterable[tuple[int, int]]) -> tuple[int, int] | None:
        """Return the first place where nothing is in the way."""
        return next((place for place in places if self.fits(request, place)), None)
