"""The inbox of hits: what waits for whom, under which clock."""

import http
from typing import Annotated

from fastapi import APIRouter, Query, Response

from jisr.access.titles import PURPOSES
from jisr.access.viewing import PageNow
from jisr.checks.dialogue import inbox
from jisr.checks.dialogue.inbox_model import COUNTED_MAX, Inbox, Place, Tab
from jisr.checks.dialogue.pages import words
from jisr.kit.http.paging import Cursor, read_cursor, write_cursor

router = APIRouter(prefix="/hits", include_in_schema=False)

MARK_LENGTH_MAX = 32


@router.get("")
def show_inbox(
    page: PageNow,
    tab: Tab = Tab.TURN,
    cursor: Cursor = "",
    seen: Annotated[str, Query(max_length=MARK_LENGTH_MAX)] = "",
) -> Response:
    """Return the inbox; a page that shows it already and asks again hears only of changes."""
    urgency, moment, hit = read_cursor(cursor, 3)
    after: Place | None = (urgency, moment, hit) if cursor else None
    with page.hub.database.reading() as transaction:
        found = inbox.read_inbox(transaction, page.caller.officer, tab, after=after)
        now = transaction.now
    if page.is_fragment and seen == found.mark:
        return Response(status_code=http.HTTPStatus.NO_CONTENT)
    return page.show(
        "dialogue/rows.html" if page.is_fragment else "dialogue/inbox.html",
        found=found,
        now=now,
        tabs=_tabs(found),
        following=write_cursor(found.following) if found.following else "",
        cursor=cursor,
        say=words,
        purposes=PURPOSES,
    )


def _tabs(found: Inbox) -> list[tuple[Tab, str, bool, str]]:
    """Return the parts of an inbox; what only few ever have is left out while it is empty."""
    shown = [
        each
        for each in Tab
        if each is not Tab.ALONE or found.counts[Tab.ALONE] or found.tab is Tab.ALONE
    ]
    return [
        (each, words.TABS[each], each is found.tab, _counted(found.counts.get(each, 0)))
        for each in shown
    ]


def _counted(number: int) -> str:
    if not number:
        return ""
    return f"{COUNTED_MAX}+" if number > COUNTED_MAX else str(number)
