"""Promises of what a hall key signs at its registration."""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from jisr.assembly.sessions import keys
from jisr.assembly.sessions.model import KeyUse
from jisr.errors import ValueMalformed

PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(32))
PUBLIC = keys.write_bytes(PRIVATE.public_key().public_bytes_raw())


def test_statement_is_these_bytes() -> None:
    """Another program writes it from the format alone."""
    told = keys.registration_bytes("world", 93, "a@fra", KeyUse.TRUSTEE, "AA", "BB")
    assert told == (
        b"jisr-hall-key/v1\n"
        b'{"network":"world","officer":"a@fra","public":"AA","sealing":"BB","session":93,'
        b'"use":"trustee"}'
    )


def test_only_its_own_signature_holds() -> None:
    """Not over other bytes, not by another key, not what is no signature or no key."""
    signature = keys.write_bytes(PRIVATE.sign(b"said"))
    other = keys.write_bytes(Ed25519PrivateKey.generate().public_key().public_bytes_raw())
    assert keys.holds(PUBLIC, b"said", signature)
    assert not keys.holds(PUBLIC, b"unsaid", signature)
    assert not keys.holds(other, b"said", signature)
    assert not keys.holds(PUBLIC, b"said", "AAAA")
    assert not keys.holds("AAAA", b"said", signature)


@given(st.binary(min_size=32, max_size=32))
def test_bytes_have_one_spelling(content: bytes) -> None:
    """What is written is read, and the padded spelling of the same bytes is refused."""
    text = keys.write_bytes(content)
    assert keys.read_bytes("key", text, 32) == content
    for other in (f"{text}=", base64.b64encode(content).decode(), f"{text} "):
        with pytest.raises(ValueMalformed):
            keys.read_bytes("key", other, 32)


@pytest.mark.parametrize("text", ["", "AA", "é" * 43, "A" * 42 + "B", "A" * 44])
def test_other_lengths_and_spellings_are_refused(text: str) -> None:
    """Thirty-two bytes, no more and no less, without stray bits at the end."""
    with pytest.raises(ValueMalformed):
        keys.read_bytes("key", text, 32)
