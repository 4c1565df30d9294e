"""What one chart with its table shows: the same rows for a page and for a file."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from jisr.access.titles import PURPOSES
from jisr.checks.tallies.model import By
from jisr.insight.model import Count
from jisr.insight.titles import DEFINITIONS, HEADS, KINDS, NOT_TOLD, TITLES
from jisr.kit.words import Words
from jisr.site.formats import Formats
from jisr.values import LanguageMap

TIMES = frozenset((By.HOUR, By.DAY))
"""What is told apart by time is drawn as columns, anything else as bars."""
_TITLES = {str(key): title for titles in (PURPOSES, KINDS) for key, title in titles.items()}


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a chart; `name` is written in the reader's language, the rest as in `Count`."""

    key: str
    name: str
    checks: int | None
    hits: int | None


@dataclass(frozen=True, slots=True)
class Chart:
    """A figure of a page; `has_checks` is false where hits alone are told apart."""

    by: By
    title: str
    head: str
    definition: str
    lines: tuple[Line, ...]
    is_time: bool
    has_checks: bool

    @property
    def checks_most(self) -> int:
        """The most checks of a line, and at least 1, so that a share can be drawn."""
        return max((each.checks or 0 for each in self.lines), default=0) or 1

    @property
    def hits_most(self) -> int:
        """The most hits of a line that is told, and at least 1."""
        return max((each.hits or 0 for each in self.lines), default=0) or 1


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes what charts say in one language; `bureaus` are the names of those that occur."""

    words: Words
    bureaus: Mapping[str, LanguageMap]

    def chart(self, by: By, counts: tuple[Count, ...]) -> Chart:
        """Return the chart of some counts."""
        return Chart(
            by=by,
            title=self.words.say(TITLES[by]),
            head=self.words.say(HEADS[by]),
            definition=self.words.say(DEFINITIONS[by]),
            lines=tuple(
                Line(each.key, self._name(by, each.key), each.checks, each.hits) for each in counts
            ),
            is_time=by in TIMES,
            has_checks=by is not By.KIND,
        )

    def hits(self, hits: int | None) -> str:
        """Return a number of hits as it is shown."""
        if hits is None:
            return self.words.say(NOT_TOLD)
        return Formats(self.words.language).number(hits)

    def _name(self, by: By, key: str) -> str:
        if by is By.HOUR:
            return f"{key}:00"
        if by is By.DAY:
            return Formats(self.words.language).day(datetime.date.fromisoformat(key))
        if by is By.BUREAU:
            known = self.bureaus.get(key)
            return key if known is None else known.best(self.words.language)
        return self.words.say(_TITLES.get(key, key))
