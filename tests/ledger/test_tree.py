"""The hash tree of RFC 6962."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisr.ledger.tree import (
    EMPTY_ROOT,
    Frontier,
    leaf_hash,
    node_hash,
    range_root,
    root_of,
    split_point,
)

# The leaves and roots that the reference implementations of Certificate Transparency test with.
LEAVES = [
    bytes.fromhex(leaf)
    for leaf in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = (
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)

HASHES = st.lists(st.integers(0, 2**32).map(lambda n: leaf_hash(str(n).encode())), max_size=70)


def defined_root(hashes: list[bytes]) -> bytes:
    """The root as RFC 6962 defines it, in its own recursive words."""
    if not hashes:
        return hashlib.sha256().digest()
    if len(hashes) == 1:
        return hashes[0]
    k = 1
    while k * 2 < len(hashes):
        k *= 2
    left, right = defined_root(hashes[:k]), defined_root(hashes[k:])
    return hashlib.sha256(b"\x01" + left + right).digest()


@pytest.mark.parametrize("size", range(9))
def test_roots_are_the_published_ones(size: int) -> None:
    """The trees of the first leaves have the roots that the reference implementations publish."""
    hashes = [leaf_hash(leaf) for leaf in LEAVES[:size]]
    assert root_of(hashes).hex() == ROOTS[size]
    assert Frontier().extended(hashes).root().hex() == ROOTS[size]


def test_leaf_and_node_are_told_apart() -> None:
    """A leaf that spells two hashes has not the hash of the node over them."""
    left, right = leaf_hash(b"a"), leaf_hash(b"b")
    assert leaf_hash(left + right) != node_hash(left, right)
    assert leaf_hash(b"") == hashlib.sha256(b"\0").digest()
    assert ROOTS[0] == EMPTY_ROOT.hex()


@given(HASHES)
def test_root_follows_the_definition(hashes: list[bytes]) -> None:
    """The row-by-row computation gives what the recursive definition gives."""
    assert root_of(hashes) == defined_root(hashes)


@given(HASHES, st.integers(0, 70))
def test_frontier_knows_the_root_after_every_append(hashes: list[bytes], cut: int) -> None:
    """Appending in two parts gives the frontier of the whole, and its root is the tree's."""
    whole = Frontier().extended(hashes)
    assert Frontier().extended(hashes[:cut]).extended(hashes[cut:]) == whole
    assert (whole.size, whole.root()) == (len(hashes), defined_root(hashes))
    assert len(whole.hashes) == len(hashes).bit_count()


@given(HASHES.filter(bool))
def test_range_root_reads_complete_subtrees_only(hashes: list[bytes]) -> None:
    """A root is computed from subtrees that never change again."""

    def read_node(level: int, index: int) -> bytes:
        width = 1 << level
        part = hashes[index * width : (index + 1) * width]
        assert len(part) == width
        return defined_root(part)

    assert range_root(0, len(hashes), read_node) == defined_root(hashes)


def test_split_point_is_the_largest_smaller_power_of_two() -> None:
    """RFC 6962 splits before the size is reached, also where the size is a power of two."""
    assert [split_point(size) for size in range(2, 10)] == [1, 2, 2, 4, 4, 4, 4, 8]
