"""The pages on which a bureau looks through its own records."""

import datetime
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import parse_qs, urlencode

from fastapi import APIRouter, Depends, Query, Request, Response

from jisr.access import actions as access
from jisr.access.callers import AskingNow
from jisr.access.viewing import Page, PageNow
from jisr.errors import ValueMalformed, to_translate
from jisr.kit.http.paging import CURSOR_LENGTH_MAX, read_cursor, write_cursor
from jisr.records import actions
from jisr.records.actions.browsing import TEXT_CHARACTERS_MAX, Listed, Wanted
from jisr.records.browsing_routes import SEARCH_MAX, names_of
from jisr.records.model import Kind, State
from jisr.records.pages import titles
from jisr.records.pages.drafts import Plain, renewed
from jisr.records.pages.view import Piece, RecordWords
from jisr.records.profiles import profile
from jisr.records.retention import last_day

router = APIRouter(prefix="/records", include_in_schema=False)

LINES = 30
"""What a person looks through before he searches instead."""
FIELDS_MAX = 20
UNEXPECTED = to_translate("it is not what is expected here")
_SHORT = Query(max_length=20)


@dataclass(frozen=True, slots=True)
class Line:
    """A record in a list; `title` is None of what was erased."""

    listed: Listed
    kind: str
    title: Piece | None
    more: tuple[Piece, ...]
    state: str
    tone: str
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Renewal:
    """Until when a record can be kept, and the draft that keeps it."""

    until: datetime.date
    draft: Plain


@router.get("")
def own(
    page: PageNow,
    asking: AskingNow,
    kind: Annotated[str, _SHORT] = "",
    state: Annotated[str, _SHORT] = State.ACTIVE.value,
    cursor: Annotated[str, Query(max_length=CURSOR_LENGTH_MAX)] = "",
) -> Response:
    """Return the bureau's records; the filters name no person, so they may stand in the address."""
    wanted = Wanted(_kind(kind), _state(state))
    (after,) = read_cursor(cursor, 1)
    found = page.hub.database.in_transaction(
        actions.list_own, asking, wanted, after=after, limit=LINES + 1
    )
    filters = {"kind": kind, "state": state}
    return page.show(
        "records/list.html",
        lines=lines_of(page, found[:LINES]),
        next_page=_next(found, "/records", filters),
        filters=filters,
        kinds=titles.KINDS,
        states=titles.STATES,
        is_first=not cursor,
    )


async def text_of(request: Request) -> str:
    """Return the text that the page's search form holds; a dependency of the search."""
    body = await request.body()
    try:
        fields = parse_qs(body.decode(), max_num_fields=FIELDS_MAX)
    except ValueError as error:
        raise ValueMalformed(field="body", why=UNEXPECTED) from error
    return fields.get("text", [""])[0][: TEXT_CHARACTERS_MAX + 1]


@router.post("/search")
def search(
    page: PageNow,
    asking: AskingNow,
    text: Annotated[str, Depends(text_of)],
) -> Response:
    """Return the records that a text means, as a part of the list's page: never in an address."""
    found: tuple[Listed, ...] = ()
    if text.strip():
        found = page.hub.database.in_transaction(
            actions.search_own, asking, text, names_of(page.hub), limit=SEARCH_MAX
        )
    return page.show("records/found.html", lines=lines_of(page, found), is_asked=bool(text.strip()))


@router.get("/expiring")
def expiring(
    page: PageNow,
    asking: AskingNow,
    cursor: Annotated[str, Query(max_length=CURSOR_LENGTH_MAX)] = "",
) -> Response:
    """Return the records that end within six months: to be kept for longer, or let go."""
    (after,) = read_cursor(cursor, 1)
    found = page.hub.database.in_transaction(
        actions.list_own, asking, Wanted(is_expiring=True), after=after, limit=LINES + 1
    )
    with page.hub.database.reading() as transaction:
        today = access.today(transaction)
    lines = lines_of(page, found[:LINES])
    return page.show(
        "records/expiring.html",
        lines=[(each, _renewal(each.listed, today)) for each in lines],
        next_page=_next(found, "/records/expiring", {}),
        is_first=not cursor,
    )


def _renewal(listed: Listed, today: datetime.date) -> Renewal | None:
    """Return how a record is kept for as long as it may be from today."""
    if listed.record is None:
        return None
    until = last_day(profile(listed.database), listed.record.subject, today)
    return Renewal(until, renewed(listed.record, until))


def lines_of(page: Page, found: tuple[Listed, ...]) -> list[Line]:
    """Return records as a list shows them."""
    said = RecordWords(page.words)
    return [_line(each, said) for each in found]


def _line(listed: Listed, said: RecordWords) -> Line:
    record = listed.record
    kind = profile(listed.database).title.best(said.words.language)
    state = said.words.say(titles.STATES[listed.state])
    tone = titles.STATE_TONES[listed.state]
    if record is None:
        return Line(listed, kind, None, (), state, tone, ())
    title = said.title(record)
    more = [
        piece
        for shown in said.subject(record, every=False)
        if shown.name in {"birth_dates", "nationalities", "make", "model", "country", "fraud_type"}
        for piece in shown.pieces[:2]
    ]
    return Line(listed, kind, title, tuple(more[:4]), state, tone, tuple(said.flags(record)))


def _next(found: tuple[Listed, ...], path: str, filters: dict[str, str]) -> str:
    """Return the address of the page after this one; empty at the end."""
    if len(found) <= LINES:
        return ""
    return f"{path}?{urlencode({**filters, 'cursor': write_cursor([found[LINES - 1].id])})}"


def _kind(text: str) -> Kind | None:
    return Kind(text) if text in set(Kind) else None


def _state(text: str) -> State | None:
    return State(text) if text in set(State) else None
