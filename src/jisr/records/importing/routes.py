"""Routes by which a file of records is sent, followed while it is imported, and accounted for."""

import hashlib
import os
import shutil
import urllib.parse
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Annotated, BinaryIO

from fastapi import APIRouter, Header, Path, Query, Request, Response
from fastapi.responses import FileResponse
from pydantic import BaseModel, Field
from starlette.concurrency import run_in_threadpool

from jisr.access.callers import AskingNow, requires
from jisr.access.model import Asking
from jisr.access.sign_in import statements
from jisr.access.sign_in.model import Caller, Scope
from jisr.access.sign_in.signing import LooselySignedNow
from jisr.access.sign_in.statements import Signed
from jisr.errors import (
    Conflict,
    FileEmpty,
    NotFound,
    SignatureRefused,
    StorageFull,
    ValueMalformed,
    to_translate,
)
from jisr.kit.clock import instant_text
from jisr.kit.http.hub import Hub, HubNow, WordsNow
from jisr.kit.words import Words
from jisr.records.actions.drafting import may_record_at_all
from jisr.records.importing.opening import FOLLOW_THE_MONEY, FORMATS
from jisr.records.importing.uploads import FILE_BYTES_MAX, UNFINISHED_MAX, Stage, Upload, Uploads
from jisr.records.importing.worker import Importer
from jisr.values import new_id

router = APIRouter(prefix="/records/imports", tags=["records"])

Writer = Annotated[Caller, requires(Scope.WRITE)]
ImportId = Annotated[str, Path(max_length=64, description="The import's id.")]
FILE_NAME_LENGTH_MAX = 200
FREE_BYTES_MIN = 2 * FILE_BYTES_MAX
"""What must be free on the disk before a file is taken: the database lives there too."""
CREATED, AGAIN = 201, 200
FileName = Annotated[
    str,
    Header(
        alias="Jisr-File-Name",
        max_length=FILE_NAME_LENGTH_MAX * 9,
        description="What the file is called, percent-encoded; it is shown to its officer alone.",
    ),
]
What = Annotated[
    str,
    Query(max_length=20, description=f"How to read it: {', '.join(FORMATS)}; empty: it tells."),
]


class Counted(BaseModel):
    """What became of the rows so far; the parts add up to `read`."""

    read: int
    added: int
    updated: int
    unchanged: int
    rejected: int
    left_out: int


class ImportShown(BaseModel):
    """An import: how far it is, and its account."""

    id: str
    name: str
    stage: Stage
    sent_at: str
    ended_at: str
    total: int = Field(description="Lines or elements of the file; 0 before it was surveyed.")
    after_line: int = Field(description="Up to here everything is durable.")
    account: Counted
    rejected: dict[str, int] = Field(description="Rejected rows by reason.")
    left_out: dict[str, int] = Field(description="What has no place here, by its kind.")
    unknown: list[str] = Field(description="Columns that were not understood.")
    has_rejects: bool = Field(description="Whether the rejected rows can be fetched.")
    problem: str = Field(description="Of a refused file, the code of the error.")
    sentence: str = Field(description="Why the file was refused, in the caller's language.")


class Imports(BaseModel):
    """The caller's imports of the last day, the newest first."""

    items: list[ImportShown]


@dataclass(frozen=True, slots=True)
class _Sent:
    """What is known of a file before its bytes."""

    id: str
    name: str
    what: str
    sent_at: str

    def upload(self, asking: Asking, sha256: str, size_bytes: int) -> Upload:
        """Return the upload that waits when all bytes are there."""
        is_entities = not self.what and self.name.endswith(".ftm.json")
        return Upload(
            id=self.id,
            officer=asking.officer.id,
            bureau=asking.bureau.id,
            purpose=asking.purpose,
            case=asking.case,
            what=FOLLOW_THE_MONEY if is_entities else self.what,
            name=self.name,
            sha256=sha256,
            size_bytes=size_bytes,
            sent_at=self.sent_at,
        )


@router.post(
    "",
    status_code=CREATED,
    response_model=ImportShown,
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"application/octet-stream": {"schema": {"type": "string"}}},
        }
    },
)
async def send(
    request: Request,
    hub: HubNow,
    words: WordsNow,
    caller: Writer,
    asking: AskingNow,
    signed: LooselySignedNow,
    what: What = "",
    name: FileName = "",
) -> Response:
    """Send a file of records of the caller's bureau; it is imported while the answer is read."""
    if what and what not in FORMATS:
        raise ValueMalformed(field="what", why=to_translate("it is not what is expected here"))
    importer = hub.part(Importer)
    uploads = importer.uploads
    upload_id = new_id()
    try:
        path = await run_in_threadpool(_begin, hub, asking, upload_id)
        received = await _receive(request.stream(), path)
        sent = _Sent(upload_id, _file_name(name), what, instant_text(hub.database.clock()))
        upload = sent.upload(asking, *received)
        kept = await run_in_threadpool(_keep, hub, caller, signed, upload)
    except BaseException:  # a line that breaks off leaves nothing behind
        await run_in_threadpool(uploads.remove, upload_id)
        raise
    if kept is not upload:
        await run_in_threadpool(uploads.remove, upload_id)
    importer.call()
    shown = shown_of(uploads, kept, words).model_dump_json()
    headers = {"location": f"/v1/records/imports/{kept.id}"}
    status = CREATED if kept is upload else AGAIN
    return Response(shown, status, headers, "application/json")


@router.get("")
def listing(hub: HubNow, words: WordsNow, caller: Writer) -> Imports:
    """Return the caller's imports of the last day."""
    uploads = hub.part(Importer).uploads
    found = uploads.of(caller.officer.id)
    return Imports(items=[shown_of(uploads, each, words) for each in found])


