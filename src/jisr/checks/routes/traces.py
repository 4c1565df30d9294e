"""Who asked what, when and why: traces, and their terms for those entitled."""

import datetime
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from pydantic import BaseModel, Field

from jisr.access.callers import CaseHeader, requires, shift_of
from jisr.access.model import Purpose
from jisr.access.sign_in.model import Caller, Scope
from jisr.checks import traces as actions
from jisr.checks.model import ResultCode, Trace, TraceFilter, TraceTerms
from jisr.errors import ValueMalformed, to_translate
from jisr.kit.clock import instant_text
from jisr.kit.http.hub import HubNow
from jisr.kit.http.paging import PAGE_DEFAULT, Cursor, Limit, Page, page_of, read_cursor

TraceId = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$", description="The id of a trace.")]
_PRINTABLE = r"^[^\x00-\x1f]*$"
Reader = Annotated[Caller, requires(Scope.READ)]
Overseer = Annotated[Caller, requires(Scope.OVERSEE)]
router = APIRouter(tags=["traces"])


class Sought(BaseModel):
    """Which traces are sought; what is left out does not matter."""

    bureau: str = Field(
        "",
        max_length=64,
        pattern=_PRINTABLE,
        description="Whose traces; empty: those of the caller's bureau.",
    )
    officer: str | None = Field(None, max_length=200, pattern=_PRINTABLE)
    purpose: Purpose | None = None
    case: str | None = Field(None, max_length=200, pattern=_PRINTABLE)
    outcome: ResultCode | None = None
    since: datetime.datetime | None = Field(None, description="From this instant on.")
    until: datetime.datetime | None = Field(None, description="Before this instant.")


class ToldTrace(BaseModel):
    """That a question was asked: everything but its terms."""

    id: str
    origin: str = Field(description="The tree that holds it.")
    position: int = Field(description="Its leaf, counted from 0.")
    asked_at: str
    bureau: str
    officer: str
    purpose: str
    case: str
    kind: str
    outcome: str
    hits: int


class FoundVersion(BaseModel):
    """A version of a record that came back."""

    record: str
    version: int


class ToldTerms(BaseModel):
    """What was asked and what came back; `query` is null when the terms were erased."""

    trace: ToldTrace
    query: dict[str, str | list[str]] | None
    records: list[FoundVersion]


@router.get("/traces")
def search(
    hub: HubNow,
    caller: Reader,
    sought: Annotated[Sought, Query()],
    limit: Limit = PAGE_DEFAULT,
    cursor: Cursor = "",
) -> Page[ToldTrace]:
    """Return traces of a bureau, the newest first: never whom they asked about."""
    asked_at, trace_id = read_cursor(cursor, 2)
    only = TraceFilter(
        bureau=sought.bureau or caller.officer.bureau,
        since=_utc(sought.since),
        until=_utc(sought.until),
        officer=sought.officer,
        purpose=sought.purpose,
        case=sought.case,
        code=sought.outcome,
    )
    with hub.database.reading() as transaction:
        found = actions.read_traces(
            transaction,
            caller.officer,
            only,
            before=(asked_at, trace_id) if cursor else None,
            limit=limit + 1,
        )
    return page_of(found, limit, actions.page_key, _trace)


@router.get("/traces/{trace_id}")
def read(hub: HubNow, caller: Reader, trace_id: TraceId) -> ToldTrace:
    """Return one trace without its terms."""
    with hub.database.reading() as transaction:
        return _trace(actions.read_trace(transaction, caller.officer, trace_id))


@router.post("/traces/{trace_id}/terms")
def read_terms(
    request: Request, hub: HubNow, caller: Overseer, trace_id: TraceId, case: CaseHeader = ""
) -> ToldTerms:
    """Return whom or what a check asked about, to those entitled; the reading is sealed.

    A person at a page who names no case reads in that of the shift.
    """
    named = caller.case or case or shift_of(request, caller).case
    opened = hub.database.in_transaction(actions.read_terms, caller.officer, trace_id, named)
    return _terms(opened)


def _utc(instant: datetime.datetime | None) -> datetime.datetime | None:
    """Return an instant in UTC; one without a zone is read as that."""
    if instant is None:
        return None
    if instant.tzinfo is None:
        return instant.replace(tzinfo=datetime.UTC)
    try:
        return instant.astimezone(datetime.UTC)
    except OverflowError as error:
        raise ValueMalformed(
            field=to_translate("time"), why=to_translate("it lies outside the calendar")
        ) from error


def _trace(trace: Trace) -> ToldTrace:
    return ToldTrace(
        id=trace.id,
        origin=trace.origin,
        position=trace.position,
        asked_at=instant_text(trace.asked_at),
        bureau=trace.bureau,
        officer=trace.officer,
        purpose=trace.purpose,
        case=trace.case,
        kind=trace.kind,
        outcome=trace.code,
        hits=trace.hit_count,
    )


def _terms(terms: TraceTerms) -> ToldTerms:
    return ToldTerms(
        trace=_trace(terms.trace),
        query=None if terms.query is None else dict(terms.query),
        records=[FoundVersion(record=each, version=n) for each, n in terms.records],
    )
