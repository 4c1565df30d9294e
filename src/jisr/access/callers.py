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
from jisr.access.sign_in import actions as sign_in
from jisr.access.sign_in.model import Caller, Claims, Means, Scope
from jisr.access.sign_in.rules import may_use
from jisr.access.sign_in.tokens import TOKEN_BYTES_MAX, TokenKey, check_times
from jisr.errors import Denied, OfficerUnknown, SignInMissing, TokenRefused, to_translate
from jisr.kit.http.hub import Hub, HubNow, hub_of

KNOWN_SECONDS = 0.5
"""How long it is believed that an officer is active and a token not revoked."""
TOKENS_KEPT_MAX = 10_000
OFFICERS_KEPT_MAX = 10_000
_BEARER = "bearer "


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
        self._claims: OrderedDict[str, Claims] = OrderedDict()
        self._officers: OrderedDict[str, _Known] = OrderedDict()
        self._revoked: frozenset[str] = frozenset()
        self._revoked_at = -KNOWN_SECONDS
        self._lock = threading.Lock()

    def by_token(self, token: str) -> Caller:
        """Return who holds an access token.

        Raises:
            TokenRefused: it is not valid, or revoked, or its officer no longer active.
        """
        now = self.hub.database.clock()
        claims = self._claims_of(token, now)
        self._refresh()
        if claims.id in self._revoked:
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

    Raises:
        SignInMissing: the request carries no credential.
        TokenRefused: its credential is not accepted.
    """
    callers = hub_of(request).part(Callers)
    given = request.headers.get("authorization", "")
    if given[: len(_BEARER)].lower() == _BEARER:
        return callers.by_token(given[len(_BEARER) : TOKEN_BYTES_MAX + len(_BEARER) + 1].strip())
    raise SignInMissing


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
    hub: HubNow, caller: CallerNow, purpose: PurposeHeader = "", case: CaseHeader = ""
) -> Asking:
    """Return who asks, for what and in which case; what the token fixes cannot be changed.

    Raises:
        PurposeMissing, PurposeUnknown, CaseMissing: see `access.actions.ask`.
        Denied: the header names another purpose or case than the token.
    """
    asked_purpose, asked_case = narrowed(caller, purpose, case)
    with hub.database.reading() as transaction:
        return access.ask(transaction, caller.officer.id, asked_purpose, asked_case)


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
