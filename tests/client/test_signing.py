"""A caller signs with its own key, over a real line; what it signs it spells itself."""

import dataclasses
import hashlib
import itertools
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from authenticator import Authenticator, decoded
from check_world import PASSPORT, World
from jisr.access import actions as access
from jisr.access.model import Officer, Role
from jisr.access.sign_in import assertions, ceremonies, machines, passkey_store, signatures
from jisr.access.sign_in.machines import MACHINE_SCOPES, NewKey
from jisr.access.sign_in.model import Passkey
from jisr.access.sign_in.origins import Relying
from jisr.access.sign_in.signatures import Statement
from jisr.checks.dialogue.documents import statement_bytes as hit_statement_bytes
from jisr.checks.dialogue.model import Saying, Word
from jisr.client.client import Client
from jisr.client.line import Line
from jisr.client.questions import DocumentQuestion
from jisr.client.shapes import Hit
from jisr.client.signing import (
    MachineKey,
    Said,
    ToSign,
    challenge_of,
    hit_bytes,
    read_key,
    statement_bytes,
)
from jisr.errors import FileUnreadable, HubRefused, HubStrange, ValueMalformed
from jisr.ledger.bundle import read_bundle
from jisr.ledger.entry import read_act
from web import CASE, Web

_NUMBERS = itertools.count(800_000)
MACHINE = "desk@mar"
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
STATEMENT = Statement("world", "MAR", MACHINE, "POST", "/v1/records", "0" * 64, "", "now", "n")


@given(statement=st.builds(Statement, *[TEXTS] * 9))
def test_client_and_hub_spell_a_statement_alike(statement: Statement) -> None:
    """Both bytes and challenge."""
    told = dataclasses.asdict(statement)
    assert statement_bytes(told) == signatures.statement_bytes(statement)
    challenge = signatures.challenge_of(statement)
    assert decoded(challenge_of(told)) == challenge


@given(word=st.sampled_from(Word), code=TEXTS, text=TEXTS, number=st.integers(1, 500))
def test_client_and_hub_spell_what_is_said_alike(
    word: Word, code: str, text: str, number: int
) -> None:
    """Whatever is said."""
    spelled = hit_bytes("a" * 32, number, "MAR", Said(word.value, code, text))
    assert spelled == hit_statement_bytes("a" * 32, number, "MAR", Saying(word, code, text))


def test_machine_key_is_called_as_the_hub_calls_it() -> None:
    """By the thumbprint of RFC 7638; its signature holds for the statement and no other."""
    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    key = MachineKey(private)
    signed = key(ToSign(dataclasses.asdict(STATEMENT)))
    other = dataclasses.replace(STATEMENT, path="/v1/hits")
    assert (key.id, signed["key"]) == (assertions.thumbprint(public),) * 2
    assert signatures.verify_machine(STATEMENT, signed["signature"], public)
    assert not signatures.verify_machine(other, signed["signature"], public)


def pem_of(private: Any) -> bytes:
    """Return a private key as OpenSSL writes it."""
    return bytes(
        private.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )


def test_key_is_read_from_its_file(tmp_path: Path) -> None:
    """An Ed25519 key in PEM; another kind, something else and nothing are refused."""
    private = Ed25519PrivateKey.generate()
    path = tmp_path / "key.pem"
    path.write_bytes(pem_of(private))
    assert read_key(path).id == MachineKey(private).id
    for content in (pem_of(generate_private_key(SECP256R1())), b"no key"):
        path.write_bytes(content)
        with pytest.raises(ValueMalformed):
            read_key(path)
    with pytest.raises(FileUnreadable):
        read_key(tmp_path / "nowhere")


# ── over the line ─────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def machine(served: tuple[World, Web, str]) -> Ed25519PrivateKey:
    """The registered key of a machine of Morocco."""
    database = served[0].database
    officer = Officer(MACHINE, "MAR", "Desk", frozenset((Role.MACHINE,)))
    database.in_transaction(access.register_officer, "head@mar", officer)
    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    new = NewKey(MACHINE, public, "Tangier", MACHINE_SCOPES)
    database.in_transaction(machines.add_key, "head@mar", new)
    return private


def signed_entries(world: World) -> list[Any]:
    """Return the documents of the signatures that were sealed beside a change."""
    query = "SELECT document FROM entries WHERE subject_kind = 'statement'"
    with world.database.reading() as transaction:
        found = transaction.connection.exec_driver_sql(query).scalars().all()
    return list(map(json.loads, found))


DRAFT = {
    "database": "travel-documents",
    "subject": {
        "number": "SG000001",
        "country": "MAR",
        "type": "passport",
        "fraud_type": "stolen",
        "theft_country": "MAR",
    },
    "purpose": "border-management",
    "reference": "R-1",
}


def test_machine_signs_what_it_writes(
    call: Callable[..., Client], machine: Ed25519PrivateKey, world: World
) -> None:
    """Its signature is sealed beside the record; another key's is refused, nothing is written."""
    hub = call(MACHINE)
    hub.sign = MachineKey(machine)
    hub.records.add(json.dumps(DRAFT).encode())
    (kept,) = signed_entries(world)
    assert (kept["kind"], kept["key"]) == ("machine-key", MachineKey(machine).id)
    hub.sign = MachineKey(Ed25519PrivateKey.generate())
    with pytest.raises(HubRefused) as refused:
        hub.records.add(json.dumps(DRAFT).encode())
    assert refused.value.details["status"] == 403
    assert len(signed_entries(world)) == 1


