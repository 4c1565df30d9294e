"""The verifier's core."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from jisr.ledger.checkpoint import Checkpoint, sign_checkpoint
from jisr.ledger.entry import Act, PlacedEntry, commit_act, make_entry
from jisr.ledger.keys import SigningKey
from jisr.ledger.tile import grow
from jisr.ledger.tree import leaf_hash, root_of
from jisr.ledger.verify import TreeVerifier, verify_entries

NETWORK = "jisr.example/net"
LOG = SigningKey(NETWORK, Ed25519PrivateKey.from_private_bytes(b"\1" * 32))
ACT = Act(
    time="2026-11-21T09:00:00.001Z",
    bureau="TN",
    officer="0f" * 16,
    verb="record.published",
    subject="1e" * 16,
    purpose="wanted",
    audience_class="2d" * 16,
)
LEAVES = [leaf_hash(str(n).encode()) for n in range(1_400)]


def placed(position: int) -> PlacedEntry:
    """An entry at its place."""
    entry = make_entry(ACT, {"n": position}, version=1)
    return PlacedEntry(
        entry.entry_id,
        entry.act,
        entry.act_salt,
        entry.act_commitment,
        entry.document,
        entry.document_salt,
        entry.document_commitment,
        position=position,
        subject_kind="record",
        subject=ACT.subject,
        version=1,
        audience_class=ACT.audience_class,
        sealed_at=ACT.time,
    )


ENTRIES = [placed(position) for position in range(10, 15)]
HASHES = [leaf_hash(entry.header(NETWORK).encode()) for entry in ENTRIES]


def found(entries: list[PlacedEntry]) -> list[tuple[str, object]]:
    """Key and position of what does not fit."""
    return [
        (finding.key, finding.details["position"])
        for finding in verify_entries(entries, HASHES, 10, NETWORK)
    ]


@pytest.mark.parametrize(
    ("field", "value"),
    [("document", "a text"), ("document_salt", 7), ("act_commitment", "00"), ("act", None)],
)
def test_value_of_another_type_is_a_finding(field: str, value: object) -> None:
    """A row whose column holds another type than ours is told, and ends no audit."""
    spoilt = replace(ENTRIES[0], **{field: value})  # type: ignore[arg-type]  # that is the attack
    assert found([spoilt, *ENTRIES[1:]]) == [("entry.unreadable", 10)]


def changed(**fields: object) -> list[PlacedEntry]:
    """The entries with some fields of the one at 12 changed."""
    return [replace(each, **fields) if each.position == 12 else each for each in ENTRIES]  # type: ignore[arg-type]  # any field may be spoilt


def test_entries_as_sealed_verify() -> None:
    """Nothing is found in a log that nobody touched, erased documents included."""
    assert found(ENTRIES) == []
    assert found(list(reversed(ENTRIES))) == []
    assert found(changed(document=None, document_salt=None)) == []


OTHER = ENTRIES[3]
NO_ACT = b'{"verb":"record.published"}'
TAMPERED: dict[str, tuple[list[PlacedEntry], list[tuple[str, object]]]] = {
    "an entry removed": (ENTRIES[:2] + ENTRIES[3:], [("entry.missing", 12)]),
    "all entries removed": ([], [("entry.missing", position) for position in range(10, 15)]),
    "another entry in its place": (
        [*ENTRIES[:2], replace(OTHER, position=12), *ENTRIES[3:]],
        [("entry.leaf_differs", 12)],
    ),
    "another id": (changed(entry_id="ab" * 16), [("entry.leaf_differs", 12)]),
    "another act": (changed(act=ENTRIES[2].act[:-1] + b" "), [("entry.act_differs", 12)]),
    "another salt of the act": (changed(act_salt=bytes(32)), [("entry.act_differs", 12)]),
    "an act with its commitment": (
        changed(act=OTHER.act, act_salt=OTHER.act_salt, act_commitment=OTHER.act_commitment),
        [("entry.leaf_differs", 12)],
    ),
    "bytes that are no act, with their commitment": (
        changed(act=NO_ACT, act_commitment=commit_act(NO_ACT, ENTRIES[2].act_salt)),
        [("entry.leaf_differs", 12), ("entry.filed_wrong", 12)],
    ),
    "another document": (changed(document=b"{}"), [("entry.document_differs", 12)]),
    "another salt of the document": (
        changed(document_salt=bytes(32)),
        [("entry.document_differs", 12)],
    ),
    "a document with its commitment": (
        changed(
            document=OTHER.document,
            document_salt=OTHER.document_salt,
            document_commitment=OTHER.document_commitment,
        ),
        [("entry.leaf_differs", 12)],
    ),
    "a document erased by half": (changed(document=None), [("entry.document_differs", 12)]),
    "a salt erased alone": (changed(document_salt=None), [("entry.document_differs", 12)]),
    "another subject": (changed(subject="ab" * 16), [("entry.filed_wrong", 12)]),
    "another kind": (changed(subject_kind="notice"), [("entry.filed_wrong", 12)]),
    "another version": (changed(version=2), [("entry.filed_wrong", 12)]),
    "a wider audience": (changed(audience_class="all"), [("entry.filed_wrong", 12)]),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_tampered_entry_is_found_at_its_place(name: str) -> None:
    """Whatever of a stored entry is changed, the verifier says what and where."""
    entries, expected = TAMPERED[name]
    assert found(entries) == expected


def test_entries_of_another_network_do_not_verify() -> None:
    """A leaf belongs to one network."""
    findings = verify_entries(ENTRIES, HASHES, 10, "other")
    assert {finding.key for finding in findings} == {"entry.leaf_differs"}


Tiles = dict[tuple[int, int], bytes]


def stored_tiles() -> Tiles:
    """The tiles of the whole tree."""
    return grow(lambda *_: b"", 0, LEAVES)


def note_at(size: int, root: bytes | None = None, signer: SigningKey = LOG) -> str:
    """The checkpoint at a size, or one that claims another root."""
    tree = Checkpoint(NETWORK, size, root_of(LEAVES[:size]) if root is None else root)
    return str(sign_checkpoint(tree, signer))


SIZES = (1, 2, 255, 256, 257, 700, 1_399, 1_400)
NOTES = {size: note_at(size) for size in SIZES}


def walked(tiles: Tiles, notes: dict[int, str], steps: list[int]) -> list[str]:
    """What is found when the leaves come in steps."""
    verifier = TreeVerifier(NETWORK, [LOG.published()])

    def read_tile(level: int, index: int) -> bytes:
        return tiles.get((level, index), b"")

    texts = []
    for end in [*steps, len(LEAVES)]:
        before = verifier.size
        part = {size: note for size, note in notes.items() if before < size <= end}
        texts += list(map(str, verifier.add(LEAVES[before:end], part, read_tile)))
        assert verifier.size == end
    return texts + list(map(str, verifier.finish(read_tile)))


@given(st.lists(st.integers(0, 1_400), max_size=5).map(sorted))
def test_tree_as_built_verifies(steps: list[int]) -> None:
    """In whatever steps the leaves come, tiles and checkpoints that nobody touched hold."""
    assert walked(stored_tiles(), NOTES, steps) == []


def test_tiles_that_have_grown_meanwhile_verify() -> None:
    """A tile that is wider than the walk's end holds what was walked at its beginning."""
    verifier = TreeVerifier(NETWORK, [LOG.published()])
    tiles = stored_tiles()

    def read_tile(level: int, index: int) -> bytes:
        return tiles[level, index]

    assert list(verifier.add(LEAVES[:600], {}, read_tile)) == []
    assert list(verifier.finish(read_tile)) == []


