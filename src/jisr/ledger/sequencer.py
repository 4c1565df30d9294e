"""The sequencer: numbers committed entries, extends the tree, and signs a checkpoint.

Each run has three steps, each durable before the next begins:

1. one transaction numbers the waiting entries and extends the stored tree;
2. the lock file takes the new size and root;
3. one transaction re-reads the tree, signs the checkpoint and stores it.

So the lock is never ahead of the tree, and nothing is signed that the lock does not name. A crash
between two steps leaves work that the next run finishes. Where lock, tree and newest checkpoint
do not agree, the database is not the one that signed last (restored from a backup?), and nothing
is numbered or signed.
"""

from dataclasses import dataclass
from pathlib import Path

from jisr.errors import LedgerBroken, LedgerReadOnly, ProofInvalid, to_translate
from jisr.kit.db import Database, Transaction
from jisr.ledger.checkpoint import (
    Checkpoint,
    WitnessPolicy,
    check_witnesses,
    open_checkpoint,
    sign_checkpoint,
)
from jisr.ledger.entry import Header
from jisr.ledger.finding import Weight
from jisr.ledger.keys import SigningKey
from jisr.ledger.lock import CheckpointLock
from jisr.ledger.log import Waiting, next_position, number_entries, waiting_entries
from jisr.ledger.tree import EMPTY_ROOT, leaf_hash
from jisr.ledger.tree_store import StoredTree, newest_checkpoint, store_checkpoint

BATCH_ENTRIES_MAX = 50_000
"""Entries numbered in one transaction: about a second of work, and 20 MB of memory."""


@dataclass(frozen=True, slots=True)
class Grown:
    """The tree after step 1, and what is left to do."""

    tree: Checkpoint
    entries: int
    is_locked: bool
    is_signed: bool


