"""Signed notes (c2sp.org/signed-note): a text, an empty line, and signature lines below it.

    — <key name> <base64 of: key id (4 bytes) ‖ signature>

Only one spelling of a note is accepted, and its length is checked before anything is read.
"""

import base64
import binascii
import enum
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from jisr.errors import (
    FormatMalformed,
    InputTooLarge,
    ProofInvalid,
    ValueMalformed,
    to_translate,
)

NOTE_BYTES_MAX = 131_072
"""Room for a signature of each member bureau; nothing longer is read."""
SIGNATURES_MAX = 256
"""More than the members of any network; the format asks for at least 16."""
NAME_BYTES_MAX = 255
KEY_ID_BYTES = 4
PUBLIC_KEY_BYTES = 32
SIGNATURE_BYTES = 64
TIMESTAMP_BYTES = 8
COSIGNATURE_TAG = "cosignature/v1"

_MARK = "— "
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")


class KeyKind(enum.IntEnum):
    """What a key signs; the number is the signature type of the C2SP formats."""

    LOG = 1
    """Ed25519 over the note's text."""
    WITNESS = 4
    """Ed25519 over the time and the note's text (c2sp.org/tlog-cosignature)."""


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key under a name, for one kind of signature.

    Raises:
        ValueMalformed: the name cannot stand in a note, or the key is not 32 bytes long.
    """

    name: str
    kind: KeyKind
    public: bytes

    def __post_init__(self) -> None:
        if not is_key_name(self.name):
            raise ValueMalformed(
                field=to_translate("key name"), why=to_translate("no space, no plus, not empty")
            )
        if len(self.public) != PUBLIC_KEY_BYTES:
            raise ValueMalformed(
                field=to_translate("public key"), why=to_translate("it must have 32 bytes")
            )

    @property
    def key_id(self) -> bytes:
        """The four bytes that name this key in a signature line."""
        named = self.name.encode() + b"\n" + bytes([self.kind]) + self.public
        return hashlib.sha256(named).digest()[:KEY_ID_BYTES]

    def __str__(self) -> str:
        """Return the published form (vkey): `name+key id+base64`."""
        material = base64.b64encode(bytes([self.kind]) + self.public).decode()
        return f"{self.name}+{self.key_id.hex()}+{material}"


def is_key_name(name: str) -> bool:
    """Return whether the name can stand in a signature line."""
    try:
        fits = 1 <= len(name.encode()) <= NAME_BYTES_MAX
    except UnicodeEncodeError:
        return False
    return fits and "+" not in name and not any(each.isspace() or each < " " for each in name)


def parse_key(text: str) -> VerifierKey:
    """Return the key in its published form; any other spelling raises `ValueMalformed`."""
    name, _, rest = text.partition("+")
    material = _decode(rest.partition("+")[2])
    try:
        key = VerifierKey(name, KeyKind(material[0]), material[1:])
    except (IndexError, ValueError) as error:
        raise _malformed_key() from error
    if str(key) != text:
        raise _malformed_key()
    return key


def _malformed_key() -> ValueMalformed:
    return ValueMalformed(
        field=to_translate("public key"), why=to_translate("it is not a known verifier key")
    )


class Signer(Protocol):
    """What signs notes: a name and an Ed25519 key."""

    @property
    def name(self) -> str:
        """The key's name in signature lines."""

    @property
    def public(self) -> bytes:
        """The 32 bytes of the public key."""

    def sign(self, message: bytes) -> bytes:
        """Return the Ed25519 signature of the message."""


@dataclass(frozen=True, slots=True)
class NoteSignature:
    """One signature line; what `signature` holds depends on the kind of key."""

    name: str
    key_id: bytes
    signature: bytes

    def __str__(self) -> str:
        encoded = base64.b64encode(self.key_id + self.signature).decode()
        return f"{_MARK}{self.name} {encoded}\n"


