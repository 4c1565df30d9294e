"""Keys and sessions: the passkeys of whoever looks, and what the bureau has to revoke."""

import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Response

from jisr.access import actions as access
from jisr.access.model import Officer, Role
from jisr.access.pages import wording
from jisr.access.sign_in import actions, passkeys, sessions
from jisr.access.sign_in.model import Caller, IssuedToken, WebSession
from jisr.access.viewing import PageNow
from jisr.errors import Denied
from jisr.kit.clock import instant_text
from jisr.kit.db import Transaction
from jisr.kit.http.paging import CURSOR_LENGTH_MAX, PAGE_DEFAULT, read_cursor, write_cursor

router = APIRouter(prefix="/keys", include_in_schema=False)

Place = Annotated[str, Query(max_length=CURSOR_LENGTH_MAX)]


@router.get("")
def show(page: PageNow, sessions_after: Place = "", tokens_after: Place = "") -> Response:
    """Return the keys of whoever looks, and the sessions and tokens that may be ended here."""
    idle = datetime.timedelta(minutes=page.hub.settings.session_idle_minutes)
    begun_at, session = read_cursor(sessions_after, 2)
    issued_at, token = read_cursor(tokens_after, 2)
    with page.hub.database.reading() as transaction:
        own = passkeys.passkeys_shown(transaction, page.caller.officer, page.caller.officer.id)
        stays = sessions.sessions_shown(
            transaction, page.caller, idle, (begun_at, session), PAGE_DEFAULT + 1
        )
        tokens = actions.tokens_shown(transaction, page.caller, issued_at, token, PAGE_DEFAULT + 1)
        machines = _machines(transaction, page.caller)
    return page.show(
        "access/keys.html",
        passkeys=own,
        stays=stays[:PAGE_DEFAULT],
        more_stays=_following([(each.begun_at, each) for each in stays]),
        tokens=tokens[:PAGE_DEFAULT],
        more_tokens=_following([(each.issued_at, each) for each in tokens]),
        machines=machines,
        me=page.caller,
        say=wording,
    )


def _following(found: list[tuple[datetime.datetime, WebSession | IssuedToken]]) -> str:
    if len(found) <= PAGE_DEFAULT:
        return ""
    at, last = found[PAGE_DEFAULT - 1]
    return write_cursor([instant_text(at), last.id])


def _machines(transaction: Transaction, caller: Caller) -> list[Officer]:
    """Return the machines of the caller's bureau, where the caller may see them."""
    try:
        found = access.officers_shown(
            transaction, caller.officer, bureau_id=caller.bureau.id, limit=access.LIST_MAX
        )
    except Denied:
        return []
    return [each for each in found if Role.MACHINE in each.roles]
