"""How often a record was found, for its owner."""

from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import BaseModel, Field

from jisr.access.callers import AskingNow, requires
from jisr.access.sign_in.model import Caller, Scope
from jisr.checks.counting import found_counts
from jisr.checks.model import FoundCount
from jisr.kit.http.hub import HubNow
from jisr.kit.http.paging import PAGE_DEFAULT, Cursor, Limit, Page, page_of, read_cursor

RecordId = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$", description="The id of a record.")]
router = APIRouter(tags=["checks"])


class Searches(BaseModel):
    """How often checks for one purpose found the record on one day."""

    day: str = Field(description="A day of UTC, 2026-11-21.")
    purpose: str
    count: int


@router.get("/records/{record_id}/searches")
def searches(
    hub: HubNow,
    _caller: Annotated[Caller, requires(Scope.READ)],
    asking: AskingNow,
    record_id: RecordId,
    limit: Limit = PAGE_DEFAULT,
    cursor: Cursor = "",
) -> Page[Searches]:
    """Return how often a record of the caller's bureau was found: never by whom."""
    day, purpose = read_cursor(cursor, 2)
    with hub.database.reading() as transaction:
        found = found_counts(transaction, asking, record_id, after=(day, purpose), limit=limit + 1)
    return page_of(found, limit, lambda each: (each.day, each.purpose), _shown)


def _shown(found: FoundCount) -> Searches:
    return Searches(day=found.day, purpose=found.purpose, count=found.count)
