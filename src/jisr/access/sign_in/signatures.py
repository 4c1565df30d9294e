"""What an officer signs with its own key, and whether the signature holds. Pure: also offline.

A statement says which change the officer asks of which hub. A person's passkey signs a WebAuthn
challenge that is the SHA-256 of the statement's canonical bytes; a machine's Ed25519 key signs the
bytes themselves. With the statement, the signature and the public key, which stand in the ledger,
anyone verifies it without the hub.
"""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from jisr.access.sign_in import ceremonies
from jisr.access.sign_in.origins import Relying
from jisr.errors import CredentialRefused
from jisr.ledger.canonical import canonical_bytes

STATEMENT_TAG = b"jisr-statement/v1\n"
"""What is signed begins with it, so that no signature over anything else can be meant."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One change that an officer asks for.

    `content` is the SHA-256 (hex) of what is written, `version` the If-Match of the request (empty
    where there is none), `nonce` a random id of the hub: the statement is good once.
    """

    network: str
    bureau: str
    officer: str
    method: str
    path: str
    content: str
    version: str
    time: str
    nonce: str


def statement_bytes(statement: Statement) -> bytes:
    """Return a statement in its one spelling."""
    return STATEMENT_TAG + canonical_bytes(asdict(statement))


def challenge_of(statement: Statement) -> bytes:
    """Return the WebAuthn challenge that a passkey signs."""
    return hashlib.sha256(statement_bytes(statement)).digest()


def content_of(content: bytes) -> str:
    """Return what a statement says of the bytes that are written."""
    return hashlib.sha256(content).hexdigest()


def verify(
    statement: Statement, assertion: Mapping[str, Any], public: bytes, relying: Relying
) -> bool:
    """Return whether a passkey signed this statement on a page of this origin.

    `assertion` is what the browser gave (`PublicKeyCredential.toJSON()`), `public` the COSE key.
    """
    try:
        ceremonies.read_use(relying, challenge_of(statement), assertion, public, 0)
    except CredentialRefused:
        return False
    return True


def sign(statement: Statement, private: Ed25519PrivateKey) -> str:
    """Return the signature (base64url) of a machine's key over a statement."""
    return base64.urlsafe_b64encode(private.sign(statement_bytes(statement))).decode()


def verify_machine(statement: Statement, signature: str, public: bytes) -> bool:
    """Return whether a machine's key signed this statement; `public` has 32 bytes."""
    try:
        given = base64.urlsafe_b64decode(signature)
        Ed25519PublicKey.from_public_bytes(public).verify(given, statement_bytes(statement))
    except (InvalidSignature, ValueError):
        return False
    return True
