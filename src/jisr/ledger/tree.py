"""The hash tree of RFC 6962, section 2.1: leaves, nodes, roots, and what an append needs.

A leaf and a node are hashed behind different first bytes, so that no node passes for a leaf.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

HASH_BYTES = 32
LEAF_PREFIX = b"\x00"
NODE_PREFIX = b"\x01"
EMPTY_ROOT = hashlib.sha256(b"").digest()
SIZE_MAX = 2**63 - 1
"""Public tools count leaves in signed 64-bit numbers."""

ReadNode = Callable[[int, int], bytes]
"""Returns the hash of the complete subtree `(level, index)`: leaves index·2^level onwards."""


def leaf_hash(leaf: bytes) -> bytes:
    """Return the hash of a leaf."""
    return hashlib.sha256(LEAF_PREFIX + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of a node over its two children."""
    return hashlib.sha256(NODE_PREFIX + left + right).digest()


def root_of(hashes: Sequence[bytes]) -> bytes:
    """Return the root over these leaf hashes (or over subtrees of equal height)."""
    if not hashes:
        return EMPTY_ROOT
    row = list(hashes)
    while len(row) > 1:
        above = list(map(node_hash, row[::2], row[1::2]))
        if len(row) % 2:
            above.append(row[-1])
        row = above
    return row[0]


def split_point(size: int) -> int:
    """Return the largest power of two that is smaller than the size (RFC 6962: k)."""
    return 1 << (size - 1).bit_length() - 1


def range_root(start: int, end: int, read_node: ReadNode) -> bytes:
    """Return the root over the leaves from `start` to before `end`.

    `start` must be a multiple of the smallest power of two that holds the range, as it is for
    every subtree that a proof names.
    """
    hashes = _complete_subtrees(start, end, read_node)
    root = hashes.pop()
    while hashes:
        root = node_hash(hashes.pop(), root)
    return root


def _complete_subtrees(start: int, end: int, read_node: ReadNode) -> list[bytes]:
    hashes = []
    while start < end:
        level = (end - start).bit_length() - 1
        hashes.append(read_node(level, start >> level))
        start += 1 << level
    return hashes


@dataclass(frozen=True, slots=True)
class Frontier:
    """The right edge of a tree: all that is needed to append to it and to know its root.

    `hashes` are the complete subtrees from left to right, one for each binary digit 1 of `size`.
    """

    size: int = 0
    hashes: tuple[bytes, ...] = ()

    def extended(self, leaf_hashes: Iterable[bytes]) -> "Frontier":
        """Return the frontier after appending the leaves."""
        size, hashes = self.size, list(self.hashes)
        for leaf in leaf_hashes:
            joined, complete = leaf, size
            while complete & 1:
                joined = node_hash(hashes.pop(), joined)
                complete >>= 1
            hashes.append(joined)
            size += 1
        return Frontier(size, tuple(hashes))

    def root(self) -> bytes:
        """Return the root of the tree."""
        if not self.hashes:
            return EMPTY_ROOT
        root = self.hashes[-1]
        for left in reversed(self.hashes[:-1]):
            root = node_hash(left, root)
        return root
