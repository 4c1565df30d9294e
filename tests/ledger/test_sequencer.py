"""The sequencer, and what it does after a crash or a restored backup."""

import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from jisr.errors import LedgerReadOnly, ProofInvalid
from jisr.kit.db import Database, Transaction
from jisr.ledger import log, tree_store
from jisr.ledger.checkpoint import (
    NO_WITNESSES,
    Checkpoint,
    WitnessPolicy,
    open_checkpoint,
    sign_checkpoint,
)
from jisr.ledger.keys import SigningKey
from jisr.ledger.log import Draft
from jisr.ledger.note import KeyKind, cosign_note, parse_note
from jisr.ledger.proof import verify_consistency
from jisr.ledger.sequencer import Grown, Sequencer
from jisr.ledger.tree import EMPTY_ROOT, leaf_hash

NETWORK = "jisr.example/net"
Drafts = Callable[..., list[Draft]]


def state(sequencer: Sequencer) -> tuple[int, int, int, int]:
    """Sizes of log, tree, lock and newest checkpoint, after checking that the roots agree."""
    with sequencer.database.reading() as transaction:
        size = tree_store.tree_size(transaction, NETWORK)
        newest = tree_store.newest_checkpoint(transaction, NETWORK)
        signed = Checkpoint(NETWORK, 0, EMPTY_ROOT) if newest is None else newest.checkpoint
        locked = sequencer.lock.read()
        for known in (locked or signed, signed):
            assert known.root == tree_store.tree_root(transaction, NETWORK, known.size)
        locked_size = -1 if locked is None else locked.size
        return log.next_position(transaction), size, locked_size, signed.size


def seal(sequencer: Sequencer, drafts: list[Draft]) -> list[str]:
    """Seal the drafts in one transaction."""
    return [each.entry_id for each in sequencer.database.in_transaction(log.seal_many, drafts)]


def test_run_numbers_locks_and_signs_what_is_committed(
    sequencer: Sequencer, drafts: Drafts
) -> None:
    """After a run, log, tree, lock and checkpoint are of one size."""
    seal(sequencer, drafts(300))
    assert state(sequencer) == (0, 0, -1, 0)
    sequencer.run()
    assert state(sequencer) == (300, 300, 300, 300)
    seal(sequencer, drafts(1, 300))
    sequencer.run()
    assert state(sequencer) == (301, 301, 301, 301)


def test_leaves_are_the_headers_of_the_entries(sequencer: Sequencer, drafts: Drafts) -> None:
    """The tree holds what each entry's header hashes to, in the order of positions."""
    seal(sequencer, drafts(5))
    sequencer.run()
    with sequencer.database.reading() as transaction:
        entries = log.entries_after(transaction, -1, 10)
        hashes = tree_store.tile_reader(transaction, NETWORK)(0, 0)
    assert hashes == b"".join(leaf_hash(entry.header(NETWORK).encode()) for entry in entries)


def test_run_with_nothing_to_do_changes_nothing(sequencer: Sequencer, drafts: Drafts) -> None:
    """An empty log is not signed, and a signed one not signed again."""
    sequencer.run()
    assert state(sequencer) == (0, 0, 0, 0)
    seal(sequencer, drafts(2))
    sequencer.run()
    before = sequencer.lock.path.stat().st_mtime_ns
    sequencer.run()
    assert sequencer.lock.path.stat().st_mtime_ns == before
    with sequencer.database.reading() as transaction:
        assert len(tree_store.checkpoints_after(transaction, NETWORK, 0, 10)) == 1