@router.get("/{import_id}")
def follow(hub: HubNow, words: WordsNow, caller: Writer, import_id: ImportId) -> ImportShown:
    """Return how far an import of the caller is."""
    uploads = hub.part(Importer).uploads
    return shown_of(uploads, own(uploads, caller, import_id), words)


@router.get("/{import_id}/rejects", response_class=Response)
def rejects(hub: HubNow, caller: Writer, import_id: ImportId) -> Response:
    """Return the rejected rows of an import of the caller: line, column, reason, value (CSV)."""
    uploads = hub.part(Importer).uploads
    upload = own(uploads, caller, import_id)
    path = uploads.rejects(upload.id)
    if not path.is_file():
        raise NotFound(thing=to_translate("file"))
    return FileResponse(
        path,
        media_type="text/csv; charset=utf-8",
        filename=f"{upload.id}.rejects.csv",
        headers={"cache-control": "no-store"},
    )


@router.delete("/{import_id}", status_code=204)
def give_up(hub: HubNow, caller: Writer, import_id: ImportId) -> Response:
    """Stop an import of the caller, or forget one that has ended; what was written stays."""
    uploads = hub.part(Importer).uploads
    uploads.remove(own(uploads, caller, import_id).id)
    return Response(status_code=204)


def own(uploads: Uploads, caller: Caller, import_id: str) -> Upload:
    """Return an import of the caller; raise `NotFound` if there is none: they sound alike."""
    found = uploads.find(import_id)
    if found is None or found.officer != caller.officer.id:
        raise NotFound(thing=to_translate("import"))
    return found


def shown_of(uploads: Uploads, upload: Upload, words: Words) -> ImportShown:
    """Return an import as its officer is told of it."""
    account = upload.account
    return ImportShown(
        id=upload.id,
        name=upload.name,
        stage=upload.stage,
        sent_at=upload.sent_at,
        ended_at=upload.ended_at,
        total=upload.total,
        after_line=upload.after_line,
        account=Counted(
            read=account.read,
            added=account.added,
            updated=account.updated,
            unchanged=account.unchanged,
            rejected=account.rejected_total,
            left_out=sum(account.left_out.values()),
        ),
        rejected=_said(account.rejected, words),
        left_out=_said(account.left_out, words),
        unknown=list(upload.unknown),
        has_rejects=upload.is_ended and uploads.rejects(upload.id).is_file(),
        problem=upload.problem,
        sentence=words.say(upload.message, **upload.details) if upload.message else "",
    )


def _said(counts: Mapping[str, int], words: Words) -> dict[str, int]:
    ordered = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    return {words.say("{why}", why=each): count for each, count in ordered}


def _begin(hub: Hub, asking: Asking, upload_id: str) -> FilePath:
    """Make room for a file of whoever may record anything at all; return where it is written."""
    with hub.database.reading() as transaction:
        may_record_at_all(transaction, asking).or_refuse()
    if shutil.disk_usage(hub.home).free < FREE_BYTES_MIN:
        raise StorageFull
    uploads = hub.part(Importer).uploads
    under_way = [each for each in uploads.of(asking.officer.id) if not each.is_ended]
    if len(under_way) >= UNFINISHED_MAX:
        raise Conflict(why=to_translate("three of your imports are under way: let one end first"))
    try:
        return uploads.begin(upload_id)
    except OSError as error:
        raise StorageFull from error


async def _receive(chunks: AsyncIterator[bytes], path: FilePath) -> tuple[str, int]:
    """Write what comes, for its owner's eyes alone; return its SHA-256 and its bytes.

    Raises:
        FileEmpty: nothing came.
        StorageFull: the disk has no room.
    """
    digest, size = hashlib.sha256(), 0
    with path.open("wb") as file:
        async for chunk in chunks:
            digest.update(chunk)
            size += len(chunk)
            await run_in_threadpool(_write, file, chunk)
        # Before anybody is told that it was taken: an import goes on from it after a power cut.
        await run_in_threadpool(_make_durable, file)
    if not size:
        raise FileEmpty(path=to_translate("file"))
    return digest.hexdigest(), size


def _write(file: BinaryIO, chunk: bytes) -> None:
    # Asked again at each piece: many files that come at once leave the database its room, too.
    if shutil.disk_usage(file.name).free < FILE_BYTES_MAX:
        raise StorageFull
    try:
        file.write(chunk)
    except OSError as error:
        raise StorageFull from error


def _make_durable(file: BinaryIO) -> None:
    try:
        file.flush()
        os.fsync(file.fileno())
    except OSError as error:
        raise StorageFull from error


def _keep(hub: Hub, caller: Caller, signed: Signed | None, upload: Upload) -> Upload:
    """Make an upload wait for its turn; return it, or the same file that waits already."""
    uploads = hub.part(Importer).uploads
    if signed is not None and signed.statement.content != upload.sha256:
        raise SignatureRefused(why=to_translate("something else was signed"))
    for each in uploads.of(caller.officer.id):
        if not each.is_ended and _is_same(each, upload):
            return each
    hub.database.in_transaction(statements.keep, caller, signed, upload.id)
    uploads.save(upload)
    return upload


def _is_same(one: Upload, other: Upload) -> bool:
    return (one.sha256, one.purpose, one.what) == (other.sha256, other.purpose, other.what)


def _file_name(given: str) -> str:
    """Return what the file is called, without anything that a page or a path could take amiss."""
    name = urllib.parse.unquote(given).replace("\\", "/").rpartition("/")[2]
    return "".join(each for each in name if each.isprintable())[:FILE_NAME_LENGTH_MAX]
