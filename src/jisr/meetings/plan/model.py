"""What is planned: delegations that ask, slots, rooms, interpreters, and where each meeting stands.

Slots are counted from 0 in order of time over all days; a set of slots is a frozenset of their
numbers. Everything here is handed in whole: the planner has no clock and no database.
"""

import enum
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from jisr.errors import ValueMalformed, to_translate

DELEGATIONS_MAX = 1000  # five times the members of any police organisation
REQUESTS_MAX = 20_000  # a hundred from each of two hundred delegations
SLOTS_MAX = 512  # a fortnight of quarter hours in working time
ROOMS_MAX = 200
INTERPRETERS_MAX = 500
VENUES_MAX = 8  # each pair of them costs rows in the model
WEIGHT_MAX = 1000  # more would hide the smaller wishes behind the solver's tolerances
DAY_MINUTES = 24 * 60
REST_MINUTES = 10  # a shorter gap is no rest; no slot is shorter, so a free slot always is one


def _refuse(field_name: str, why: str) -> None:
    raise ValueMalformed(field=field_name, why=why)


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """One time at which meetings are held.

    Attributes:
        day: the number of the day, from 0.
        start: minutes after midnight.
        end: minutes after midnight; the meeting is over and the room is free.
    """

    day: int
    start: int
    end: int

    def __post_init__(self) -> None:
        is_on_one_day = self.day >= 0 and self.start >= 0 and self.end <= DAY_MINUTES
        if not is_on_one_day or self.end - self.start < REST_MINUTES:
            _refuse("slot", to_translate("it must last at least ten minutes, on one day"))


@dataclass(frozen=True, slots=True)
class Room:
    """A room of a venue, and the slots in which meetings may use it."""

    id: str
    venue: str
    open: frozenset[int]


@dataclass(frozen=True, slots=True)
class Interpreter:
    """Who interprets: pairs of languages (BCP 47, both ways) and the slots of the shifts."""

    id: str
    pairs: frozenset[frozenset[str]]
    shifts: frozenset[int]

    def __post_init__(self) -> None:
        if any(len(pair) != 2 for pair in self.pairs):  # noqa: PLR2004 (a pair is two)
            _refuse("interpreter", to_translate("each pair names two different languages"))


@dataclass(frozen=True, slots=True)
class Delegation:
    """Who meets: a delegation, or an observer organisation. It is in one meeting at a time.

    Attributes:
        free: slots in which it can meet.
        languages: what it can work in without an interpreter.
        head_free: slots in which its head can attend; None means whenever it is free.
        daily_cap: most meetings on one day.
        in_a_row_max: most meetings without a rest of `REST_MINUTES`; None means no limit.
        floor: meetings that it should have if at all possible.
        rank: place in the order of precedence, 1 first; it settles what else is equal.
    """

    id: str
    free: frozenset[int]
    languages: frozenset[str]
    head_free: frozenset[int] | None = None
    daily_cap: int = 8
    in_a_row_max: int | None = None
    floor: int = 0
    rank: int = 1

    def __post_init__(self) -> None:
        if self.daily_cap < 0 or self.floor < 0 or self.rank < 1:
            _refuse("delegation", to_translate("cap, floor and rank cannot be negative"))
        if self.in_a_row_max is not None and self.in_a_row_max < 1:
            _refuse("delegation", to_translate("at least one meeting must fit in a row"))

    def hours(self, *, head: bool) -> frozenset[int]:
        """Return the slots in which it, or its head with it, can meet."""
        return self.free if not head or self.head_free is None else self.free & self.head_free


