"""Inclusion and consistency proofs (RFC 9162, section 2.1.3 and 2.1.4): make and verify.

Making reads nodes through a function; verifying computes and reads nothing.
"""

from collections.abc import Sequence

from jisr.errors import ProofInvalid, to_translate
from jisr.ledger.tree import (
    EMPTY_ROOT,
    HASH_BYTES,
    SIZE_MAX,
    ReadNode,
    node_hash,
    range_root,
    split_point,
)

PROOF_HASHES_MAX = 64
"""A tree of 2^63 leaves needs no longer proof; more is refused before it is hashed."""


def make_inclusion(index: int, size: int, read_node: ReadNode) -> tuple[bytes, ...]:
    """Return the proof that the leaf at `index` is in the tree of `size` leaves.

    Raises:
        ProofInvalid: there is no such leaf in that tree.
        LedgerBroken: the reader lacks a hash.
    """
    if not 0 <= index < size <= SIZE_MAX:
        raise ProofInvalid(why=to_translate("there is no such leaf in the tree"))
    proof: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + split_point(end - start)
        if index < middle:
            proof.append(range_root(middle, end, read_node))
            end = middle
        else:
            proof.append(range_root(start, middle, read_node))
            start = middle
    return tuple(reversed(proof))


def verify_inclusion(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> None:
    """Check that the leaf hash is at `index` in the tree of `size` leaves under the root.

    Raises:
        ProofInvalid: the proof does not lead from the leaf to the root.
    """
    _check_form(size, (leaf, root, *proof))
    if not 0 <= index < size:
        raise ProofInvalid(why=to_translate("there is no such leaf in the tree"))
    node, last, reached = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            raise ProofInvalid(why=to_translate("it is too long"))
        if node & 1 or node == last:
            reached = node_hash(sibling, reached)
            node, last = _past_left_edges(node, last)
        else:
            reached = node_hash(reached, sibling)
        node, last = node >> 1, last >> 1
    if last != 0:
        raise ProofInvalid(why=to_translate("it is too short"))
    if reached != root:
        raise ProofInvalid(why=to_translate("it leads to another root"))


def make_consistency(old_size: int, new_size: int, read_node: ReadNode) -> tuple[bytes, ...]:
    """Return the proof that the tree of `old_size` leaves is the beginning of the newer one.

    Raises:
        ProofInvalid: the old tree is larger than the new one.
        LedgerBroken: the reader lacks a hash.
    """
    if not 0 <= old_size <= new_size <= SIZE_MAX:
        raise ProofInvalid(why=to_translate("the older tree is larger than the newer one"))
    if old_size in {0, new_size}:
        return ()
    proof: list[bytes] = []
    start, end = 0, new_size
    while old_size != end:
        middle = start + split_point(end - start)
        if old_size <= middle:
            proof.append(range_root(middle, end, read_node))
            end = middle
        else:
            proof.append(range_root(start, middle, read_node))
            start = middle
    if start:  # the old root itself is known to who verifies
        proof.append(range_root(start, end, read_node))
    return tuple(reversed(proof))


def verify_consistency(
    old_size: int, old_root: bytes, new_size: int, new_root: bytes, proof: Sequence[bytes]
) -> None:
    """Check that the older tree is the beginning of the newer one.

    Raises:
        ProofInvalid: the proof does not lead to both roots.
    """
    _check_form(new_size, (old_root, new_root, *proof))
    if not 0 <= old_size <= new_size:
        raise ProofInvalid(why=to_translate("the older tree is larger than the newer one"))
    if old_size in {0, new_size}:
        wrong = old_size == 0 and old_root != EMPTY_ROOT
        if proof or wrong or (old_size == new_size and old_root != new_root):
            raise ProofInvalid(why=to_translate("it leads to another root"))
        return
    path = list(proof)
    if old_size & (old_size - 1) == 0:  # the old tree is one complete subtree
        path.insert(0, old_root)
    if not path:
        raise ProofInvalid(why=to_translate("it is too short"))
    _walk_consistency(old_size, old_root, new_size, new_root, path)


def _walk_consistency(
    old_size: int, old_root: bytes, new_size: int, new_root: bytes, path: list[bytes]
) -> None:
    node, last = old_size - 1, new_size - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    old_reached = new_reached = path[0]
    for sibling in path[1:]:
        if last == 0:
            raise ProofInvalid(why=to_translate("it is too long"))
        if node & 1 or node == last:
            old_reached = node_hash(sibling, old_reached)
            new_reached = node_hash(sibling, new_reached)
            node, last = _past_left_edges(node, last)
        else:
            new_reached = node_hash(new_reached, sibling)
        node, last = node >> 1, last >> 1
    if last != 0:
        raise ProofInvalid(why=to_translate("it is too short"))
    if (old_reached, new_reached) != (old_root, new_root):
        raise ProofInvalid(why=to_translate("it leads to another root"))


def _past_left_edges(node: int, last: int) -> tuple[int, int]:
    """Skip the levels at which the right edge of the tree has no sibling."""
    while node and not node & 1:
        node, last = node >> 1, last >> 1
    return node, last


def _check_form(size: int, hashes: Sequence[bytes]) -> None:
    if not 0 <= size <= SIZE_MAX:
        raise ProofInvalid(why=to_translate("the size is not one that a tree can have"))
    if len(hashes) > PROOF_HASHES_MAX + 2 or any(len(each) != HASH_BYTES for each in hashes):
        raise ProofInvalid(why=to_translate("it has too many hashes, or one of a wrong length"))
