"""Hash tiles in the C2SP layout (c2sp.org/tlog-tiles): how a tree is stored and served.

A tile holds up to 256 consecutive hashes of every eighth level of the tree; the levels between are
computed. A tile never changes except by growing, so each earlier, narrower tile is its beginning.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from jisr.errors import FormatMalformed, LedgerBroken, to_translate
from jisr.ledger.tree import HASH_BYTES, SIZE_MAX, ReadNode, root_of

TILE_HEIGHT = 8
TILE_WIDTH = 1 << TILE_HEIGHT
TILE_BYTES = TILE_WIDTH * HASH_BYTES
LEVEL_MAX = 63
PATH_CHARACTERS_MAX = 64
"""`tile/63/` and seven groups of an index that reaches 2^63, with room to spare."""

ReadTile = Callable[[int, int], bytes]
"""Returns the hashes of the tile `(level, index)`, as wide as it is now; none if there is none."""

_PATH_FORM = re.compile(
    r"tile/(0|[1-9][0-9]?)/((?:x[0-9]{3}/)*)([0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?"
)
_GROUP = 1_000


@dataclass(frozen=True, slots=True, order=True)
class Tile:
    """The address of a tile: its level, its index in the level, and how many hashes it holds."""

    level: int
    index: int
    width: int = TILE_WIDTH

    @property
    def path(self) -> str:
        """The tile's path under the log's prefix: `tile/0/x001/067.p/5`."""
        groups = f"{self.index % _GROUP:03d}"
        rest = self.index // _GROUP
        while rest:
            groups = f"x{rest % _GROUP:03d}/{groups}"
            rest //= _GROUP
        partial = "" if self.width == TILE_WIDTH else f".p/{self.width}"
        return f"tile/{self.level}/{groups}{partial}"


def parse_tile_path(path: str) -> Tile:
    """Return the tile at the path; any other spelling raises `FormatMalformed`."""
    match = _PATH_FORM.fullmatch(path) if len(path) <= PATH_CHARACTERS_MAX else None
    if match is None:
        raise _malformed_path()
    level, groups, last, width = match.groups()
    index = int(groups.replace("x", "").replace("/", "") + last)
    tile = Tile(int(level), index, int(width) if width else TILE_WIDTH)
    too_far = tile.level > LEVEL_MAX or tile.index > SIZE_MAX or tile.width > TILE_WIDTH
    if too_far or tile.path != path:
        raise _malformed_path()
    return tile


def _malformed_path() -> FormatMalformed:
    return FormatMalformed(thing=to_translate("tile path"), why=to_translate("see tlog-tiles"))


def changed_tiles(old_size: int, new_size: int) -> list[Tile]:
    """Return the tiles that are new or wider when a tree grows from one size to another."""
    tiles: list[Tile] = []
    for level in range(LEVEL_MAX + 1):
        held, wanted = old_size >> level * TILE_HEIGHT, new_size >> level * TILE_HEIGHT
        if wanted <= held:
            break
        first, last = held // TILE_WIDTH, (wanted - 1) // TILE_WIDTH
        tiles += [Tile(level, index) for index in range(first, last)]
        tiles.append(Tile(level, last, wanted - last * TILE_WIDTH))
    return tiles


def tiles_of(size: int) -> list[Tile]:
    """Return every tile of a tree of this size."""
    return changed_tiles(0, size)


def split_hashes(hashes: bytes) -> list[bytes]:
    """Return the single hashes of a tile."""
    return [hashes[at : at + HASH_BYTES] for at in range(0, len(hashes), HASH_BYTES)]


def grow(
    read_tile: ReadTile, size: int, leaf_hashes: Sequence[bytes]
) -> dict[tuple[int, int], bytes]:
    """Return the tiles, by level and index, that appending the leaves makes new or wider.

    Raises:
        LedgerBroken: a stored tile is not as wide as the size says.
    """
    changed: dict[tuple[int, int], bytes] = {}
    level, added = 0, list(leaf_hashes)
    while added:
        index, held_width = divmod(size, TILE_WIDTH)
        held = read_tile(level, index) if held_width else b""
        if len(held) != held_width * HASH_BYTES:
            raise tile_missing(level, index)
        hashes = held + b"".join(added)
        added = []
        for at in range(0, len(hashes), TILE_BYTES):
            tile = hashes[at : at + TILE_BYTES]
            changed[level, index + at // TILE_BYTES] = tile
            if len(tile) == TILE_BYTES:
                added.append(root_of(split_hashes(tile)))
        level, size = level + 1, index
    return changed


def node_reader(read_tile: ReadTile) -> ReadNode:
    """Return a reader of single nodes that computes what lies between the tiles.

    The reader raises `LedgerBroken` when a tile that it needs is missing or too narrow.
    """
    tiles: dict[tuple[int, int], bytes] = {}

    def read_node(level: int, index: int) -> bytes:
        tile_level, height = divmod(level, TILE_HEIGHT)
        tile_index, offset = divmod(index << height, TILE_WIDTH)
        key = tile_level, tile_index
        if key not in tiles:
            tiles[key] = read_tile(tile_level, tile_index)
        start, end = offset * HASH_BYTES, (offset + (1 << height)) * HASH_BYTES
        hashes = tiles[key][start:end]
        if len(hashes) != end - start:
            raise tile_missing(tile_level, tile_index)
        return root_of(split_hashes(hashes))

    return read_node


def tile_missing(level: int, index: int) -> LedgerBroken:
    """Return the error for a tile that is not there, or not as wide as it must be."""
    return LedgerBroken(
        why=to_translate("a hash tile is missing or has a wrong length"),
        tile=Tile(level, index).path,
    )
