"""Routes over the entries of the ledger: those that one may see, one of them, and its proof."""

import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from fastapi.responses import Response
from pydantic import BaseModel, Field

from jisr.access.callers import AskingNow, requires
from jisr.access.sign_in.model import Caller, Scope
from jisr.kit.http.hub import HubNow, WordsNow
from jisr.kit.http.paging import PAGE_DEFAULT, Cursor, Limit, Page
from jisr.kit.words import Words
from jisr.oversight import actions
from jisr.oversight.model import Entry, Sealed
from jisr.oversight.places import About, EntryId, place_of, read_place

router = APIRouter(prefix="/ledger/entries", tags=["ledger"])

Reader = Annotated[Caller, requires(Scope.READ)]


class EntryShown(BaseModel):
    """Who did what when: an entry's act, and whether its document is still there."""

    id: str
    position: int | None = Field(description="Counted from 0; null until it is numbered.")
    time: datetime.datetime
    bureau: str
    officer: str
    verb: str
    subject: str
    version: int | None
    purpose: str
    document: Literal["present", "erased"]
    rule: str = Field(description="Why the caller is shown it.")
    sentence: str = Field(description="The same in the caller's language.")


class EntrySealed(BaseModel):
    """An entry with what the tree holds of it: hashes in hexadecimal digits."""

    entry: EntryShown
    network: str
    act_commitment: str
    document_commitment: str
    leaf: str
    is_covered: bool = Field(description="Whether a signed checkpoint covers it.")


@router.get("")
def list_entries(
    hub: HubNow,
    words: WordsNow,
    _caller: Reader,
    asking: AskingNow,
    about: About = None,
    cursor: Cursor = "",
    limit: Limit = PAGE_DEFAULT,
) -> Page[EntryShown]:
    """Return the entries that the caller may see, newest first.

    A page may be short, or empty, though `next` leads to older ones: looking back has a limit.
    """
    with hub.database.reading() as transaction:
        found = actions.list_entries(
            transaction, asking, group=about, before=read_place(cursor), limit=limit
        )
    shown = [_shown(each, words) for each in found.entries]
    return Page(items=shown, next=place_of(found))


@router.get("/{entry}")
def read_entry(
    hub: HubNow, words: WordsNow, _caller: Reader, asking: AskingNow, entry: EntryId
) -> EntrySealed:
    """Return one entry that the caller may see."""
    with hub.database.reading() as transaction:
        sealed = actions.read_entry(transaction, asking, entry)
    return _sealed(sealed, words)


@router.get("/{entry}/proof", response_class=Response)
def prove(
    hub: HubNow,
    _caller: Reader,
    asking: AskingNow,
    entry: EntryId,
    *,
    document: Annotated[
        bool, Query(description="Hand over the document too; of a record it is a reading.")
    ] = False,
) -> Response:
    """Return what proves an entry that the caller may see, which `jisr verify FILE` checks."""
    bundle = hub.database.in_transaction(actions.prove, asking, entry, with_document=document)
    name = f'attachment; filename="{entry}.proof.json"'
    return Response(bundle.encode(), 200, {"content-disposition": name}, "application/json")


def _shown(entry: Entry, words: Words) -> EntryShown:
    return EntryShown(
        id=entry.id,
        position=entry.position,
        time=entry.time,
        bureau=entry.bureau,
        officer=entry.officer,
        verb=entry.verb,
        subject=entry.subject,
        version=entry.version,
        purpose=entry.purpose,
        document="erased" if entry.is_erased else "present",
        rule=entry.why,
        sentence=words.reason(entry.why),
    )


def _sealed(sealed: Sealed, words: Words) -> EntrySealed:
    return EntrySealed(
        entry=_shown(sealed.entry, words),
        network=sealed.network,
        act_commitment=sealed.act_commitment,
        document_commitment=sealed.document_commitment,
        leaf=sealed.leaf,
        is_covered=sealed.is_covered,
    )