class Sequencer:
    """Numbers and signs for the common log of one network; `origin` is the network's name."""

    def __init__(
        self,
        database: Database,
        origin: str,
        signer: SigningKey,
        lock_path: Path,
        *,
        batch_entries: int = BATCH_ENTRIES_MAX,
    ) -> None:
        self.database = database
        self.origin = origin
        self.signer = signer
        self.lock = CheckpointLock(lock_path)
        self.batch_entries = batch_entries

    def check(self) -> None:
        """Refuse to go on where the lock does not agree with the stored tree.

        Raises:
            LedgerReadOnly: it does not; the ledger may be read, but nothing may be sealed.
        """
        with self.database.reading() as transaction:
            self._agreed(transaction, StoredTree(transaction, self.origin))

    def run(self) -> None:
        """Number and sign all that is committed; what a crash left is finished first.

        Raises:
            LedgerReadOnly: the lock does not agree with the stored tree; nothing was signed.
            StorageBusy: another sequencer did not finish in time.
        """
        with self.lock.held():
            more = True
            while more:
                grown = self.grow_tree()
                if not grown.is_locked:
                    self.write_lock(grown.tree)
                if not grown.is_signed:
                    self.sign_tree(grown.tree)
                more = grown.entries == self.batch_entries

    def grow_tree(self) -> Grown:
        """Step 1: number the waiting entries and extend the stored tree."""
        return self.database.in_transaction(self._grow)

    def write_lock(self, tree: Checkpoint) -> None:
        """Step 2: let the lock name the tree."""
        self.lock.write(tree)

    def sign_tree(self, tree: Checkpoint) -> None:
        """Step 3: sign the tree as it is stored, and store the checkpoint."""
        self.database.in_transaction(self._sign, tree)

    def resume(self, shown: bytes, policy: WitnessPolicy) -> None:
        """Go on after the lock was lost, once the newest checkpoint of all has been shown.

        Args:
            shown: the newest checkpoint that any witness or member holds, as a signed note.
            policy: how many witnesses must have signed it.

        Raises:
            ProofInvalid: it is not signed by this log and enough witnesses.
            LedgerReadOnly: the stored tree does not hold all that was shown, or a newer
                checkpoint is known than the one shown.
        """
        checkpoint, note = open_checkpoint(shown, self.origin, [self.signer.published()])
        witnessed = check_witnesses(note, policy)
        if witnessed.weight is Weight.BROKEN:
            raise ProofInvalid(why=witnessed.sentence.format_map(witnessed.details))
        with self.lock.held():
            with self.database.reading() as transaction:
                tree = self._tree_beyond(transaction, checkpoint)
            self.write_lock(tree)

    def _grow(self, transaction: Transaction) -> Grown:
        tree = StoredTree(transaction, self.origin)
        locked, signed_size = self._agreed(transaction, tree)
        if locked.size == 0:
            # Written before the tree first grows: a lock that is missing later was lost.
            self.lock.write(locked)
        waiting = waiting_entries(transaction, self.batch_entries)
        if number_entries(transaction, waiting, tree.size) != len(waiting):
            raise LedgerBroken(why=to_translate("an entry was numbered twice"))
        tree.extend([self._leaf(each) for each in waiting])
        grown = Checkpoint(self.origin, tree.size, tree.root(tree.size))
        return Grown(grown, len(waiting), locked == grown, signed_size == grown.size)

    def _leaf(self, entry: Waiting) -> bytes:
        header = Header(
            entry.entry_id, self.origin, entry.act_commitment, entry.document_commitment
        )
        return leaf_hash(header.encode())

    def _sign(self, transaction: Transaction, tree: Checkpoint) -> None:
        # Read again from the database: what is signed is what is stored, not what was meant.
        if StoredTree(transaction, self.origin).root(tree.size) != tree.root:
            raise LedgerBroken(why=to_translate("the stored tree is not the one that was built"))
        store_checkpoint(transaction, tree, sign_checkpoint(tree, self.signer))

    def _agreed(self, transaction: Transaction, tree: StoredTree) -> tuple[Checkpoint, int]:
        """Return what the lock names and the newest signed size, after checking the tree."""
        if next_position(transaction) != tree.size:
            raise LedgerReadOnly(why=to_translate("the positions do not agree with the tree"))
        newest = newest_checkpoint(transaction, self.origin)
        signed = Checkpoint(self.origin, 0, EMPTY_ROOT) if newest is None else newest.checkpoint
        locked = self.lock.read()
        if locked is None:
            if tree.size or signed.size:
                raise LedgerReadOnly(why=to_translate("the checkpoint lock is missing"))
            return signed, 0
        if locked.origin != self.origin:
            raise LedgerReadOnly(why=to_translate("the checkpoint lock is of another log"))
        if locked.size > tree.size:
            raise LedgerReadOnly(why=to_translate("the checkpoint lock is newer than the tree"))
        if signed.size > locked.size:
            raise LedgerReadOnly(why=to_translate("the checkpoint lock is older than a checkpoint"))
        for known in {locked, signed}:
            if tree.root(known.size) != known.root:
                raise LedgerReadOnly(why=to_translate("the tree is not the one that was locked"))
        return locked, signed.size

    def _tree_beyond(self, transaction: Transaction, shown: Checkpoint) -> Checkpoint:
        """Return the stored tree if it goes on from the shown checkpoint."""
        tree = StoredTree(transaction, self.origin)
        if shown.size > tree.size:
            raise LedgerReadOnly(why=to_translate("the checkpoint shown is newer than the tree"))
        if tree.root(shown.size) != shown.root:
            raise LedgerReadOnly(why=to_translate("the checkpoint shown is of another tree"))
        newest = newest_checkpoint(transaction, self.origin)
        if newest is not None and newest.checkpoint.size > shown.size:
            raise LedgerReadOnly(why=to_translate("a newer checkpoint is stored here"))
        if self._locked_size() > shown.size:
            raise LedgerReadOnly(why=to_translate("the checkpoint lock names a newer tree"))
        return Checkpoint(self.origin, tree.size, tree.root(tree.size))

    def _locked_size(self) -> int:
        """Return the size that the lock names; a lost or spoilt lock names none."""
        try:
            locked = self.lock.read()
        except LedgerReadOnly:
            return 0
        return 0 if locked is None else locked.size
