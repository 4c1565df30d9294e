"""Promises of `jisr verify` about signatures, over a real network on both engines."""

import dataclasses
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from authenticator import Authenticator
from browser import ORIGIN
from check_world import PASSPORT
from hit_world import CLOCKS, STOLEN, Desk, found_desk, seen
from jisr.access import actions as access
from jisr.access.model import Officer, Role
from jisr.access.profiles import load_profile
from jisr.access.sign_in import ceremonies, machines, passkeys, signatures, statements
from jisr.access.sign_in.machines import MACHINE_SCOPES, NewKey
from jisr.access.sign_in.model import EVERY_SCOPE, Caller, CeremonyKind, Means
from jisr.access.sign_in.origins import Relying
from jisr.access.sign_in.passkeys import Making
from jisr.access.sign_in.signatures import content_of
from jisr.access.sign_in.statements import Signed, ToSign
from jisr.app.signatures import judge_signature, walk_signatures
from jisr.checks.dialogue import actions
from jisr.checks.dialogue.documents import statement_bytes
from jisr.checks.dialogue.model import Saying, Signature, SignatureKind, Speaker, Word
from jisr.kit.db import Database
from jisr.ledger.finding import Finding
from jisr.ledger.keys import create_key
from jisr.ledger.log import ENTRIES_WAKE_UP, entries, prove_entry
from jisr.ledger.sequencer import Sequencer
from jisr.values import new_id
from vote_world import found_votes

RELYING = Relying("jisr.example", ORIGIN)
ASKING, MACHINE = "officer@mar", "system@mar"


@pytest.fixture
def desk(database: Database, tmp_path: Path) -> Desk:
    """A network in which hits are asked about."""
    return found_desk(database, tmp_path)


def caller_of(database: Database, officer: str) -> Caller:
    """Return an officer as a caller."""
    with database.reading() as transaction:
        found = access.officer(transaction, officer)
        bureau = access.bureau(transaction, found.bureau)
    return Caller(found, bureau, Means.TOKEN, new_id(), EVERY_SCOPE)


def add_passkey(database: Database, officer: str) -> Authenticator:
    """Register a passkey by its ceremony, so that it is sealed."""
    device = Authenticator(RELYING.origin, RELYING.id)
    begun = database.in_transaction(passkeys.begin, CeremonyKind.REGISTER, officer)
    ceremony = database.in_transaction(passkeys.take, CeremonyKind.REGISTER, begun.id)
    options = ceremonies.creation_options(RELYING, "world", officer, begun.challenge, [])
    making = Making(device.make(options), "device")
    database.in_transaction(passkeys.add, RELYING, ceremony, making)
    return device


def sign(database: Database, device: Authenticator, officer: str, asked: ToSign) -> Signed:
    """Let a person sign a statement."""
    caller = caller_of(database, officer)
    statement = database.in_transaction(statements.begin, "world", caller, asked)
    challenge = signatures.challenge_of(statement)
    answer = device.use(ceremonies.request_options(RELYING, challenge))
    return database.in_transaction(statements.finish, RELYING, caller, statement, answer)


def ask_signed(desk: Desk) -> str:
    """Let Morocco ask about a hit, signed with a passkey; return the hit."""
    device = add_passkey(desk.database, ASKING)
    record = desk.world.record(PASSPORT)
    view = desk.open(desk.world.check(STOLEN).trace, record)
    hit = view.dialogue.id
    message = statement_bytes(hit, 2, "MAR", Saying(Word.ASKED, "urgent"))
    asked = ToSign("POST", f"/v1/hits/{hit}/ask", content_of(message), '"1"')
    signed = sign(desk.database, device, ASKING, asked)
    plain = desk.speaker(ASKING)
    signature = Signature(SignatureKind(signed.kind), signed.key, signed.value)
    speaker = Speaker(plain.officer, plain.bureau, signature, lambda _, given: signed.covers(given))
    desk.database.in_transaction(actions.ask, speaker, seen(view), CLOCKS, is_urgent=True)
    return hit


