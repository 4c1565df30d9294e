"""Permissions: what an officer may do, and which rule gives or refuses each of it."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from jisr.access import actions, people
from jisr.access.model import Officer, Purpose
from jisr.access.pages import wording
from jisr.access.viewing import Page, PageNow
from jisr.errors import Denied

router = APIRouter(prefix="/permissions", include_in_schema=False)

Id = Annotated[str, Query(max_length=64)]


@router.get("")
def show(
    page: PageNow,
    officer: Id = "",
    purpose: Purpose = Purpose.BORDER_MANAGEMENT,
    owner: Id = "",
) -> Response:
    """Return what an officer may do; without one, whoever looks."""
    asked = officer or page.caller.officer.id
    with page.hub.database.reading() as transaction:
        found = people.permissions(transaction, page.caller.officer, asked, purpose, owner)
        every = wording.bureaus(transaction)
    refused = {
        each.why
        for operations in found.decisions.values()
        for each in operations.values()
        if not each.allowed
    }
    return page.show(
        "access/permissions.html",
        found=found,
        officers=colleagues(page, found.officer),
        owners=wording.bureau_options(every, page.reader.language),
        reasons=sorted(refused),
        words=page.words,
        say=wording,
    )


def colleagues(page: Page, shown: Officer) -> list[tuple[str, str]]:
    """Return whom the reader may choose: the officers of its bureau, and who is shown now."""
    me = page.caller.officer
    try:
        with page.hub.database.reading() as transaction:
            found = actions.officers_shown(
                transaction, me, bureau_id=me.bureau, limit=actions.LIST_MAX
            )
    except Denied:
        found = (me,)
    named = {each.id: each for each in (*found, shown)}
    return [(each.id, f"{each.name} ({each.id})") for each in named.values()]