def test_checkpoints_are_signed_and_consistent(sequencer: Sequencer, drafts: Drafts) -> None:
    """Each checkpoint carries the log's signature and goes on from the one before."""
    for step, count in enumerate((1, 2, 253, 1, 300)):
        seal(sequencer, drafts(count, step * 1_000))
        sequencer.run()
    older = Checkpoint(NETWORK, 0, EMPTY_ROOT)
    with sequencer.database.reading() as transaction:
        notes = tree_store.checkpoints_after(transaction, NETWORK, 0, 10)
        assert [size for size, _ in notes] == [1, 3, 256, 257, 557]
        for _, note in notes:
            newer, _ = open_checkpoint(note.encode(), NETWORK, [sequencer.signer.published()])
            proof = tree_store.consistency(transaction, NETWORK, older.size, newer.size)
            verify_consistency(older.size, older.root, newer.size, newer.root, proof)
            older = newer


class _Broken(Exception):
    """The power went away."""


class BreakingSequencer(Sequencer):
    """A sequencer whose power goes away before or after one of its steps."""

    break_at = ""

    def _break(self, place: str) -> None:
        if place == self.break_at:
            raise _Broken

    def grow_tree(self) -> Grown:
        """Step 1, with the power failing inside its transaction, or just after it."""

        def grow_and_break(transaction: Transaction) -> Grown:
            grown = self._grow(transaction)
            self._break("before the tree is written")
            return grown

        grown = self.database.in_transaction(grow_and_break)
        self._break("after the tree is written")
        return grown

    def write_lock(self, tree: Checkpoint) -> None:
        """Step 2, with the power failing before or after the lock is replaced."""
        if self.break_at == "before the lock is replaced":
            self.lock.path.with_name("checkpoint.lock.new").write_text("half")
        self._break("before the lock is replaced")
        super().write_lock(tree)
        self._break("after the lock is replaced")

    def sign_tree(self, tree: Checkpoint) -> None:
        """Step 3, with the power failing inside its transaction, or just after it."""

        def sign_and_break(transaction: Transaction) -> None:
            self._sign(transaction, tree)
            self._break("before the checkpoint is written")

        self.database.in_transaction(sign_and_break)
        self._break("after the checkpoint is written")


BREAKS = {
    "before the tree is written": (2, 2, 2, 2),
    "after the tree is written": (5, 5, 2, 2),
    "before the lock is replaced": (5, 5, 2, 2),
    "after the lock is replaced": (5, 5, 5, 2),
    "before the checkpoint is written": (5, 5, 5, 2),
    "after the checkpoint is written": (5, 5, 5, 5),
}


@pytest.mark.parametrize("place", BREAKS)
def test_next_run_finishes_what_a_crash_left(
    sequencer: Sequencer, drafts: Drafts, place: str
) -> None:
    """Wherever a run is cut off, nothing is lost or doubled, and the next run ends it."""
    first = seal(sequencer, drafts(2))
    sequencer.run()
    later = seal(sequencer, drafts(3, 2))
    breaking = BreakingSequencer(sequencer.database, NETWORK, sequencer.signer, sequencer.lock.path)
    breaking.break_at = place
    with pytest.raises(_Broken):
        breaking.run()
    assert state(sequencer) == BREAKS[place]
    sequencer.run()
    assert state(sequencer) == (5, 5, 5, 5)
    with sequencer.database.reading() as transaction:
        assert [entry.entry_id for entry in log.entries_after(transaction, -1, 10)] == first + later


FIRST_BREAKS = {
    "before the tree is written": (0, 0, 0, 0),
    "after the tree is written": (3, 3, 0, 0),
    "before the lock is replaced": (3, 3, 0, 0),
    "after the lock is replaced": (3, 3, 3, 0),
    "before the checkpoint is written": (3, 3, 3, 0),
    "after the checkpoint is written": (3, 3, 3, 3),
}


@pytest.mark.parametrize("place", FIRST_BREAKS)
def test_very_first_run_may_be_cut_off_too(
    sequencer: Sequencer, drafts: Drafts, place: str
) -> None:
    """A log whose first run crashed is not taken for one whose lock was lost."""
    seal(sequencer, drafts(3))
    breaking = BreakingSequencer(sequencer.database, NETWORK, sequencer.signer, sequencer.lock.path)
    breaking.break_at = place
    with pytest.raises(_Broken):
        breaking.run()
    assert state(sequencer) == FIRST_BREAKS[place]
    sequencer.run()
    assert state(sequencer) == (3, 3, 3, 3)


