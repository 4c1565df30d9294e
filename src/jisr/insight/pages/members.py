"""The members of the network as equal tiles, with the table of how they use it."""

import datetime
import enum
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from jisr.access.countries import country
from jisr.access.viewing import Page, PageNow
from jisr.errors import to_translate
from jisr.insight import actions
from jisr.insight.model import FLOOR, BureauUse, Period, Uses
from jisr.insight.pages.charts import Writer
from jisr.insight.pages.files import csv_file
from jisr.insight.titles import DEFINITIONS, PERIODS, SOURCE, WITHHELD
from jisr.kit.clock import instant_text

COLUMNS = ("member", "name", "bureau", "last_used", "checks", "hits", "records", "since", "at")
router = APIRouter(include_in_schema=False)


class Sort(enum.StrEnum):
    """What members are ordered by."""

    NAME = "name"
    BUREAU = "bureau"
    LAST = "last"
    CHECKS = "checks"
    HITS = "hits"
    RECORDS = "records"


HEADS = {
    Sort.NAME: to_translate("Member"),
    Sort.BUREAU: to_translate("Bureau"),
    Sort.LAST: to_translate("Last check"),
    Sort.CHECKS: to_translate("Checks"),
    Sort.HITS: to_translate("Hits"),
    Sort.RECORDS: to_translate("Records"),
}
BY_NAME = frozenset((Sort.NAME, Sort.BUREAU))
"""Ordered from the beginning of the alphabet; everything else from the most to the least."""


@dataclass(frozen=True, slots=True)
class Row:
    """One member in the reader's language."""

    code: str
    name: str
    bureau: str
    use: BureauUse

    @property
    def checks(self) -> int:
        """How many checks it made, 0 where that is not for the reader."""
        return 0 if self.use.count is None else self.use.count.checks or 0


@router.get("/members")
def show_members(
    page: PageNow,
    period: Period = Period.WEEK,
    sort: Sort = Sort.NAME,
    *,
    turned: Annotated[bool, Query(description="In the opposite order.")] = False,
) -> Response:
    """Return the members; how others use the network is for those who may see it."""
    found = _read(page, period)
    rows = _rows(page, found)
    return page.show(
        "insight/members.html",
        found=found,
        tiles=rows,
        rows=_sorted(rows, sort, is_turned=turned),
        most=max((each.checks for each in rows), default=0) or 1,
        sort=sort,
        turned=turned,
        downwards=(sort in BY_NAME) is turned,
        heads={key: title for key, title in HEADS.items() if found.shows_all or key in BY_NAME},
        own=next((each for each in found.rows if each.bureau == page.caller.bureau.id), None),
        hits=Writer(page.words, {}).hits,
        periods=PERIODS,
        source=SOURCE,
        definition=DEFINITIONS["bureau"],
        records_definition=DEFINITIONS["records"],
        withheld=WITHHELD,
        floor=FLOOR,
    )


@router.get("/members.csv")
def members_file(page: PageNow, period: Period = Period.WEEK) -> Response:
    """Return the table of members as a file."""
    found = _read(page, period)
    rows = (_cells(row, found, Writer(page.words, {})) for row in _rows(page, found))
    return csv_file(f"jisr-members-{period}-{found.since:%Y-%m-%d}", COLUMNS, rows)


def _cells(row: Row, found: Uses, told: Writer) -> Sequence[object]:
    """Return one line of the file; what is not for the reader is empty."""
    use, count = row.use, row.use.count
    last = "" if use.last_asked_at is None else instant_text(use.last_asked_at)
    hits = None if count is None else count.hits
    return (
        row.code,
        row.name,
        row.bureau,
        last,
        None if count is None else count.checks,
        told.hits(None) if count is not None and hits is None else hits,
        use.records,
        instant_text(found.since),
        "" if found.at is None else instant_text(found.at),
    )


def _read(page: Page, period: Period) -> Uses:
    with page.hub.database.reading() as transaction:
        return actions.uses(transaction, page.caller.officer, period)


def _rows(page: Page, found: Uses) -> list[Row]:
    """Return the members by name; bureaus of the organisation itself are none."""
    language = page.reader.language
    rows = [
        Row(each.country, country(each.country).name.best(language), each.name.best(language), each)
        for each in found.rows
        if each.country
    ]
    return sorted(rows, key=lambda row: _place_of(row.name))


def _sorted(rows: list[Row], sort: Sort, *, is_turned: bool) -> list[Row]:
    """Return rows in an order; who is equal stays in the order of the names."""
    return sorted(
        rows,
        key=lambda row: _key_of(row, sort),
        reverse=(sort not in BY_NAME) is not is_turned,
    )


def _key_of(row: Row, sort: Sort) -> Any:
    """Return what a row is ordered by; what is not told stands with the smallest."""
    if sort is Sort.LAST:
        return row.use.last_asked_at or datetime.datetime.min.replace(tzinfo=datetime.UTC)
    if sort is Sort.CHECKS:
        return row.checks
    if sort is Sort.HITS:
        return 0 if row.use.count is None else row.use.count.hits or 0
    if sort is Sort.RECORDS:
        return row.use.records or 0
    return _place_of(row.bureau if sort is Sort.BUREAU else row.name)


def _place_of(name: str) -> str:
    """Return what a name is ordered by: letters without their marks (É with E)."""
    parted = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in parted if not unicodedata.combining(letter))