@dataclass(frozen=True, slots=True)
class Request:
    """A meeting that both sides accepted and that wants a place.

    Attributes:
        sides: ids of the two delegations, the one who asked first.
        weight: how much it counts: mutual wish, rank and topics in one whole number.
        heads: which side is led by its head; protocol wants both or neither.
        languages: what each side speaks in this meeting; None means what its delegation speaks.
        preferred: slots that the sides would like best.
        topics: what it is about; the planner carries them and does not read them.
    """

    id: str
    sides: tuple[str, str]
    weight: int = 1
    heads: tuple[bool, bool] = (False, False)
    languages: tuple[frozenset[str], frozenset[str]] | None = None
    preferred: frozenset[int] = frozenset()
    topics: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.sides[0] == self.sides[1]:
            _refuse("request", to_translate("a delegation cannot meet itself"))
        if not 1 <= self.weight <= WEIGHT_MAX:
            _refuse("request", to_translate("the weight must be from 1 to 1000"))

    @property
    def keeps_protocol(self) -> bool:
        """Whether a head meets a head, or neither head attends."""
        return self.heads[0] == self.heads[1]


@dataclass(frozen=True, slots=True, order=True)
class Meeting:
    """Where a request stands: its slot, its room, and its interpreter if it needs one."""

    slot: int
    room: str
    request: str
    interpreter: str | None = None


@dataclass(frozen=True, slots=True)
class Pin:
    """Where the scheduler wants a request held and nowhere else."""

    slot: int
    venue: str


@dataclass(frozen=True, slots=True)
class Plan:
    """Meetings in order of slot and room. It may be wrong: `checker.check` says."""

    meetings: tuple[Meeting, ...] = ()

    @classmethod
    def of(cls, meetings: Iterable[Meeting]) -> "Plan":
        """Return the plan of these meetings, in order."""
        return cls(tuple(sorted(meetings, key=lambda one: (one.slot, one.room, one.request))))

    def by_request(self) -> dict[str, Meeting]:
        """Return each request's meeting."""
        return {meeting.request: meeting for meeting in self.meetings}