class Person:
    """Signs as a person's passkey does; what it is asked may be falsified."""

    def __init__(self, device: Authenticator) -> None:
        self.device = device

    def __call__(self, asked: ToSign) -> Mapping[str, Any]:
        """Answer what the hub asks of the passkey."""
        return self.device.use(asked.options or {})


@pytest.fixture
def person(served: tuple[World, Web, str]) -> tuple[Client, Authenticator]:
    """An officer of Morocco on this machine, with a passkey that is registered."""
    world, web, url = served
    address = url.replace("127.0.0.1", "localhost")
    device = Authenticator(address, "localhost")
    relying, challenge = Relying(device.relying, device.origin), bytes(32)
    options = ceremonies.creation_options(relying, "world", "officer@mar", challenge, [])
    made = ceremonies.read_made(relying, challenge, device.make(options))
    name = ceremonies.passkey_id(made.credential)
    passkey = Passkey(
        name, "officer@mar", made.credential, made.public, 0, "key", world.database.clock()
    )
    world.database.in_transaction(passkey_store.add, passkey)
    token = web.token("officer@mar")
    client = Client(address, token, purpose="border-management", case=CASE)
    client.sign = Person(device)
    return client, device


def opened(client: Client, world: World) -> Hit:
    """Return a hit that Morocco took up, on a record of France."""
    number = f"AB{next(_NUMBERS)}"
    record = world.record(dataclasses.replace(PASSPORT, number=number))
    trace = client.check(DocumentQuestion(number, "FRA")).trace
    return client.hits.open(trace, record.id)


def kinds(hit: Hit) -> list[tuple[str, str]]:
    """Return what was said, and with what it was signed."""
    return [(each.word, each.signature.kind) for each in hit.statements]


def test_person_signs_what_is_said_about_a_hit(
    person: tuple[Client, Authenticator], call: Callable[..., Client], world: World
) -> None:
    """Asked, written and closed over the line, each with the passkey; blanks do no harm."""
    client, _ = person
    hit = opened(client, world)
    asked = client.hits.ask(hit.id, version=hit.version)
    written = client.hits.write(hit.id, " we wait \n", version=asked.version)
    answered = call("officer@fra").hits.answer(hit.id, "confirmed", version=written.version)
    closed = client.hits.outcome(hit.id, "seized", " by us ", version=answered.version)
    assert kinds(closed) == [
        ("opened", "hub-session"),
        ("asked", "passkey"),
        ("message", "passkey"),
        ("answered", "hub-session"),
        ("outcome", "passkey"),
    ]
    other = opened(client, world)
    dismissed = client.hits.dismiss(other.id, "another-person", version=other.version)
    assert kinds(dismissed)[-1] == ("dismissed", "passkey")
    client.close()


def test_who_spoke_is_proven_over_the_line(
    person: tuple[Client, Authenticator], call: Callable[..., Client], world: World
) -> None:
    """To the side that spoke, not to the other; of a key without an entry there is no proof."""
    client, device = person
    hit = opened(client, world)
    client.hits.ask(hit.id, version=hit.version)
    key = ceremonies.passkey_id(device.credential)
    with pytest.raises(HubRefused) as missing:  # this test registered it without an entry
        client.key_proof(key)
    with pytest.raises(HubRefused) as foreign:
        call("officer@fra").hits.proof(hit.id, 2)
    statuses = [each.value.details["status"] for each in (missing, foreign)]
    assert statuses == [404, 404]
    bundle = read_bundle(client.hits.proof(hit.id, 2))
    act, _ = read_act(bundle.act)
    assert (act.verb, act.officer) == ("hit_statement.spoken", "officer@mar")
    client.close()


def test_key_is_proven_over_the_line(
    call: Callable[..., Client], machine: Ed25519PrivateKey
) -> None:
    """To any member."""
    key = MachineKey(machine).id
    act, _ = read_act(read_bundle(call("officer@fra").key_proof(key)).act)
    assert (act.verb, act.subject) == ("machine_key.added", key)


def test_hub_cannot_have_something_else_signed() -> None:
    """A statement about another path, or a challenge of another statement, is not signed."""
    asked: list[ToSign] = []

    class Lying(Line):
        """A line to a hub that asks to sign something else."""

        def send(self, *given: Any, **more: Any) -> bytes:
            """Answer with another statement."""
            del given, more
            content = hashlib.sha256(b"").hexdigest()
            statement = {**dataclasses.asdict(STATEMENT), "content": content}
            return json.dumps({"statement": statement, "options": {"challenge": "AA"}}).encode()

    line = Lying("http://localhost:1", "token")

    def sign(told: ToSign) -> Mapping[str, Any]:
        asked.append(told)
        return {}

    line.sign = sign
    for path in ("/v1/hits", STATEMENT.path):
        headers = line._headers(("POST", path), 0, b"")
        assert callable(headers)
        with pytest.raises(HubStrange):
            headers()
    assert asked == []
