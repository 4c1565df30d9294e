"""Routes by which a bureau looks through its own records: lists, searches, versions."""

import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, ConfigDict, Field

from jisr.access.callers import AskingNow, requires
from jisr.access.model import DatabaseName
from jisr.access.sign_in.model import Caller, Scope
from jisr.kit.http.hub import Hub, HubNow
from jisr.kit.http.paging import (
    CURSOR_LENGTH_MAX,
    PAGE_DEFAULT,
    PAGE_MAX,
    Page,
    page_of,
    read_cursor,
)
from jisr.records import actions
from jisr.records.actions.browsing import TEXT_CHARACTERS_MAX, Listed, NameFinder, OwnNames, Wanted
from jisr.records.document import document_of
from jisr.records.model import Kind, State

router = APIRouter(prefix="/records", tags=["records"])

Reader = Annotated[Caller, requires(Scope.READ)]
RecordId = Annotated[str, Path(max_length=64, description="The record's id.")]
SEARCH_MAX = 50


class ListedShown(BaseModel):
    """A record of the caller's bureau in a list; `record` is empty of what was erased."""

    id: str
    version: int
    database: DatabaseName
    state: State
    reference: str
    retained_until: datetime.date
    is_expiring: bool
    record: dict[str, Any] | None


class Filters(BaseModel):
    """Which records are wanted, and which page of them."""

    kind: Kind | None = Field(None, description="Records of this kind.")
    state: State | None = Field(None, description="In this state; all without it.")
    expiring: bool = Field(default=False, description="Near their end, the nearest first.")
    cursor: str = Field("", max_length=CURSOR_LENGTH_MAX, description="`next` of the page before.")
    limit: int = Field(PAGE_DEFAULT, ge=1, le=PAGE_MAX, description="Items of one page.")


class Text(BaseModel):
    """What is looked for: a number, a reference, an id or a name in any script."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[str, Field(min_length=1, max_length=TEXT_CHARACTERS_MAX)]


class Found(BaseModel):
    """What of the caller's bureau a text means, best first."""

    items: list[ListedShown]


class WholeVersion(BaseModel):
    """A version of a record, who wrote it, and what it said; erased versions say nothing."""

    version: int
    time: str
    bureau: str
    officer: str
    verb: str
    reason: str
    entry_id: str
    record: dict[str, Any] | None


@router.get("")
def own(
    hub: HubNow, _caller: Reader, asking: AskingNow, filters: Annotated[Filters, Query()]
) -> Page[ListedShown]:
    """Return the records of the caller's bureau; the reading is sealed."""
    (after,) = read_cursor(filters.cursor, 1)
    wanted = Wanted(filters.kind, filters.state, is_expiring=filters.expiring)
    found = hub.database.in_transaction(
        actions.list_own, asking, wanted, after=after, limit=filters.limit + 1
    )
    return page_of(found, filters.limit, lambda each: [each.id], listed_of)


@router.post("/search")
def search(hub: HubNow, _caller: Reader, asking: AskingNow, wanted: Text) -> Found:
    """Return the records of the caller's bureau that a text means; the reading is sealed."""
    found = hub.database.in_transaction(
        actions.search_own, asking, wanted.text, names_of(hub), limit=SEARCH_MAX
    )
    return Found(items=[listed_of(each) for each in found])


@router.get("/{record}/versions")
def versions(
    hub: HubNow, _caller: Reader, asking: AskingNow, record: RecordId
) -> list[WholeVersion]:
    """Return every version of a record, for the owner and those who administer; it is sealed."""
    found = hub.database.in_transaction(actions.versions, asking, record)
    return [
        WholeVersion(
            version=each.line.version,
            time=each.line.time,
            bureau=each.line.bureau,
            officer=each.line.officer,
            verb=each.line.verb,
            reason=each.line.reason,
            entry_id=each.line.entry_id,
            record=None if each.record is None else dict(document_of(each.record)),
        )
        for each in found
    ]


def names_of(hub: Hub) -> NameFinder | None:
    """Return how own persons are found by name in this process, where there is a names index."""
    found = hub.parts.get(OwnNames)
    return found.find if isinstance(found, OwnNames) else None


def listed_of(line: Listed) -> ListedShown:
    """Return one line of a list as it is answered."""
    return ListedShown(
        id=line.id,
        version=line.version,
        database=line.database,
        state=line.state,
        reference=line.reference,
        retained_until=line.retained_until,
        is_expiring=line.is_expiring,
        record=None if line.record is None else dict(document_of(line.record)),
    )
