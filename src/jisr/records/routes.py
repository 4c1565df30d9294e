"""Routes about records: written, opened, followed, proven, and who would see them."""

import datetime
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Path
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from jisr.access.callers import AskingNow, requires
from jisr.access.model import DatabaseName
from jisr.access.sign_in import statements
from jisr.access.sign_in.model import Caller, Scope
from jisr.access.sign_in.signing import SignedNow
from jisr.kit.db import Transaction
from jisr.kit.http.bodies import JsonBytes, VersionMatched, etag_of
from jisr.kit.http.hub import HubNow, WordsNow
from jisr.kit.http.idempotency import WritingNow, Written
from jisr.kit.http.paging import PAGE_DEFAULT, Cursor, Limit, Page, page_of, read_cursor
from jisr.kit.words import Words
from jisr.records import actions
from jisr.records.document import document_of
from jisr.records.drafts import read_draft
from jisr.records.model import Record, Viewer
from jisr.records.wire import opened_of

router = APIRouter(prefix="/records", tags=["records"])

Reader = Annotated[Caller, requires(Scope.READ)]
Writer = Annotated[Caller, requires(Scope.WRITE)]
RecordId = Annotated[str, Path(max_length=64, description="The record's id.")]
DRAFT_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "required": ["database", "subject"],
                    "properties": {
                        "database": {"enum": [each.value for each in DatabaseName]},
                        "subject": {"type": "object"},
                    },
                }
            }
        },
    }
}
"""A draft has the fields of `records.model.Draft`; it is read by the code that reads files."""


class RecordShown(BaseModel):
    """A version of a record as whoever asks may see it: the sealed document's own fields."""

    model_config = ConfigDict(extra="allow")

    id: str
    version: int
    database: DatabaseName
    owner: str
    state: str


class RecordOpened(BaseModel):
    """A record that was opened; `entry` is the sealed reading."""

    record: RecordShown
    instruction: str = Field(description="What to do, in the caller's language.")
    is_accused: bool
    is_expiring: bool
    has_more: bool
    entry: str


class Ending(BaseModel):
    """Why a record is withdrawn or erased; sealed, so without personal data."""

    model_config = ConfigDict(extra="forbid")

    reason: Annotated[str, Field(min_length=1, max_length=500)]


class Erased(BaseModel):
    """That a record's data were destroyed, and the entry that proves it."""

    id: str
    entry: str


class ExpiringShown(BaseModel):
    """A record of the caller's bureau that ends within the time for review."""

    id: str
    database: DatabaseName
    reference: str
    retained_until: datetime.date


class VersionShown(BaseModel):
    """Who wrote a version, and when."""

    version: int
    state: str | None
    time: str
    bureau: str
    officer: str
    verb: str
    reason: str
    entry_id: str


class ViewerShown(BaseModel):
    """A member, whether it sees a record, and the rule that says so."""

    member: str
    sees: bool
    rule: str
    sentence: str


class Audience(BaseModel):
    """Who sees a record: one line a member, in the order of their codes."""

    viewers: list[ViewerShown]


def answer_of(record: Record, status: int, *, reason: str = "") -> Written:
    """Return a written version as it is answered; `reason` says why it was withdrawn."""
    headers = {"etag": etag_of(record.version), "location": f"/v1/records/{record.id}"}
    return Written(msgspec.json.encode(document_of(record, reason=reason)), status, headers)


@router.post("", status_code=201, response_model=RecordShown, openapi_extra=DRAFT_BODY)
def add(
    writing: WritingNow, caller: Writer, asking: AskingNow, signed: SignedNow, draft: JsonBytes
) -> Response:
    """Add a record of the caller's bureau."""

    def run(transaction: Transaction) -> Written:
        found = read_draft(draft, asking.purpose)
        added = actions.add_record(transaction, asking, found)
        statements.keep(transaction, caller, signed, added.id)
        return answer_of(added, 201)

    return writing.run(caller.officer.id, run)


@router.get("/expiring")
def expiring(
    hub: HubNow,
    _caller: Reader,
    asking: AskingNow,
    cursor: Cursor = "",
    limit: Limit = PAGE_DEFAULT,
) -> Page[ExpiringShown]:
    """Return the records of the caller's bureau that end within the time for review."""
    (after,) = read_cursor(cursor, 1)
    with hub.database.reading() as transaction:
        found = actions.expiring(transaction, asking, after=after, limit=limit + 1)
    return page_of(
        found,
        limit,
        lambda each: [each.record_id],
        lambda each: ExpiringShown(
            id=each.record_id,
            database=each.database,
            reference=each.reference,
            retained_until=each.retained_until,
        ),
    )


