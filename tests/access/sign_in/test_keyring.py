"""Every way to cheat with a kept signature is named, with nothing but sealed entries at hand."""

import base64
import dataclasses
import datetime
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import cbor2
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from authenticator import VERIFIED, Authenticator
from jisr.access.sign_in import assertions, ceremonies, signatures
from jisr.access.sign_in.keyring import Kept, KeyRing
from jisr.access.sign_in.origins import Relying
from jisr.access.sign_in.signatures import Statement
from jisr.kit.clock import instant_text
from jisr.ledger.entry import Act
from ticking import START

RELYING = Relying("jisr.example", "https://jisr.example")
RECORD = "a" * 32
MINUTE = datetime.timedelta(minutes=1)
STATEMENT = Statement(
    network="world",
    bureau="MAR",
    officer="desk@mar",
    method="PUT",
    path=f"/v1/records/{RECORD}",
    content="0" * 64,
    version='"1"',
    time=instant_text(START),
    nonce="n" * 32,
)


def act_of(verb: str, subject: str, officer: str = "desk@mar", *, minutes: int = 0) -> Act:
    """Return an act of Morocco, so many minutes after the statement was begun."""
    time = instant_text(START + minutes * MINUTE)
    return Act(time, "MAR", officer, verb, subject, "administration", "oversight")


SIGNED = act_of("statement.signed", RECORD)


@dataclass(frozen=True, slots=True)
class Signer:
    """Whose key signs, as the ledger knows it."""

    kind: str
    key: str
    registration: dict[str, Any]
    sign: Callable[[Statement], dict[str, Any]]

    def document(self, statement: Statement, **changed: Any) -> dict[str, Any]:
        """Return what is sealed beside a change."""
        value = {"statement": dataclasses.asdict(statement), **self.sign(statement)}
        told = {"format": "jisr-signed/v1", "kind": self.kind, "key": self.key}
        return {**told, "value": json.dumps(value), **changed}

    def register(self, ring: KeyRing, officer: str = "desk@mar") -> None:
        """Let the ring read the registration of the key."""
        noun = self.kind.replace("-", "_")
        document = {**self.registration, "officer": officer}
        assert ring.read(0, act_of(f"{noun}.added", self.key), document) is None


def machine() -> Signer:
    """Return a machine with a new key."""
    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    return Signer(
        "machine-key",
        assertions.thumbprint(public),
        {"public": assertions.public_text(public)},
        lambda statement: {"signature": signatures.sign(statement, private)},
    )


def person(device: Authenticator | None = None) -> Signer:
    """Return a person with a passkey on a new device."""
    device = device or Authenticator(RELYING.origin, RELYING.id)
    public = {1: 1, 3: -8, -1: 6, -2: device.private.public_key().public_bytes_raw()}

    def sign(statement: Statement) -> dict[str, Any]:
        challenge = signatures.challenge_of(statement)
        answer = device.use(ceremonies.request_options(RELYING, challenge))
        told = {"relying_party": RELYING.id, "origin": device.origin}
        return {"assertion": ceremonies.essential(answer), **told}

    registration = {
        "public": base64.b64encode(cbor2.dumps(public)).decode(),
        "relying_party": RELYING.id,
        "origin": RELYING.origin,
    }
    return Signer("passkey", ceremonies.passkey_id(device.credential), registration, sign)


@pytest.fixture(params=[machine, person])
def signer(request: pytest.FixtureRequest) -> Signer:
    """A machine, then a person."""
    made: Signer = request.param()
    return made


@pytest.fixture
def ring(signer: Signer) -> KeyRing:
    """What the ledger told before: the signer's key is registered."""
    ring = KeyRing("world")
    signer.register(ring)
    return ring


def found(ring: KeyRing, document: Any, act: Act = SIGNED) -> str:
    """Return the key of what is wrong at position 7; empty where nothing is."""
    finding = ring.read(7, act, document)
    if finding is None:
        return ""
    assert finding.details == {"position": 7}
    return finding.key


def test_an_honest_signature_holds(ring: KeyRing, signer: Signer) -> None:
    """Of a change of a record, and of one that has no id yet when it is signed; both count."""
    made = dataclasses.replace(STATEMENT, method="POST", path="/v1/records", nonce="m" * 32)
    assert found(ring, signer.document(STATEMENT)) == ""
    assert found(ring, signer.document(made), act_of("statement.signed", "b" * 32)) == ""
    assert ring.held == 2


def test_an_altered_statement_is_named(ring: KeyRing, signer: Signer) -> None:
    """Whatever field is changed after it was signed."""
    for field in ("content", "path", "version", "method", "nonce", "time"):
        document = signer.document(STATEMENT)
        value = json.loads(document["value"])
        value["statement"][field] += "0"
        assert found(ring, {**document, "value": json.dumps(value)}) == "signature.wrong"
    assert ring.held == 0


def test_an_altered_signature_is_named(ring: KeyRing, signer: Signer) -> None:
    """One that is another statement's, and what is none at all."""
    other = signer.sign(dataclasses.replace(STATEMENT, nonce="o" * 32))
    nothing: tuple[Any, ...] = ("x", {}, None)
    for proof in (other, *(dict.fromkeys(other, each) for each in nothing)):
        value = {"statement": dataclasses.asdict(STATEMENT), **proof}
        document = signer.document(STATEMENT, value=json.dumps(value))
        assert found(ring, document) == "signature.wrong"


