"""The entries of the ledger that an officer may see, and one of them with its proof."""

from collections.abc import Iterable, Mapping

from fastapi import APIRouter, Response

from jisr.access import actions as access
from jisr.access.callers import AskingNow
from jisr.access.viewing import Page, PageNow
from jisr.errors import NotFound
from jisr.kit.db import Transaction
from jisr.kit.http.paging import PAGE_DEFAULT, Cursor
from jisr.ledger.keys import KEY_FILE, load_key
from jisr.oversight import actions
from jisr.oversight.model import Entry
from jisr.oversight.pages.titles import GROUPS, LedgerWords
from jisr.oversight.places import About, EntryId, place_of, read_place

router = APIRouter(prefix="/ledger/entries", include_in_schema=False)


@router.get("")
def entries(page: PageNow, asking: AskingNow, about: About = None, cursor: Cursor = "") -> Response:
    """Return a page of the entries that the officer may see, newest first."""
    with page.hub.database.reading() as transaction:
        found = actions.list_entries(
            transaction, asking, group=about, before=read_place(cursor), limit=PAGE_DEFAULT
        )
        names = _names(page, transaction, found.entries)
        now = transaction.now
    following = place_of(found)
    query = f"about={about}&" if about else ""
    return page.show(
        "oversight/entries.html",
        found=found.entries,
        names=names,
        about=about,
        groups=GROUPS,
        following=f"/ledger/entries?{query}cursor={following}" if following else "",
        is_first=not cursor,
        say=LedgerWords(page.words),
        now=now,
    )


@router.get("/{entry}")
def entry(page: PageNow, asking: AskingNow, entry: EntryId) -> Response:
    """Return one entry: what it says, where it stands in the tree, and its proof."""
    with page.hub.database.reading() as transaction:
        sealed = actions.read_entry(transaction, asking, entry)
        names = _names(page, transaction, [sealed.entry])
        now = transaction.now
    return page.show(
        "oversight/entry.html",
        sealed=sealed,
        entry=sealed.entry,
        names=names,
        key=str(load_key(page.hub.home / KEY_FILE, page.hub.network).published()),
        is_reading=actions.holds_record(sealed.entry),
        say=LedgerWords(page.words),
        now=now,
    )


def _names(page: Page, transaction: Transaction, found: Iterable[Entry]) -> Mapping[str, str]:
    """Return what the bureaus of entries are called; one that is not known keeps its id."""
    names = {}
    for bureau in {each.bureau for each in found}:
        try:
            names[bureau] = access.bureau(transaction, bureau).name.best(page.reader.language)
        except NotFound:
            names[bureau] = bureau
    return names
