"""The audit: walks everything that is stored, and tells what does not verify.

It reads in short transactions that block nobody, up to the sizes that the trees had when it began;
what is written meanwhile is for the next audit.
"""

from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from jisr.errors import LedgerReadOnly, to_translate
from jisr.kit.db import Database, Transaction
from jisr.ledger.finding import Finding, Weight, all_hold
from jisr.ledger.lock import CheckpointLock
from jisr.ledger.log import entries_after, next_position
from jisr.ledger.note import VerifierKey
from jisr.ledger.tile import TILE_WIDTH, Tile, split_hashes
from jisr.ledger.tree import HASH_BYTES
from jisr.ledger.tree_store import (
    checkpoints_after,
    tile_reader,
    tree_origins,
    tree_root,
    tree_size,
)
from jisr.ledger.verify import TreeVerifier, verify_entries

STEP_TILES = 16
STEP_LEAVES = STEP_TILES * TILE_WIDTH
"""Leaves that one short transaction reads."""
FINDINGS_MAX = 1_000
"""Findings that a report holds; a broken ledger would fill the memory otherwise."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How many leaves were walked, of how many."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class AuditReport:
    """What was walked, and what did not verify.

    `erased` entries have no document any more, which is no fault. `left_out` counts findings
    beyond the ceiling.
    """

    trees: int
    leaves: int
    entries: int
    erased: int
    checkpoints: int
    findings: tuple[Finding, ...]
    left_out: int

    @property
    def verifies(self) -> bool:
        """Whether nothing was found broken."""
        return all_hold(self.findings)


@dataclass(slots=True)
class _Tally:
    """The report while it is being made."""

    leaves: int = 0
    entries: int = 0
    erased: int = 0
    checkpoints: int = 0
    left_out: int = 0
    findings: list[Finding] = field(default_factory=list)

    def note(self, findings: Iterable[Finding]) -> None:
        for finding in findings:
            if len(self.findings) < FINDINGS_MAX:
                self.findings.append(finding)
            else:
                self.left_out += 1

    def report(self, trees: int) -> AuditReport:
        return AuditReport(
            trees,
            self.leaves,
            self.entries,
            self.erased,
            self.checkpoints,
            tuple(self.findings),
            self.left_out,
        )


def walk(
    database: Database, network: str, keys: Sequence[VerifierKey], lock_path: Path
) -> Generator[Progress, None, AuditReport]:
    """Verify every entry, tile and checkpoint, and the lock.

    Yields how far it is after each step and returns the report.

    Args:
        database: what is audited.
        network: the origin of the common log, whose leaves are entries; the leaves of other
            trees are kept elsewhere, so only their tiles and checkpoints are walked.
        keys: the keys with which checkpoints may be signed.
        lock_path: the checkpoint lock.
    """
    tally = _Tally()
    with database.reading() as transaction:
        sizes = {origin: tree_size(transaction, origin) for origin in tree_origins(transaction)}
        tally.note(_check_lock(transaction, network, sizes.get(network, 0), lock_path))
    total = sum(sizes.values())
    yield Progress(0, total)
    for origin, size in sizes.items():
        verifier = TreeVerifier(origin, keys)
        while verifier.size < size:
            before = verifier.size
            with database.reading() as transaction:
                _step(transaction, verifier, size, tally, entries=origin == network)
            if verifier.size == before:  # a tile is missing: nothing above it can be computed
                break
            yield Progress(tally.leaves, total)
        with database.reading() as transaction:
            tally.note(verifier.finish(tile_reader(transaction, origin)))
            tally.note(_check_beyond(transaction, origin))
    return tally.report(len(sizes))


def _step(
    transaction: Transaction, verifier: TreeVerifier, size: int, tally: _Tally, *, entries: bool
) -> None:
    """Verify the next leaves; add none when their tile is missing or too narrow."""
    first, end = verifier.size, min(verifier.size + STEP_LEAVES, size)
    read_tile = tile_reader(transaction, verifier.origin)
    leaves: list[bytes] = []
    for index in range(first // TILE_WIDTH, -(-end // TILE_WIDTH)):
        width = min(TILE_WIDTH, end - index * TILE_WIDTH)
        hashes = read_tile(0, index)[: width * HASH_BYTES]
        if len(hashes) != width * HASH_BYTES:
            sentence = to_translate("The hash tile {tile} of {origin} is missing or too narrow.")
            details = {"tile": Tile(0, index, width).path, "origin": verifier.origin}
            tally.note([Finding("tile.missing", Weight.BROKEN, sentence, details)])
            return
        leaves += split_hashes(hashes)
    notes = {
        at: note
        for at, note in checkpoints_after(transaction, verifier.origin, first, STEP_LEAVES)
        if at <= end
    }
    tally.checkpoints += len(notes)
    tally.leaves += len(leaves)
    tally.note(verifier.add(leaves, notes, read_tile))
    if entries:
        found = entries_after(transaction, first - 1, len(leaves))
        placed = [entry for entry in found if entry.position is None or entry.position < end]
        tally.entries += len(placed)
        tally.erased += sum(entry.is_erased for entry in placed)
        tally.note(verify_entries(placed, leaves, first, verifier.origin))


def _check_lock(
    transaction: Transaction, network: str, size: int, lock_path: Path
) -> Iterable[Finding]:
    if next_position(transaction) != size:
        sentence = to_translate("The log has {entries} positions, but its tree {size} leaves.")
        details = {"entries": next_position(transaction), "size": size}
        yield Finding("log.positions_differ", Weight.BROKEN, sentence, details)
    try:
        locked = CheckpointLock(lock_path).read()
    except LedgerReadOnly:
        sentence = to_translate("The checkpoint lock is unreadable.")
        yield Finding("lock.unreadable", Weight.BROKEN, sentence)
        return
    if locked is None:
        if size:
            sentence = to_translate("The checkpoint lock is missing.")
            yield Finding("lock.missing", Weight.BROKEN, sentence)
    elif locked.origin != network or locked.size > size:
        sentence = to_translate("The checkpoint lock is newer than the tree, or of another log.")
        yield Finding("lock.newer", Weight.BROKEN, sentence, {"size": locked.size})
    elif tree_root(transaction, network, locked.size) != locked.root:
        sentence = to_translate("The checkpoint lock is of another tree.")
        yield Finding("lock.root_differs", Weight.BROKEN, sentence, {"size": locked.size})


def _check_beyond(transaction: Transaction, origin: str) -> Iterable[Finding]:
    """Yield the first checkpoint that is larger than its tree."""
    size = tree_size(transaction, origin)
    for at, _ in checkpoints_after(transaction, origin, size, 1):
        sentence = to_translate("The checkpoint of {origin} at {size} is larger than its tree.")
        details = {"origin": origin, "size": at}
        yield Finding("checkpoint.beyond", Weight.BROKEN, sentence, details)
