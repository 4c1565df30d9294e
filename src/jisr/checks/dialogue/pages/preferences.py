"""How a bureau is told of hits: shown to its officers, chosen by its head or security officer."""

import base64
from typing import Annotated

from fastapi import APIRouter, Query, Response

from jisr.access import actions as access
from jisr.access.viewing import PageNow
from jisr.checks.dialogue import preferences
from jisr.checks.dialogue.inbox import may_choose
from jisr.checks.dialogue.pages import words
from jisr.checks.dialogue.schemas import BUREAU_LENGTH_MAX
from jisr.checks.dialogue.services import courier_key

router = APIRouter(prefix="/hits/preferences", include_in_schema=False)


@router.get("")
def show_preferences(
    page: PageNow, bureau: Annotated[str, Query(max_length=BUREAU_LENGTH_MAX)] = ""
) -> Response:
    """Return how the reader's bureau, or one under it, is notified."""
    hub, officer = page.hub, page.caller.officer
    with hub.database.reading() as transaction:
        found = preferences.read_preference(transaction, officer, bureau)
        named = access.bureau(transaction, found.bureau).name
        under = preferences.bureaus_of(transaction, officer)
    return page.show(
        "dialogue/preferences.html",
        found=found,
        named=named,
        under=under,
        may_choose=may_choose(officer, found.bureau),
        verify_key=base64.b64encode(courier_key(hub.home, hub.network).public).decode(),
        say=words,
    )
