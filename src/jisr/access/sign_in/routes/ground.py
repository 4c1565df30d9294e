"""What the routes of sign-in share."""

from typing import Annotated

from fastapi import Depends, Path, Request, Response
from pydantic import BaseModel, ConfigDict

from jisr.access.callers import CallerNow, Callers, requires, secret_of
from jisr.access.sign_in import sessions
from jisr.access.sign_in.model import Caller, Scope
from jisr.access.sign_in.origins import COOKIE, Relying, relying_party
from jisr.access.sign_in.rules import CONFIRMED_MINUTES, is_confirmed, may_use
from jisr.access.sign_in.sessions import Lifetimes
from jisr.errors import (
    ConfirmationMissing,
    CredentialRefused,
    OfficerUnknown,
    SignInMissing,
    TokenRefused,
    to_translate,
)
from jisr.kit.http.hub import Hub, HubNow, hub_of

Administrator = Annotated[Caller, requires(Scope.ADMINISTER)]
Id = Annotated[str, Path(max_length=64)]


def confirmed_of(hub: HubNow, caller: CallerNow) -> Caller:
    """Return who calls, confirmed by a passkey of late where it is a session.

    Raises:
        ConfirmationMissing: no passkey said within 15 minutes that the person is there.
    """
    if not is_confirmed(caller, hub.database.clock()):
        raise ConfirmationMissing(minutes=CONFIRMED_MINUTES)
    return caller


def _administrator(caller: Annotated[Caller, Depends(confirmed_of)]) -> Caller:
    may_use(caller, Scope.ADMINISTER).or_refuse()
    return caller


Confirmed = Annotated[Caller, Depends(_administrator)]
"""A route's parameter of this type receives who administers and was confirmed to be there."""


class Strict(BaseModel):
    """A body that holds nothing unknown."""

    model_config = ConfigDict(extra="forbid")


def address_of(request: Request) -> str:
    """Return the address that the request comes from; no header is read (see `Proxied`)."""
    return request.client.host if request.client is not None else ""


def relying_of(request: Request) -> Relying:
    """Return to whom passkeys are bound; raise `WayMissing` where that is not known."""
    settings = hub_of(request).settings
    return relying_party(settings.public_url, request.url.scheme, request.headers.get("host", ""))


def begin_session(
    request: Request, officer: str, way: str, *, confirmed: bool, answer: Response | None = None
) -> Response:
    """Return an answer with the cookie of a new session; an earlier session of the browser ends.

    The secret is always new: what a request brings is never adopted (session fixation).

    Raises:
        CredentialRefused: the officer is a machine, or no longer active.
    """
    hub = hub_of(request)
    settings = hub.settings
    times = Lifetimes.of(settings.session_idle_minutes, settings.session_life_hours)
    _end_earlier(hub, secret_of(request))
    try:
        secret, _ = hub.database.in_transaction(
            sessions.begin, officer, way, times, confirmed=confirmed
        )
    except OfficerUnknown as error:  # nobody is told which officers there are
        raise CredentialRefused(why=to_translate("the officer or the password is wrong")) from error
    answer = answer or Response(status_code=204)
    answer.set_cookie(
        COOKIE,
        secret,
        max_age=int(times.life.total_seconds()),
        secure=True,
        httponly=True,
        samesite="lax",
    )
    return answer


def _end_earlier(hub: Hub, secret: str) -> None:
    if not secret:
        return
    callers = hub.part(Callers)
    try:
        earlier = callers.by_session(secret)
    except (SignInMissing, TokenRefused):
        return
    hub.database.in_transaction(sessions.end, earlier)
    callers.forget(secret)
