"""Pages of the agenda: the items of a session, and one item with its papers and forms."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import RedirectResponse

from jisr.access.viewing import PageNow
from jisr.assembly.pages.texts import show
from jisr.assembly.sessions import actions as sessions
from jisr.assembly.texts import actions
from jisr.assembly.texts.held import ON_THE_AGENDA, ItemState, PaperKind
from jisr.errors import NotFound, to_translate

router = APIRouter(prefix="/assembly", include_in_schema=False)

Number = Annotated[int, Path(ge=1, le=9_999)]
ItemId = Annotated[str, Path(max_length=64)]


@router.get("/agenda")
def current_agenda(request: Request, page: PageNow) -> Response:
    """Lead to the agenda of the session that is held, or the next one; without any, to them all."""
    with page.hub.database.reading() as transaction:
        found = sessions.current(transaction)
    way = "/assembly/sessions" if found is None else f"/assembly/agenda/{found.session.number}"
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(way + query, status_code=303)


@router.get("/agenda/{number}")
def agenda(page: PageNow, number: Number) -> Response:
    """Return the agenda of a session: what stands on it, what waits, what was withdrawn."""
    with page.hub.database.reading() as transaction:
        view = actions.agenda(transaction, page.caller.officer, number)
        held = sessions.session(transaction, number)
        told = actions.told(transaction, page.caller.officer, number)
    waiting = {ItemState.INCOMPLETE, ItemState.ADDITIONAL}
    return show(
        page,
        "text_agenda",
        view=view,
        held=held,
        listed=[each for each in view.items if each.state in ON_THE_AGENDA],
        waiting=[each for each in view.items if each.state in waiting],
        ended=[each for each in view.items if each.state not in ON_THE_AGENDA | waiting],
        told=told,
        PaperKind=PaperKind,
    )


@router.get("/agenda/{number}/items/{item}")
def one_item(page: PageNow, number: Number, item: ItemId) -> Response:
    """Return an item: its title in every language, its papers, and what one may do."""
    with page.hub.database.reading() as transaction:
        view = actions.agenda(transaction, page.caller.officer, number)
    found = next((each for each in view.items if each.held.item.item_id == item), None)
    if found is None:
        raise NotFound(thing=to_translate("agenda item"))
    is_adopted = view.adopted is not None and item in view.adopted.items
    is_decided = found.held.is_withdrawn or found.held.admission is not None
    return show(
        page,
        "text_item",
        view=view,
        found=found,
        kinds=tuple(PaperKind),
        is_frozen=is_adopted or is_decided,
        PaperKind=PaperKind,
    )
