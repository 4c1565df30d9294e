"""The verifier's core: entries, tiles and checkpoints go in, findings come out; no I/O.

Two checks that do not lean on each other: each entry must lead to its leaf hash, and the leaf
hashes must lead to every tile above them and to the root of every checkpoint. Since each root is
computed from the same leaves, all checkpoints that pass are consistent with each other.
"""

from collections.abc import Iterator, Mapping, Sequence

from jisr.errors import FormatMalformed, JisrError, to_translate
from jisr.ledger.checkpoint import open_checkpoint
from jisr.ledger.entry import PlacedEntry, read_act, verify_act, verify_document
from jisr.ledger.finding import Finding, Weight
from jisr.ledger.note import VerifierKey
from jisr.ledger.tile import TILE_BYTES, ReadTile, Tile, grow
from jisr.ledger.tree import HASH_BYTES, Frontier, leaf_hash


def verify_entries(
    entries: Sequence[PlacedEntry], leaf_hashes: Sequence[bytes], first: int, network: str
) -> Iterator[Finding]:
    """Yield what does not fit between entries and the leaf hashes of their tree.

    Args:
        entries: the numbered entries at the positions of the leaf hashes.
        leaf_hashes: what the tree holds from position `first` on, without a gap.
        first: the position of the first leaf hash.
        network: the network whose log it is.
    """
    placed = {entry.position: entry for entry in entries}
    for position, expected in enumerate(leaf_hashes, start=first):
        entry = placed.get(position)
        if entry is None:
            yield _at(position, "entry.missing", to_translate("No entry is at {position}."))
        else:
            yield from _verify_row(entry, position, expected, network)


def _verify_row(
    entry: PlacedEntry, position: int, expected: bytes, network: str
) -> Iterator[Finding]:
    # SQLite lets a text or a number stand in any column: who tampers need not keep to our types.
    try:
        yield from list(_verify_entry(entry, position, expected, network))
    except (AttributeError, TypeError, ValueError):
        sentence = to_translate("The entry at {position} cannot be read.")
        yield _at(position, "entry.unreadable", sentence)


def _verify_entry(
    entry: PlacedEntry, position: int, expected: bytes, network: str
) -> Iterator[Finding]:
    header = entry.header(network)
    if leaf_hash(header.encode()) != expected:
        sentence = to_translate("The entry at {position} is not the one that was sealed.")
        yield _at(position, "entry.leaf_differs", sentence)
    if not verify_act(header, entry.act, entry.act_salt):
        sentence = to_translate("The act at {position} is not the one that was sealed.")
        yield _at(position, "entry.act_differs", sentence)
    elif not _repeats_its_act(entry):
        sentence = to_translate("The entry at {position} is filed under what its act does not say.")
        yield _at(position, "entry.filed_wrong", sentence)
    if not _document_holds(entry, network):
        sentence = to_translate("The document at {position} is not the one that was sealed.")
        yield _at(position, "entry.document_differs", sentence)


def _document_holds(entry: PlacedEntry, network: str) -> bool:
    if entry.document is None or entry.document_salt is None:
        return entry.document is None and entry.document_salt is None
    return verify_document(entry.header(network), entry.document, entry.document_salt)


def _repeats_its_act(entry: PlacedEntry) -> bool:
    try:
        act, version = read_act(entry.act)
    except FormatMalformed:
        return False
    filed = (entry.subject_kind, entry.subject, entry.version, entry.audience_class)
    return filed == (act.subject_kind, act.subject, version, act.audience_class)


def _at(position: int, key: str, sentence: str) -> Finding:
    return Finding(key, Weight.BROKEN, sentence, {"position": position})


class TreeVerifier:
    """Recomputes a tree from its leaf hashes, and compares its tiles and checkpoints with it."""

    def __init__(self, origin: str, keys: Sequence[VerifierKey]) -> None:
        self.origin = origin
        self.keys = keys
        self.frontier = Frontier()
        self._edge: dict[int, tuple[int, bytes]] = {}

    @property
    def size(self) -> int:
        """How many leaves were added."""
        return self.frontier.size

    def add(
        self, leaf_hashes: Sequence[bytes], notes: Mapping[int, str], read_tile: ReadTile
    ) -> Iterator[Finding]:
        """Append leaves; yield what does not fit.

        Args:
            leaf_hashes: the next leaf hashes of the tree.
            notes: the checkpoints signed at a size that these leaves reach, by size.
            read_tile: the stored tiles; levels 1 and above are compared.
        """
        changed = grow(self._edge_tile, self.size, leaf_hashes)
        start = self.size
        for size in sorted(notes):
            added = leaf_hashes[self.size - start : size - start]
            self.frontier = self.frontier.extended(added)
            yield from self._checkpoint(size, notes[size])
        self.frontier = self.frontier.extended(leaf_hashes[self.size - start :])
        for (level, index), hashes in changed.items():
            self._edge[level] = index, hashes
            if level and len(hashes) == TILE_BYTES:
                yield from _compare(level, index, hashes, read_tile)

    def finish(self, read_tile: ReadTile) -> Iterator[Finding]:
        """Yield what does not fit at the right edge, whose tiles are not full yet."""
        for level, (index, hashes) in self._edge.items():
            if level and len(hashes) < TILE_BYTES:
                yield from _compare(level, index, hashes, read_tile)

    def _edge_tile(self, level: int, index: int) -> bytes:
        edge_index, hashes = self._edge.get(level, (index, b""))
        return hashes if edge_index == index else b""

    def _checkpoint(self, size: int, note: str) -> Iterator[Finding]:
        try:
            checkpoint, _ = open_checkpoint(note.encode(), self.origin, self.keys)
        except JisrError as error:
            why = str(error.details.get("why", error))
            sentence = to_translate("The checkpoint of {origin} at {size} does not verify: {why}")
            details = {"origin": self.origin, "size": size, "why": why}
            yield Finding("checkpoint.wrong", Weight.BROKEN, sentence, details)
            return
        if (checkpoint.size, checkpoint.root) != (size, self.frontier.root()):
            sentence = to_translate("The checkpoint of {origin} at {size} is of another tree.")
            details = {"origin": self.origin, "size": size}
            yield Finding("checkpoint.root_differs", Weight.BROKEN, sentence, details)


def _compare(level: int, index: int, hashes: bytes, read_tile: ReadTile) -> Iterator[Finding]:
    stored = read_tile(level, index)
    if stored[: len(hashes)] != hashes:
        width = len(hashes) // HASH_BYTES
        sentence = to_translate("The hash tile {tile} does not follow from the tiles below it.")
        details = {"tile": Tile(level, index, width).path}
        yield Finding("tile.differs", Weight.BROKEN, sentence, details)
