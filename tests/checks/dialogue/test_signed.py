"""What the sides of a hit signed is compared with what they are sealed to have said."""

import dataclasses
import datetime
import json
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from hit_bodies import asked_of
from jisr.access.sign_in import assertions, signatures
from jisr.access.sign_in.keyring import KeyRing
from jisr.access.sign_in.signatures import Statement as ToSign
from jisr.checks.dialogue import documents
from jisr.checks.dialogue.model import (
    BY_HUB_SESSION,
    Dialogue,
    Saying,
    Side,
    Signature,
    SignatureKind,
    Statement,
    Word,
)
from jisr.checks.dialogue.signed import HitSignatures, kept_in
from jisr.kit.clock import instant_text
from jisr.ledger.entry import Act
from ticking import START

OFFICER = "officer@afripol"
DIALOGUE = asked_of(version=3)
SAYING = Saying(Word.ANSWERED, "confirmed", "it is")
PRIVATE = Ed25519PrivateKey.generate()
PUBLIC = PRIVATE.public_key().public_bytes_raw()
KEY = assertions.thumbprint(PUBLIC)


def act_of(verb: str, subject: str, officer: str, bureau: str = "AFRIPOL") -> Act:
    """Return an act of today."""
    return Act(
        instant_text(START), bureau, officer, verb, subject, "border-management", "oversight"
    )


def statement_of(signature: Signature, dialogue: Dialogue = DIALOGUE) -> Statement:
    """Return what the owner answered."""
    return Statement(
        dialogue.version,
        SAYING.word,
        Side.OWNER,
        "AFRIPOL",
        OFFICER,
        START,
        SAYING.code,
        SAYING.text,
        signature=signature,
    )


def signed_by(message: bytes) -> Signature:
    """Return the key's signature over a message."""
    asked = ToSign(
        network="world",
        bureau="AFRIPOL",
        officer=OFFICER,
        method="POST",
        path=f"/v1/hits/{DIALOGUE.id}/answer",
        content=signatures.content_of(message),
        version='"2"',
        time=instant_text(START),
        nonce="n" * 32,
    )
    value = {"statement": dataclasses.asdict(asked), "signature": signatures.sign(asked, PRIVATE)}
    return Signature(SignatureKind.MACHINE_KEY, KEY, json.dumps(value))


HONEST = signed_by(documents.statement_bytes(DIALOGUE.id, 3, "AFRIPOL", SAYING))


@pytest.fixture
def hits() -> HitSignatures:
    """The owner's key is registered."""
    ring = KeyRing("world")
    document = {"officer": OFFICER, "public": assertions.public_text(PUBLIC)}
    ring.read(0, act_of("machine_key.added", KEY, "head@afripol"), document)
    return HitSignatures(ring)


def read(
    hits: HitSignatures, signature: Signature = HONEST, said: Any = ..., spoken: Any = ...
) -> list[tuple[str, object]]:
    """Read both entries of the answer; return what is wrong, and where."""
    statement = statement_of(signature)
    if said is ...:
        said = documents.version_document(DIALOGUE, statement)
    if spoken is ...:
        spoken = documents.spoken_document(DIALOGUE, statement)
    first = hits.read(1, act_of("hit.answered", DIALOGUE.id, "hub"), DIALOGUE.version, said)
    found = list(first)
    if spoken is not None:
        act = act_of("hit_statement.spoken", DIALOGUE.id, OFFICER)
        found += hits.read(2, act, None, spoken)
    return [(each.key, each.details["position"]) for each in found]


def test_an_honest_answer_holds(hits: HitSignatures) -> None:
    """Its signature is over the bytes of what is sealed; without one nothing is claimed."""
    assert read(hits) == []
    assert hits.ring.held == 1
    assert read(hits, BY_HUB_SESSION) == []
    assert (hits.ring.held, list(hits.finish(START + datetime.timedelta(days=1)))) == (1, [])


