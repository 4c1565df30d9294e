"""Sessions of invented delegations, each made from a seed: the same seed, the same session."""

import random
from dataclasses import dataclass

from jisr.meetings.plan.model import Delegation, Interpreter, Problem, Request, Room, Slot

DAYS = 4
SLOTS_A_DAY = 16
SLOT_MINUTES = 30
OPENING_MINUTES = 9 * 60
LANGUAGES = ("ar", "en", "fr", "es")
FIRST_LANGUAGE_SHARES = (0.15, 0.40, 0.25, 0.20)
SECOND_LANGUAGE_SHARE = 0.35  # of the delegations that work in two languages
TRAVEL_MINUTES = 20


@dataclass(frozen=True, slots=True)
class Size:
    """How large a session is and how scarce its means are.

    Attributes:
        free_share: of the slots in which a delegation can meet.
        rooms: of each venue.
    """

    delegations: int = 196
    requests: int = 1500
    free_share: float = 0.55
    rooms: tuple[int, ...] = (12,)
    interpreters: int = 8
    daily_cap: int = 8
    floor: int = 1


AS_BRIEFED = Size()
SCARCE_INTERPRETERS = Size(free_share=0.30, rooms=(30,))
TWO_VENUES = Size(free_share=0.40, rooms=(8, 4))


def slots() -> tuple[Slot, ...]:
    """Return four days of sixteen half hours."""
    starts = range(OPENING_MINUTES, OPENING_MINUTES + SLOTS_A_DAY * SLOT_MINUTES, SLOT_MINUTES)
    return tuple(Slot(day, start, start + SLOT_MINUTES) for day in range(DAYS) for start in starts)


def session(seed: int, size: Size = AS_BRIEFED) -> Problem:
    """Return a session in which delegations ask each other."""
    chance = random.Random(seed)  # noqa: S311 (a session, not a secret)
    delegations = tuple(_delegation(chance, place, size) for place in range(size.delegations))
    count = DAYS * SLOTS_A_DAY
    every = frozenset(range(count))
    rooms = tuple(
        Room(f"room-{venue}-{number:02d}", f"venue-{venue}", every)
        for venue, many in enumerate(size.rooms)
        for number in range(many)
    )
    venues = [f"venue-{venue}" for venue in range(len(size.rooms))]
    return Problem(
        slots=slots(),
        rooms=rooms,
        delegations=delegations,
        requests=_requests(chance, size),
        interpreters=tuple(_interpreter(chance, place) for place in range(size.interpreters)),
        travel_minutes={
            frozenset((one, other)): TRAVEL_MINUTES
            for one in venues
            for other in venues
            if one < other
        },
    )


def host(seed: int, requests: int = 60) -> Problem:
    """Return the session of one host with one suite: at most eleven a day and four in a row."""
    chance = random.Random(seed)  # noqa: S311 (a session, not a secret)
    count = DAYS * SLOTS_A_DAY
    every = frozenset(range(count))
    guests = tuple(
        _delegation(chance, place, Size(free_share=0.3, floor=0)) for place in range(requests)
    )
    suite = frozenset(slot for slot in range(count) if slot % SLOTS_A_DAY not in {7, 8})
    chief = Delegation("host", suite, frozenset({"ar", "fr"}), daily_cap=11, in_a_row_max=4)
    return Problem(
        slots=slots(),
        rooms=(Room("suite", "palace", every),),
        delegations=(*guests, chief),
        requests=tuple(
            Request(f"r{place:04d}", (guest.id, "host"), weight=_weight(chance))
            for place, guest in enumerate(guests)
        ),
        interpreters=tuple(_interpreter(chance, place) for place in range(3)),
    )


def _delegation(chance: random.Random, place: int, size: Size) -> Delegation:
    languages = set(chance.choices(LANGUAGES, FIRST_LANGUAGE_SHARES))
    if chance.random() < SECOND_LANGUAGE_SHARE:
        languages.add(chance.choice(LANGUAGES))
    free = frozenset(
        slot for slot in range(DAYS * SLOTS_A_DAY) if chance.random() < size.free_share
    )
    return Delegation(
        f"d{place:03d}",
        free,
        frozenset(languages),
        daily_cap=size.daily_cap,
        floor=size.floor,
        rank=place + 1,
    )


def _requests(chance: random.Random, size: Size) -> tuple[Request, ...]:
    # Some are asked far more often than others: the weight of a side falls with its number.
    asked = [1 / (1 + place / 20) for place in range(size.delegations)]
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < size.requests:
        one, other = (
            chance.choices(range(size.delegations), asked)[0],
            chance.randrange(size.delegations),
        )
        if one != other and (other, one) not in pairs:
            pairs.add((one, other))
    return tuple(
        Request(f"r{number:04d}", (f"d{one:03d}", f"d{other:03d}"), weight=_weight(chance))
        for number, (one, other) in enumerate(sorted(pairs))
    )


def _weight(chance: random.Random) -> int:
    return chance.choices((1, 2, 3, 4, 5), (30, 25, 20, 15, 10))[0]


def _interpreter(chance: random.Random, place: int) -> Interpreter:
    pairs = frozenset(
        frozenset(chance.sample(LANGUAGES, 2)) for _ in range(chance.choice((1, 2, 2, 3)))
    )
    half = SLOTS_A_DAY // 2
    shifts = frozenset(
        day * SLOTS_A_DAY + slot
        for day in range(DAYS)
        for part in range(2)
        if chance.random() < 0.75  # noqa: PLR2004 (three of four half days)
        for slot in range(part * half, part * half + half)
    )
    return Interpreter(f"i{place:02d}", pairs, shifts)
