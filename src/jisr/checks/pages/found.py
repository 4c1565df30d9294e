"""How often a record was found, for its owner: a part of the record's page."""

from typing import Annotated

from fastapi import APIRouter, Path, Response

from jisr.access.callers import AskingNow
from jisr.access.titles import PURPOSES
from jisr.access.viewing import PageNow
from jisr.checks.counting import found_counts
from jisr.checks.model import FoundCount

router = APIRouter(prefix="/records", include_in_schema=False)

LINES = 500
"""Days and purposes that are counted: with nine purposes, the last two months at least."""


@router.get("/{record}/found")
def found(
    page: PageNow, asking: AskingNow, record: Annotated[str, Path(pattern="^[0-9a-f]{32}$")]
) -> Response:
    """Return how often checks found a record, and for what; never who asked."""
    with page.hub.database.reading() as transaction:
        counts = found_counts(transaction, asking, record, limit=LINES)
    return page.show(
        "checks/found.html",
        total=sum(each.count for each in counts),
        purposes=_by_purpose(counts),
        first=counts[0].day if counts else "",
        now=page.hub.database.clock(),
    )


def _by_purpose(counts: list[FoundCount]) -> list[tuple[str, int]]:
    sums = dict.fromkeys(PURPOSES, 0)
    for each in counts:
        sums[each.purpose] += each.count
    named = [(PURPOSES[purpose], number) for purpose, number in sums.items() if number]
    return sorted(named, key=lambda each: -each[1])