def spoil(level: int, index: int) -> Callable[[Tiles], None]:
    """Flip one bit of a tile."""

    def act(tiles: Tiles) -> None:
        hashes = tiles[level, index]
        tiles[level, index] = bytes([hashes[0] ^ 1]) + hashes[1:]

    return act


def lose(level: int, index: int) -> Callable[[Tiles], None]:
    """Remove a tile."""

    def act(tiles: Tiles) -> None:
        del tiles[level, index]

    return act


@pytest.mark.parametrize("harm", [spoil(1, 0), lose(1, 0)], ids=["spoilt", "lost"])
@pytest.mark.parametrize("steps", [[], [256], [700, 1_024]], ids=str)
def test_tile_that_does_not_follow_is_found(
    harm: Callable[[Tiles], None], steps: list[int]
) -> None:
    """A tile above the leaves must be what the leaves make it."""
    tiles = stored_tiles()
    harm(tiles)
    assert walked(tiles, NOTES, steps) == [
        "The hash tile tile/1/000.p/5 does not follow from the tiles below it."
    ]


def test_full_tile_above_the_leaves_is_compared_too() -> None:
    """Also where a tile of the second level is full."""
    leaves = LEAVES[:1] * 65_536
    tiles = grow(lambda *_: b"", 0, leaves)
    spoil(1, 0)(tiles)
    verifier = TreeVerifier(NETWORK, [])
    findings = verifier.add(leaves, {}, lambda level, index: tiles[level, index])
    assert [finding.details for finding in findings] == [{"tile": "tile/1/000"}]


STRANGER = SigningKey(NETWORK, Ed25519PrivateKey.from_private_bytes(b"\2" * 32))
BAD_NOTES = {
    "another root": (note_at(700, bytes(32)), "is of another tree."),
    "another size": (note_at(699), "is of another tree."),
    "a signature of another text": (
        note_at(700).replace("\n700\n", "\n701\n"),
        "does not verify: a signature is wrong",
    ),
    "a stranger's signature": (
        note_at(700, signer=STRANGER),
        "does not verify: the log did not sign it",
    ),
    "words": ("words", "does not verify: it has no text, no signature or a control character"),
    "too long": (
        "x" * 200_000,
        "does not verify: signed note is too long: at most 131072 are accepted.",
    ),
}


@pytest.mark.parametrize("name", BAD_NOTES)
def test_checkpoint_that_does_not_hold_is_found(name: str) -> None:
    """Each stored checkpoint must be signed by the log, of its own tree."""
    note, why = BAD_NOTES[name]
    assert walked(stored_tiles(), {**NOTES, 700: note}, [256]) == [
        f"The checkpoint of jisr.example/net at 700 {why}"
    ]
