"""Promises of the decisions about credentials."""

import pytest

from jisr.access.model import Bureau, BureauKind, Officer, Role
from jisr.access.sign_in.model import Caller, Means, Scope
from jisr.access.sign_in.rules import may_revoke, may_use
from jisr.values import Decision, LanguageMap


def caller(*roles: Role, scopes: frozenset[Scope] = frozenset({Scope.CHECK})) -> Caller:
    """Return a caller of Morocco's bureau."""
    officer = Officer("desk@mar", "MAR", "Desk", frozenset(roles))
    bureau = Bureau("MAR", BureauKind.NATIONAL, LanguageMap({"en": "Rabat"}), "MAR")
    return Caller(officer, bureau, Means.TOKEN, "1" * 32, scopes)


def test_a_credential_is_good_for_its_scopes_only() -> None:
    """What is not named is refused, whatever the roles."""
    head = caller(Role.HEAD_OF_BUREAU)
    assert may_use(head, Scope.CHECK).allowed is True
    assert may_use(head, Scope.WRITE) == Decision(allowed=False, why="sign_in.scope")


def test_everyone_revokes_their_own_credential() -> None:
    """Who lost a token ends it."""
    assert may_revoke(caller(Role.MACHINE), "1" * 32).allowed is True


@pytest.mark.parametrize("role", [Role.MACHINE, Role.BUREAU_OFFICER, Role.DATA_PROTECTION_OFFICER])
def test_others_do_not_revoke(role: Role) -> None:
    """Another's credential is ended by those who answer for it."""
    refused = Decision(allowed=False, why="sign_in.not_yours")
    assert may_revoke(caller(role), "2" * 32) == refused
    assert may_revoke(caller(Role.SECURITY_OFFICER), "2" * 32).allowed is True