def write_signed(database: Database) -> str:
    """Let the machine of Morocco sign a change of a record; return its key."""
    private = Ed25519PrivateKey.generate()
    new = NewKey(MACHINE, private.public_key().public_bytes_raw(), "Tangier", MACHINE_SCOPES)
    key = database.in_transaction(machines.add_key, "head@mar", new).id
    machine = caller_of(database, MACHINE)
    asked = ToSign("POST", "/v1/records", content_of(b"{}"))
    statement = database.in_transaction(statements.begin, "world", machine, asked)
    given = {"key": key, "signature": signatures.sign(statement, private)}
    signed = database.in_transaction(statements.finish, RELYING, machine, statement, given)
    database.in_transaction(statements.keep, machine, signed, new_id())
    return key


def rewrite(database: Database, kind: str, change: Callable[[Any], Any]) -> None:
    """Change the newest document about a kind of subject behind the program's back."""
    newest = (
        sa.select(sa.func.max(entries.c.position))
        .where(entries.c.subject_kind == kind)
        .scalar_subquery()
    )
    with database.engine.begin() as connection:
        row = connection.execute(
            sa.select(entries.c.id, entries.c.document).where(entries.c.position == newest)
        ).one()
        document = json.dumps(
            change(json.loads(row.document)),
            ensure_ascii=False,
            sort_keys=True,
            separators=(",", ":"),
        )
        connection.execute(
            sa.update(entries).where(entries.c.id == row.id).values(document=document.encode())
        )


def found(database: Database) -> list[str]:
    """Return what the walk finds wrong."""
    return [each.key for each in walk_signatures(database, "world").findings]


def test_every_signature_is_walked(desk: Desk) -> None:
    """A person's about a hit and a machine's about a record hold, each under its sealed key."""
    ask_signed(desk)
    write_signed(desk.database)
    report = walk_signatures(desk.database, "world")
    assert (report.held, report.findings, report.left_out) == (2, (), 0)


def _in_value(document: Any, **changed: Any) -> Any:
    value = json.loads(document["value"])
    value["statement"] |= changed
    return {**document, "value": json.dumps(value)}


@pytest.mark.parametrize(
    ("kind", "change", "named"),
    [
        ("hit", lambda told: {**told, "statement": {**told["statement"], "code": "routine"}}, ""),
        ("statement", lambda told: _in_value(told, path="/v1/hits"), "wrong"),
        ("statement", lambda told: _in_value(told, officer="head@mar"), "foreign"),
        ("statement", lambda told: {**told, "value": ""}, "missing"),
        ("statement", lambda told: {**told, "key": "0" * 43}, "key_unknown"),
        ("machine_key", lambda told: {**told, "officer": "other@mar"}, "foreign"),
        ("machine_key", lambda told: {**told, "public": "AA"}, "key_unknown"),
        ("passkey", lambda told: {**told, "officer": "other@mar"}, "foreign"),
    ],
)
def test_what_was_altered_is_named(
    desk: Desk, kind: str, change: Callable[[Any], Any], named: str
) -> None:
    """Statement, signature or key: whoever writes into the database is found out."""
    ask_signed(desk)
    write_signed(desk.database)
    rewrite(desk.database, kind, change)
    assert found(desk.database) == [f"signature.{named or 'statement_differs'}"]


def test_a_key_that_was_revoked_before_is_named(desk: Desk) -> None:
    """The same signature holds while its key is good."""
    key = write_signed(desk.database)
    assert found(desk.database) == []
    desk.database.in_transaction(machines.revoke_key, "head@mar", MACHINE, key)
    assert found(desk.database) == []  # it was good when the machine signed


