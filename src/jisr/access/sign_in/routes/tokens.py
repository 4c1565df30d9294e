"""`GET /sign-in/tokens` and `/sign-in/sessions`: what there is to revoke."""

import datetime

from fastapi import APIRouter
from pydantic import BaseModel, Field

from jisr.access.callers import CallerNow
from jisr.access.sign_in import actions
from jisr.access.sign_in import sessions as stays
from jisr.access.sign_in.model import IssuedToken, WebSession
from jisr.kit.clock import instant_text
from jisr.kit.http.hub import HubNow
from jisr.kit.http.paging import PAGE_DEFAULT, Cursor, Limit, Page, page_of, read_cursor

router = APIRouter(tags=["sign-in"])


class IssuedShown(BaseModel):
    """That a token was issued; `DELETE /v1/tokens/{id}` ends it."""

    id: str
    officer: str
    bureau: str
    issued_at: datetime.datetime
    expires_at: datetime.datetime
    key: str = Field(description="The machine's key that got it; empty: none did.")


class StayShown(BaseModel):
    """That a person is signed in; `DELETE /v1/tokens/{id}` signs it out."""

    id: str
    officer: str
    begun_at: datetime.datetime
    seen_at: datetime.datetime = Field(description="To the minute.")
    ends_at: datetime.datetime


@router.get("/sign-in/tokens")
def tokens(
    hub: HubNow, caller: CallerNow, limit: Limit = PAGE_DEFAULT, cursor: Cursor = ""
) -> Page[IssuedShown]:
    """Return the caller's good tokens, or its bureau's to who answers for it; newest first."""
    issued_at, token = read_cursor(cursor, 2)
    with hub.database.reading() as transaction:
        found = actions.tokens_shown(transaction, caller, issued_at, token, limit + 1)
    return page_of(found, limit, lambda each: (instant_text(each.issued_at), each.id), _shown)


def _shown(token: IssuedToken) -> IssuedShown:
    return IssuedShown(
        id=token.id,
        officer=token.officer,
        bureau=token.bureau,
        issued_at=token.issued_at,
        expires_at=token.expires_at,
        key=token.key,
    )


@router.get("/sign-in/sessions")
def sessions(
    hub: HubNow, caller: CallerNow, limit: Limit = PAGE_DEFAULT, cursor: Cursor = ""
) -> Page[StayShown]:
    """Return the caller's sessions, or its bureau's to who answers for it; newest first."""
    begun_at, session = read_cursor(cursor, 2)
    idle = datetime.timedelta(minutes=hub.settings.session_idle_minutes)
    with hub.database.reading() as transaction:
        found = stays.sessions_shown(transaction, caller, idle, (begun_at, session), limit + 1)
    return page_of(found, limit, lambda each: (instant_text(each.begun_at), each.id), _stay)


def _stay(session: WebSession) -> StayShown:
    return StayShown(
        id=session.id,
        officer=session.officer,
        begun_at=session.begun_at,
        seen_at=session.seen_at,
        ends_at=session.ends_at,
    )