@dataclass(frozen=True, slots=True)
class Note:
    """A text, ending in a newline, with its signatures."""

    text: str
    signatures: tuple[NoteSignature, ...]

    def __str__(self) -> str:
        return self.text + "\n" + "".join(map(str, self.signatures))

    def signed_by(self, key: VerifierKey) -> bool:
        """Return whether this key signed the text.

        Raises:
            ProofInvalid: a line claims to be of this key, but its signature is wrong.
        """
        claimed = [each for each in self.signatures if _is_of(each, key)]
        for each in claimed:
            if not _verifies(key, self.text, each.signature):
                raise ProofInvalid(why=to_translate("a signature is wrong"), key=key.name)
        return bool(claimed)


def parse_note(encoded: bytes) -> Note:
    """Return the note that the bytes spell.

    Raises:
        InputTooLarge: there are more bytes or signatures than the ceilings allow.
        FormatMalformed: the bytes are no signed note in its one spelling.
    """
    if len(encoded) > NOTE_BYTES_MAX:
        raise InputTooLarge(field=to_translate("signed note"), limit=NOTE_BYTES_MAX)
    try:
        whole = encoded.decode()
    except UnicodeDecodeError as error:
        raise malformed_note(to_translate("it is not UTF-8")) from error
    text, _, block = whole.rpartition("\n\n")
    if not text or not block.endswith("\n") or _CONTROL.search(whole):
        raise malformed_note(to_translate("it has no text, no signature or a control character"))
    lines = block.removesuffix("\n").split("\n")
    if len(lines) > SIGNATURES_MAX:
        raise InputTooLarge(field=to_translate("signatures"), limit=SIGNATURES_MAX)
    return Note(text + "\n", tuple(map(_parse_signature, lines)))


def _parse_signature(line: str) -> NoteSignature:
    name, _, encoded = line.removeprefix(_MARK).partition(" ")
    blob = _decode(encoded)
    parsed = NoteSignature(name, blob[:KEY_ID_BYTES], blob[KEY_ID_BYTES:])
    if not is_key_name(name) or not parsed.signature or str(parsed) != line + "\n":
        raise malformed_note(to_translate("a signature line is not in its form"))
    return parsed


def malformed_note(why: str) -> FormatMalformed:
    """Return the error for a signed note in another spelling."""
    return FormatMalformed(thing=to_translate("signed note"), why=why)


def sign_note(text: str, signers: Sequence[Signer]) -> Note:
    """Return the text signed by each signer as a log."""
    return Note(text, tuple(_log_signature(text, signer) for signer in signers))


def _log_signature(text: str, signer: Signer) -> NoteSignature:
    key = VerifierKey(signer.name, KeyKind.LOG, signer.public)
    return NoteSignature(key.name, key.key_id, signer.sign(text.encode()))


def cosign_note(note: Note, signer: Signer, *, time_seconds: int) -> Note:
    """Return the note with a witness's signature added.

    Args:
        note: what the witness has found consistent with all that it saw before.
        signer: the witness.
        time_seconds: when it signs, in seconds since 1970 (POSIX).
    """
    key = VerifierKey(signer.name, KeyKind.WITNESS, signer.public)
    signature = signer.sign(_cosigned_message(note.text, time_seconds))
    stamped = time_seconds.to_bytes(TIMESTAMP_BYTES, "big") + signature
    return Note(note.text, (*note.signatures, NoteSignature(key.name, key.key_id, stamped)))


def _cosigned_message(text: str, time_seconds: int) -> bytes:
    return f"{COSIGNATURE_TAG}\ntime {time_seconds}\n{text}".encode()


def _is_of(signature: NoteSignature, key: VerifierKey) -> bool:
    return signature.name == key.name and signature.key_id == key.key_id


def _verifies(key: VerifierKey, text: str, blob: bytes) -> bool:
    message, signature = text.encode(), blob
    if key.kind is KeyKind.WITNESS:
        stamp, signature = blob[:TIMESTAMP_BYTES], blob[TIMESTAMP_BYTES:]
        message = _cosigned_message(text, int.from_bytes(stamp, "big"))
    if len(signature) != SIGNATURE_BYTES:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def _decode(encoded: str) -> bytes:
    """Return the bytes, or none when the text is not base64 at all."""
    try:
        return base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        return b""
