"""What a caller signs with its own key before it sends a change.

The hub says which statement is to be signed; what is signed is spelled here, so that a hub cannot
have something else signed. The spelling is RFC 8785, after a line that says what it is.
"""

import base64
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import rfc8785
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from jisr.errors import FileUnreadable, ValueMalformed, to_translate

KEY_BYTES_MAX = 4_096
"""More than any Ed25519 key in PEM has."""
_STATEMENT_TAG = b"jisr-statement/v1\n"
_HIT_TAG = b"jisr-hit-statement/v1\n"


class ToSign(msgspec.Struct, frozen=True):
    """A statement of the hub; `options` is what a passkey is asked, nothing for a machine."""

    statement: dict[str, str]
    options: dict[str, Any] | None = None


Sign = Callable[[ToSign], Mapping[str, Any]]
"""Signs a statement: `MachineKey`, or whatever asks a person's passkey for `options`."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a side says about a hit: the word, its code and its text, as they are kept."""

    word: str
    code: str = ""
    text: str = ""


class MachineKey:
    """A machine's own Ed25519 key; its public half is registered with `jisr machine-keys add`."""

    def __init__(self, private: Ed25519PrivateKey) -> None:
        self._private = private
        public = _encoded(private.public_key().public_bytes_raw())
        named = rfc8785.dumps({"crv": "Ed25519", "kty": "OKP", "x": public})
        self.id = _encoded(hashlib.sha256(named).digest())
        """What the key is called (RFC 7638)."""

    def __call__(self, asked: ToSign) -> dict[str, str]:
        """Return the signature over a statement."""
        signature = self._private.sign(statement_bytes(asked.statement))
        return {"key": self.id, "signature": base64.urlsafe_b64encode(signature).decode()}


def read_key(path: Path) -> MachineKey:
    """Return the private key in a PEM file.

    Raises:
        FileUnreadable: the file cannot be opened.
        ValueMalformed: it holds no such key.
    """
    try:
        with path.open("rb") as file:
            pem = file.read(KEY_BYTES_MAX)
    except OSError as error:
        raise FileUnreadable(path=path) from error
    try:
        private = serialization.load_pem_private_key(pem, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise _no_key() from error
    if not isinstance(private, Ed25519PrivateKey):
        raise _no_key()
    return MachineKey(private)


def statement_bytes(statement: Mapping[str, str]) -> bytes:
    """Return what a machine's key signs."""
    return _STATEMENT_TAG + rfc8785.dumps(dict(statement))


def challenge_of(statement: Mapping[str, str]) -> str:
    """Return the WebAuthn challenge that a passkey signs, in base64url."""
    return _encoded(hashlib.sha256(statement_bytes(statement)).digest())


def hit_bytes(hit: str, number: int, bureau: str, said: Said) -> bytes:
    """Return the content that a statement about a hit has; it makes version `number`."""
    return _HIT_TAG + rfc8785.dumps(
        {
            "hit": hit,
            "number": number,
            "bureau": bureau,
            "word": said.word,
            "code": said.code,
            "text": said.text,
            "attachment": "",
        }
    )


def _encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def _no_key() -> ValueMalformed:
    return ValueMalformed(
        field=to_translate("key file"),
        why=to_translate("it holds no Ed25519 private key in PEM"),
    )
