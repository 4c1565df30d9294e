"""Who calls: what a route knows of the officer behind a request.

A verified token is remembered until it ends, and the officer behind it for half a second: what is
revoked or changed anywhere acts everywhere within a second.
"""

import datetime
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Header, Request

from jisr.access import actions as access
from jisr.access.model import Asking, Bureau, Officer
from jisr.access.shifts import Shift, read_shift
from jisr.access.sign_in import actions as sign_in
from jisr.access.sign_in import origins, sessions
from jisr.access.sign_in.model import EVERY_SCOPE, Caller, Claims, Means, Scope, WebSession
from jisr.access.sign_in.rules import may_use
from jisr.access.sign_in.tokens import TOKEN_BYTES_MAX, TokenKey, check_times
from jisr.errors import (
    Denied,
    OfficerUnknown,
    SignInMissing,
    TokenRefused,
    to_translate,
)
from jisr.kit.http.certified import certificate_of
from jisr.kit.http.hub import Hub, HubNow, hub_of
from jisr.kit.http.limits import Rate

KNOWN_SECONDS = 0.5
"""How long it is believed that an officer is active and a token not revoked."""
TOKENS_KEPT_MAX = 10_000
OFFICERS_KEPT_MAX = 10_000
SESSIONS_KEPT_MAX = 10_000
BEGINNINGS_PER_SECOND = 1.0
BEGINNINGS_BURST = 60.0
"""Ceremonies that one address begins without being signed in: each is a row for five minutes."""
QUIET_HEADER = "jisr-quiet"
"""A page that asks by itself, on a clock, says so."""
_BEARER = "bearer "


@dataclass(frozen=True, slots=True)
class _Stay:
    session: WebSession
    read_at: float


@dataclass(frozen=True, slots=True)
class _Known:
    officer: Officer
    bureau: Bureau
    read_at: float


class Callers:
    """Knows the callers of one process; `Hub.part(Callers)` returns it."""

    def __init__(self, hub: Hub, key: TokenKey) -> None:
        self.hub = hub
        self.key = key
        self.beginnings = Rate(BEGINNINGS_PER_SECOND, BEGINNINGS_BURST, workers=hub.workers)
        self._claims: OrderedDict[str, Claims] = OrderedDict()
        self._stays: OrderedDict[bytes, _Stay] = OrderedDict()
        self._officers: OrderedDict[str, _Known] = OrderedDict()
        self._revoked: frozenset[str] = frozenset()
        self._revoked_at = -KNOWN_SECONDS
        self._lock = threading.Lock()

    def by_token(self, token: str, certificate: str = "") -> Caller:
        """Return who holds an access token; `certificate` is the thumbprint that TLS showed.

        Raises:
            TokenRefused: it is not valid, or revoked, or bound to another client certificate, or
                its officer no longer active.
        """
        now = self.hub.database.clock()
        claims = self._claims_of(token, now)
        if claims.certificate and claims.certificate != certificate:
            raise TokenRefused(why=to_translate("it is bound to another client certificate"))
        self._refresh()
        if claims.id in self._revoked or claims.key in self._revoked:
            raise TokenRefused(why=to_translate("it was revoked"))
        known = self._officer(claims.officer)
        if known.officer.bureau != claims.bureau:
            raise TokenRefused(why=to_translate("its officer belongs to another bureau now"))
        return Caller(
            officer=known.officer,
            bureau=known.bureau,
            means=Means.TOKEN,
            credential=claims.id,
            scopes=claims.scopes,
            purpose=claims.purpose,
            case=claims.case,
        )

    def by_session(
        self, secret: str, *, is_there: bool = True, is_watching: bool = False
    ) -> Caller:
        """Return whose session a cookie belongs to.

        `is_there` is false where a page asked by itself: an officer who left is signed out. With
        `is_watching` the session is good to its end although nobody touched it: a screen in a hall
        shows for hours what the whole hall may see.

        Raises:
            SignInMissing: it belongs to none, or the session has ended.
            TokenRefused: its officer is no longer active.
        """
        session = self.session_of(secret, is_there=is_there, is_watching=is_watching)
        self._refresh()
        if session.id in self._revoked:
            raise SignInMissing
        known = self._officer(session.officer)
        return Caller(
            officer=known.officer,
            bureau=known.bureau,
            means=Means.SESSION,
            credential=session.id,
            scopes=EVERY_SCOPE,
            confirmed_at=session.confirmed_at,
        )

    def forget(self, secret: str) -> None:
        """Read a session anew when it is asked for next: it was changed."""
        with self._lock:
            self._stays.pop(sessions.digest_of(secret), None)

    def session_of(
        self, secret: str, *, is_there: bool = True, is_watching: bool = False
    ) -> WebSession:
        """Return the session of a cookie; raise `SignInMissing` if there is none."""
        digest = sessions.digest_of(secret)
        idle = datetime.timedelta(minutes=self.hub.settings.session_idle_minutes)
        if is_watching:
            idle = sign_in.TOKEN_LIFE_MAX  # no session lives longer
        now = self.hub.database.clock()
        stay = self._stays.get(digest)
        if stay is not None and time.monotonic() - stay.read_at <= KNOWN_SECONDS:
            if not sessions.is_good(stay.session, idle, now):
                raise SignInMissing
            return stay.session
        with self.hub.database.reading() as transaction:
            session = sessions.find(transaction, secret, idle)
        is_due = is_there and now - session.seen_at > sessions.SEEN_EVERY
        if is_due and not self.hub.database.is_frozen:
            session = self.hub.database.in_transaction(sessions.see, session)
        with self._lock:
            self._stays[digest] = _Stay(session, time.monotonic())
            while len(self._stays) > SESSIONS_KEPT_MAX:
                self._stays.popitem(last=False)
        return session

    def _claims_of(self, token: str, now: datetime.datetime) -> Claims:
        found = self._claims.get(token)
        if found is None:
            found = self.key.read(token, now)
            with self._lock:
                self._claims[token] = found
                while len(self._claims) > TOKENS_KEPT_MAX:
                    self._claims.popitem(last=False)
        check_times(found, now)
        return found

    def _officer(self, officer_id: str) -> _Known:
        known = self._officers.get(officer_id)
        if known is None or time.monotonic() - known.read_at > KNOWN_SECONDS:
            try:
                with self.hub.database.reading() as transaction:
                    officer = access.officer(transaction, officer_id)
                    bureau = access.bureau(transaction, officer.bureau)
            except OfficerUnknown as error:
                raise TokenRefused(why=to_translate("its officer is no longer active")) from error
            known = _Known(officer, bureau, time.monotonic())
            with self._lock:
                self._officers[officer_id] = known
                while len(self._officers) > OFFICERS_KEPT_MAX:
                    self._officers.popitem(last=False)
        return known

    def _refresh(self) -> None:
        if time.monotonic() - self._revoked_at > KNOWN_SECONDS:
            with self.hub.database.reading() as transaction:
                self._revoked = sign_in.revoked(transaction)
            self._revoked_at = time.monotonic()


