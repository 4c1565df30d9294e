"""Routes about the session of a person in a browser."""

import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, Field

from jisr.access.callers import CallerNow, Callers, from_our_page, secret_of
from jisr.access.sign_in import local, sessions
from jisr.access.sign_in.model import Means
from jisr.access.sign_in.origins import COOKIE
from jisr.access.sign_in.routes.ground import Strict, address_of, begin_session
from jisr.access.sign_in.throttle import of_person, throttled
from jisr.errors import SignInMissing, WayMissing
from jisr.kit.http.hub import HubNow

router = APIRouter(prefix="/sign-in", tags=["sign-in"])

OurPage = Depends(from_our_page)


class Ways(BaseModel):
    """In which ways people sign in to this hub."""

    passkey: bool
    provider: bool
    local: bool


class SessionShown(BaseModel):
    """The caller's session; `csrf` is sent as Jisr-CSRF with every change."""

    session: str
    officer: str
    name: str
    bureau: str
    confirmed_at: datetime.datetime | None
    csrf: str


class LocalIn(Strict):
    """Who signs in to a demo, and the demo's password."""

    officer: Annotated[str, Field(max_length=64)]
    password: Annotated[str, Field(max_length=200)]


@router.get("/ways")
def ways(hub: HubNow) -> Ways:
    """Return in which ways people sign in here."""
    return Ways(passkey=True, provider=bool(hub.settings.oidc_issuer), local=hub.is_demo)


@router.get("/session")
def session(request: Request, caller: CallerNow) -> SessionShown:
    """Return the caller's session."""
    if caller.means is not Means.SESSION:
        raise SignInMissing
    return SessionShown(
        session=caller.credential,
        officer=caller.officer.id,
        name=caller.officer.name,
        bureau=caller.bureau.id,
        confirmed_at=caller.confirmed_at,
        csrf=sessions.forgery_token(secret_of(request)),
    )


@router.delete("/session", status_code=204)
def sign_out(request: Request, hub: HubNow, caller: CallerNow) -> Response:
    """End the caller's session everywhere."""
    if caller.means is not Means.SESSION:
        raise SignInMissing
    hub.database.in_transaction(sessions.end, caller)
    hub.part(Callers).forget(secret_of(request))
    answer = Response(status_code=204)
    answer.delete_cookie(COOKIE, secure=True, httponly=True, samesite="lax")
    return answer


@router.post("/local", status_code=204, dependencies=[OurPage])
def sign_in_locally(request: Request, hub: HubNow, who: LocalIn) -> Response:
    """Sign in to a demo with its password; no other network has such accounts."""
    if not hub.is_demo:
        raise WayMissing(setting="oidc_issuer")
    with throttled(hub.database, of_person(address_of(request), who.officer)):
        local.check_password(hub.home, who.password)
        return begin_session(request, who.officer, "local", confirmed=False)
