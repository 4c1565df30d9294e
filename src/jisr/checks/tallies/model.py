"""Counts of checks: what is counted, and of whom and when it is read."""

import datetime
import enum
from dataclasses import dataclass

NETWORK = ""
"""In the place of a bureau: the whole network."""


class Outcome(enum.StrEnum):
    """What a check came to; a hit is presumed until its owner confirms it."""

    NOTHING = "nothing"
    FOUND = "found"
    REFUSED = "refused"


class By(enum.StrEnum):
    """What counts are told apart by."""

    HOUR = "hour"
    DAY = "day"
    PURPOSE = "purpose"
    KIND = "kind"
    BUREAU = "bureau"


@dataclass(frozen=True, slots=True)
class Cell:
    """Checks of one bureau that are alike, within one hour of UTC (`2026-11-21T09`).

    `kind` says what was asked about where something was found; else it is empty.
    """

    bureau: str
    hour: str
    purpose: str
    kind: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Tally:
    """How many checks were made, and how many of them found something."""

    key: str
    checks: int
    found: int


@dataclass(frozen=True, slots=True)
class Use:
    """How a bureau uses the network: in a period, and at all.

    `records` are its active ones, of every audience.
    """

    bureau: str
    checks: int
    found: int
    last_asked_at: datetime.datetime | None
    records: int


@dataclass(frozen=True, slots=True)
class Reach:
    """Whose checks since when: `bureau` with what stands under it, or the network."""

    bureau: str
    since: datetime.datetime
