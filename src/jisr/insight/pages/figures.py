"""The page of figures: how a bureau, or the network, checks and answers."""

import datetime
from collections.abc import Iterator, Sequence

from fastapi import APIRouter, Response

from jisr.access.viewing import Page, PageNow
from jisr.checks.dialogue.model import Pace
from jisr.checks.tallies.model import By
from jisr.insight import actions
from jisr.insight.model import FLOOR, Figures, Of, Period
from jisr.insight.pages.charts import Chart, Writer
from jisr.insight.pages.files import csv_file
from jisr.insight.titles import DEFINITIONS, OF, PACE_SOURCE, PERIODS, SOURCE, WITHHELD
from jisr.kit.clock import instant_text

ORDER = (By.DAY, By.HOUR, By.PURPOSE, By.BUREAU, By.KIND)
COLUMNS = ("key", "name", "checks", "hits", "of", "since", "at", "definition")
PACE_COLUMNS = (
    "asked",
    "answered",
    "in_time",
    "escalated",
    "median_seconds",
    "ninetieth_seconds",
    "oldest_waiting_since",
    "of",
    "since",
    "definition",
)
BUREAUS_SHOWN_MAX = 20
"""Bureaus of the chart; the page of members, and the file, have all of them."""
router = APIRouter(prefix="/figures", include_in_schema=False)


@router.get("")
def show_figures(page: PageNow, period: Period = Period.WEEK, of: Of = Of.BUREAU) -> Response:
    """Return the figures of a period."""
    found, now = _read(page, period, of)
    waits = None if found.oldest_waiting is None else now - found.oldest_waiting
    return page.show(
        "insight/figures.html",
        found=found,
        charts=_charts(page, found),
        pace=_pace_rows(page, found.pace),
        pace_definition=DEFINITIONS["pace"],
        waits=waits,
        now=now,
        hits=_writer(page, found).hits,
        seconds=lambda seconds: datetime.timedelta(seconds=seconds),
        periods=PERIODS,
        of_whom=OF,
        source=SOURCE,
        pace_source=PACE_SOURCE,
        withheld=WITHHELD,
        floor=FLOOR,
        shown_max=BUREAUS_SHOWN_MAX,
    )


@router.get("/pace.csv")
def pace_file(page: PageNow, period: Period = Period.WEEK, of: Of = Of.BUREAU) -> Response:
    """Return how fast owners answered as a file."""
    found, _ = _read(page, period, of)
    rows = [] if found.pace is None else [_pace_row(page, found, found.pace)]
    return csv_file(_name(found, "pace"), PACE_COLUMNS, rows)


@router.get("/{by}.csv")
def chart_file(page: PageNow, by: By, period: Period = Period.WEEK, of: Of = Of.BUREAU) -> Response:
    """Return one figure as a file."""
    found, _ = _read(page, period, of)
    chart = _writer(page, found).chart(by, found.parts.get(by, ()))
    return csv_file(_name(found, by), COLUMNS, _rows(page, found, chart))


def _read(page: Page, period: Period, of: Of) -> tuple[Figures, datetime.datetime]:
    with page.hub.database.reading() as transaction:
        return actions.figures(transaction, page.caller.officer, period, of), transaction.now


def _writer(page: Page, found: Figures) -> Writer:
    return Writer(page.words, found.names)


def _charts(page: Page, found: Figures) -> list[Chart]:
    writer = _writer(page, found)
    return [
        writer.chart(
            by, found.parts[by][:BUREAUS_SHOWN_MAX] if by is By.BUREAU else found.parts[by]
        )
        for by in ORDER
        if by in found.parts
    ]


def _pace_rows(page: Page, pace: Pace | None) -> list[tuple[str, float, int, int]]:
    """Return name, share, number and whole of what became of the questions to owners."""
    if pace is None or not pace.asked:
        return []
    say = page.words.say
    named = (
        (say("Answered"), pace.answered),
        (say("Answered in time"), pace.in_time),
        (say("Brought before the secretariat"), pace.escalated),
    )
    return [(name, number / pace.asked, number, pace.asked) for name, number in named]


def _rows(page: Page, found: Figures, chart: Chart) -> Iterator[Sequence[object]]:
    of, since, at = _about(found)
    writer = _writer(page, found)
    for line in chart.lines:
        hits = line.hits if line.hits is not None else writer.hits(None)
        yield line.key, line.name, line.checks, hits, of, since, at, chart.definition


def _pace_row(page: Page, found: Figures, pace: Pace) -> Sequence[object]:
    of, since, _ = _about(found)
    waiting = None if found.oldest_waiting is None else instant_text(found.oldest_waiting)
    return (
        pace.asked,
        pace.answered,
        pace.in_time,
        pace.escalated,
        pace.median_seconds,
        pace.ninetieth_seconds,
        waiting,
        of,
        since,
        page.words.say(DEFINITIONS["pace"]),
    )


def _about(found: Figures) -> tuple[str, str, str]:
    """Return of whom, since when and up to when a figure tells."""
    of = found.bureau if found.of is Of.BUREAU else "network"
    return of, instant_text(found.since), "" if found.at is None else instant_text(found.at)


def _name(found: Figures, figure: str) -> str:
    return f"jisr-{figure}-{found.of}-{found.period}-{found.since:%Y-%m-%d}"