@pytest.mark.parametrize("places", [list(BREAKS), list(reversed(BREAKS))], ids=["on", "back"])
def test_crash_after_crash_is_recovered(
    sequencer: Sequencer, drafts: Drafts, places: list[str]
) -> None:
    """A machine that fails again and again, with work coming in, still ends whole."""
    sealed = []
    breaking = BreakingSequencer(sequencer.database, NETWORK, sequencer.signer, sequencer.lock.path)
    for step, breaking.break_at in enumerate(places):
        sealed += seal(sequencer, drafts(2, step * 10))
        with pytest.raises(_Broken):
            breaking.run()
    sequencer.run()
    assert state(sequencer) == (12, 12, 12, 12)
    with sequencer.database.reading() as transaction:
        assert [entry.entry_id for entry in log.entries_after(transaction, -1, 20)] == sealed


def test_large_work_is_done_in_bounded_transactions(sequencer: Sequencer, drafts: Drafts) -> None:
    """More than one batch is numbered and signed batch by batch, in one run."""
    sealed = seal(sequencer, drafts(25))
    Sequencer(
        sequencer.database, NETWORK, sequencer.signer, sequencer.lock.path, batch_entries=10
    ).run()
    assert state(sequencer) == (25, 25, 25, 25)
    with sequencer.database.reading() as transaction:
        notes = tree_store.checkpoints_after(transaction, NETWORK, 0, 10)
        found = log.entries_after(transaction, -1, 100)
    assert [size for size, _ in notes] == [10, 20, 25]
    assert [entry.entry_id for entry in found] == sealed


