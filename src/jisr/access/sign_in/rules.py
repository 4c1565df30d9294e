"""Pure decisions about credentials."""

import datetime
from collections.abc import Collection

from jisr.access.model import Purpose, Role
from jisr.access.reasons import ALLOWED
from jisr.access.sign_in.model import Caller, MachineKey, Means, Scope
from jisr.values import Decision

_REVOKING = frozenset((Role.HEAD_OF_BUREAU, Role.SECURITY_OFFICER, Role.COORDINATOR))

CONFIRMED_MINUTES = 15
CONFIRMED_FOR = datetime.timedelta(minutes=CONFIRMED_MINUTES)
"""How long a passkey's word that the person is there counts."""


def may_use(caller: Caller, scope: Scope) -> Decision:
    """Decide whether a credential is good for something at all; the roles are asked after it."""
    allowed = scope in caller.scopes
    return Decision(allowed, ALLOWED if allowed else "sign_in.scope")


def may_revoke(caller: Caller, credential: str) -> Decision:
    """Decide whether the caller revokes a credential: its own, or any as who answers for them."""
    allowed = credential == caller.credential or bool(caller.officer.roles & _REVOKING)
    return Decision(allowed, ALLOWED if allowed else "sign_in.not_yours")


def may_ask(key: MachineKey, scopes: Collection[Scope], purpose: Purpose | None) -> Decision:
    """Decide whether a machine gets a token for this by this key: never wider than the key."""
    if not frozenset(scopes) <= key.scopes:
        return Decision(allowed=False, why="sign_in.key_scope")
    if key.purposes and purpose_of(key, purpose) not in key.purposes:
        return Decision(allowed=False, why="sign_in.key_purpose")
    return Decision(allowed=True, why=ALLOWED)


def purpose_of(key: MachineKey, asked: Purpose | None) -> Purpose | None:
    """Return the purpose that a token by this key has; a key for one purpose fixes it."""
    return asked or (next(iter(key.purposes)) if len(key.purposes) == 1 else None)


def is_confirmed(caller: Caller, now: datetime.datetime) -> bool:
    """Return whether a passkey said of late that the person is there; a token needs no such word.

    Who got a token had its own way to show who it is; a cookie stays behind in a browser.
    """
    if caller.means is not Means.SESSION:
        return True
    return caller.confirmed_at is not None and now < caller.confirmed_at + CONFIRMED_FOR
