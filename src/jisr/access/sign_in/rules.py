"""Pure decisions about credentials."""

import datetime
from collections.abc import Collection

from jisr.access.model import SECRETARIAT, Officer, Purpose, Role
from jisr.access.reasons import ALLOWED
from jisr.access.sign_in.model import Caller, Holder, MachineKey, Means, Scope
from jisr.values import Decision

_ANSWERING = frozenset((Role.HEAD_OF_BUREAU, Role.SECURITY_OFFICER))

CONFIRMED_MINUTES = 15
CONFIRMED_FOR = datetime.timedelta(minutes=CONFIRMED_MINUTES)
"""How long a passkey's word that the person is there counts."""


def may_use(caller: Caller, scope: Scope) -> Decision:
    """Decide whether a credential is good for something at all; the roles are asked after it."""
    allowed = scope in caller.scopes
    return Decision(allowed, ALLOWED if allowed else "sign_in.scope")


def may_revoke(caller: Caller, holder: Holder | None) -> Decision:
    """Decide whether the caller revokes a credential of this holder; None: nobody's that is known.

    Everyone ends their own; the head and the security officer of a bureau end those of the bureau;
    a coordinator of the secretariat ends any. One that nobody holds is refused like a foreign one:
    the answer must not tell which credentials there are.
    """
    if holder is not None and holder.officer == caller.officer.id:
        return Decision(allowed=True, why=ALLOWED)
    if not (scoped := may_use(caller, Scope.ADMINISTER)).allowed:
        return scoped
    is_of_bureau = holder is not None and holder.bureau == caller.bureau.id
    allowed = _is_coordinator(caller.officer) or (is_of_bureau and _oversees(caller.officer))
    return Decision(allowed, ALLOWED if allowed else "sign_in.not_yours")


def lists_bureau(caller: Caller) -> bool:
    """Return whether the caller is shown the credentials of its whole bureau, not only its own."""
    trusted = _oversees(caller.officer) or _is_coordinator(caller.officer)
    return trusted and may_use(caller, Scope.ADMINISTER).allowed


def _oversees(officer: Officer) -> bool:
    """Return whether the officer answers for the credentials of the own bureau."""
    return bool(officer.roles & _ANSWERING)


def _is_coordinator(officer: Officer) -> bool:
    return officer.bureau == SECRETARIAT and Role.COORDINATOR in officer.roles


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
