"""The verifier in the browser says what the verifier in Python says, on the same vectors."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from playwright.sync_api import Page

from jisr.errors import JisrError
from jisr.ledger.bundle import ProofBundle, read_bundle, verify_bundle
from jisr.ledger.checkpoint import NO_WITNESSES, Checkpoint, sign_checkpoint
from jisr.ledger.entry import Act, make_entry
from jisr.ledger.finding import all_hold
from jisr.ledger.keys import SigningKey
from jisr.ledger.note import KeyKind, cosign_note, parse_key
from jisr.ledger.proof import make_consistency, make_inclusion, verify_consistency
from jisr.ledger.tree import ReadNode, leaf_hash, root_of
from pages import Desk

NETWORK = "jisr.example/net"
LOG = SigningKey(NETWORK, Ed25519PrivateKey.from_private_bytes(b"\1" * 32))
STRANGER = SigningKey(NETWORK, Ed25519PrivateKey.from_private_bytes(b"\2" * 32))
WITNESS = SigningKey("ncb.example/tn", Ed25519PrivateKey.from_private_bytes(b"\3" * 32))
KEY = str(LOG.published())
ACT = Act("2026-11-21T09:00:00.001Z", "TN", "amal", "record.added", "1e" * 16, "locate", "2d" * 16)
COUNT = 9
ENTRIES = [make_entry(ACT, {"name": f"نور \u202e {n}"}, version=n + 1) for n in range(COUNT)]
HEADERS = [each.header(NETWORK).encode() for each in ENTRIES]
LEAVES = [leaf_hash(each) for each in HEADERS]
PARTS = ("checkpoint", "header", "inclusion", "act", "document")
MODULE = "/static/any/oversight/verify.js"
STEPS = ["bundle", "key", "checkpoint", "network", "inclusion", "act", "document"]


def nodes(leaves: list[bytes]) -> ReadNode:
    """Return a reader of the nodes over these leaves."""

    def read(level: int, at: int) -> bytes:
        return root_of(leaves[at << level : (at + 1) << level])

    return read


def bundle_of(index: int, size: int, *, signer: SigningKey = LOG) -> ProofBundle:
    """Return the proof of one entry in the tree of the first `size` entries."""
    checkpoint = Checkpoint(NETWORK, size, root_of(LEAVES[:size]))
    note = cosign_note(sign_checkpoint(checkpoint, signer), WITNESS, time_seconds=1)
    return ProofBundle(
        checkpoint=str(note),
        index=index,
        inclusion=make_inclusion(index, size, nodes(LEAVES)),
        header=HEADERS[index],
        act=ENTRIES[index].act,
        act_salt=ENTRIES[index].act_salt,
        document=ENTRIES[index].document,
        document_salt=ENTRIES[index].document_salt,
    )


@pytest.fixture
def page(desk: Desk) -> Page:
    """A browser on a page of the hub, where the verifier can be loaded."""
    return desk.open("", "/sign-in")


def steps(page: Page, text: str, key: str = KEY) -> dict[str, str]:
    """Return the state of each step."""
    made: list[dict[str, Any]] = page.evaluate(
        f"async ([text, key]) => (await import('{MODULE}')).verify(text, key)", [text, key]
    )
    return {each["step"]: each["state"] for each in made}


def holds(page: Page, text: str, key: str = KEY) -> bool:
    """Return the browser's verdict."""
    states = steps(page, text, key)
    assert list(states) == STEPS
    return set(states.values()) <= {"ok", "noted"}


def holds_in_python(text: str, key: str = KEY) -> bool:
    """Return the verdict of `jisr verify`."""
    try:
        known = parse_key(key)
        found = verify_bundle(read_bundle(text.encode()), known.name, [known], NO_WITNESSES)
    except JisrError:
        return False
    return all_hold(found)


def test_every_entry_of_every_small_tree_is_proven(page: Page) -> None:
    """Whatever the shape of the tree and the place in it."""
    for size in range(1, COUNT + 1):
        for index in range(size):
            text = bundle_of(index, size).encode().decode()
            assert set(steps(page, text).values()) == {"ok"}, (size, index)


def test_what_was_erased_is_noted_and_the_rest_is_proven(page: Page) -> None:
    """Without the document its seal is neither for nor against."""
    text = replace(bundle_of(4, 7), document=None, document_salt=None).encode().decode()
    assert steps(page, text) == {**dict.fromkeys(STEPS, "ok"), "document": "noted"}


@pytest.mark.parametrize(
    ("part", "broken"),
    [
        ("checkpoint", ["checkpoint"]),
        ("header", ["inclusion"]),
        ("inclusion", ["inclusion"]),
        ("act", ["act"]),
        ("document", ["document"]),
    ],
)
def test_a_changed_byte_fails_at_the_right_step(page: Page, part: str, broken: list[str]) -> None:
    """Exactly the step that looks at it fails, and what rests on it is not claimed."""
    text = bundle_of(4, 7).encode().decode()
    changed = page.evaluate(
        f"async ([text, part]) => (await import('{MODULE}')).changed(text, part)", [text, part]
    )
    assert changed["from"] != changed["to"]
    states = steps(page, changed["text"])
    assert [step for step, state in states.items() if state == "broken"] == broken
    if part == "checkpoint":
        assert set(list(states.values())[3:]) == {"unreached"}


