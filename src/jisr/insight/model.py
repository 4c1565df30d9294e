"""Figures: of whom, of which period, and what is not told because it is too small."""

import datetime
import enum
from collections.abc import Mapping
from dataclasses import dataclass

from jisr.checks.dialogue.model import Pace
from jisr.checks.tallies.model import By
from jisr.values import LanguageMap

FLOOR = 5
"""A smaller number of hits is not told of others: it could tell of one person, or of one case."""


class Period(enum.StrEnum):
    """How far figures reach back: whole days of UTC, today included."""

    TODAY = "today"
    WEEK = "week"
    MONTH = "month"


DAYS: Mapping[Period, int] = {Period.TODAY: 1, Period.WEEK: 7, Period.MONTH: 30}


class Of(enum.StrEnum):
    """Whose figures: the reader's own bureau with what stands under it, or everybody's."""

    BUREAU = "bureau"
    NETWORK = "network"


@dataclass(frozen=True, slots=True)
class Count:
    """Checks of one hour, day, purpose …; `hits` is None where it is withheld (see `FLOOR`).

    `checks` is None where only those that found something are told apart.
    """

    key: str
    checks: int | None
    hits: int | None


@dataclass(frozen=True, slots=True)
class Figures:
    """What a reader is told of a period.

    `at` is up to when every check is counted, None before the first time. `parts` tells the total
    apart; what a reader may not see is not in it; `names` names the bureaus in it. `pace` is about
    the questions put to owners: None where it is withheld.
    """

    of: Of
    period: Period
    bureau: str
    since: datetime.datetime
    at: datetime.datetime | None
    total: Count
    parts: Mapping[By, tuple[Count, ...]]
    names: Mapping[str, LanguageMap]
    pace: Pace | None
    oldest_waiting: datetime.datetime | None


@dataclass(frozen=True, slots=True)
class BureauUse:
    """How one bureau uses the network, with what stands under it.

    `count` is None where its figures are not for the reader; then the two fields after it say
    nothing either. `country` is empty for a bureau of the organisation itself.
    """

    bureau: str
    name: LanguageMap
    country: str
    count: Count | None
    last_asked_at: datetime.datetime | None
    records: int | None


@dataclass(frozen=True, slots=True)
class Uses:
    """How every bureau uses the network; `shows_all` says whether others are told apart."""

    period: Period
    since: datetime.datetime
    at: datetime.datetime | None
    shows_all: bool
    rows: tuple[BureauUse, ...]
