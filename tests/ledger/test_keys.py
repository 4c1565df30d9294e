"""The signing key's file."""

import os
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519

from jisr.errors import AlreadyExists, FileUnreadable, JisrError, KeyExposed, ValueMalformed
from jisr.ledger.keys import SigningKey, create_key, load_key
from jisr.ledger.note import KeyKind, parse_key, sign_note


def test_created_key_is_loaded_again(tmp_path: Path) -> None:
    """What the new key signs, the loaded key's published half verifies."""
    created = create_key(tmp_path / "log.pem", "jisr.example/net")
    loaded = load_key(tmp_path / "log.pem", "jisr.example/net")
    assert loaded.published() == created.published()
    assert sign_note("text\n", [created]).signed_by(parse_key(str(loaded.published())))


def test_only_the_owner_may_read_the_file(tmp_path: Path) -> None:
    """The file is private from its first moment, whatever the process allows by habit."""
    habit = os.umask(0)
    try:
        create_key(tmp_path / "log.pem", "net")
    finally:
        os.umask(habit)
    assert (tmp_path / "log.pem").stat().st_mode & 0o777 == 0o600


def test_key_is_never_overwritten(tmp_path: Path) -> None:
    """Where a file is, no new key is written."""
    path = tmp_path / "log.pem"
    create_key(path, "net")
    before = path.read_bytes()
    with pytest.raises(AlreadyExists):
        create_key(path, "net")
    assert path.read_bytes() == before


def test_key_is_not_written_through_a_link(tmp_path: Path) -> None:
    """A link that someone put there beforehand is not followed."""
    (tmp_path / "log.pem").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(AlreadyExists):
        create_key(tmp_path / "log.pem", "net")
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o602, 0o601, 0o777])
def test_key_that_others_may_touch_is_refused(tmp_path: Path, mode: int) -> None:
    """A key that others could read or replace is not used."""
    path = tmp_path / "log.pem"
    create_key(path, "net")
    path.chmod(mode)
    with pytest.raises(KeyExposed) as refusal:
        load_key(path, "net")
    assert refusal.value.details == {"path": path}


def no_file(_path: Path) -> None:
    """Leave the place empty."""


def folder(path: Path) -> None:
    """Put a directory there."""
    path.mkdir(mode=0o700)


def pipe(path: Path) -> None:
    """Put a pipe there, which would be waited for."""
    os.mkfifo(path, 0o600)


def link(path: Path) -> None:
    """Put a link to a good key there."""
    create_key(path.with_name("good.pem"), "net")
    path.symlink_to("good.pem")


@pytest.mark.parametrize("put", [no_file, folder, pipe, link])
def test_what_is_no_plain_file_is_refused(tmp_path: Path, put: object) -> None:
    """Only a plain file is read as a key."""
    assert callable(put)
    put(tmp_path / "log.pem")
    with pytest.raises(FileUnreadable):
        load_key(tmp_path / "log.pem", "net")


def pem(private: ed25519.Ed25519PrivateKey | ec.EllipticCurvePrivateKey, password: str) -> bytes:
    """A private key as a file holds it, encrypted if there is a password."""
    return private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(password.encode())
        if password
        else serialization.NoEncryption(),
    )


NO_KEYS = {
    "nothing": b"",
    "words": b"secret",
    "another kind of key": pem(ec.generate_private_key(ec.SECP256R1()), ""),
    "an encrypted key": pem(ed25519.Ed25519PrivateKey.generate(), "password"),
    "a public key": ed25519.Ed25519PrivateKey.generate()
    .public_key()
    .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo),
    "half a key": pem(ed25519.Ed25519PrivateKey.generate(), "")[:80],
    "a key after too many bytes": b" " * 5_000 + pem(ed25519.Ed25519PrivateKey.generate(), ""),
}


@pytest.mark.parametrize("name", NO_KEYS)
def test_what_holds_no_key_is_refused(tmp_path: Path, name: str) -> None:
    """Only an Ed25519 key in PEM is a key."""
    path = tmp_path / "log.pem"
    path.write_bytes(NO_KEYS[name])
    path.chmod(0o600)
    with pytest.raises(ValueMalformed):
        load_key(path, "net")


def test_key_whose_folder_is_missing_is_refused(tmp_path: Path) -> None:
    """A key cannot be made where there is no folder."""
    with pytest.raises(FileUnreadable):
        create_key(tmp_path / "nowhere" / "log.pem", "net")


@pytest.mark.parametrize("name", ["", "two words", "a+b", "line\n"])
def test_name_that_cannot_stand_in_a_note_is_refused(tmp_path: Path, name: str) -> None:
    """A key has a name that its signature lines can carry; no file is made otherwise."""
    with pytest.raises(JisrError):
        create_key(tmp_path / "log.pem", name)
    assert not (tmp_path / "log.pem").exists()


def test_one_key_has_another_id_as_a_witness() -> None:
    """The same key is told apart by what it signs."""
    key = SigningKey.generate("net")
    log, witness = key.published(), key.published(KeyKind.WITNESS)
    assert log.public == witness.public
    assert log.key_id != witness.key_id
