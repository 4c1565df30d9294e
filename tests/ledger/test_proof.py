"""Inclusion and consistency proofs."""

import base64
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisr.errors import ProofInvalid
from jisr.ledger.proof import (
    make_consistency,
    make_inclusion,
    verify_consistency,
    verify_inclusion,
)
from jisr.ledger.tree import EMPTY_ROOT, ReadNode, leaf_hash, root_of

LEAVES = ("", "00", "10", "2021", "3031", "40414243", "5051525354555657")
REFERENCE = [leaf_hash(bytes.fromhex(leaf)) for leaf in LEAVES]
REFERENCE.append(leaf_hash(bytes.fromhex("606162636465666768696a6b6c6d6e6f")))
HASHES = [hashlib.sha256(str(n).encode()).digest() for n in range(600)]
OTHER = hashlib.sha256(b"another").digest()
SIZES = st.integers(1, 600)

# From the tests of the reference implementation: index, size, proof.
INCLUSIONS = [
    (0, 1, []),
    (
        0,
        8,
        [
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    ),
    (
        5,
        8,
        [
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
    (2, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
    (
        1,
        5,
        [
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    ),
]
# The same tests: old size, new size, proof.
CONSISTENCIES = [
    (1, 1, []),
    (
        1,
        8,
        [
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    ),
    (
        6,
        8,
        [
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
    (
        2,
        5,
        [
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    ),
    (
        6,
        7,
        [
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
]


def node_of(hashes: list[bytes]) -> ReadNode:
    """A reader of the complete subtrees over these leaf hashes."""

    def read_node(level: int, index: int) -> bytes:
        part = hashes[index << level : (index + 1) << level]
        assert len(part) == 1 << level
        return root_of(part)

    return read_node


@pytest.mark.parametrize(("index", "size", "proof"), INCLUSIONS)
def test_inclusion_proofs_are_the_published_ones(index: int, size: int, proof: list[str]) -> None:
    """Proofs of the published trees are made as published, and verify."""
    made = make_inclusion(index, size, node_of(REFERENCE))
    assert [each.hex() for each in made] == proof
    verify_inclusion(REFERENCE[index], index, size, made, root_of(REFERENCE[:size]))


@pytest.mark.parametrize(("old", "new", "proof"), CONSISTENCIES)
def test_consistency_proofs_are_the_published_ones(old: int, new: int, proof: list[str]) -> None:
    """Proofs between the published trees are made as published, and verify."""
    made = make_consistency(old, new, node_of(REFERENCE))
    assert [each.hex() for each in made] == proof
    verify_consistency(old, root_of(REFERENCE[:old]), new, root_of(REFERENCE[:new]), made)


def test_consistency_proof_of_a_public_witness_test_verifies() -> None:
    """A proof that another implementation's witness accepts is accepted here."""
    roots = {
        1: "KgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        3: "RcCI1Nk56ZcSmIEfIn0SleqtV7uvrlXNccFx595Iwl0=",
        5: "QrtXrQZCCvpIgsSmOsah7HdICzMLLyDfxToMql9WTjY=",
    }
    proofs = {
        3: [
            "KgEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
            "KgIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        ],
        5: [
            "KgEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
            "+fUDV+k970B4I3uKrqJM4aP1lloPZP8mvr2Z4wRw2LI=",
            "KgQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        ],
    }
    for size, proof in proofs.items():
        verify_consistency(
            1,
            base64.b64decode(roots[1]),
            size,
            base64.b64decode(roots[size]),
            [base64.b64decode(each) for each in proof],
        )


@given(SIZES, st.data())
def test_every_leaf_of_every_tree_is_proven(size: int, data: st.DataObject) -> None:
    """Any leaf of any tree has a proof that verifies."""
    index = data.draw(st.integers(0, size - 1))
    proof = make_inclusion(index, size, node_of(HASHES))
    verify_inclusion(HASHES[index], index, size, proof, root_of(HASHES[:size]))


@given(st.integers(0, 600), st.integers(0, 600))
def test_every_older_tree_is_proven(first: int, second: int) -> None:
    """Any tree is proven to be the beginning of any later one."""
    old, new = sorted((first, second))
    proof = make_consistency(old, new, node_of(HASHES))
    verify_consistency(old, root_of(HASHES[:old]), new, root_of(HASHES[:new]), proof)


def flipped(hashes: list[bytes], bit: int) -> list[bytes]:
    """The hashes with one bit of all of theirs turned over."""
    whole = bytearray(b"".join(hashes))
    whole[bit // 8 % len(whole)] ^= 1 << bit % 8
    return [bytes(whole[at : at + 32]) for at in range(0, len(whole), 32)]


@given(SIZES, st.integers(0, 2**20), st.data())
def test_one_flipped_bit_spoils_an_inclusion(size: int, bit: int, data: st.DataObject) -> None:
    """A bit that is wrong in leaf, root or proof is noticed."""
    index = data.draw(st.integers(0, size - 1))
    proof = make_inclusion(index, size, node_of(HASHES))
    leaf, root, *path = flipped([HASHES[index], root_of(HASHES[:size]), *proof], bit)
    with pytest.raises(ProofInvalid):
        verify_inclusion(leaf, index, size, path, root)


@given(SIZES, SIZES, st.integers(0, 2**20))
def test_one_flipped_bit_spoils_a_consistency(first: int, second: int, bit: int) -> None:
    """A bit that is wrong in either root or in the proof is noticed."""
    old, new = sorted((first, second))
    proof = make_consistency(old, new, node_of(HASHES))
    old_root, new_root, *path = flipped([root_of(HASHES[:old]), root_of(HASHES[:new]), *proof], bit)
    with pytest.raises(ProofInvalid):
        verify_consistency(old, old_root, new, new_root, path)


@given(st.integers(0, 600), st.integers(0, 600), st.integers(0, 600))
def test_a_proof_holds_for_its_own_place_only(size: int, index: int, other: int) -> None:
    """A leaf proven at one position is not proven at any other."""
    size, index = max(size, 1), index % max(size, 1)
    proof = make_inclusion(index, size, node_of(HASHES))
    if other != index:
        with pytest.raises(ProofInvalid):
            verify_inclusion(HASHES[index], other, size, proof, root_of(HASHES[:size]))


PROOF = list(make_inclusion(5, 8, node_of(HASHES)))
ROOT = root_of(HASHES[:8])
INCLUSION_ATTACKS: dict[str, tuple[bytes, int, int, list[bytes], bytes]] = {
    "the position before": (HASHES[5], 4, 8, PROOF, ROOT),
    "the position after": (HASHES[5], 6, 8, PROOF, ROOT),
    "a position beyond the tree": (HASHES[5], 8, 8, PROOF, ROOT),
    "a negative position": (HASHES[5], -1, 8, PROOF, ROOT),
    "a tree of twice the size": (HASHES[5], 5, 16, PROOF, ROOT),
    "a tree of half the size": (HASHES[5], 5, 4, PROOF, ROOT),
    "an empty tree": (HASHES[5], 0, 0, [], EMPTY_ROOT),
    "a negative size": (HASHES[5], 0, -8, PROOF, ROOT),
    "a size beyond 2^63": (HASHES[5], 5, 2**63, PROOF, ROOT),
    "another leaf": (HASHES[4], 5, 8, PROOF, ROOT),
    "a leaf that is no hash": (b"leaf", 5, 8, PROOF, ROOT),
    "another root": (HASHES[5], 5, 8, PROOF, OTHER),
    "an empty root": (HASHES[5], 5, 8, PROOF, b""),
    "a hash more at the end": (HASHES[5], 5, 8, [*PROOF, ROOT], ROOT),
    "a hash more at the front": (HASHES[5], 5, 8, [ROOT, *PROOF], ROOT),
    "a hash less at the end": (HASHES[5], 5, 8, PROOF[:-1], ROOT),
    "a hash less at the front": (HASHES[5], 5, 8, PROOF[1:], ROOT),
    "two hashes swapped": (HASHES[5], 5, 8, [PROOF[1], PROOF[0], PROOF[2]], ROOT),
    "a hash cut short": (HASHES[5], 5, 8, [PROOF[0][:-1], *PROOF[1:]], ROOT),
    "an empty hash": (HASHES[5], 5, 8, [*PROOF, b""], ROOT),
    "no proof": (HASHES[5], 5, 8, [], ROOT),
    "a node shown as a leaf": (root_of(HASHES[4:6]), 2, 4, PROOF[1:], OTHER),
    "more hashes than any tree needs": (HASHES[5], 5, 8, [OTHER] * 65, ROOT),
}


@pytest.mark.parametrize("name", INCLUSION_ATTACKS)
def test_inclusion_attack_is_refused(name: str) -> None:
    """No leaf is accepted that the tree does not hold at that position."""
    verify_inclusion(HASHES[5], 5, 8, PROOF, ROOT)
    with pytest.raises(ProofInvalid):
        verify_inclusion(*INCLUSION_ATTACKS[name])


PATH = list(make_consistency(6, 8, node_of(HASHES)))
OLD = root_of(HASHES[:6])
CONSISTENCY_ATTACKS: dict[str, tuple[int, bytes, int, bytes, list[bytes]]] = {
    "an older size one less": (5, OLD, 8, ROOT, PATH),
    "an older size one more": (7, OLD, 8, ROOT, PATH),
    "a newer tree of twice the size": (6, OLD, 16, ROOT, PATH),
    "a newer tree that is smaller": (6, OLD, 4, ROOT, PATH),
    "back in time": (8, ROOT, 6, OLD, PATH),
    "a negative size": (-6, OLD, 8, ROOT, PATH),
    "another older root": (6, OTHER, 8, ROOT, PATH),
    "another newer root": (6, OLD, 8, OTHER, PATH),
    "roots swapped": (6, ROOT, 8, OLD, PATH),
    "roots that are no hashes": (6, b"old", 8, b"new", PATH),
    "no proof": (6, OLD, 8, ROOT, []),
    "no proof from a complete subtree": (4, root_of(HASHES[:4]), 8, ROOT, []),
    "a hash more at the end": (6, OLD, 8, ROOT, [*PATH, OLD]),
    "a hash more at the front": (6, OLD, 8, ROOT, [OLD, *PATH]),
    "a hash twice": (6, OLD, 8, ROOT, [PATH[0], *PATH]),
    "a hash less at the end": (6, OLD, 8, ROOT, PATH[:-1]),
    "a hash less at the front": (6, OLD, 8, ROOT, PATH[1:]),
    "same size, another root": (8, OTHER, 8, ROOT, []),
    "same size, a proof": (8, ROOT, 8, ROOT, [OTHER]),
    "from nothing, with a proof": (0, EMPTY_ROOT, 8, ROOT, [OTHER]),
    "from nothing, with another root": (0, OTHER, 8, ROOT, []),
    "more hashes than any tree needs": (6, OLD, 8, ROOT, [OTHER] * 65),
}


@pytest.mark.parametrize("name", CONSISTENCY_ATTACKS)
def test_consistency_attack_is_refused(name: str) -> None:
    """No tree passes for the beginning of another that it is not the beginning of."""
    verify_consistency(6, OLD, 8, ROOT, PATH)
    with pytest.raises(ProofInvalid):
        verify_consistency(*CONSISTENCY_ATTACKS[name])


def test_no_proof_is_made_of_what_is_not_there() -> None:
    """A leaf beyond the tree, and a tree older than itself, have no proof."""
    for index, size in ((0, 0), (8, 8), (-1, 8)):
        with pytest.raises(ProofInvalid):
            make_inclusion(index, size, node_of(HASHES))
    with pytest.raises(ProofInvalid):
        make_consistency(8, 6, node_of(HASHES))