def test_another_key_proves_nothing(page: Page) -> None:
    """A key of the same name that did not sign, one of another log, and what is no key."""
    text = bundle_of(4, 7).encode().decode()
    other = SigningKey("another.example", LOG.private)
    for key in (str(STRANGER.published()), str(other.published())):
        assert steps(page, text, key)["checkpoint"] == "broken"
    for key in (
        "",
        "x",
        KEY[:-1],
        KEY.replace("+", "+0", 1),
        str(WITNESS.published(KeyKind.WITNESS)),
    ):
        assert steps(page, text, key)["key"] == "broken"
    assert not holds(page, bundle_of(4, 7, signer=STRANGER).encode().decode())


FORGERIES: dict[str, Callable[[dict[str, Any]], object]] = {
    "a field more": lambda found: found.update(more=""),
    "a field less": lambda found: found.pop("act"),
    "another format": lambda found: found.update(format="jisr-proof/v2"),
    "an index that is a number": lambda found: found.update(index=4),
    "an index with a zero before it": lambda found: found.update(index="04"),
    "an index beyond the tree": lambda found: found.update(index="7"),
    "a neighbour's index": lambda found: found.update(index="5"),
    "a proof too short": lambda found: found["inclusion"].pop(),
    "a proof too long": lambda found: found["inclusion"].append("00" * 32),
    "a hash too short": lambda found: found["inclusion"].__setitem__(0, "00" * 31),
    "a hash in capitals": lambda found: found["inclusion"].__setitem__(
        0, found["inclusion"][0].upper().replace("0", "A", 1)
    ),
    "a salt too short": lambda found: found.update(act_salt="00"),
    "another salt": lambda found: found.update(act_salt="00" * 32),
    "a document without its salt": lambda found: found.update(document_salt=None),
    "a salt without its document": lambda found: found.update(document=None),
    "another header": lambda found: found.update(header=HEADERS[5].decode()),
    "a header with a space": lambda found: found.update(
        header=found["header"].replace(":", ": ", 1)
    ),
    "another entry's act": lambda found: found.update(act=ENTRIES[5].act.decode()),
    "a checkpoint of a larger size": lambda found: found.update(
        checkpoint=found["checkpoint"].replace("\n7\n", "\n8\n")
    ),
    "a checkpoint with a line more": lambda found: found.update(
        checkpoint=found["checkpoint"].replace("\n\n", "\nmore\n\n")
    ),
    "a checkpoint without a signature": lambda found: found.update(
        checkpoint=found["checkpoint"].split("\n\n")[0] + "\n\n"
    ),
    "a checkpoint that only a witness signed": lambda found: found.update(
        checkpoint="\n".join(
            line for line in found["checkpoint"].split("\n") if not line.startswith("— jisr")
        )
    ),
    "a signature that is cut": lambda found: found.update(
        checkpoint=found["checkpoint"].replace("= \n", "\n")[:-3] + "\n"
    ),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forgery_is_refused_by_both(page: Page, name: str) -> None:
    """What `jisr verify` refuses the browser refuses."""
    found = json.loads(bundle_of(4, 7).encode())
    FORGERIES[name](found)
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    assert (holds(page, text), holds_in_python(text)) == (False, False)


def test_what_is_no_bundle_is_refused(page: Page) -> None:
    """Neither text, nor an empty file, nor another JSON."""
    for text in ("", "x", "null", "[]", "{}", "3", '"a"'):
        assert steps(page, text) == {"bundle": "broken", **dict.fromkeys(STEPS[1:], "unreached")}


def is_beginning(
    page: Page, older: tuple[int, bytes], newer: tuple[int, bytes], proof: Any
) -> bool:
    """Return whether the browser finds that one tree is the beginning of the other."""
    found: bool = page.evaluate(
        f"""async ([older, newer, proof]) => {{
            const {{ isBeginning }} = await import('{MODULE}');
            const pairs = (text) => text.match(/../g) ?? [];
            const bytes = (text) => Uint8Array.from(pairs(text), (pair) => parseInt(pair, 16));
            const tree = ([size, root]) => ({{ size: BigInt(size), root: bytes(root) }});
            return isBeginning(tree(older), tree(newer), proof.map(bytes));
        }}""",
        [[older[0], older[1].hex()], [newer[0], newer[1].hex()], [each.hex() for each in proof]],
    )
    return found


def test_growth_is_proven_between_all_small_trees(page: Page) -> None:
    """Each older tree is the beginning of each newer one; with a changed hash it is not."""
    for new in range(1, COUNT + 1):
        for old in range(new + 1):
            older, newer = (old, root_of(LEAVES[:old])), (new, root_of(LEAVES[:new]))
            proof = make_consistency(old, new, nodes(LEAVES))
            verify_consistency(*older, *newer, proof)
            assert is_beginning(page, older, newer, proof), (old, new)
            forged = [*proof[:-1], bytes(32)] if proof else [bytes(32)]
            assert not is_beginning(page, older, newer, forged), (old, new)
            assert not is_beginning(page, (old, b"\1" * 32), newer, proof), (old, new)
    assert not is_beginning(page, (2, LEAVES[0]), (1, LEAVES[0]), [])
