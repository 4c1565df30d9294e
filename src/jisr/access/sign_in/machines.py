"""The verbs of machines: their keys are added and revoked, and they get tokens with them."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from jisr.access import actions as access
from jisr.access import rules as access_rules
from jisr.access.model import Officer, Purpose, Role
from jisr.access.sign_in import actions, assertions, machine_store, rules, store
from jisr.access.sign_in.model import Claims, MachineKey, Scope, Terms
from jisr.access.sign_in.tokens import CLOCK_SKEW
from jisr.access.texts import line
from jisr.errors import (
    AlreadyExists,
    Conflict,
    CredentialRefused,
    Denied,
    NotFound,
    OfficerUnknown,
    ValueMalformed,
    to_translate,
)
from jisr.kit.db import Transaction
from jisr.ledger.canonical import JsonValue
from jisr.ledger.log import seal

TOKEN_LIFE_DEFAULT = datetime.timedelta(minutes=15)
"""A machine asks for a new token when the old one ends; that costs it one request."""
KEYS_MAX = 8
"""Good keys of one machine: the old one, the new one, one for each of a few sites."""
MACHINE_SCOPES = frozenset((Scope.CHECK, Scope.READ, Scope.WRITE, Scope.HITS))
"""Whom to trust and what was asked before stay with people."""


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key to register; see `MachineKey`."""

    officer: str
    public: bytes
    name: str
    scopes: frozenset[Scope]
    purposes: frozenset[Purpose] = frozenset()


@dataclass(frozen=True, slots=True)
class Asked:
    """What a machine asks its token to be good for; no scopes means all that its key has."""

    scopes: frozenset[Scope] = frozenset()
    purpose: Purpose | None = None
    case: str = ""
    certificate: str = ""


def add_key(transaction: Transaction, acting: str, new: NewKey) -> MachineKey:
    """Register a public key of a machine; it acts at once.

    Raises:
        Denied: the officer does not manage the machine's bureau, or it is no machine.
        AlreadyExists: the key is registered, here or for another machine, or was once.
        Conflict: the machine has as many keys as it may.
        ValueMalformed: the name has not its form, or the scopes are none for a machine.
    """
    manager, machine = _managed(transaction, acting, new.officer)
    if not new.scopes or not new.scopes <= MACHINE_SCOPES:
        raise ValueMalformed(field="scope", why=to_translate("use check, read, write or hits"))
    line("name", new.name)
    key_id = assertions.thumbprint(new.public)
    if machine_store.find_key(transaction, key_id) is not None:
        raise AlreadyExists(thing=to_translate("key"))
    if len(_good_keys(transaction, machine.id)) >= KEYS_MAX:
        raise Conflict(why=to_translate("revoke a key first: a machine has at most 8"))
    key = MachineKey(
        id=key_id,
        officer=machine.id,
        public=new.public,
        name=new.name,
        scopes=new.scopes,
        purposes=new.purposes,
        added_at=transaction.now,
    )
    machine_store.add_key(transaction, key)
    _seal(transaction, manager, "machine_key.added", key)
    return key


def revoke_key(transaction: Transaction, acting: str, officer: str, key_id: str) -> None:
    """Take a key out of use; the tokens that it got end with it, within a second.

    Raises:
        Denied: the officer does not manage the machine's bureau.
        NotFound: the machine has no such key in use.
    """
    manager, machine = _managed(transaction, acting, officer)
    found = next((each for each in _good_keys(transaction, machine.id) if each.id == key_id), None)
    if found is None:
        raise NotFound(thing=to_translate("key"))
    machine_store.revoke_key(transaction, key_id)
    store.revoke(transaction, key_id, transaction.now + TOKEN_LIFE_DEFAULT)
    _seal(transaction, manager, "machine_key.revoked", found)


def keys_shown(transaction: Transaction, acting: Officer, officer: str) -> tuple[MachineKey, ...]:
    """Return every key of a machine, as its bureau may see them.

    Raises:
        Denied: see `access.rules.may_list_officers`.
        OfficerUnknown: there is no such active officer.
    """
    machine = access.officer(transaction, officer)
    access_rules.may_list_officers(acting, machine.bureau).or_refuse()
    return machine_store.keys_of(transaction, machine.id)


def grant(transaction: Transaction, network: str, assertion: str, asked: Asked) -> Claims:
    """Return the claims of a token for the machine that signed the assertion, once.

    Raises:
        CredentialRefused: the assertion does not hold, or was used before.
        Denied: the key is not good for what is asked.
        ValueMalformed: the case has not its form.
    """
    named = assertions.machine_named(assertion)
    try:
        machine = access.officer(transaction, named)
    except OfficerUnknown as error:  # a stranger is not told which machines there are
        raise _unknown() from error
    keys = _good_keys(transaction, machine.id) if Role.MACHINE in machine.roles else ()
    shown = assertions.read_assertion(assertion, keys, network, transaction.now)
    if not machine_store.use_up(transaction, machine.id, shown.name, shown.ends_at + CLOCK_SKEW):
        raise CredentialRefused(why=to_translate("it was used before"))
    key = next(each for each in keys if each.id == shown.key)
    rules.may_ask(key, asked.scopes, asked.purpose).or_refuse()
    terms = Terms(
        scopes=asked.scopes or key.scopes,
        life=TOKEN_LIFE_DEFAULT,
        purpose=rules.purpose_of(key, asked.purpose),
        case=asked.case,
        certificate=asked.certificate,
        key=key.id,
    )
    return actions.issue_token(transaction, machine.id, terms)


def verify_key(transaction: Transaction, officer: str, key_id: str) -> bytes:
    """Return the public key of a machine under this id; raise `NotFound` if it is not in use."""
    found = next((each for each in _good_keys(transaction, officer) if each.id == key_id), None)
    if found is None:
        raise NotFound(thing=to_translate("key"))
    return found.public


def key_document(key: MachineKey) -> dict[str, JsonValue]:
    """Return a key as it is sealed and shown."""
    return {
        "id": key.id,
        "officer": key.officer,
        "public": assertions.public_text(key.public),
        "name": key.name,
        "scopes": sorted(key.scopes),
        "purposes": sorted(key.purposes),
    }


def _managed(transaction: Transaction, acting: str, officer: str) -> tuple[Officer, Officer]:
    manager = access.officer(transaction, acting)
    machine = access.officer(transaction, officer)
    home = access.bureau(transaction, machine.bureau)
    access_rules.may_manage_officers(manager, home).or_refuse()
    if Role.MACHINE not in machine.roles:
        raise Denied(why="sign_in.no_machine")
    return manager, machine


def _good_keys(transaction: Transaction, officer: str) -> tuple[MachineKey, ...]:
    return tuple(_good(machine_store.keys_of(transaction, officer)))


def _good(keys: Iterable[MachineKey]) -> Iterable[MachineKey]:
    return (each for each in keys if each.revoked_at is None)


def _seal(transaction: Transaction, manager: Officer, verb: str, key: MachineKey) -> None:
    act = actions.act_of(transaction, manager, verb, key.id)
    seal(transaction, act, key_document(key), version=None)


def _unknown() -> CredentialRefused:
    return CredentialRefused(
        why=to_translate("it is not signed for this network by a key of this machine")
    )
