"""The token of a command comes from the environment, never from an option."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from jisr.client.calling import TOKEN_BYTES_MAX, called, sign_of, token_of
from jisr.client.signing import MachineKey
from jisr.errors import FileUnreadable, HubTokenMissing
from jisr.kit.console import Session
from jisr.kit.db import Database
from jisr.kit.words import Words
from jisr.settings import Settings


def test_token_stands_in_the_environment_or_in_a_file(tmp_path: Path) -> None:
    """The variable goes before the file; white space around is nothing."""
    path = tmp_path / "token"
    path.write_text(" from-file \n", encoding="ascii")
    both = {"JISR_TOKEN": "given\n", "JISR_TOKEN_FILE": str(path)}
    assert token_of(both) == "given"
    assert token_of({"JISR_TOKEN_FILE": str(path)}) == "from-file"


def test_without_a_token_nothing_is_asked(tmp_path: Path) -> None:
    """Neither variable, or a file with nothing in it."""
    (tmp_path / "empty").touch()
    for environment in ({}, {"JISR_TOKEN": " "}, {"JISR_TOKEN_FILE": str(tmp_path / "empty")}):
        with pytest.raises(HubTokenMissing):
            token_of(environment)


def test_file_that_holds_no_token_is_refused(tmp_path: Path) -> None:
    """A file that is not there, and one that is not text."""
    (tmp_path / "binary").write_bytes(b"\xff" * 10)
    for name in ("nowhere", "binary"):
        with pytest.raises(FileUnreadable):
            token_of({"JISR_TOKEN_FILE": str(tmp_path / name)})


def test_long_file_is_not_read_to_its_end(tmp_path: Path) -> None:
    """What is longer than any token is cut: the hub will refuse it."""
    path = tmp_path / "long"
    path.write_bytes(b"a" * 100_000)
    assert len(token_of({"JISR_TOKEN_FILE": str(path)})) == TOKEN_BYTES_MAX


def test_signing_key_stands_in_a_file(tmp_path: Path) -> None:
    """Where none is named nothing is signed; a file that is not there is refused."""
    path = tmp_path / "key.pem"
    private = Ed25519PrivateKey.generate()
    path.write_bytes(
        private.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    sign = sign_of({"JISR_SIGNING_KEY_FILE": str(path)})
    assert isinstance(sign, MachineKey)
    assert sign.id == MachineKey(private).id
    assert sign_of({}) is None
    with pytest.raises(FileUnreadable):
        sign_of({"JISR_SIGNING_KEY_FILE": str(tmp_path / "nowhere")})


def test_session_names_the_hub(tmp_path: Path) -> None:
    """Without a token in the environment the session's hub is not asked."""
    session = Session(tmp_path, Database("sqlite://"), Settings(), Words("en"), "")
    with pytest.raises(HubTokenMissing), called(session):
        pass
