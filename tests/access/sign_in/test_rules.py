"""Promises of the decisions about credentials."""

import dataclasses

import pytest

from jisr.access.model import Bureau, BureauKind, Officer, Purpose, Role
from jisr.access.sign_in.model import Caller, MachineKey, Means, Scope
from jisr.access.sign_in.rules import (
    CONFIRMED_FOR,
    is_confirmed,
    may_ask,
    may_revoke,
    may_use,
    purpose_of,
)
from jisr.values import Decision, LanguageMap
from ticking import START


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


def key(*purposes: Purpose) -> MachineKey:
    """Return a machine's key that is good for checks, for these purposes."""
    scopes = frozenset({Scope.CHECK})
    return MachineKey("1", "desk@mar", b"", "one", scopes, frozenset(purposes), START)


def test_a_token_is_never_wider_than_the_machines_key() -> None:
    """In scope or purpose; a key without purposes leaves the purpose to the request."""
    check, write = frozenset({Scope.CHECK}), frozenset({Scope.CHECK, Scope.WRITE})
    assert may_ask(key(), check, None).allowed is True
    assert may_ask(key(), check, Purpose.WARN).allowed is True
    assert may_ask(key(), write, None).why == "sign_in.key_scope"
    assert may_ask(key(Purpose.WARN), check, None).allowed is True
    assert may_ask(key(Purpose.WARN), check, Purpose.LOCATE).why == "sign_in.key_purpose"
    assert may_ask(key(Purpose.WARN, Purpose.LOCATE), check, None).why == "sign_in.key_purpose"


def test_a_key_for_one_purpose_fixes_it() -> None:
    """So that a national system need not say it each time."""
    assert purpose_of(key(Purpose.WARN), None) == Purpose.WARN
    assert purpose_of(key(Purpose.WARN, Purpose.LOCATE), None) is None
    assert purpose_of(key(), Purpose.LOCATE) == Purpose.LOCATE


def test_a_passkeys_word_counts_for_a_while() -> None:
    """A session without one, or with an old one, is not confirmed; a token needs none."""
    token = caller(Role.HEAD_OF_BUREAU)
    session = dataclasses.replace(token, means=Means.SESSION)
    confirmed = dataclasses.replace(session, confirmed_at=START)
    end = START + CONFIRMED_FOR
    assert [
        is_confirmed(token, START),
        is_confirmed(session, START),
        is_confirmed(confirmed, START),
        is_confirmed(confirmed, end),
    ] == [True, False, True, False]
