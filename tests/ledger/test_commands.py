"""Promises of `jisr ledger`; its journeys through the program are in tests/app/test_cli.py."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from jisr.errors import FileUnreadable, FormatMalformed, InputTooLarge, ValueMalformed
from jisr.ledger.bundle import BUNDLE_BYTES_MAX, ProofBundle
from jisr.ledger.checkpoint import Checkpoint, sign_checkpoint
from jisr.ledger.commands import judge_bundle, read_bounded
from jisr.ledger.entry import Act, make_entry
from jisr.ledger.finding import Weight
from jisr.ledger.keys import SigningKey
from jisr.ledger.tree import leaf_hash

LOG = SigningKey("world", Ed25519PrivateKey.from_private_bytes(b"\1" * 32))
STRANGER = SigningKey("world", Ed25519PrivateKey.from_private_bytes(b"\2" * 32))
ACT = Act("2026-11-21T09:00:00.001Z", "MAR", "head@mar", "record.added", "1e" * 16, "warn", "all")


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """The proof of the only entry of a log."""
    entry = make_entry(ACT, {"name": "نور"}, version=1)
    header = entry.header("world").encode()
    note = sign_checkpoint(Checkpoint("world", 1, leaf_hash(header)), LOG)
    proof = ProofBundle(
        checkpoint=str(note),
        index=0,
        inclusion=(),
        header=header,
        act=entry.act,
        act_salt=entry.act_salt,
        document=entry.document,
        document_salt=entry.document_salt,
    )
    path = tmp_path / "proof.json"
    path.write_bytes(proof.encode())
    return path


def test_bundle_proves_its_entry_under_the_right_key(bundle: Path) -> None:
    """With the log's key nothing is broken; with another key the checkpoint is."""
    right = {each.weight for each in judge_bundle(bundle, str(LOG.published()))}
    wrong = [each.key for each in judge_bundle(bundle, str(STRANGER.published()))]
    assert (Weight.BROKEN in right, wrong) == (False, ["checkpoint.wrong"])


def test_key_in_another_spelling_is_refused(bundle: Path) -> None:
    """A key is read only in its published form."""
    with pytest.raises(ValueMalformed):
        judge_bundle(bundle, str(LOG.published()) + " ")


def test_other_files_are_no_bundles(tmp_path: Path) -> None:
    """A missing, foreign or endless file is refused before it is believed."""
    (tmp_path / "foreign").write_bytes(b"{}")
    (tmp_path / "endless").write_bytes(b"1" * (BUNDLE_BYTES_MAX + 1))
    key = str(LOG.published())
    with pytest.raises(FileUnreadable):
        judge_bundle(tmp_path / "missing", key)
    with pytest.raises(FormatMalformed):
        judge_bundle(tmp_path / "foreign", key)
    with pytest.raises(InputTooLarge):
        judge_bundle(tmp_path / "endless", key)


def test_file_is_read_up_to_its_ceiling(tmp_path: Path) -> None:
    """Never more than one byte beyond the ceiling is read."""
    path = tmp_path / "long"
    path.write_bytes(b"x" * 100)
    assert read_bounded(path, 10) == b"x" * 11
