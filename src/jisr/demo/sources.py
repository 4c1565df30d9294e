"""Where generated things come from: chance that can be repeated, and the package's tables."""

import bisect
import csv
import datetime
import functools
import importlib.resources
import random
from collections.abc import Iterable, Mapping, Sequence
from typing import Generic, TypeVar

from jisr.values import PartialDate

YEAR_DAYS = 365.25
SKEW = 1.5
"""How much more often the first names of a list are drawn than the last; 1 is equally often."""
MANY = "|"
"""Stands between several values in one cell of a table."""

Thing = TypeVar("Thing")


def dice(*parts: object) -> random.Random:
    """Return the chance of one part of the network: the same parts always fall the same way."""
    return random.Random("/".join(map(str, parts)))  # noqa: S311  it must repeat; it keeps no secret


@functools.cache
def read_table(name: str) -> tuple[Mapping[str, str], ...]:
    """Return the rows of a CSV file in `data/`; lines that start with `#` are its comments."""
    file = importlib.resources.files("jisr.demo").joinpath("data", name)
    lines = file.read_text(encoding="utf-8").split("\n")
    return tuple(csv.DictReader(line for line in lines if line and not line.startswith("#")))


def shares(weights: Mapping[str, int], total: int) -> dict[str, int]:
    """Divide a total by weight: whole numbers that add up, in the order of the weights."""
    whole = sum(weights.values())
    bounds, passed = [0], 0
    for weight in weights.values():
        passed += weight
        bounds.append(total * passed // whole)
    return {name: bounds[at + 1] - bounds[at] for at, name in enumerate(weights)}


def often_first(chance: random.Random, things: Sequence[Thing]) -> Thing:
    """Draw one thing, those at the beginning more often, as a few names are borne by many."""
    return things[int(len(things) * chance.random() ** SKEW)]


def day_within(chance: random.Random, last: datetime.date, years: int) -> datetime.date:
    """Draw one of the days that end with `last` and go back so many years."""
    return datetime.date.fromordinal(last.toordinal() - int(chance.random() * years * YEAR_DAYS))


@functools.cache
def whole_date(day: datetime.date) -> PartialDate:
    """Return a day as a date of which everything is known."""
    return PartialDate(day.year, day.month, day.day)


def happens(chance: random.Random, percent: float) -> bool:
    """Draw whether something happens that does in so many of a hundred cases."""
    return chance.random() * 100 < percent


class Lot(Generic[Thing]):
    """Things to draw from, each as often as its weight says."""

    def __init__(self, weights: Iterable[tuple[Thing, int]]) -> None:
        self._things, self._reach = [], []
        passed = 0
        for thing, weight in weights:
            passed += weight
            self._things.append(thing)
            self._reach.append(passed)

    def draw(self, chance: random.Random) -> Thing:
        """Draw one thing."""
        return self._things[bisect.bisect_right(self._reach, chance.random() * self._reach[-1])]
