"""Routes of boards: what stands on one is for every delegation, what is put on one is signed."""

from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Path, Query
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from jisr.access.callers import requires
from jisr.access.sign_in import statements
from jisr.access.sign_in.model import Caller, Scope
from jisr.access.sign_in.signing import SignedNow
from jisr.assembly.boards import actions
from jisr.assembly.boards.model import BoardState, Entry, Kind
from jisr.assembly.boards.registrar import Registrar
from jisr.assembly.boards.wire import told_board, told_receipt
from jisr.kit.db import Transaction
from jisr.kit.http.hub import HubNow
from jisr.kit.http.idempotency import WritingNow, Written

router = APIRouter(prefix="/assembly/boards", tags=["assembly"])

LINES_MEDIA = "application/x-ndjson"
BUNDLE_MEDIA = "application/zip"
Delegate = Annotated[Caller, requires(Scope.ASSEMBLY)]
BoardId = Annotated[str, Path(max_length=32, description="The id of the vote, and of its board.")]
Start = Annotated[int, Query(ge=0, le=1_000_000, description="The first line; they count from 0.")]
AtMost = Annotated[int, Query(ge=1, le=actions.LINES_MAX, description="Lines of one answer.")]


class EntryGiven(BaseModel):
    """What is put on a board: the body and its author's signature, see `docs/formats/ballot.md`."""

    model_config = ConfigDict(extra="forbid")

    kind: Kind
    author: Annotated[str, Field(min_length=1, max_length=64)]
    body: dict[str, Any]
    sig: Annotated[str, Field(min_length=1, max_length=100, description="In base64url.")]


class RevokedMember(BaseModel):
    """A member whose ballot is not taken any more."""

    model_config = ConfigDict(extra="forbid")

    member: Annotated[str, Field(min_length=3, max_length=3)]


class ReceiptShown(BaseModel):
    """The registrar's signed word that an entry stands at place `n`; bytes are in base64url."""

    board: str
    n: int
    head: str = Field(description="The head after this entry.")
    entry: str = Field(description="The id of its entry in the ledger.")
    signature: str


class BoardShown(BaseModel):
    """How far a secret ballot is; whoever wants to be sure recounts its lines."""

    id: str
    session: int
    state: BoardState
    size: int = Field(description="How many lines it has.")
    manifest: dict[str, Any]
    manifest_hash: str
    head: str
    closed_head: str = Field(description="Empty until it is closed.")
    promised: list[str]
    revealed: list[str]
    ready: list[str]
    witnesses: list[str]
    shared: list[str]
    revoked: list[str]
    ballots: dict[str, str] = Field(description="Which members have voted, and when.")
    totals: list[int] | None = Field(description="In the order of the options; null before.")


@router.get("/{board}")
def read_board(hub: HubNow, _caller: Delegate, board: BoardId) -> BoardShown:
    """Return how far a secret ballot is."""
    with hub.database.reading() as transaction:
        view = actions.read_board(transaction, hub.part(Registrar), board)
    return BoardShown.model_validate(msgspec.to_builtins(told_board(view)))


@router.get("/{board}/lines", response_class=Response)
def read_lines(
    hub: HubNow,
    _caller: Delegate,
    board: BoardId,
    start: Start = 0,
    limit: AtMost = actions.LINES_MAX,
) -> Response:
    """Return lines of the board, one entry a line; nothing after the last one."""
    with hub.database.reading() as transaction:
        found = actions.lines(transaction, board, start=start, limit=limit)
    return Response(b"".join(line + b"\n" for line in found), media_type=LINES_MEDIA)


@router.get("/{board}/bundle.zip", response_class=Response)
def read_bundle(hub: HubNow, _caller: Delegate, board: BoardId) -> Response:
    """Return the file from which anyone recounts the ballot at home."""
    with hub.database.reading() as transaction:
        found = actions.bundle(transaction, board)
    name = f'attachment; filename="ballot-{board}.zip"'
    return Response(found, media_type=BUNDLE_MEDIA, headers={"Content-Disposition": name})


@router.post("/{board}/lines", status_code=201)
def submit(hub: HubNow, caller: Delegate, board: BoardId, given: EntryGiven) -> ReceiptShown:
    """Put a signed entry on the board; the same entry again gets the same receipt."""
    entry = Entry(given.kind, given.author, given.body, given.sig)
    receipt = hub.database.in_transaction(
        actions.submit, hub.part(Registrar), caller.officer, board, entry
    )
    return ReceiptShown.model_validate(msgspec.to_builtins(told_receipt(receipt)))


@router.post("/{board}/revocations", status_code=201, response_model=RevokedMember)
def revoke(
    hub: HubNow,
    writing: WritingNow,
    caller: Delegate,
    board: BoardId,
    signed: SignedNow,
    given: RevokedMember,
) -> Response:
    """Take no more ballot of a member, as its head of delegation or the secretary wants it."""

    def run(transaction: Transaction) -> Written:
        registrar = hub.part(Registrar)
        actions.revoke_by(transaction, registrar, caller.officer, board, given.member)
        statements.keep(transaction, caller, signed, board)
        return Written(given.model_dump_json().encode())

    return writing.run(caller.officer.id, run)