def test_two_sequencers_share_the_work(
    database: Database, signer: SigningKey, lock_path: Path, drafts: Drafts
) -> None:
    """Several processes may run one; each entry is numbered once, without a gap."""
    count = 12
    errors: list[BaseException] = []

    def work(number: int) -> None:
        try:
            own = Sequencer(database, NETWORK, signer, lock_path)
            for step in range(count):
                seal(own, drafts(1, number * 100 + step))
                own.run()
        except BaseException as error:  # noqa: BLE001  told to the test, which raises it
            errors.append(error)

    workers = [threading.Thread(target=work, args=(number,)) for number in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert errors == []
    assert state(Sequencer(database, NETWORK, signer, lock_path)) == (36, 36, 36, 36)
    with database.reading() as transaction:
        found = log.entries_after(transaction, -1, 100)
    assert [entry.position for entry in found] == list(range(36))
    assert len({entry.entry_id for entry in found}) == 36


@pytest.fixture
def past(sequencer: Sequencer, drafts: Drafts, tmp_path: Path) -> "Past":
    """A log of two checkpoints, at 3 and at 8, with a backup of the first."""
    seal(sequencer, drafts(3))
    sequencer.run()
    shutil.copy(sequencer.lock.path, tmp_path / "old.lock")
    with sequencer.database.reading() as transaction:
        old = _tables(transaction)
    seal(sequencer, drafts(5, 3))
    sequencer.run()
    return Past(sequencer, old, tmp_path / "old.lock")


def _tables(transaction: Transaction) -> dict[str, list[dict[str, object]]]:
    return {
        table.name: [
            dict(row) for row in transaction.connection.execute(sa.select(table)).mappings()
        ]
        for table in TABLES
    }


TABLES = (log.entries, tree_store.tree_tiles, tree_store.checkpoints)


class Past:
    """A log with a backup of an earlier moment."""

    def __init__(
        self, sequencer: Sequencer, old: dict[str, list[dict[str, object]]], old_lock: Path
    ) -> None:
        self.sequencer = sequencer
        self.old = old
        self.old_lock = old_lock
        with sequencer.database.reading() as transaction:
            self.notes = dict(tree_store.checkpoints_after(transaction, NETWORK, 0, 10))

    def restore_database(self) -> None:
        """Put the backup's tables in place of the present ones."""

        def restore(transaction: Transaction) -> None:
            for table in TABLES:
                transaction.connection.execute(sa.delete(table))
                transaction.connection.execute(sa.insert(table), self.old[table.name])

        self.sequencer.database.in_transaction(restore)

    def refused(self) -> str:
        """Run, expect a refusal that signed and wrote nothing, and return its reason."""
        before = self.written()
        with pytest.raises(LedgerReadOnly) as refusal:
            self.sequencer.run()
        assert self.written() == before
        with pytest.raises(LedgerReadOnly):
            self.sequencer.check()
        return str(refusal.value.details["why"])

    def written(self) -> tuple[object, ...]:
        """All that a run could write."""
        path = self.sequencer.lock.path
        with self.sequencer.database.reading() as transaction:
            return _tables(transaction), path.read_bytes() if path.exists() else None


def test_agreeing_lock_is_no_obstacle(past: Past) -> None:
    """In a log that nobody touched, the check says nothing."""
    past.sequencer.check()
    past.sequencer.run()
    assert state(past.sequencer) == (8, 8, 8, 8)


def test_database_restored_from_a_backup_is_not_signed(past: Past, drafts: Drafts) -> None:
    """A tree older than its lock would sign a second history; it signs nothing."""
    past.restore_database()
    seal(past.sequencer, drafts(9, 100))
    assert past.refused() == "the checkpoint lock is newer than the tree"


def test_missing_lock_stops_the_log(past: Past) -> None:
    """Without its lock, nobody knows whether the tree is the newest."""
    past.sequencer.lock.path.unlink()
    assert past.refused() == "the checkpoint lock is missing"


def test_lock_from_a_backup_stops_the_log(past: Past) -> None:
    """A lock older than the newest checkpoint was put there by someone."""
    shutil.copy(past.old_lock, past.sequencer.lock.path)
    assert past.refused() == "the checkpoint lock is older than a checkpoint"


@pytest.mark.parametrize(
    ("lock", "why"),
    [
        (
            Checkpoint(NETWORK, 8, bytes(32)).text,
            "the tree is not the one that was locked",
        ),
        (Checkpoint("other", 8, bytes(32)).text, "the checkpoint lock is of another log"),
        ("words", "the checkpoint lock is unreadable"),
        (Checkpoint(NETWORK, 9, bytes(32)).text, "the checkpoint lock is newer than the tree"),
    ],
    ids=["another root", "another log", "unreadable", "newer"],
)
def test_lock_of_something_else_stops_the_log(past: Past, lock: str, why: str) -> None:
    """Only the lock of this very tree lets it grow."""
    past.sequencer.lock.path.write_text(lock)
    assert past.refused() == why


def flip_leaf(transaction: Transaction) -> None:
    """Change one leaf hash behind the program's back."""
    tiles = tree_store.tree_tiles
    where = (tiles.c.level == 0) & (tiles.c.index == 0)
    hashes = transaction.connection.execute(sa.select(tiles.c.hashes).where(where)).scalar_one()
    transaction.connection.execute(
        sa.update(tiles).where(where).values(hashes=bytes([hashes[0] ^ 1]) + hashes[1:])
    )


def test_changed_tile_stops_the_log(past: Past) -> None:
    """One flipped bit among the leaves is noticed before anything is signed over it."""
    past.sequencer.database.in_transaction(flip_leaf)
    assert past.refused() == "the tree is not the one that was locked"


def drop_entry(transaction: Transaction) -> None:
    """Remove the last entry behind the program's back."""
    transaction.connection.execute(sa.delete(log.entries).where(log.entries.c.position == 7))


def test_lost_entry_stops_the_log(past: Past) -> None:
    """Where the tree has more leaves than the log has positions, nothing is numbered."""
    past.sequencer.database.in_transaction(drop_entry)
    assert past.refused() == "the positions do not agree with the tree"


def test_resume_goes_on_where_the_newest_checkpoint_was_shown(past: Past, drafts: Drafts) -> None:
    """A log that lost its lock, but no entry, goes on without a fork."""
    past.sequencer.lock.path.unlink()
    past.sequencer.resume(past.notes[8].encode(), NO_WITNESSES)
    seal(past.sequencer, drafts(2, 100))
    past.sequencer.run()
    assert state(past.sequencer) == (10, 10, 10, 10)


def test_resume_replaces_a_spoilt_lock(past: Past) -> None:
    """A lock that cannot be read counts as lost."""
    past.sequencer.lock.path.write_text("words")
    past.sequencer.resume(past.notes[8].encode(), NO_WITNESSES)
    past.sequencer.check()


def test_resume_after_a_crash_locks_the_tree_beyond_the_checkpoint(
    past: Past, drafts: Drafts
) -> None:
    """Entries that were numbered but not signed when the lock was lost are signed next."""
    seal(past.sequencer, drafts(2, 100))
    past.sequencer.grow_tree()
    past.sequencer.lock.path.unlink()
    past.sequencer.resume(past.notes[8].encode(), NO_WITNESSES)
    past.sequencer.run()
    assert state(past.sequencer) == (10, 10, 10, 10)


def refused_resume(past: Past, shown: str, policy: WitnessPolicy = NO_WITNESSES) -> str:
    """Resume, expect a refusal that wrote nothing, and return its reason."""
    before = past.written()
    with pytest.raises((LedgerReadOnly, ProofInvalid)) as refusal:
        past.sequencer.resume(shown.encode(), policy)
    assert past.written() == before
    return str(refusal.value.details["why"])


def test_resume_refuses_a_tree_that_lost_entries(past: Past) -> None:
    """A restored database cannot go on before the entries that the world saw are back."""
    past.restore_database()
    why = refused_resume(past, past.notes[8])
    assert why == "the checkpoint shown is newer than the tree"


def test_resume_refuses_an_older_checkpoint_than_is_known(past: Past) -> None:
    """Showing an old checkpoint does not make a restored database the newest."""
    assert refused_resume(past, past.notes[3]) == "a newer checkpoint is stored here"
    past.restore_database()
    assert refused_resume(past, past.notes[3]) == "the checkpoint lock names a newer tree"


def test_resume_refuses_a_checkpoint_of_another_tree(past: Past) -> None:
    """A checkpoint that this log signed for another history is not gone on from."""
    past.sequencer.lock.path.unlink()
    forged = sign_checkpoint(Checkpoint(NETWORK, 8, bytes(32)), past.sequencer.signer)
    assert refused_resume(past, str(forged)) == "the checkpoint shown is of another tree"


def test_resume_refuses_what_the_log_did_not_sign(past: Past) -> None:
    """Only the log's own signature counts."""
    past.sequencer.lock.path.unlink()
    stranger = SigningKey.generate(NETWORK)
    shown = sign_checkpoint(Checkpoint(NETWORK, 8, bytes(32)), stranger)
    assert refused_resume(past, str(shown)) == "the log did not sign it"


def test_resume_asks_for_its_witnesses(past: Past) -> None:
    """Where the network has witnesses, the checkpoint shown must carry enough of them."""
    past.sequencer.lock.path.unlink()
    witness = SigningKey.generate("ncb.example/tn")
    policy = WitnessPolicy(1, (witness.published(KeyKind.WITNESS),))
    why = refused_resume(past, past.notes[8], policy)
    assert why == "Only 0 witnesses signed, 1 are needed: "
    shown = cosign_note(parse_note(past.notes[8].encode()), witness, time_seconds=1)
    past.sequencer.resume(str(shown).encode(), policy)
    past.sequencer.check()
