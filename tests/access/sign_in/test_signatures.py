"""Promises about what an officer signs with its own key."""

import dataclasses
import hashlib

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from authenticator import PRESENT, Authenticator, encoded
from jisr.access.sign_in import ceremonies, signatures
from jisr.access.sign_in.origins import Relying
from jisr.access.sign_in.signatures import Statement, challenge_of, statement_bytes, verify

RELYING = Relying("jisr.example", "https://jisr.example")
STATEMENT = Statement(
    network="world",
    bureau="MAR",
    officer="amal@mar",
    method="POST",
    path="/v1/records",
    content=signatures.content_of(b"{}"),
    version="",
    time="2026-11-21T09:00:00.000Z",
    nonce="0" * 32,
)
FIELDS = [each.name for each in dataclasses.fields(Statement)]


def device_and_public() -> tuple[Authenticator, bytes]:
    """Return a device with a passkey, and its public key."""
    device = Authenticator(RELYING.origin, RELYING.id)
    options = ceremonies.creation_options(RELYING, "world", "amal@mar", bytes(32), [])
    made = ceremonies.read_made(RELYING, bytes(32), device.make(options))
    return device, made.public


def options_of(statement: Statement) -> dict[str, str]:
    """Return what the browser is asked to sign."""
    return {"challenge": encoded(challenge_of(statement))}


def test_the_bytes_of_a_statement_are_these() -> None:
    """They are frozen: what was signed once is verified for ever."""
    assert statement_bytes(STATEMENT) == (
        b"jisr-statement/v1\n"
        b'{"bureau":"MAR","content":"44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"'
        b',"method":"POST","network":"world","nonce":"00000000000000000000000000000000",'
        b'"officer":"amal@mar","path":"/v1/records","time":"2026-11-21T09:00:00.000Z","version":""}'
    )
    assert challenge_of(STATEMENT) == hashlib.sha256(statement_bytes(STATEMENT)).digest()


def test_a_passkeys_signature_is_verified_offline() -> None:
    """With the statement, the assertion and the public key alone, also many uses later."""
    device, public = device_and_public()
    for _ in range(3):
        assertion = device.use(options_of(STATEMENT))
        assert verify(STATEMENT, assertion, public, RELYING)
        assert verify(STATEMENT, ceremonies.essential(assertion), public, RELYING)


@given(name=st.sampled_from(FIELDS), value=st.text(max_size=20))
def test_no_other_statement_was_signed(name: str, value: str) -> None:
    """Whatever field differs, the signature does not hold; nor do two statements sound alike."""
    other = dataclasses.replace(STATEMENT, **{name: value})
    same = other == STATEMENT
    private = Ed25519PrivateKey.from_private_bytes(bytes(32))
    public = private.public_key().public_bytes_raw()
    signed = signatures.sign(STATEMENT, private)
    if "\x00" not in value:
        assert signatures.verify_machine(other, signed, public) == same


def test_a_passkeys_signature_over_another_statement_is_refused() -> None:
    """Or by another key, on another page, for another party, without verifying the person."""
    device, public = device_and_public()
    good = device.use(options_of(STATEMENT))
    other = dataclasses.replace(STATEMENT, path="/v1/records/x")
    stranger, strange = device_and_public()
    hasty = dataclasses.replace(device, flags=PRESENT)
    attempts = [
        verify(other, good, public, RELYING),
        verify(STATEMENT, good, strange, RELYING),
        verify(STATEMENT, stranger.use(options_of(STATEMENT)), public, RELYING),
        verify(STATEMENT, good, public, Relying("jisr.example", "https://evil.example")),
        verify(STATEMENT, good, public, Relying("evil.example", RELYING.origin)),
        verify(STATEMENT, hasty.use(options_of(STATEMENT)), public, RELYING),
        verify(STATEMENT, {}, public, RELYING),
    ]
    assert attempts == [False] * 7


@pytest.mark.parametrize("text", ["", "x", "AAAA", "é"])
def test_what_is_no_signature_is_refused(text: str) -> None:
    """Nothing is raised by it."""
    assert not signatures.verify_machine(STATEMENT, text, bytes(32))
