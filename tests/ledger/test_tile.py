"""Hash tiles in the C2SP layout."""

import hashlib
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisr.errors import FormatMalformed, LedgerBroken
from jisr.ledger.tile import (
    TILE_WIDTH,
    Tile,
    changed_tiles,
    grow,
    node_reader,
    parse_tile_path,
    split_hashes,
    tiles_of,
)
from jisr.ledger.tree import root_of

SIZES = st.integers(0, 1_200)
HASHES = [hashlib.sha256(str(n).encode()).digest() for n in range(70_000)]

PATHS = {
    "tile/0/000": Tile(0, 0),
    "tile/0/000.p/1": Tile(0, 0, 1),
    "tile/0/x001/x234/067": Tile(0, 1_234_067),
    "tile/2/x001/000.p/255": Tile(2, 1_000, 255),
    "tile/63/999": Tile(63, 999),
}


@pytest.mark.parametrize("path", PATHS)
def test_path_is_spelled_as_the_format_says(path: str) -> None:
    """A tile's path and the tile at a path are each other's inverse."""
    assert PATHS[path].path == path
    assert parse_tile_path(path) == PATHS[path]


@given(st.integers(0, 63), st.integers(0, 2**63 - 1), st.integers(1, 256))
def test_every_tile_is_found_at_its_path(level: int, index: int, width: int) -> None:
    """Printing and parsing give back every tile that can be."""
    tile = Tile(level, index, width)
    assert parse_tile_path(tile.path) == tile


OTHER_PATHS = {
    "a level with a zero before it": "tile/00/000",
    "a level beyond 63": "tile/64/000",
    "an index in two digits": "tile/0/00",
    "an index without its mark": "tile/0/001/067",
    "a mark on the last part": "tile/0/x001",
    "a part of zeros before the index": "tile/0/x000/067",
    "a width of zero": "tile/0/000.p/0",
    "a width with a zero before it": "tile/0/000.p/01",
    "a full width spelled out": "tile/0/000.p/256",
    "a width beyond the tile": "tile/0/000.p/257",
    "an index beyond 2^63": "tile/0/x009/x223/x372/x036/x854/x775/808",
    "digits of another script": "tile/0/٠٠٠",
    "a slash before": "/tile/0/000",
    "a newline after": "tile/0/000\n",
    "a way out": "tile/0/../000",
    "nothing": "",
    "too long": "tile/0/" + "x001/" * 20 + "001",
}


@pytest.mark.parametrize("name", OTHER_PATHS)
def test_any_other_path_is_refused(name: str) -> None:
    """A tile has one path."""
    with pytest.raises(FormatMalformed):
        parse_tile_path(OTHER_PATHS[name])


def test_tiles_of_the_published_sizes() -> None:
    """The sizes 70,000 and 256 have the tiles that the format's own text gives them."""
    tiles = tiles_of(70_000)
    assert len(tiles) == 273 + 1 + 1 + 1 + 1
    assert [tile for tile in tiles if tile.width < TILE_WIDTH] == [
        Tile(0, 273, 112),
        Tile(1, 1, 17),
        Tile(2, 0, 1),
    ]
    assert tiles_of(256) == [Tile(0, 0), Tile(1, 0, 1)]
    assert tiles_of(1) == [Tile(0, 0, 1)]
    assert tiles_of(0) == []


def grown(*sizes: int) -> tuple[dict[tuple[int, int], bytes], list[Tile]]:
    """The tiles after growing through the sizes, and those that the last step changed."""
    stored: dict[tuple[int, int], bytes] = {}
    changed: dict[tuple[int, int], bytes] = {}

    def read_tile(level: int, index: int) -> bytes:
        return stored[level, index]

    for old, new in pairwise((0, *sizes)):
        changed = grow(read_tile, old, HASHES[old:new])
        stored.update(changed)
    return stored, [Tile(*key, len(hashes) // 32) for key, hashes in changed.items()]


@given(SIZES, SIZES)
def test_growing_in_steps_gives_the_tiles_of_the_whole(first: int, second: int) -> None:
    """However a tree grew, its tiles are the same, and only those that must change do."""
    old, new = sorted((first, second))
    stored, changed = grown(old, new)
    assert stored == grown(new)[0]
    assert sorted(changed) == sorted(changed_tiles(old, new))
    assert sorted(Tile(*key, len(hashes) // 32) for key, hashes in stored.items()) == sorted(
        tiles_of(new)
    )


def test_tile_holds_the_hashes_that_the_format_names() -> None:
    """Hash i of tile n at level l is the root over 256^l leaves."""
    stored, _ = grown(70_000)
    assert split_hashes(stored[0, 273]) == HASHES[273 * 256 : 70_000]
    assert split_hashes(stored[1, 1])[16] == root_of(HASHES[272 * 256 : 273 * 256])
    assert split_hashes(stored[2, 0]) == [root_of(HASHES[:65_536])]


@given(st.integers(0, 16), st.integers(0, 2**16))
def test_node_between_the_tiles_is_computed(level: int, position: int) -> None:
    """Every complete subtree of the tree can be read, whether a tile holds it or not."""
    stored, _ = STORED
    index = (position % 65_536) >> level
    read_node = node_reader(lambda *key: stored[key])
    assert read_node(level, index) == root_of(HASHES[index << level : (index + 1) << level])


STORED = grown(65_536)


def test_missing_or_narrow_tile_is_told() -> None:
    """What cannot be computed is refused with the tile's path, never guessed."""
    narrow = b"".join(HASHES[:5])
    read_node = node_reader(lambda level, index: narrow if (level, index) == (0, 0) else b"")
    assert read_node(2, 0) == root_of(HASHES[:4])
    for level, index, path in ((0, 5, "tile/0/000"), (2, 1, "tile/0/000"), (8, 3, "tile/1/000")):
        with pytest.raises(LedgerBroken) as refusal:
            read_node(level, index)
        assert refusal.value.details["tile"] == path


@pytest.mark.parametrize("held", [b"", bytes(159), bytes(161), bytes(192)])
def test_tree_whose_edge_is_not_as_wide_as_its_size_does_not_grow(held: bytes) -> None:
    """A stored tile that lacks a hash, or has one too many, is noticed before it is built upon."""

    def read_tile(_level: int, _index: int) -> bytes:
        return held

    with pytest.raises(LedgerBroken):
        grow(read_tile, 5, HASHES[:1])
