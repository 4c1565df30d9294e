"""Pure decisions about credentials."""

from jisr.access.model import Role
from jisr.access.reasons import ALLOWED
from jisr.access.sign_in.model import Caller, Scope
from jisr.values import Decision

_REVOKING = frozenset((Role.HEAD_OF_BUREAU, Role.SECURITY_OFFICER, Role.COORDINATOR))


def may_use(caller: Caller, scope: Scope) -> Decision:
    """Decide whether a credential is good for something at all; the roles are asked after it."""
    allowed = scope in caller.scopes
    return Decision(allowed, ALLOWED if allowed else "sign_in.scope")


def may_revoke(caller: Caller, credential: str) -> Decision:
    """Decide whether the caller revokes a credential: its own, or any as who answers for them."""
    allowed = credential == caller.credential or bool(caller.officer.roles & _REVOKING)
    return Decision(allowed, ALLOWED if allowed else "sign_in.not_yours")
