"""Small sessions for tests of the planner, by hand and by chance."""

from collections.abc import Iterable
from random import Random
from typing import Any

from hypothesis import strategies as st

from jisr.meetings.plan.model import (
    Delegation,
    Interpreter,
    Pin,
    Problem,
    Request,
    Room,
    Slot,
)

OPENING = 9 * 60
LANGUAGES = ("ar", "en", "fr")
NO_HEADS = ((False, False),) * 6


def slots(days: int = 1, a_day: int = 4, minutes: int = 30, gap: int = 0) -> tuple[Slot, ...]:
    """Return days of equal slots from nine o'clock, with a gap after each."""
    starts = [OPENING + number * (minutes + gap) for number in range(a_day)]
    return tuple(Slot(day, start, start + minutes) for day in range(days) for start in starts)


def delegation(name: str, free: Iterable[int] = range(4), **more: Any) -> Delegation:
    """Return a delegation that speaks English unless told otherwise."""
    languages = frozenset(more.pop("languages", {"en"}))
    return Delegation(name, frozenset(free), languages, **more)


def room(name: str = "a", opened: Iterable[int] = range(4), venue: str = "hall") -> Room:
    """Return a room."""
    return Room(name, venue, frozenset(opened))


def interpreter(name: str, *pairs: str, shifts: Iterable[int] = range(4)) -> Interpreter:
    """Return an interpreter of pairs written as `ar-en`."""
    both = frozenset(frozenset(pair.split("-")) for pair in pairs)
    return Interpreter(name, both, frozenset(shifts))


def request(name: str, one: str, other: str, weight: int = 1, **more: Any) -> Request:
    """Return a request of two sides."""
    return Request(name, (one, other), weight, **more)


def problem(*requests: Request, **more: Any) -> Problem:
    """Return one day of four slots with one room; the sides are always free unless given."""
    count = len(more.get("slots", slots()))
    if "delegations" not in more:
        names = sorted({side for one in requests for side in one.sides})
        more["delegations"] = tuple(delegation(name, range(count)) for name in names)
    return Problem(
        slots=more.pop("slots", slots()),
        rooms=more.pop("rooms", (room(opened=range(count)),)),
        requests=requests,
        **more,
    )


@st.composite
def problems(draw: st.DrawFn, *, venues_max: int = 2) -> Problem:
    """Return a small session in which everything is scarce somewhere."""
    chance: Random = draw(st.randoms(use_true_random=False))
    return chance_problem(chance, venues=draw(st.integers(1, venues_max)))


def chance_problem(chance: Random, venues: int) -> Problem:
    """Return a small session made by chance."""
    times = slots(days=chance.randint(1, 2), a_day=chance.randint(2, 5), gap=chance.choice((0, 15)))
    past = chance.choice((0, 0, 1))
    names = [f"d{number}" for number in range(chance.randint(2, 7))]
    count = len(times)
    requests = tuple(
        _chance_request(chance, f"r{number}", names, count)
        for number in range(chance.randint(1, 14))
    )
    return Problem(
        slots=times,
        rooms=tuple(
            Room(f"{venue}-{number}", f"v{venue}", _some(chance, count, 0.8))
            for venue in range(venues)
            for number in range(chance.randint(1, 2))
        ),
        delegations=tuple(_chance_delegation(chance, name, count) for name in names),
        requests=requests,
        interpreters=tuple(
            _chance_interpreter(chance, f"i{number}", count)
            for number in range(chance.randint(0, 3))
        ),
        travel_minutes={frozenset(("v0", "v1")): chance.choice((10, 20, 50))},
        past=past,
        pinned={
            one.id: Pin(chance.randrange(past, count), f"v{chance.randrange(venues)}")
            for one in requests
            if chance.random() < 0.1
        },
    )


def _some(chance: Random, count: int, share: float) -> frozenset[int]:
    return frozenset(slot for slot in range(count) if chance.random() < share)


def _chance_delegation(chance: Random, name: str, count: int) -> Delegation:
    return Delegation(
        name,
        _some(chance, count, 0.8),
        frozenset(chance.sample(LANGUAGES, chance.randint(1, 2))),
        head_free=chance.choice((None, _some(chance, count, 0.6))),
        daily_cap=chance.randint(1, 4),
        in_a_row_max=chance.choice((None, 1, 2)),
        floor=chance.randint(0, 1),
    )


def _chance_request(chance: Random, name: str, names: list[str], count: int) -> Request:
    one, other = chance.sample(names, 2)
    return Request(
        name,
        (one, other),
        weight=chance.randint(1, 5),
        heads=chance.choice((*NO_HEADS, (True, True), (True, False))),
        preferred=chance.choice((frozenset[int](), _some(chance, count, 0.3))),
    )


def _chance_interpreter(chance: Random, name: str, count: int) -> Interpreter:
    pairs = (frozenset(chance.sample(LANGUAGES, 2)) for _ in range(chance.randint(1, 2)))
    return Interpreter(name, frozenset(pairs), _some(chance, count, 0.8))
