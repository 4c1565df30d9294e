"""Where trees are kept: the stored tiles are the C2SP tiles, and nothing else is stored.

Every tree of the house, the common log and the trace trees, is kept here under its origin.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import sqlalchemy as sa

from jisr.errors import InputTooLarge, LedgerBroken, to_translate
from jisr.kit.clock import instant_text
from jisr.kit.db import METADATA, Transaction, insert_or_update
from jisr.ledger.checkpoint import Checkpoint, parse_checkpoint
from jisr.ledger.note import NAME_BYTES_MAX, Note, parse_note
from jisr.ledger.proof import make_consistency, make_inclusion
from jisr.ledger.tile import TILE_WIDTH, ReadTile, grow, node_reader
from jisr.ledger.tree import EMPTY_ROOT, HASH_BYTES, range_root

LEAVES_AT_ONCE_MAX = 100_000
"""One append holds its leaves and tiles in memory: some 10 MB."""

tree_tiles = sa.Table(
    "tree_tiles",
    METADATA,
    sa.Column("origin", sa.String(NAME_BYTES_MAX), primary_key=True),
    sa.Column("level", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("index", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("hashes", sa.LargeBinary, nullable=False),
)
"""A row is a tile as wide as it is now; every narrower one is its beginning."""

checkpoints = sa.Table(
    "checkpoints",
    METADATA,
    sa.Column("origin", sa.String(NAME_BYTES_MAX), primary_key=True),
    sa.Column("size", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("time", sa.String(24), nullable=False),
)
"""A row is a checkpoint that was signed; `time` is when."""

_HASHES = sa.select(tree_tiles.c.hashes).where(
    tree_tiles.c.origin == sa.bindparam("of"),
    tree_tiles.c.level == sa.bindparam("at_level"),
    tree_tiles.c.index == sa.bindparam("at_index"),
)
_LAST_LEAVES = (
    sa.select(tree_tiles.c.index, tree_tiles.c.hashes)
    .where(tree_tiles.c.origin == sa.bindparam("of"), tree_tiles.c.level == 0)
    .order_by(tree_tiles.c.index.desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class StoredCheckpoint:
    """A checkpoint with the signed note that holds it, and the instant at which it was signed."""

    checkpoint: Checkpoint
    note: str
    signed_at: str


class StoredTree:
    """A stored tree as one transaction sees it; each tile is read at most once."""

    def __init__(self, transaction: Transaction, origin: str) -> None:
        self._transaction = transaction
        self.origin = origin
        self._tiles: dict[tuple[int, int], bytes] = {}
        self.size = self._read_size()

    def _read_size(self) -> int:
        found = self._transaction.connection.execute(_LAST_LEAVES, {"of": self.origin}).first()
        if found is None:
            return 0
        self._tiles[0, found[0]] = hashes = bytes(found[1])
        return int(found[0]) * TILE_WIDTH + len(hashes) // HASH_BYTES

    def read_tile(self, level: int, index: int) -> bytes:
        """Return the hashes of a tile; a tile that is not there has none."""
        key = level, index
        if key not in self._tiles:
            self._tiles[key] = _read_hashes(self._transaction, self.origin, level, index)
        return self._tiles[key]

    def root(self, size: int) -> bytes:
        """Return the root that the tree had at this size, computed from its tiles.

        Raises:
            LedgerBroken: the tree has not so many leaves.
        """
        return range_root(0, size, node_reader(self.read_tile)) if size else EMPTY_ROOT

    def extend(self, leaf_hashes: Sequence[bytes]) -> None:
        """Append leaves.

        Raises:
            InputTooLarge: there are more leaves than one append takes.
            LedgerBroken: a leaf hash has a wrong length, or the stored tiles do not fit together.
        """
        if len(leaf_hashes) > LEAVES_AT_ONCE_MAX:
            raise InputTooLarge(field=to_translate("leaves"), limit=LEAVES_AT_ONCE_MAX)
        if any(len(each) != HASH_BYTES for each in leaf_hashes):
            raise LedgerBroken(why=to_translate("a leaf hash has a wrong length"))
        changed = grow(self.read_tile, self.size, leaf_hashes)
        rows = [
            {"origin": self.origin, "level": level, "index": index, "hashes": hashes}
            for (level, index), hashes in changed.items()
        ]
        insert_or_update(self._transaction, tree_tiles, rows, key=("origin", "level", "index"))
        self._tiles.update(changed)
        self.size += len(leaf_hashes)


def _read_hashes(transaction: Transaction, origin: str, level: int, index: int) -> bytes:
    found = transaction.connection.execute(
        _HASHES, {"of": origin, "at_level": level, "at_index": index}
    ).scalar()
    return b"" if found is None else bytes(found)


def tree_size(transaction: Transaction, origin: str) -> int:
    """Return how many leaves the tree has; 0 when there is none."""
    return StoredTree(transaction, origin).size


def tile_reader(transaction: Transaction, origin: str) -> ReadTile:
    """Return a reader of the tree's tiles; a tile that is not there has no hashes."""
    return partial(_read_hashes, transaction, origin)


