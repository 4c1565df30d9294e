"""The checkpoint lock."""

import threading
from pathlib import Path

import pytest

from jisr.errors import LedgerReadOnly, StorageBusy, Unavailable
from jisr.ledger.checkpoint import Checkpoint
from jisr.ledger.lock import CheckpointLock
from jisr.ledger.tree import EMPTY_ROOT

TREE = Checkpoint("jisr.example/net", 5, bytes(range(32)))


def test_lock_names_what_was_written_last(tmp_path: Path) -> None:
    """Reading gives back what was written; before that there is none."""
    lock = CheckpointLock(tmp_path / "checkpoint.lock")
    assert lock.read() is None
    for tree in (Checkpoint("jisr.example/net", 0, EMPTY_ROOT), TREE):
        lock.write(tree)
        assert lock.read() == tree
    assert (tmp_path / "checkpoint.lock").read_text() == TREE.text


def test_lock_is_replaced_whole(tmp_path: Path) -> None:
    """What a crash left of an unfinished write neither counts nor hinders."""
    lock = CheckpointLock(tmp_path / "checkpoint.lock")
    (tmp_path / "checkpoint.lock.new").write_bytes(b"half a li")
    assert lock.read() is None
    lock.write(TREE)
    assert lock.read() == TREE
    assert sorted(path.name for path in tmp_path.iterdir()) == ["checkpoint.lock"]


@pytest.mark.parametrize(
    "content",
    [b"", b"words", TREE.text.encode()[:-1], TREE.text.encode() * 20, b"\xff"],
    ids=["nothing", "words", "cut short", "too long", "not UTF-8"],
)
def test_spoilt_lock_is_no_lock(tmp_path: Path, content: bytes) -> None:
    """A file that cannot be read as a lock makes the ledger read-only; it is never ignored."""
    path = tmp_path / "checkpoint.lock"
    path.write_bytes(content)
    with pytest.raises(LedgerReadOnly):
        CheckpointLock(path).read()


def test_lock_in_a_missing_folder_is_unavailable(tmp_path: Path) -> None:
    """Where the lock cannot be written, nothing goes on."""
    lock = CheckpointLock(tmp_path / "nowhere" / "checkpoint.lock")
    with pytest.raises(Unavailable):
        lock.write(TREE)
    with pytest.raises(Unavailable), lock.held():
        pass


def test_one_holder_at_a_time(tmp_path: Path) -> None:
    """Who comes second waits, and is told after its time; the hold ends with its block."""
    lock = CheckpointLock(tmp_path / "checkpoint.lock")
    with lock.held(), pytest.raises(StorageBusy), lock.held(wait_seconds_max=0.02):
        pass
    with lock.held(wait_seconds_max=0.0):
        pass


def test_waiting_holder_gets_its_turn(tmp_path: Path) -> None:
    """Work of several holders never overlaps, and none is left out."""
    lock = CheckpointLock(tmp_path / "checkpoint.lock")
    inside: list[int] = []
    most: list[int] = []

    def work() -> None:
        with lock.held():
            inside.append(1)
            most.append(len(inside))
            inside.pop()

    workers = [threading.Thread(target=work) for _ in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert most == [1] * 8
