"""Routes of the agenda: its items, their papers, what is told to the session."""

from fastapi import APIRouter
from fastapi.responses import Response

from jisr.assembly.sessions.routes.deeds import DeedNow, Number, Participant, Strict
from jisr.assembly.texts import actions, wire
from jisr.assembly.texts.actions import At
from jisr.assembly.texts.held import PaperKind
from jisr.assembly.texts.routes.given import ItemId, NewTitle, Words
from jisr.kit.db import Transaction
from jisr.kit.http.bodies import VersionMatched
from jisr.kit.http.hub import HubNow
from jisr.kit.http.paging import PAGE_DEFAULT, Cursor, Limit, Page, page_of, read_cursor

router = APIRouter(prefix="/assembly", tags=["assembly"])


class NewAccess(Strict):
    """Whether an item is treated in public."""

    is_public: bool


class NewPaper(Strict):
    """A paper to file."""

    kind: PaperKind
    title: Words


@router.get("/agenda/{number}")
def agenda(hub: HubNow, caller: Participant, number: Number) -> wire.AgendaShown:
    """Return when requests are in time, and the agenda that the assembly adopted."""
    with hub.database.reading() as transaction:
        return wire.agenda_shown(actions.agenda(transaction, caller.officer, number))


@router.get("/agenda/{number}/items")
def items(
    hub: HubNow,
    caller: Participant,
    number: Number,
    cursor: Cursor = "",
    limit: Limit = PAGE_DEFAULT,
) -> Page[wire.ItemStanding]:
    """Return the items of a session in their order, with the papers that the caller may read."""
    (after,) = read_cursor(cursor, 1)
    with hub.database.reading() as transaction:
        found = actions.agenda(transaction, caller.officer, number).items
    rest = [each for each in found if str(each.held.item.number).zfill(6) > after]
    return page_of(
        rest[: limit + 1],
        limit,
        lambda each: [str(each.held.item.number).zfill(6)],
        wire.item_standing,
    )


@router.get("/agenda/{number}/told")
def told(
    hub: HubNow,
    caller: Participant,
    number: Number,
    cursor: Cursor = "",
    limit: Limit = PAGE_DEFAULT,
) -> Page[wire.LineShown]:
    """Return what a session is told of the duties that earlier ones gave."""
    after = read_cursor(cursor, 2)
    with hub.database.reading() as transaction:
        found = actions.told(transaction, caller.officer, number)
    rest = [each for each in found if (each.resolution, each.place) > after]
    return page_of(
        rest[: limit + 1], limit, lambda each: [each.resolution, each.place], wire.line_shown
    )


@router.post("/agenda/{number}/items", status_code=201, response_model=wire.ItemShown)
def request_item(deed: DeedNow, number: Number, given: NewTitle) -> Response:
    """Request an item; its report and its draft resolution follow. It is closed unless marked."""

    def run(transaction: Transaction) -> wire.ItemShown:
        made = actions.request_item(transaction, deed.officer, number, given.title)
        return wire.item_shown(made)

    return deed.do(f"session:{number}", run, 201)


@router.put("/items/{item}/title", response_model=wire.ItemShown)
def name_item(deed: DeedNow, item: ItemId, version: VersionMatched, given: NewTitle) -> Response:
    """Write the title of an item in more languages, or anew."""

    def run(transaction: Transaction) -> wire.ItemShown:
        at = At(item, version)
        return wire.item_shown(actions.name_item(transaction, deed.officer, at, given.title))

    return deed.do(f"item:{item}", run)


@router.put("/items/{item}/access", response_model=wire.ItemShown)
def mark_item(deed: DeedNow, item: ItemId, version: VersionMatched, given: NewAccess) -> Response:
    """Say whether an item is treated in public; the secretary does."""

    def run(transaction: Transaction) -> wire.ItemShown:
        marked = actions.mark_item(
            transaction, deed.officer, At(item, version), is_public=given.is_public
        )
        return wire.item_shown(marked)

    return deed.do(f"item:{item}", run)


@router.delete("/items/{item}", response_model=wire.ItemShown)
def withdraw_item(deed: DeedNow, item: ItemId, version: VersionMatched) -> Response:
    """Withdraw an item before the agenda is adopted."""

    def run(transaction: Transaction) -> wire.ItemShown:
        at = At(item, version)
        return wire.item_shown(actions.withdraw_item(transaction, deed.officer, at))

    return deed.do(f"item:{item}", run)


@router.post("/items/{item}/texts", status_code=201, response_model=wire.PaperShown)
def file_paper(deed: DeedNow, item: ItemId, given: NewPaper) -> Response:
    """File a report or a draft resolution; its paragraphs follow."""

    def run(transaction: Transaction) -> wire.PaperShown:
        filed = actions.file_paper(transaction, deed.officer, item, given.kind, given.title)
        return wire.paper_shown(filed)

    return deed.do(f"item:{item}", run, 201)