def test_a_key_that_was_revoked_before_is_named(ring: KeyRing, signer: Signer) -> None:
    """From the statement that was begun after it; what was begun before still holds."""
    noun = signer.kind.replace("-", "_")
    revoked = act_of(f"{noun}.revoked", signer.key, "head@mar", minutes=1)
    assert ring.read(3, revoked, {}) is None
    late = dataclasses.replace(STATEMENT, time=instant_text(START + 2 * MINUTE))
    act = act_of("statement.signed", RECORD, minutes=2)
    assert found(ring, signer.document(late), act) == "signature.key_revoked"
    assert found(ring, signer.document(STATEMENT), act) == ""


def test_another_officers_key_is_named(signer: Signer) -> None:
    """Its owner is another than who acts, or than whom the statement names."""
    ring = KeyRing("world")
    signer.register(ring, "other@mar")
    assert found(ring, signer.document(STATEMENT)) == "signature.foreign"
    theirs = dataclasses.replace(STATEMENT, officer="other@mar")
    assert found(ring, signer.document(theirs)) == "signature.foreign"
    act = act_of("statement.signed", RECORD, "other@mar")
    assert found(ring, signer.document(theirs), act) == ""


@pytest.mark.parametrize(
    "changed",
    [
        {"value": ""},
        {"value": "null"},
        {"value": "[]"},
        {"value": json.dumps({"statement": dataclasses.asdict(STATEMENT)})},
        {"value": json.dumps({"statement": {"network": "world"}, "signature": "x"})},
        {"value": None},
        {"kind": "hub-session"},
        {"format": "jisr-signed/v2"},
    ],
)
def test_a_missing_signature_is_named(ring: KeyRing, signer: Signer, changed: Any) -> None:
    """The entry says that somebody signed, but holds nothing that anybody can verify."""
    document = {**signer.document(STATEMENT), **changed}
    assert found(ring, document) == "signature.missing"


@pytest.mark.parametrize("document", [{}, [], "text", 5])
def test_what_is_no_document_holds_no_signature(ring: KeyRing, document: Any) -> None:
    """It is told, not tripped over."""
    assert found(ring, document) == "signature.missing"


def test_a_key_that_nobody_registered_is_named(signer: Signer) -> None:
    """Or that is registered as another kind, or in a registration that is no key's."""
    document = signer.document(STATEMENT)
    assert found(KeyRing("world"), document) == "signature.key_unknown"
    for noun, registration in (
        ("machine_key", {"officer": "desk@mar", "public": "AA"}),
        ("passkey", {"officer": "desk@mar", "public": "é"}),
        ("passkey", {}),
        ("machine_key", []),
    ):
        ring = KeyRing("world")
        ring.read(0, act_of(f"{noun}.added", signer.key), registration)
        assert found(ring, document) == "signature.key_unknown"


def test_a_key_is_called_by_what_it_is() -> None:
    """Another public key under the name of a registered machine key is none."""
    one, other = machine(), machine()
    ring = KeyRing("world")
    forged = dataclasses.replace(other, key=one.key)
    forged.register(ring)
    assert found(ring, forged.document(STATEMENT)) == "signature.key_unknown"


def test_a_second_registration_changes_no_key(ring: KeyRing, signer: Signer) -> None:
    """Whoever seals it later cannot take the key over."""
    signer.register(ring, "thief@mar")
    assert found(ring, signer.document(STATEMENT)) == ""


@pytest.mark.parametrize(
    "changed",
    [
        {"path": f"/v1/records/{'b' * 32}"},
        {"network": "arab"},
        {"bureau": "FRA"},
        {"time": instant_text(START - 11 * MINUTE)},
        {"time": instant_text(START + 2 * MINUTE)},
        {"time": "yesterday"},
    ],
)
def test_a_statement_about_something_else_is_named(
    ring: KeyRing, signer: Signer, changed: Any
) -> None:
    """Its own key signed it, but for another record, network, bureau or time."""
    statement = dataclasses.replace(STATEMENT, **changed)
    assert found(ring, signer.document(statement)) == "signature.statement_differs"


def test_what_must_have_been_signed_is_compared(ring: KeyRing, signer: Signer) -> None:
    """Where the ledger holds the content."""
    statement = dataclasses.replace(STATEMENT, content=signatures.content_of(b"yes"))
    document = signer.document(statement)
    kept = Kept(document["kind"], document["key"], document["value"])
    wrong = ring.judge(7, SIGNED, kept, b"no")
    assert wrong is not None
    assert wrong.key == "signature.statement_differs"


def test_a_signature_that_is_used_twice_is_named(ring: KeyRing, signer: Signer) -> None:
    """A statement is good once."""
    document = signer.document(STATEMENT)
    assert [found(ring, document) for _ in range(2)] == ["", "signature.replayed"]


def test_what_was_erased_is_no_fault(signer: Signer) -> None:
    """An erased signature says nothing; one whose key was erased nobody can verify any more."""
    ring = KeyRing("world")
    noun = signer.kind.replace("-", "_")
    ring.read(0, act_of(f"{noun}.added", signer.key), None)
    assert (found(ring, None), found(ring, signer.document(STATEMENT))) == ("", "")
    assert (ring.held, ring.unknowable) == (0, 1)


def test_a_passkey_must_be_bound_to_the_same_site() -> None:
    """And its person verified, as when it signed."""
    elsewhere = Authenticator("https://evil.example", "evil.example")
    careless = Authenticator(RELYING.origin, RELYING.id)
    careless.flags &= ~VERIFIED
    for device in (elsewhere, careless):
        signer = person(device)
        ring = KeyRing("world")
        signer.register(ring)
        assert found(ring, signer.document(STATEMENT)) == "signature.wrong"
