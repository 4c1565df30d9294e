"""What a hall key signs to show that its holder has it, and whether it did. Pure.

A machine that holds a key writes the same bytes and signs them; the hub only verifies.
"""

import base64
import binascii

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from jisr.assembly.sessions.model import KeyUse
from jisr.errors import ValueMalformed, to_translate
from jisr.ledger.canonical import JsonValue, canonical_bytes

REGISTRATION_TAG = b"jisr-hall-key/v1\n"
KEY_BYTES = 32
SIGNATURE_BYTES = 64


def registration_bytes(  # noqa: PLR0913, PLR0917  each is one field of the statement
    network: str, session: int, officer: str, use: KeyUse, public: str, sealing: str
) -> bytes:
    """Return what the key signs at its registration: a proof fits no other place or person."""
    fields: dict[str, JsonValue] = {
        "network": network,
        "session": session,
        "officer": officer,
        "use": use.value,
        "public": public,
        "sealing": sealing,
    }
    return REGISTRATION_TAG + canonical_bytes(fields)


def holds(public: str, message: bytes, signature: str) -> bool:
    """Return whether the signature (base64url) over the message is the key's."""
    try:
        key = Ed25519PublicKey.from_public_bytes(read_bytes("key", public, KEY_BYTES))
        key.verify(read_bytes("signature", signature, SIGNATURE_BYTES), message)
    except (InvalidSignature, ValueError, ValueMalformed):
        return False
    return True


def read_bytes(field: str, text: str, length: int) -> bytes:
    """Return the bytes that base64url without padding spells, in its one spelling.

    Raises:
        ValueMalformed: it spells another number of bytes, or is spelled otherwise.
    """
    try:
        found = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (ValueError, binascii.Error):
        found = b""
    if len(found) != length or write_bytes(found) != text:
        raise ValueMalformed(field=field, why=to_translate("write it as base64url without padding"))
    return found


def write_bytes(content: bytes) -> str:
    """Return the bytes as base64url without padding."""
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