class Reason(enum.StrEnum):
    """Why a request has no place. Each is proved by its witness: see `reasons.py`."""

    PROTOCOL = "protocol"
    """One side sends its head, the other does not."""
    NO_COMMON_SLOT = "no_common_slot"
    """The two sides are never free together in a slot that is not past."""
    NO_INTERPRETER = "no_interpreter"
    """Nobody who interprets between them is on shift when both are free and a room is open."""
    NO_ROOM = "no_room"
    """No room is open when both are free."""
    PINNED = "pinned"
    """It is pinned to a place where it cannot be held."""
    ROOMS_TAKEN = "rooms_taken"
    """Only a room is missing: one more in the slot named would do."""
    INTERPRETERS_TAKEN = "interpreters_taken"
    """Only an interpreter is missing: one more in the slot named would do."""
    DAILY_CAP = "daily_cap"
    """Only a daily cap, or the limit in a row, is in the way in the slot named."""
    LOWER_RANK = "lower_rank"
    """The meetings named would have to yield, and together they weigh at least as much."""
    KEPT = "kept"
    """Only meetings that were held or are pinned are in the way everywhere: those named."""
    OPEN = "open"
    """It fits in the slot named if the meetings named yield. They weigh less, or there are none;
    they stayed to give a delegation its floor, to move few meetings, or by a person's hand."""


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A request without a place, and why.

    Attributes:
        slot: the slot that proves the reason; None when no slot is possible at all.
        venue: the venue that proves it.
        rivals: requests that would have to yield there.
    """

    request: str
    reason: Reason
    slot: int | None = None
    venue: str | None = None
    rivals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """Everything that a plan is made from.

    Attributes:
        slots: in order of time, never overlapping.
        travel_minutes: minutes between two venues, for each pair of venues once.
        past: how many of the first slots have begun; nothing new is placed there.
        held: meetings that took place in past slots; every plan repeats them as they are.
        pinned: where the scheduler fixed a request.
    """

    slots: tuple[Slot, ...]
    rooms: tuple[Room, ...]
    delegations: tuple[Delegation, ...]
    requests: tuple[Request, ...]
    interpreters: tuple[Interpreter, ...] = ()
    travel_minutes: Mapping[frozenset[str], int] = field(default_factory=dict)
    past: int = 0
    held: tuple[Meeting, ...] = ()
    pinned: Mapping[str, Pin] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._check_sizes()
        for before, after in zip(self.slots, self.slots[1:], strict=False):
            if (after.day, after.start) < (before.day, before.end):
                _refuse("slot", to_translate("slots must follow each other in time"))
        self._check_names()
        self._check_places()

    def venues(self) -> tuple[str, ...]:
        """Return the venues of the rooms, in order of name."""
        return tuple(sorted({room.venue for room in self.rooms}))

    def gap_minutes(self, before: int, after: int) -> int:
        """Return the minutes between two slots of one day."""
        return self.slots[after].start - self.slots[before].end

    def _check_sizes(self) -> None:
        sizes: tuple[tuple[str, Collection[object], int], ...] = (
            ("slot", self.slots, SLOTS_MAX),
            ("room", self.rooms, ROOMS_MAX),
            ("delegation", self.delegations, DELEGATIONS_MAX),
            ("request", self.requests, REQUESTS_MAX),
            ("interpreter", self.interpreters, INTERPRETERS_MAX),
            ("venue", self.venues(), VENUES_MAX),
        )
        for name, things, most in sizes:
            if len(things) > most:
                _refuse(name, to_translate("there are too many to plan"))
        if not 0 <= self.past <= len(self.slots):
            _refuse("slot", to_translate("no such slot"))

    def _check_names(self) -> None:
        named: tuple[tuple[str, list[str]], ...] = (
            ("room", [room.id for room in self.rooms]),
            ("delegation", [delegation.id for delegation in self.delegations]),
            ("request", [request.id for request in self.requests]),
            ("interpreter", [interpreter.id for interpreter in self.interpreters]),
        )
        for name, ids in named:
            if len(set(ids)) < len(ids):
                _refuse(name, to_translate("two have the same id"))
        known = {delegation.id for delegation in self.delegations}
        if any(side not in known for request in self.requests for side in request.sides):
            _refuse("request", to_translate("no such delegation"))
        wanted = {request.id for request in self.requests}
        placed = [meeting.request for meeting in self.held]
        if not wanted.issuperset([*self.pinned, *placed]) or len(set(placed)) < len(placed):
            _refuse("request", to_translate("no such request"))
        if any(minutes < 0 for minutes in self.travel_minutes.values()):
            _refuse("venue", to_translate("no way takes less than no time"))

    def _check_places(self) -> None:
        known_slots = range(len(self.slots))
        sets = [room.open for room in self.rooms]
        sets += [delegation.free for delegation in self.delegations]
        sets += [delegation.head_free or frozenset() for delegation in self.delegations]
        sets += [interpreter.shifts for interpreter in self.interpreters]
        sets += [request.preferred for request in self.requests]
        sets.append(frozenset(pin.slot for pin in self.pinned.values()))
        if any(slot not in known_slots for slots in sets for slot in slots):
            _refuse("slot", to_translate("no such slot"))
        if any(meeting.slot >= self.past for meeting in self.held):
            _refuse("slot", to_translate("what was held must be in the past"))
        held = {meeting.request for meeting in self.held}
        if any(pin.slot < self.past for one, pin in self.pinned.items() if one not in held):
            _refuse("slot", to_translate("the slot is past"))
        if not set(self.venues()).issuperset(pin.venue for pin in self.pinned.values()):
            _refuse("venue", to_translate("no such venue"))
        if not {room.id for room in self.rooms}.issuperset(one.room for one in self.held):
            _refuse("room", to_translate("no such room"))


def total_weight(problem: Problem, plan: Plan) -> int:
    """Return the sum of the weights of what the plan places."""
    weights = {request.id: request.weight for request in problem.requests}
    return sum(weights[meeting.request] for meeting in plan.meetings)
