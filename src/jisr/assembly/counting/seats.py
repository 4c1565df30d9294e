"""Fills seats by votes, with a cap for each region; a tie is returned, never broken."""

import enum
import itertools
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from jisr.assembly.counting.model import Majority, Tally


@dataclass(frozen=True, slots=True)
class Candidate:
    """Who stands: a stable key, the member that nominated, and its region."""

    key: str
    member: str
    region: str


class Passed(enum.StrEnum):
    """Why a candidate with votes was passed over."""

    BELOW_MAJORITY = "below_majority"
    REGION_FULL = "region_full"
    NO_SEAT_LEFT = "no_seat_left"
    NO_VOTES = "no_votes"


@dataclass(frozen=True, slots=True)
class Tie:
    """Candidates with equal votes, and how many seats there are for them.

    It is given one ballot of its own; `is_for_lots` tells that it was held.
    """

    keys: frozenset[str]
    seats: int
    is_for_lots: bool = False


@dataclass(frozen=True, slots=True)
class Filled:
    """Who is elected, in order of votes; who is tied; who was passed over, and why."""

    elected: tuple[str, ...]
    ties: tuple[Tie, ...]
    passed: Mapping[str, Passed]


def fill_seats(
    tally: Tally,
    standing: Collection[Candidate],
    seats: int,
    majority: Majority | None,
    region_room: Mapping[str, int] | None,
) -> Filled:
    """Give the seats to the candidates with most votes.

    Args:
        tally: the totals of the ballot; every standing candidate has a row.
        standing: those who may be elected.
        seats: how many may be.
        majority: what each must reach; None where most votes win.
        region_room: how many more seats each region may hold; None without a cap. A region that
            it does not name has no room.
    """
    required = majority.required(tally.total(majority.base)) if majority else 1
    uncapped = {person.region: len(standing) for person in standing}
    room = Counter(uncapped if region_room is None else region_room)
    elected: list[str] = []
    ties: list[Tie] = []
    passed: dict[str, Passed] = {}
    ordered = sorted(standing, key=lambda person: (-tally.votes[person.key], person.key))
    for votes, group in itertools.groupby(ordered, key=lambda person: tally.votes[person.key]):
        able: list[Candidate] = []
        for person in group:
            reason = _reason(votes, required, seats, room[person.region])
            if reason is None:
                able.append(person)
            else:
                passed[person.key] = reason
        sure, tied, places = _share(able, room, seats)
        elected += sure
        ties += tied
        seats -= places
        for region, count in Counter(person.region for person in able).items():
            room[region] -= min(count, room[region])
    return Filled(tuple(elected), tuple(ties), passed)


def _share(
    able: Collection[Candidate], room: Mapping[str, int], seats: int
) -> tuple[list[str], list[Tie], int]:
    """Return who of these equal ones is elected, who is tied, and how many seats that takes."""
    wanted = Counter(person.region for person in able)
    places = sum(min(count, room[region]) for region, count in wanted.items())
    if places > seats:  # the cut falls among them
        return [], [Tie(frozenset(person.key for person in able), seats)], seats
    crowded = {region for region, count in wanted.items() if count > room[region]}
    sure = [person.key for person in able if person.region not in crowded]
    rivals = frozenset(person.key for person in able if person.region in crowded)
    # Whoever of the rivals wins, their regions are full: who comes after them need not wait.
    ties = [Tie(rivals, sum(room[region] for region in crowded))] if rivals else []
    return sure, ties, places


def _reason(votes: int, required: int, seats: int, room: int) -> Passed | None:
    """Return why a candidate with so many votes cannot be elected now, or None."""
    if votes == 0:
        return Passed.NO_VOTES
    if votes < required:
        return Passed.BELOW_MAJORITY
    if seats == 0:
        return Passed.NO_SEAT_LEFT
    return Passed.REGION_FULL if room < 1 else None