@router.post("/audience", openapi_extra=DRAFT_BODY)
def who_would_see(
    hub: HubNow, words: WordsNow, _caller: Writer, asking: AskingNow, draft: JsonBytes
) -> Audience:
    """Return who would see a draft, and by which rule, before it is published."""
    found = read_draft(draft, asking.purpose)
    with hub.database.reading() as transaction:
        viewers = actions.who_would_see(transaction, asking, found)
    return _audience(viewers, words)


@router.get("/{record}", response_model=RecordOpened)
def open_record(
    hub: HubNow, words: WordsNow, _caller: Reader, asking: AskingNow, record: RecordId
) -> Response:
    """Open a record as the caller may see it; the reading is sealed."""
    view = hub.database.in_transaction(actions.open_record, asking, record)
    headers = {"etag": etag_of(view.record.version)}
    opened = msgspec.json.encode(opened_of(view, words))
    return Response(opened, 200, headers, "application/json")


@router.put("/{record}", response_model=RecordShown, openapi_extra=DRAFT_BODY)
def write_version(
    writing: WritingNow,
    caller: Writer,
    asking: AskingNow,
    record: RecordId,
    version: VersionMatched,
    signed: SignedNow,
    draft: JsonBytes,
) -> Response:
    """Write the next version of a record of the caller's bureau; If-Match names the one read."""

    def run(transaction: Transaction) -> Written:
        found = read_draft(draft, asking.purpose)
        written = actions.new_version(transaction, asking, record, found, read_version=version)
        statements.keep(transaction, caller, signed, record)
        return answer_of(written, 200)

    return writing.run(caller.officer.id, run)


@router.post("/{record}/withdrawal", response_model=RecordShown)
def withdraw(
    writing: WritingNow,
    caller: Writer,
    asking: AskingNow,
    record: RecordId,
    signed: SignedNow,
    why: Ending,
) -> Response:
    """Withdraw a record: from now on nobody else finds it."""

    def run(transaction: Transaction) -> Written:
        withdrawn = actions.withdraw(transaction, asking, record, why.reason)
        statements.keep(transaction, caller, signed, record)
        return answer_of(withdrawn, 200, reason=why.reason)

    return writing.run(caller.officer.id, run)


@router.post("/{record}/erasure", response_model=Erased)
def erase(
    writing: WritingNow,
    caller: Writer,
    asking: AskingNow,
    record: RecordId,
    signed: SignedNow,
    why: Ending,
) -> Response:
    """Destroy the data of a record in all its versions; that it was done stays proven."""

    def run(transaction: Transaction) -> Written:
        entry = actions.erase(transaction, asking, record, why.reason)
        statements.keep(transaction, caller, signed, record)
        return Written(msgspec.json.encode({"id": record, "entry": entry}), 200)

    return writing.run(caller.officer.id, run)


@router.get("/{record}/history")
def history(
    hub: HubNow, _caller: Reader, asking: AskingNow, record: RecordId
) -> list[VersionShown]:
    """Return who wrote each version: for the owner and those who administer."""
    with hub.database.reading() as transaction:
        found = actions.history(transaction, asking, record)
    return [
        VersionShown(
            version=each.version,
            state=each.state,
            time=each.time,
            bureau=each.bureau,
            officer=each.officer,
            verb=each.verb,
            reason=each.reason,
            entry_id=each.entry_id,
        )
        for each in found
    ]


@router.get("/{record}/audience")
def who_sees(
    hub: HubNow, words: WordsNow, _caller: Reader, asking: AskingNow, record: RecordId
) -> Audience:
    """Return who sees a record, and by which rule: for the owner and those who administer."""
    with hub.database.reading() as transaction:
        viewers = actions.who_sees(transaction, asking, record)
    return _audience(viewers, words)


@router.get("/{record}/proof", response_class=Response)
def prove(hub: HubNow, _caller: Reader, asking: AskingNow, record: RecordId) -> Response:
    """Return a proof of a record's newest version, which `jisr verify FILE` checks offline."""
    bundle = hub.database.in_transaction(actions.prove_record, asking, record)
    name = f'attachment; filename="{record}.proof.json"'
    return Response(bundle.encode(), 200, {"content-disposition": name}, "application/json")


def _audience(viewers: tuple[Viewer, ...], words: Words) -> Audience:
    shown = [
        ViewerShown(
            member=each.member, sees=each.sees, rule=each.why, sentence=words.reason(each.why)
        )
        for each in viewers
    ]
    return Audience(viewers=shown)
