"""Promises of the decisions about credentials."""

import dataclasses

import pytest

from jisr.access.model import Bureau, BureauKind, Officer, Purpose, Role
from jisr.access.sign_in.model import EVERY_SCOPE, Caller, Holder, MachineKey, Means, Scope
from jisr.access.sign_in.rules import (
    CONFIRMED_FOR,
    is_confirmed,
    lists_bureau,
    may_ask,
    may_revoke,
    may_use,
    purpose_of,
)
from jisr.values import Decision, LanguageMap
from ticking import START

COLLEAGUE = Holder("badr@mar", "MAR")
FOREIGN = Holder("amal@fra", "FRA")
BELOW = Holder("desk@mar.tng", "MAR.TNG")
UNKNOWN = None
NOT_YOURS = Decision(allowed=False, why="sign_in.not_yours")


def caller(
    *roles: Role, scopes: frozenset[Scope] = frozenset({Scope.CHECK}), home: str = "MAR"
) -> Caller:
    """Return a caller of Morocco's bureau."""
    officer = Officer("desk@mar", home, "Desk", frozenset(roles))
    bureau = Bureau(home, BureauKind.NATIONAL, LanguageMap({"en": "Rabat"}), home)
    return Caller(officer, bureau, Means.TOKEN, "1" * 32, scopes)


def test_a_credential_is_good_for_its_scopes_only() -> None:
    """What is not named is refused, whatever the roles."""
    head = caller(Role.HEAD_OF_BUREAU)
    assert may_use(head, Scope.CHECK).allowed is True
    assert may_use(head, Scope.WRITE) == Decision(allowed=False, why="sign_in.scope")


def test_everyone_revokes_their_own_credentials() -> None:
    """Who lost a token ends it, whatever it or the one in hand is good for."""
    own = Holder("desk@mar", "MAR")
    assert may_revoke(caller(Role.MACHINE), own).allowed is True


@pytest.mark.parametrize("role", [Role.MACHINE, Role.BUREAU_OFFICER, Role.DATA_PROTECTION_OFFICER])
def test_others_do_not_revoke(role: Role) -> None:
    """A colleague's credential is ended by those who answer for it."""
    assert may_revoke(caller(role, scopes=EVERY_SCOPE), COLLEAGUE) == NOT_YOURS


@pytest.mark.parametrize("role", [Role.HEAD_OF_BUREAU, Role.SECURITY_OFFICER])
def test_who_answers_for_a_bureau_revokes_in_that_bureau_only(role: Role) -> None:
    """A foreign credential and one that nobody holds are refused with the same word."""
    answering = caller(role, scopes=EVERY_SCOPE)
    decided = [may_revoke(answering, each) for each in (COLLEAGUE, FOREIGN, BELOW, UNKNOWN)]
    assert decided == [Decision(allowed=True, why="access.allowed"), *[NOT_YOURS] * 3]


@pytest.mark.parametrize("holder", [COLLEAGUE, FOREIGN, UNKNOWN])
def test_a_narrow_token_ends_no_others_credential(holder: Holder | None) -> None:
    """Not even that of a head; the answer does not tell whose credential it is."""
    refused = Decision(allowed=False, why="sign_in.scope")
    assert may_revoke(caller(Role.HEAD_OF_BUREAU), holder) == refused


@pytest.mark.parametrize("holder", [COLLEAGUE, FOREIGN, UNKNOWN])
def test_a_coordinator_of_the_secretariat_revokes_any(holder: Holder | None) -> None:
    """One that no list holds too; the role counts in the secretariat only."""
    coordinator = caller(Role.COORDINATOR, scopes=EVERY_SCOPE, home="GS")
    elsewhere = caller(Role.COORDINATOR, scopes=EVERY_SCOPE)
    assert may_revoke(coordinator, holder).allowed is True
    assert may_revoke(elsewhere, holder) == NOT_YOURS


def test_who_is_shown_the_credentials_of_a_bureau() -> None:
    """Those who may end them, with a credential that is good for it."""
    shown = {
        role: lists_bureau(caller(role, scopes=EVERY_SCOPE))
        for role in (Role.HEAD_OF_BUREAU, Role.SECURITY_OFFICER, Role.BUREAU_OFFICER)
    }
    assert shown == {
        Role.HEAD_OF_BUREAU: True,
        Role.SECURITY_OFFICER: True,
        Role.BUREAU_OFFICER: False,
    }
    assert lists_bureau(caller(Role.HEAD_OF_BUREAU)) is False
    assert lists_bureau(caller(Role.COORDINATOR, scopes=EVERY_SCOPE, home="GS")) is True


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
