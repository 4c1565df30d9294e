"""Routes of openings: fields are opened in an emergency, and both sides see that they were."""

from typing import Annotated

import msgspec
from fastapi import APIRouter, Path
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from jisr.access.callers import AskingNow, requires
from jisr.access.model import Purpose
from jisr.access.sign_in import statements
from jisr.access.sign_in.model import Caller, Scope
from jisr.access.sign_in.signing import SignedNow
from jisr.checks.openings import actions
from jisr.checks.openings.wire import told_opening
from jisr.kit.clock import instant_text
from jisr.kit.db import Transaction
from jisr.kit.http.hub import HubNow
from jisr.kit.http.idempotency import WritingNow, Written
from jisr.kit.http.paging import PAGE_DEFAULT, Cursor, Limit, Page, page_of, read_cursor
from jisr.records import actions as records
from jisr.records.model import Opening

router = APIRouter(tags=["records"])

Reader = Annotated[Caller, requires(Scope.READ)]
Writer = Annotated[Caller, requires(Scope.WRITE)]
RecordId = Annotated[str, Path(max_length=64, description="The record's id.")]


class Emergency(BaseModel):
    """Why it cannot wait for the owner; the owner reads it, so without personal data."""

    model_config = ConfigDict(extra="forbid")

    reason: Annotated[str, Field(min_length=1, max_length=500)]


class OpeningShown(BaseModel):
    """That fields were opened; `officer` is empty for everybody but his own bureau."""

    id: str
    record: str
    version: int
    owner: str
    bureau: str
    officer: str
    purpose: Purpose
    case: str
    reason: str
    opened_at: str
    ends_at: str = Field(description="From then on the fields are withheld again.")
    entry: str


@router.post("/records/{record}/opening", status_code=201, response_model=OpeningShown)
def open_fields(
    hub: HubNow,
    writing: WritingNow,
    caller: Writer,
    asking: AskingNow,
    record: RecordId,
    signed: SignedNow,
    why: Emergency,
) -> Response:
    """Open fields under their originator's control in an emergency; the owner is told at once."""

    def run(transaction: Transaction) -> Written:
        seconds = hub.settings.opening_seconds
        opening = actions.open_fields(transaction, asking, record, why.reason, seconds=seconds)
        statements.keep(transaction, caller, signed, record)
        return Written(msgspec.json.encode(told_opening(opening)), 201)

    return writing.run(caller.officer.id, run)


@router.get("/openings")
def list_openings(
    hub: HubNow, caller: Reader, cursor: Cursor = "", limit: Limit = PAGE_DEFAULT
) -> Page[OpeningShown]:
    """Return what the caller's bureau opened, and what was opened of its records, newest first."""
    opened_at, opening = read_cursor(cursor, 2)
    with hub.database.reading() as transaction:
        found = records.list_openings(
            transaction,
            caller.officer,
            before=(opened_at, opening) if cursor else None,
            limit=limit + 1,
        )
    return page_of(found, limit, _key, _shown)


def _key(opening: Opening) -> list[str]:
    return [instant_text(opening.opened_at), opening.id]


def _shown(opening: Opening) -> OpeningShown:
    return OpeningShown.model_validate(msgspec.to_builtins(told_opening(opening)))
