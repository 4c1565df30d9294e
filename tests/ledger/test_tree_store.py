"""Where trees are kept."""

import hashlib
from collections.abc import Sequence
from itertools import pairwise

import pytest
import sqlalchemy as sa

from jisr.errors import FormatMalformed, InputTooLarge, LedgerBroken
from jisr.kit.clock import instant_text
from jisr.kit.db import Database, Transaction
from jisr.ledger import tree_store
from jisr.ledger.checkpoint import Checkpoint, sign_checkpoint
from jisr.ledger.keys import SigningKey
from jisr.ledger.note import Note
from jisr.ledger.proof import verify_consistency, verify_inclusion
from jisr.ledger.tile import Tile, tiles_of
from jisr.ledger.tree import EMPTY_ROOT, root_of
from jisr.ledger.tree_store import StoredCheckpoint, extend, tree_root, tree_size

HASHES = [hashlib.sha256(str(n).encode()).digest() for n in range(1_500)]
STEPS = (0, 1, 5, 255, 256, 257, 700, 1_500)


def grow(database: Database, origin: str, leaves: Sequence[bytes]) -> int:
    """Append the leaves in one transaction."""
    return database.in_transaction(extend, origin, leaves)


def test_tree_is_kept_as_its_tiles(database: Database) -> None:
    """However a tree grew, the rows are the C2SP tiles of its size, and nothing else."""
    for old, new in pairwise(STEPS):
        assert grow(database, "net", HASHES[old:new]) == new
    tiles = tree_store.tree_tiles.c
    with database.reading() as transaction:
        rows = transaction.connection.execute(
            sa.select(tiles.level, tiles.index, tiles.hashes).order_by(tiles.level, tiles.index)
        ).all()
    stored = [Tile(level, index, len(hashes) // 32) for level, index, hashes in rows]
    assert stored == tiles_of(1_500)
    assert b"".join(hashes for level, _, hashes in rows if level == 0) == b"".join(HASHES)


def test_tree_knows_its_size_and_every_root_it_had(database: Database) -> None:
    """The roots of all earlier sizes follow from the tiles."""
    for old, new in pairwise(STEPS):
        grow(database, "net", HASHES[old:new])
    with database.reading() as transaction:
        assert tree_size(transaction, "net") == 1_500
        for size in STEPS:
            assert tree_root(transaction, "net", size) == root_of(HASHES[:size])


def test_proofs_are_made_from_the_tiles(database: Database) -> None:
    """Leaves and older trees are proven by what is stored."""
    grow(database, "net", HASHES)
    with database.reading() as transaction:
        for index, size in ((0, 1), (0, 1_500), (700, 701), (1_499, 1_500), (256, 1_025)):
            proof = tree_store.inclusion(transaction, "net", index, size)
            verify_inclusion(HASHES[index], index, size, proof, root_of(HASHES[:size]))
        for old, new in ((0, 1), (1, 1_500), (256, 257), (700, 1_499), (1_500, 1_500)):
            path = tree_store.consistency(transaction, "net", old, new)
            verify_consistency(old, root_of(HASHES[:old]), new, root_of(HASHES[:new]), path)


def test_trees_of_several_origins_do_not_meet(database: Database) -> None:
    """The common log and each trace tree grow by themselves."""
    grow(database, "net", HASHES[:300])
    grow(database, "net/TN/traces/1", HASHES[300:310])
    with database.reading() as transaction:
        assert tree_store.tree_origins(transaction) == ["net", "net/TN/traces/1"]
        sizes = [tree_size(transaction, origin) for origin in ("net", "net/TN/traces/1", "other")]
        assert sizes == [300, 10, 0]
        assert tree_root(transaction, "net/TN/traces/1", 10) == root_of(HASHES[300:310])


def test_empty_append_changes_nothing(database: Database) -> None:
    """No leaves, no tiles."""
    assert grow(database, "net", []) == 0
    with database.reading() as transaction:
        assert tree_root(transaction, "net", 0) == EMPTY_ROOT
        assert tree_store.tree_origins(transaction) == []


def test_root_beyond_the_tree_is_refused(database: Database) -> None:
    """A size that the tree never had has no root."""
    grow(database, "net", HASHES[:5])
    for size in (6, 8, 300):
        with database.reading() as transaction, pytest.raises(LedgerBroken):
            tree_root(transaction, "net", size)


def test_leaves_out_of_form_are_refused(database: Database) -> None:
    """A leaf that is no hash is not appended, nor are too many at once."""
    with pytest.raises(LedgerBroken):
        grow(database, "net", [HASHES[0], b"short"])
    with pytest.raises(InputTooLarge):
        grow(database, "net", [HASHES[0]] * 100_001)
    with database.reading() as transaction:
        assert tree_size(transaction, "net") == 0


def shorten(transaction: Transaction, level: int, index: int, width: int) -> None:
    """Cut a stored tile behind the program's back."""
    tiles = tree_store.tree_tiles
    where = (tiles.c.level == level) & (tiles.c.index == index)
    hashes = transaction.connection.execute(sa.select(tiles.c.hashes).where(where)).scalar_one()
    transaction.connection.execute(
        sa.update(tiles).where(where).values(hashes=hashes[: width * 32])
    )


def test_tree_with_a_cut_tile_does_not_grow(database: Database) -> None:
    """What is lost above the leaves is noticed before the tree is built upon."""
    grow(database, "net", HASHES[:700])
    database.in_transaction(shorten, 1, 0, 1)
    with pytest.raises(LedgerBroken):
        grow(database, "net", HASHES[700:1_024])


def sign_at(transaction: Transaction, checkpoint: Checkpoint, note: Note) -> str:
    """Keep a checkpoint; return the instant."""
    tree_store.store_checkpoint(transaction, checkpoint, note)
    return instant_text(transaction.now)


def test_checkpoints_are_kept_and_found(database: Database, signer: SigningKey) -> None:
    """The newest is the one of the largest size, and the others are read in order."""
    with database.reading() as transaction:
        assert tree_store.newest_checkpoint(transaction, "net") is None
    stored = {}
    for size in (1, 300, 5):
        checkpoint = Checkpoint("net", size, root_of(HASHES[:size]))
        note = sign_checkpoint(checkpoint, signer)
        signed_at = database.in_transaction(sign_at, checkpoint, note)
        stored[size] = StoredCheckpoint(checkpoint, str(note), signed_at)
    with database.reading() as transaction:
        assert tree_store.newest_checkpoint(transaction, "net") == stored[300]
        assert tree_store.checkpoints_after(transaction, "net", 1, 10) == [
            (5, stored[5].note),
            (300, stored[300].note),
        ]
        assert tree_store.checkpoints_after(transaction, "net", 0, 1) == [(1, stored[1].note)]


def spoil(transaction: Transaction) -> None:
    """Overwrite the checkpoints behind the program's back."""
    transaction.connection.execute(sa.update(tree_store.checkpoints).values(note="words"))


def test_spoilt_checkpoint_is_told(database: Database, signer: SigningKey) -> None:
    """A stored note that is none is not passed over."""
    checkpoint = Checkpoint("net", 1, HASHES[0])
    database.in_transaction(
        tree_store.store_checkpoint, checkpoint, sign_checkpoint(checkpoint, signer)
    )
    database.in_transaction(spoil)
    with database.reading() as transaction, pytest.raises(FormatMalformed):
        tree_store.newest_checkpoint(transaction, "net")
