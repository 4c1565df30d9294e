"""The log's signing key: one file that only its owner may read, never in the database.

The file is never in a backup: a restored key beside a restored database could sign a fork.
"""

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from jisr.errors import (
    AlreadyExists,
    FileUnreadable,
    KeyExposed,
    ValueMalformed,
    to_translate,
)
from jisr.ledger.note import KeyKind, VerifierKey, is_key_name

KEY_FILE = "ledger.key"
"""Its name in a data directory."""
KEY_FILE_BYTES_MAX = 4_096
"""An Ed25519 key in PEM has 119 bytes."""
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True, slots=True)
class SigningKey:
    """An Ed25519 key under the name that stands in its signature lines.

    Raises:
        ValueMalformed: the name cannot stand in a signature line.
    """

    name: str
    private: Ed25519PrivateKey

    def __post_init__(self) -> None:
        if not is_key_name(self.name):
            raise ValueMalformed(
                field=to_translate("key name"), why=to_translate("no space, no plus, not empty")
            )

    @classmethod
    def generate(cls, name: str) -> Self:
        """Return a new random key."""
        return cls(name, Ed25519PrivateKey.generate())

    @property
    def public(self) -> bytes:
        """The 32 bytes of the public key."""
        return self.private.public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        """Return the Ed25519 signature of the message."""
        return self.private.sign(message)

    def published(self, kind: KeyKind = KeyKind.LOG) -> VerifierKey:
        """Return the public key for one kind of signature; `str()` of it is what is published."""
        return VerifierKey(self.name, kind, self.public)


def create_key(path: Path, name: str) -> SigningKey:
    """Make a new key and write it to a new file that only its owner may read.

    Raises:
        AlreadyExists: there is a file already; a key is never overwritten.
        FileUnreadable: the file cannot be made there.
    """
    key = SigningKey.generate(name)
    pem = key.private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    except FileExistsError as error:
        raise AlreadyExists(thing=to_translate("key file")) from error
    except OSError as error:
        raise FileUnreadable(path=path) from error
    with os.fdopen(descriptor, "wb") as file:
        file.write(pem)
        file.flush()
        os.fsync(descriptor)
    return key


def load_key(path: Path, name: str) -> SigningKey:
    """Read a key from its file.

    Raises:
        FileUnreadable: there is no such file, or it is a link or not a plain file.
        KeyExposed: others than the file's owner may read or write it.
        ValueMalformed: it holds no Ed25519 key in PEM.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        raise FileUnreadable(path=path) from error
    try:
        mode = os.fstat(descriptor).st_mode
        if not stat.S_ISREG(mode):
            raise FileUnreadable(path=path)
        if mode & _OTHERS:
            raise KeyExposed(path=path)
        pem = os.read(descriptor, KEY_FILE_BYTES_MAX)
    finally:
        os.close(descriptor)
    try:
        private = serialization.load_pem_private_key(pem, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise _not_a_key() from error
    if not isinstance(private, Ed25519PrivateKey):
        raise _not_a_key()
    return SigningKey(name, private)


def _not_a_key() -> ValueMalformed:
    return ValueMalformed(
        field=to_translate("key file"), why=to_translate("it holds no Ed25519 key in PEM")
    )