def caller_of(request: Request) -> Caller:
    """Return who calls.

    A token comes before a cookie: no other page can send one. With a cookie a change must come from
    one of our own pages.

    Raises:
        SignInMissing: the request carries no credential, or a session that has ended.
        TokenRefused: its credential is not accepted.
        OriginRefused: a page that is not ours sent the cookie.
    """
    callers = hub_of(request).part(Callers)
    if token := bearer_of(request):
        return callers.by_token(token, certificate_of(request))
    secret = secret_of(request)
    if not secret:
        raise SignInMissing
    caller = callers.by_session(secret, is_there=QUIET_HEADER not in request.headers)
    if request.method not in origins.SAFE_METHODS:
        from_our_page(request)
        sessions.check_forgery_token(request.headers, secret)
    return caller


def bearer_of(request: Request) -> str:
    """Return the access token of a request, else nothing; it is cut where none is so long."""
    given = request.headers.get("authorization", "")
    if given[: len(_BEARER)].lower() != _BEARER:
        return ""
    # An empty one is a token too, and refused as such.
    return given[len(_BEARER) : TOKEN_BYTES_MAX + len(_BEARER) + 1].strip() or " "


def secret_of(request: Request) -> str:
    """Return the secret in the session's cookie, else nothing."""
    return origins.cookie_of(request.headers.get("cookie", ""))


def from_our_page(request: Request) -> None:
    """Raise `OriginRefused` unless one of our own pages sent the request."""
    own = origins.own_origin(
        hub_of(request).settings.public_url, request.url.scheme, request.headers.get("host", "")
    )
    origins.check_page(request.headers, own)


CallerNow = Annotated[Caller, Depends(caller_of)]
"""A route's parameter of this type receives who calls; without a credential it is never run."""


def requires(scope: Scope) -> Any:
    """Return what marks a route's `Caller` parameter as good for this: `Annotated[Caller, …]`."""

    def scoped(caller: CallerNow) -> Caller:
        may_use(caller, scope).or_refuse()
        return caller

    return Depends(scoped)


CaseHeader = Annotated[
    str, Header(alias="Jisr-Case", max_length=200, description="The caller's own file reference.")
]
PurposeHeader = Annotated[
    str, Header(alias="Jisr-Purpose", max_length=64, description="One of the nine purposes.")
]


def asking_of(
    request: Request,
    hub: HubNow,
    caller: CallerNow,
    purpose: PurposeHeader = "",
    case: CaseHeader = "",
) -> Asking:
    """Return who asks, for what and in which case; what the token fixes cannot be changed.

    A person at a page who names neither works in the shift that was begun there.

    Raises:
        PurposeMissing, PurposeUnknown, CaseMissing: see `access.actions.ask`.
        Denied: the header names another purpose or case than the token.
    """
    shift = shift_of(request, caller)
    asked_purpose, asked_case = narrowed(caller, purpose or shift.purpose, case or shift.case)
    with hub.database.reading() as transaction:
        return access.ask(transaction, caller.officer.id, asked_purpose, asked_case)


def shift_of(request: Request, caller: Caller) -> Shift:
    """Return what a person at a page works on; a token says so itself."""
    if caller.means is not Means.SESSION:
        return Shift()
    return read_shift(request.headers.get("cookie", ""), caller.credential)


def narrowed(caller: Caller, purpose: str, case: str) -> tuple[str, str]:
    """Return purpose and case as the credential allows them.

    Raises:
        Denied: the request names another purpose or case than the credential fixes.
    """
    fixed = caller.purpose or ""
    if (purpose and fixed and purpose != fixed) or (case and caller.case and case != caller.case):
        raise Denied(why="sign_in.token_purpose")
    return fixed or purpose, caller.case or case


AskingNow = Annotated[Asking, Depends(asking_of)]
"""A route's parameter of this type receives who asks, for what and in which case."""