@pytest.mark.parametrize(
    "changed",
    [{"code": "not-the-same"}, {"text": "it is not"}, {"bureau": "FRA"}, {"word": "outcome"}],
)
def test_an_altered_answer_is_named(hits: HitSignatures, changed: dict[str, str]) -> None:
    """The owner signed something else than is sealed as said."""
    said: Any = documents.version_document(DIALOGUE, statement_of(HONEST))
    said = {**said, "statement": {**said["statement"], **changed}}
    assert read(hits, said=said) == [("signature.statement_differs", 2)]
    assert hits.ring.held == 0


def test_a_signature_over_another_number_is_named(hits: HitSignatures) -> None:
    """It would stand at another place of the dialogue."""
    other = signed_by(documents.statement_bytes(DIALOGUE.id, 4, "AFRIPOL", SAYING))
    assert read(hits, other) == [("signature.statement_differs", 2)]


@pytest.mark.parametrize(
    "signature",
    [
        Signature(SignatureKind.MACHINE_KEY, KEY, ""),
        Signature(SignatureKind.PASSKEY, KEY, "{}"),
        Signature(SignatureKind.HUB_SESSION, KEY, HONEST.value),
    ],
)
def test_a_missing_signature_is_named(hits: HitSignatures, signature: Signature) -> None:
    """Claimed and not there, or there and not claimed."""
    assert read(hits, signature) == [("signature.missing", 2)]


@pytest.mark.parametrize("spoken", [{}, [], "text", {"format": documents.SPOKEN_FORMAT}])
def test_what_is_no_document_holds_no_signature(hits: HitSignatures, spoken: Any) -> None:
    """It is told, not tripped over."""
    assert read(hits, spoken=spoken) == [("signature.missing", 2)]


def test_who_spoke_must_be_sealed(hits: HitSignatures) -> None:
    """At the latest when somebody speaks again; what is a minute old may still be numbered."""
    assert read(hits, spoken=None) == []
    assert list(hits.finish(START + datetime.timedelta(seconds=60))) == []
    (late,) = hits.finish(START + datetime.timedelta(seconds=61))
    assert (late.key, late.details) == ("signature.unspoken", {"position": 1})
    assert read(hits, spoken=None) == [("signature.unspoken", 1)]


def test_who_spoke_of_another_statement_is_named(hits: HitSignatures) -> None:
    """Its word or number is another one's, or nothing was said at all."""
    spoken: Any = documents.spoken_document(DIALOGUE, statement_of(HONEST))
    for changed in ({"number": 2}, {"word": "asked"}):
        assert read(hits, spoken={**spoken, **changed}) == [("signature.statement_differs", 2)]
    act = act_of("hit_statement.spoken", DIALOGUE.id, OFFICER)
    (alone,) = hits.read(9, act, None, spoken)
    assert alone.key == "signature.statement_differs"


def test_the_hub_says_what_nobody_signs(hits: HitSignatures) -> None:
    """A reminder has one entry."""
    statement = dataclasses.replace(statement_of(BY_HUB_SESSION), side=Side.HUB)
    document = documents.version_document(DIALOGUE, statement)
    act = act_of("hit.reminded", DIALOGUE.id, "hub")
    assert list(hits.read(1, act, 3, document)) == []
    assert list(hits.finish(START + datetime.timedelta(days=1))) == []


def test_what_was_erased_is_no_fault(hits: HitSignatures) -> None:
    """Of an erased version the signature is verified alone; with both erased nothing is left."""
    assert read(hits, said=None) == []
    assert hits.ring.held == 1
    act = act_of("hit_statement.spoken", DIALOGUE.id, OFFICER)
    assert read(hits, said=None, spoken=None) == []
    assert list(hits.read(2, act, None, None)) == []
    assert list(hits.finish(START + datetime.timedelta(days=1))) == []


def test_signature_is_found_in_either_document() -> None:
    """Of a change, and of a statement about a hit."""
    spoken = documents.spoken_document(DIALOGUE, statement_of(HONEST))
    changed = {"format": "jisr-signed/v1", "kind": "machine-key", "key": KEY, "value": HONEST.value}
    assert kept_in(spoken) == kept_in(changed)
    assert (kept_in(None), kept_in({"format": "x", "kind": 1, "key": 2, "value": 3})) == (
        None,
        None,
    )
