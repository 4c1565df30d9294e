"""Who sees which figures, and which of them are too small to be told."""

import datetime
from collections.abc import Mapping, Sequence

from jisr.access.model import OVERSIGHT, SECRETARIAT, Officer, Role
from jisr.checks.tallies.model import Tally
from jisr.insight.model import DAYS, FLOOR, Count, Period
from jisr.values import Decision

ALLOWED = "insight.allowed"


WITHOUT_DATA = frozenset({Role.OPERATOR, Role.DELEGATE, Role.OBSERVER, Role.ASSEMBLY_SECRETARY})
"""Who runs the machine or sits in the hall, and has no other role, works with no data."""


def may_see(officer: Officer) -> Decision:
    """Decide whether an officer sees figures at all: whoever works with data."""
    if not officer.is_active:
        return Decision(allowed=False, why="access.officer_inactive")
    if officer.roles <= WITHOUT_DATA:
        return Decision(allowed=False, why="insight.role_without_data")
    return Decision(allowed=True, why=ALLOWED)


def sees_every_bureau(officer: Officer) -> bool:
    """Return whether an officer sees the use of each bureau: the secretariat, the Commission."""
    if not may_see(officer).allowed:
        return False
    if officer.bureau == OVERSIGHT:
        return Role.CCF_MEMBER in officer.roles
    return officer.bureau == SECRETARIAT


def since(period: Period, now: datetime.datetime) -> datetime.datetime:
    """Return when a period began: at midnight of UTC."""
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return today - datetime.timedelta(days=DAYS[period] - 1)


def top_of(bureau: str) -> str:
    """Return the bureau under which a bureau stands, at the top: `MAR` of `MAR.TNG`."""
    return bureau.partition(".")[0]


def withheld(others: Sequence[tuple[int, int]]) -> frozenset[int]:
    """Return the places whose number of hits is not told.

    Each place holds the checks and the hits of others. Fewer hits than `FLOOR` are withheld, none
    among them, unless nobody checked anything. Where what is withheld is together still so small
    that the total would give it away, the smallest number that is told is withheld as well.
    """
    asked = [place for place, (checks, _) in enumerate(others) if checks]
    hidden = {place for place in asked if others[place][1] < FLOOR}
    told = [place for place in asked if place not in hidden]
    if hidden and told and sum(others[place][1] for place in hidden) < FLOOR:
        hidden.add(min(told, key=lambda place: others[place][1]))
    return frozenset(hidden)


def counts(whole: Sequence[Tally], own: Mapping[str, Tally]) -> tuple[Count, ...]:
    """Return what is told of everybody's checks to a reader who knows his own."""
    none = Tally("", 0, 0)
    others = []
    for each in whole:
        known = own.get(each.key, none)
        others.append((each.checks - known.checks, each.found - known.found))
    hidden = withheld(others)
    return tuple(
        Count(each.key, each.checks, None if place in hidden else each.found)
        for place, each in enumerate(whole)
    )


def kind_counts(whole: Sequence[Tally], own: Mapping[str, Tally] | None) -> tuple[Count, ...]:
    """Return what is told of hits by what was asked about; `own` is None where all are his own.

    Of what found nothing it is not kept what it was about, so there are no checks beside the hits
    that could say that a small number is none.
    """
    none = Tally("", 0, 0)
    others = [(1, each.found - (own or {}).get(each.key, none).found) for each in whole]
    hidden = frozenset() if own is None else withheld(others)
    return tuple(
        Count(each.key, None, None if place in hidden else each.found)
        for place, each in enumerate(whole)
    )


def own_counts(tallies: Sequence[Tally]) -> tuple[Count, ...]:
    """Return what is told of a bureau's checks to itself: all of it."""
    return tuple(Count(each.key, each.checks, each.found) for each in tallies)


def filled(tallies: Sequence[Tally], keys: Sequence[str]) -> list[Tally]:
    """Return one tally for each key, in this order; nothing was asked where there is none."""
    known = {each.key: each for each in tallies}
    return [known.get(key, Tally(key, 0, 0)) for key in keys]


def hours(period: Period, now: datetime.datetime) -> list[str]:
    """Return the hours of a day that a period has seen: of today, those that have begun."""
    last = now.hour if period is Period.TODAY else 23
    return [f"{hour:02}" for hour in range(last + 1)]


def days(period: Period, now: datetime.datetime) -> list[str]:
    """Return the days of a period, the oldest first."""
    first = since(period, now).date()
    return [str(first + datetime.timedelta(days=number)) for number in range(DAYS[period])]
