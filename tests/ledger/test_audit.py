"""The audit of a whole database."""

from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from jisr.kit.db import Database, Transaction
from jisr.ledger import log, tree_store
from jisr.ledger.audit import FINDINGS_MAX, AuditReport, Progress, walk
from jisr.ledger.checkpoint import Checkpoint, sign_checkpoint
from jisr.ledger.log import Draft
from jisr.ledger.sequencer import Sequencer
from jisr.ledger.tree import leaf_hash

NETWORK = "jisr.example/net"
TRACES = "jisr.example/net/TN/traces/1"
Drafts = Callable[..., list[Draft]]


@pytest.fixture
def filled(sequencer: Sequencer, drafts: Drafts) -> Sequencer:
    """A log of 600 entries in three checkpoints, one document erased, and a trace tree."""
    database = sequencer.database
    for first, count in ((0, 3), (3, 297), (300, 300)):
        sealed = database.in_transaction(log.seal_many, drafts(count, first))
        sequencer.run()
    database.in_transaction(log.erase_document, sealed[7].entry_id)
    database.in_transaction(tree_store.extend, TRACES, [leaf_hash(bytes([n])) for n in range(200)])
    return sequencer


def finish(
    walking: Generator[Progress, None, AuditReport],
) -> tuple[list[Progress], AuditReport]:
    """Walk to the end; return the progress told and the report."""
    told = []
    while True:
        try:
            told.append(next(walking))
        except StopIteration as end:
            return told, end.value


def begin(sequencer: Sequencer) -> Generator[Progress, None, AuditReport]:
    """An audit of the sequencer's log."""
    return walk(sequencer.database, NETWORK, [sequencer.signer.published()], sequencer.lock.path)


def audit(sequencer: Sequencer) -> tuple[list[Progress], AuditReport]:
    """What an audit tells and reports."""
    return finish(begin(sequencer))


def found(sequencer: Sequencer) -> list[str]:
    """The sentences of what does not verify."""
    return list(map(str, audit(sequencer)[1].findings))


def test_audit_counts_what_it_walked(filled: Sequencer) -> None:
    """A ledger that nobody touched verifies, and the report says how much that was."""
    told, report = audit(filled)
    assert report == AuditReport(
        trees=2, leaves=800, entries=600, erased=1, checkpoints=3, findings=(), left_out=0
    )
    assert report.verifies
    assert told == [Progress(0, 800), Progress(600, 800), Progress(800, 800)]


def test_audit_walks_large_logs_in_steps(sequencer: Sequencer, drafts: Drafts) -> None:
    """Each step is short, and the steps join without a gap."""
    sequencer.database.in_transaction(log.seal_many, drafts(9_000))
    sequencer.run()
    told, report = audit(sequencer)
    assert [progress.done for progress in told] == [0, 4_096, 8_192, 9_000]
    assert (report.entries, report.findings) == (9_000, ())


def test_audit_of_an_empty_ledger_finds_nothing(sequencer: Sequencer) -> None:
    """Nothing is missing where nothing was sealed."""
    assert audit(sequencer) == ([Progress(0, 0)], AuditReport(0, 0, 0, 0, 0, (), 0))


def test_what_is_written_during_the_walk_is_left_for_the_next(
    filled: Sequencer, drafts: Drafts
) -> None:
    """New entries do not disturb an audit that is under way."""
    walking = begin(filled)
    next(walking)
    filled.database.in_transaction(log.seal_many, drafts(700, 5_000))
    filled.run()
    _, report = finish(walking)
    assert (report.leaves, report.entries, report.findings) == (800, 600, ())


def sql(database: Database, statement: Any) -> None:
    """Change the database behind the program's back."""

    def change(transaction: Transaction) -> None:
        assert transaction.connection.execute(statement).rowcount > 0

    database.in_transaction(change)


def at(position: int) -> sa.ColumnElement[bool]:
    """The entry at a position."""
    return log.entries.c.position == position


def tile(level: int, index: int) -> sa.ColumnElement[bool]:
    """A tile of the common log."""
    tiles = tree_store.tree_tiles.c
    return (tiles.origin == NETWORK) & (tiles.level == level) & (tiles.index == index)


