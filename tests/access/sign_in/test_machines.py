"""Promises of the verbs of machines."""

import datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from jisr.access import actions as access
from jisr.access.model import Officer, Purpose, Role
from jisr.access.sign_in import machines
from jisr.access.sign_in.machines import KEYS_MAX, MACHINE_SCOPES, Asked, NewKey
from jisr.access.sign_in.model import Scope
from jisr.errors import (
    AlreadyExists,
    Conflict,
    CredentialRefused,
    Denied,
    NotFound,
    OfficerUnknown,
    ValueMalformed,
)
from jisr.kit.db import Database
from machine_world import HEAD, MACHINE, claims, found_machine, register, signed

PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


def grant(database: Database, name: str, asked: Asked) -> object:
    """Ask for a token with an assertion of this name."""
    said = claims(database.clock(), jti=name)
    return database.in_transaction(machines.grant, "world", signed(PRIVATE, said), asked)


def test_a_machine_gets_what_its_key_allows(database: Database) -> None:
    """All scopes of the key if none is named, for a quarter of an hour; its one purpose."""
    found_machine(database)
    purposes = frozenset({Purpose.BORDER_MANAGEMENT})
    register(database, PRIVATE, scopes=frozenset({Scope.CHECK, Scope.READ}), purposes=purposes)
    said = claims(database.clock())
    given = database.in_transaction(machines.grant, "world", signed(PRIVATE, said), Asked())
    assert (given.officer, given.bureau, given.scopes, given.purpose) == (
        MACHINE,
        "MAR",
        frozenset({Scope.CHECK, Scope.READ}),
        Purpose.BORDER_MANAGEMENT,
    )
    assert given.expires_at - given.issued_at == datetime.timedelta(minutes=15)


def test_a_token_is_never_wider_than_its_key(database: Database) -> None:
    """Another scope or purpose is denied; a key for two purposes wants one named."""
    found_machine(database)
    two = frozenset({Purpose.BORDER_MANAGEMENT, Purpose.WARN})
    register(database, PRIVATE, scopes=frozenset({Scope.CHECK}), purposes=two)
    wider = [
        Asked(scopes=frozenset({Scope.CHECK, Scope.WRITE}), purpose=Purpose.WARN),
        Asked(purpose=Purpose.LOCATE),
        Asked(),
    ]
    for number, asked in enumerate(wider):
        with pytest.raises(Denied):
            grant(database, f"n{number}", asked)


def test_an_assertion_is_used_once(database: Database) -> None:
    """Whoever overheard it gets nothing."""
    found_machine(database)
    register(database, PRIVATE)
    grant(database, "one", Asked())
    with pytest.raises(CredentialRefused) as refused:
        grant(database, "one", Asked())
    assert refused.value.details == {"why": "it was used before"}


def test_a_revoked_key_gets_nothing(database: Database) -> None:
    """At once; it cannot be registered again, nor revoked twice."""
    found_machine(database)
    key = register(database, PRIVATE)
    database.in_transaction(machines.revoke_key, HEAD, MACHINE, key.id)
    with pytest.raises(CredentialRefused):
        grant(database, "one", Asked())
    with pytest.raises(AlreadyExists):
        register(database, PRIVATE)
    with pytest.raises(NotFound):
        database.in_transaction(machines.revoke_key, HEAD, MACHINE, key.id)


def test_a_deactivated_machine_gets_nothing(database: Database) -> None:
    """It is answered like a stranger."""
    found_machine(database)
    register(database, PRIVATE)
    database.in_transaction(access.deactivate_officer, HEAD, MACHINE)
    with pytest.raises(CredentialRefused):
        grant(database, "one", Asked())


def test_only_who_answers_for_a_machine_manages_its_keys(database: Database) -> None:
    """Not an officer of the bureau, not another bureau's head, not the machine itself."""
    found_machine(database)
    clerk = Officer("clerk@mar", "MAR", "Clerk", frozenset({Role.BUREAU_OFFICER}))
    database.in_transaction(access.register_officer, HEAD, clerk)
    key = register(database, PRIVATE)
    new = NewKey(MACHINE, bytes(32), "x", MACHINE_SCOPES)
    for acting in (clerk.id, MACHINE):
        with pytest.raises(Denied):
            database.in_transaction(machines.add_key, acting, new)
        with pytest.raises(Denied):
            database.in_transaction(machines.revoke_key, acting, MACHINE, key.id)


def test_people_have_no_machine_keys(database: Database) -> None:
    """A head cannot make a standing key for a person."""
    found_machine(database)
    clerk = Officer("clerk@mar", "MAR", "Clerk", frozenset({Role.BUREAU_OFFICER}))
    database.in_transaction(access.register_officer, HEAD, clerk)
    with pytest.raises(Denied):
        database.in_transaction(
            machines.add_key, HEAD, NewKey(clerk.id, bytes(32), "x", MACHINE_SCOPES)
        )


def test_whom_to_trust_stays_with_people(database: Database) -> None:
    """A machine's key can never administer or oversee, nor be good for nothing."""
    found_machine(database)
    for scopes in (frozenset({Scope.ADMINISTER}), frozenset({Scope.OVERSEE}), frozenset[Scope]()):
        with pytest.raises(ValueMalformed):
            register(database, PRIVATE, scopes=scopes)


def test_a_machine_has_few_keys(database: Database) -> None:
    """The ninth is refused until one is revoked."""
    found_machine(database)
    keys = [register(database, Ed25519PrivateKey.generate()) for _ in range(KEYS_MAX)]
    with pytest.raises(Conflict):
        register(database, PRIVATE)
    database.in_transaction(machines.revoke_key, HEAD, MACHINE, keys[0].id)
    register(database, PRIVATE)


def test_a_bureau_sees_the_keys_of_its_machines(database: Database) -> None:
    """The revoked ones too; what a strange officer is called is not told."""
    found_machine(database)
    key = register(database, PRIVATE)
    with database.reading() as transaction:
        head = access.officer(transaction, HEAD)
        assert machines.keys_shown(transaction, head, MACHINE) == (key,)
        assert machines.verify_key(transaction, MACHINE, key.id) == key.public
        with pytest.raises(OfficerUnknown):
            machines.keys_shown(transaction, head, "ghost@mar")
        with pytest.raises(Denied):
            machines.keys_shown(
                transaction, Officer("x", "FRA", "X", frozenset({Role.HEAD_OF_BUREAU})), MACHINE
            )
        with pytest.raises(NotFound):
            machines.verify_key(transaction, HEAD, key.id)