def found_demo(database: Database, folder: Path) -> None:
    """Found a demo with a machine in Morocco, sequenced as a program would."""
    key = create_key(folder / "ledger.key", "world")
    sequencer = Sequencer(database, "world", key, folder / "checkpoint.lock")
    database.listen(ENTRIES_WAKE_UP, sequencer.run)
    profile = dataclasses.replace(load_profile("world"), is_demo=True)
    head = Officer("head@mar", "MAR", "Head", frozenset((Role.HEAD_OF_BUREAU,)))
    machine = Officer(MACHINE, "MAR", "Desk", frozenset((Role.MACHINE,)))
    database.in_transaction(access.found_network, profile, head)
    database.in_transaction(access.register_officer, head.id, machine)


def test_signatures_of_a_demo_are_marked(database: Database, tmp_path: Path) -> None:
    """In the kept value itself, and by the walk: its keys are nobody's."""
    found_demo(database, tmp_path)
    write_signed(database)
    report = walk_signatures(database, "world")
    findings = [(each.key, each.weight.value) for each in report.findings]
    assert (report.held, findings) == (1, [("signature.demo", "noted")])
    query = "SELECT document FROM entries WHERE subject_kind = 'statement'"
    with database.reading() as transaction:
        kept = json.loads(transaction.connection.exec_driver_sql(query).scalar_one())
    assert json.loads(kept["value"])["demo"] is True


def keys_of(findings: Sequence[Finding]) -> list[str]:
    """Return the stable keys of findings."""
    return [each.key for each in findings]


def bundle_of(database: Database, kind: str, path: Path) -> Path:
    """Write the proof of the newest entry about a kind of subject."""
    with database.reading() as transaction:
        entry = transaction.connection.scalar(
            sa.select(entries.c.id)
            .where(entries.c.subject_kind == kind)
            .order_by(entries.c.position.desc())
            .limit(1)
        )
        bundle = prove_entry(transaction, "world", str(entry), with_document=True)
    path.write_bytes(bundle.encode())
    return path


def test_a_signature_is_proven_with_two_files(desk: Desk, tmp_path: Path) -> None:
    """The entry and the registration of its key; another key's registration proves nothing."""
    ask_signed(desk)
    write_signed(desk.database)
    spoken = bundle_of(desk.database, "hit_statement", tmp_path / "spoken")
    kept = bundle_of(desk.database, "statement", tmp_path / "kept")
    machine = bundle_of(desk.database, "machine_key", tmp_path / "machine")
    person = bundle_of(desk.database, "passkey", tmp_path / "person")
    keys = {
        (entry.name, key.name): keys_of(judge_signature(entry, key))
        for entry in (spoken, kept)
        for key in (person, machine, kept)
    }
    assert keys == {
        ("spoken", "person"): ["signature.proven"],
        ("spoken", "machine"): ["signature.key_unknown"],
        ("spoken", "kept"): ["signature.no_key"],
        ("kept", "person"): ["signature.key_unknown"],
        ("kept", "machine"): ["signature.proven"],
        ("kept", "kept"): ["signature.no_key"],
    }
    assert keys_of(judge_signature(machine, machine)) == ["signature.absent"]


def test_a_proof_of_a_demo_says_so(database: Database, tmp_path: Path) -> None:
    """Whoever is shown it need not know the network."""
    found_demo(database, tmp_path)
    write_signed(database)
    kept = bundle_of(database, "statement", tmp_path / "kept")
    machine = bundle_of(database, "machine_key", tmp_path / "machine")
    told = keys_of(judge_signature(kept, machine))
    assert told == ["signature.proven", "signature.demo"]


def test_entries_of_roll_calls_are_walked(database: Database, tmp_path: Path) -> None:
    """Each signature of a delegation holds; one that is changed behind the program is found."""
    votes = found_votes(database)
    vote = votes.open()
    votes.cast(vote, "FRA", "for")
    votes.cast(vote, "EGY", "against")
    key = create_key(tmp_path / "ledger.key", "world")
    Sequencer(database, "world", key, tmp_path / "checkpoint.lock").run()
    before = walk_signatures(database, "world")
    rewrite(database, "call", lambda told: {**told, "choice": "for"})
    after = walk_signatures(database, "world")
    assert (before.held, before.findings) == (2, ())
    assert (after.held, [each.key for each in after.findings]) == (1, ["signature.wrong"])