update, delete = sa.update, sa.delete
TAMPERED: dict[str, tuple[Any, list[str]]] = {
    "an entry removed": (
        delete(log.entries).where(at(5)),
        ["No entry is at 5."],
    ),
    "the last entry removed": (
        delete(log.entries).where(at(599)),
        [
            "The log has 599 positions, but its tree 600 leaves.",
            "No entry is at 599.",
        ],
    ),
    "an act changed": (
        update(log.entries).where(at(5)).values(act=b"{}"),
        ["The act at 5 is not the one that was sealed."],
    ),
    "a document changed": (
        update(log.entries).where(at(300)).values(document=b"{}"),
        ["The document at 300 is not the one that was sealed."],
    ),
    "an audience widened": (
        update(log.entries).where(at(5)).values(audience_class="all"),
        ["The entry at 5 is filed under what its act does not say."],
    ),
    "a commitment changed": (
        update(log.entries).where(at(5)).values(document_commitment=bytes(32)),
        [
            "The entry at 5 is not the one that was sealed.",
            "The document at 5 is not the one that was sealed.",
        ],
    ),
    "a leaf changed": (
        update(tree_store.tree_tiles)
        .where(tile(0, 2))
        .values(hashes=b"".join(leaf_hash(bytes([n % 256])) for n in range(88))),
        [
            "The checkpoint lock is of another tree.",
            "The checkpoint of jisr.example/net at 600 is of another tree.",
            *(
                f"The entry at {position} is not the one that was sealed."
                for position in range(512, 600)
            ),
        ],
    ),
    "a tile above the leaves changed": (
        update(tree_store.tree_tiles).where(tile(1, 0)).values(hashes=bytes(64)),
        [
            "The checkpoint lock is of another tree.",
            "The hash tile tile/1/000.p/2 does not follow from the tiles below it.",
        ],
    ),
    "a tile of leaves removed": (
        delete(tree_store.tree_tiles).where(tile(0, 1)),
        [
            "The hash tile tile/0/001 of jisr.example/net is missing or too narrow.",
        ],
    ),
    "a checkpoint changed": (
        update(tree_store.checkpoints)
        .where(tree_store.checkpoints.c.size == 300)
        .values(note="words\n"),
        [
            (
                "The checkpoint of jisr.example/net at 300 does not verify: "
                "it has no text, no signature or a control character"
            ),
        ],
    ),
    "a checkpoint put at another size": (
        update(tree_store.checkpoints).where(tree_store.checkpoints.c.size == 300).values(size=301),
        ["The checkpoint of jisr.example/net at 301 is of another tree."],
    ),
    "a checkpoint beyond the tree": (
        update(tree_store.checkpoints).where(tree_store.checkpoints.c.size == 600).values(size=601),
        ["The checkpoint of jisr.example/net at 601 is larger than its tree."],
    ),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_tampering_is_found(filled: Sequencer, name: str) -> None:
    """Whatever is changed behind the program's back, the audit says what and where."""
    statement, expected = TAMPERED[name]
    sql(filled.database, statement)
    assert found(filled) == expected
    assert not audit(filled)[1].verifies


LOCKS = {
    "missing": (None, "The checkpoint lock is missing."),
    "unreadable": ("words", "The checkpoint lock is unreadable."),
    "newer": (
        Checkpoint(NETWORK, 601, bytes(32)).text,
        "The checkpoint lock is newer than the tree, or of another log.",
    ),
    "of another log": (
        Checkpoint("other", 600, bytes(32)).text,
        "The checkpoint lock is newer than the tree, or of another log.",
    ),
    "of another tree": (
        Checkpoint(NETWORK, 600, bytes(32)).text,
        "The checkpoint lock is of another tree.",
    ),
}


@pytest.mark.parametrize("name", LOCKS)
def test_wrong_lock_is_found(filled: Sequencer, lock_path: Path, name: str) -> None:
    """The audit tells a lock that would stop the log."""
    content, expected = LOCKS[name]
    lock_path.unlink()
    if content is not None:
        lock_path.write_text(content)
    assert found(filled) == [expected]


def test_trace_tree_with_a_checkpoint_is_walked_too(filled: Sequencer) -> None:
    """Trees whose leaves are kept elsewhere are verified from their leaf hashes on."""
    with filled.database.reading() as transaction:
        root = tree_store.tree_root(transaction, TRACES, 200)
    for size, at_root in ((200, root), (100, root)):
        checkpoint = Checkpoint(TRACES, size, at_root)
        note = sign_checkpoint(checkpoint, filled.signer)
        filled.database.in_transaction(tree_store.store_checkpoint, checkpoint, note)
    assert found(filled) == [
        "The checkpoint of jisr.example/net/TN/traces/1 at 100 is of another tree."
    ]


def test_report_of_a_ruined_ledger_is_bounded(sequencer: Sequencer, drafts: Drafts) -> None:
    """However much is broken, the report holds a bounded number of findings and counts the rest."""
    sequencer.database.in_transaction(log.seal_many, drafts(FINDINGS_MAX + 200))
    sequencer.run()
    sql(sequencer.database, update(log.entries).values(act=b"{}"))
    _, report = audit(sequencer)
    assert (len(report.findings), report.left_out) == (FINDINGS_MAX, 200)