def extend(transaction: Transaction, origin: str, leaf_hashes: Sequence[bytes]) -> int:
    """Append leaves to the tree of the origin; return its new size.

    Raises what `StoredTree.extend` raises.
    """
    tree = StoredTree(transaction, origin)
    tree.extend(leaf_hashes)
    return tree.size


def tree_root(transaction: Transaction, origin: str, size: int) -> bytes:
    """Return the root that the tree had at this size; raises what `StoredTree.root` raises."""
    return StoredTree(transaction, origin).root(size)


def inclusion(transaction: Transaction, origin: str, index: int, size: int) -> tuple[bytes, ...]:
    """Return the proof that the leaf at `index` is in the tree of `size` leaves."""
    return make_inclusion(index, size, node_reader(tile_reader(transaction, origin)))


def consistency(
    transaction: Transaction, origin: str, old_size: int, new_size: int
) -> tuple[bytes, ...]:
    """Return the proof that the tree of `old_size` leaves is the beginning of the newer one."""
    return make_consistency(old_size, new_size, node_reader(tile_reader(transaction, origin)))


def newest_checkpoint(transaction: Transaction, origin: str) -> StoredCheckpoint | None:
    """Return the checkpoint of the largest size that was signed, if there is one.

    Raises:
        FormatMalformed: what is stored is no signed checkpoint.
    """
    found = transaction.connection.execute(
        sa.select(checkpoints.c.note, checkpoints.c.time)
        .where(checkpoints.c.origin == origin)
        .order_by(checkpoints.c.size.desc())
        .limit(1)
    ).first()
    if found is None:
        return None
    note, signed_at = found
    return StoredCheckpoint(parse_checkpoint(parse_note(note.encode()).text), note, signed_at)


def store_checkpoint(transaction: Transaction, checkpoint: Checkpoint, note: Note) -> None:
    """Keep a checkpoint that the log has signed."""
    transaction.connection.execute(
        sa.insert(checkpoints).values(
            origin=checkpoint.origin,
            size=checkpoint.size,
            note=str(note),
            time=instant_text(transaction.now),
        )
    )


def checkpoints_after(
    transaction: Transaction, origin: str, size: int, limit: int
) -> list[tuple[int, str]]:
    """Return size and signed note of the checkpoints larger than `size`, in order."""
    rows = transaction.connection.execute(
        sa.select(checkpoints.c.size, checkpoints.c.note)
        .where(checkpoints.c.origin == origin, checkpoints.c.size > size)
        .order_by(checkpoints.c.size)
        .limit(limit)
    )
    return [(found, note) for found, note in rows]


def tree_origins(transaction: Transaction) -> list[str]:
    """Return the origin of every tree that has a leaf."""
    first_tiles = sa.select(tree_tiles.c.origin).where(
        tree_tiles.c.level == 0, tree_tiles.c.index == 0
    )
    return sorted(transaction.connection.execute(first_tiles).scalars())
