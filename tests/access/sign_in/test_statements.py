"""Promises of the verbs of signing; the whole way is tested at the requests that carry it."""

import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from jisr.access import actions as access
from jisr.access.sign_in import signatures, statements
from jisr.access.sign_in.model import EVERY_SCOPE, Caller, Means
from jisr.access.sign_in.origins import Relying
from jisr.access.sign_in.statements import Signed, ToSign
from jisr.errors import SignatureRefused
from jisr.kit.db import Database
from jisr.values import new_id
from machine_world import HEAD, MACHINE, found_machine, register
from ticking import TickingClock

RELYING = Relying("jisr.example", "https://jisr.example")
TO_SIGN = ToSign("POST", "/v1/records", signatures.content_of(b"{}"))


def caller_of(database: Database, officer: str) -> Caller:
    """Return an officer as a caller."""
    with database.reading() as transaction:
        found = access.officer(transaction, officer)
        bureau = access.bureau(transaction, found.bureau)
    return Caller(found, bureau, Means.TOKEN, new_id(), EVERY_SCOPE)


def signed_by_machine(database: Database) -> tuple[Caller, Signed]:
    """Let the machine sign a statement."""
    found_machine(database)
    private = Ed25519PrivateKey.generate()
    key = register(database, private)
    machine = caller_of(database, MACHINE)
    statement = database.in_transaction(statements.begin, "world", machine, TO_SIGN)
    given = {"key": key.id, "signature": signatures.sign(statement, private)}
    signed = database.in_transaction(statements.finish, RELYING, machine, statement, given)
    return machine, signed


def test_a_signed_statement_covers_its_content_alone(database: Database) -> None:
    """One byte more is something else."""
    _, signed = signed_by_machine(database)
    signed.check(b"{}")
    assert (signed.covers(b"{}"), signed.covers(b"{} ")) == (True, False)
    with pytest.raises(SignatureRefused):
        signed.check(b"{} ")


def test_a_signature_is_sealed_beside_its_change(database: Database) -> None:
    """With all that is needed to verify it beside the public key."""
    machine, signed = signed_by_machine(database)
    subject = new_id()
    database.in_transaction(statements.keep, machine, None, subject)
    database.in_transaction(statements.keep, machine, signed, subject)
    with database.reading() as transaction:
        query = "SELECT document FROM entries"
        documents = transaction.connection.exec_driver_sql(query).scalars().all()
    kept = [each for each in map(json.loads, documents) if each.get("format") == statements.FORMAT]
    assert kept == [
        {
            "format": "jisr-signed/v1",
            "kind": "machine-key",
            "key": signed.key,
            "value": signed.value,
        }
    ]


def test_a_statement_is_taken_once_and_ends(database: Database, clock: TickingClock) -> None:
    """After five minutes, or when it was sent."""
    found_machine(database)
    head = caller_of(database, HEAD)
    one = database.in_transaction(statements.begin, "world", head, TO_SIGN)
    assert database.in_transaction(statements.taken, one.nonce) == one
    two = database.in_transaction(statements.begin, "world", head, TO_SIGN)
    clock.advance(minutes=5)
    for nonce in (one.nonce, two.nonce, "x"):
        with pytest.raises(SignatureRefused):
            database.in_transaction(statements.taken, nonce)


def test_nobody_finishes_anothers_statement(database: Database) -> None:
    """The machine cannot sign for the head."""
    machine, _ = signed_by_machine(database)
    head = caller_of(database, HEAD)
    statement = database.in_transaction(statements.begin, "world", head, TO_SIGN)
    with pytest.raises(SignatureRefused):
        database.in_transaction(statements.finish, RELYING, machine, statement, {})


@pytest.mark.parametrize(
    "given", [{}, {"key": 5, "signature": "x"}, {"key": "x", "signature": "x"}, {"key": "x"}]
)
def test_what_is_no_signature_is_refused(database: Database, given: dict[str, object]) -> None:
    """Of a machine, and of a person."""
    machine, _ = signed_by_machine(database)
    for caller in (machine, caller_of(database, HEAD)):
        statement = database.in_transaction(statements.begin, "world", caller, TO_SIGN)
        with pytest.raises(SignatureRefused):
            database.in_transaction(statements.finish, RELYING, caller, statement, given)
