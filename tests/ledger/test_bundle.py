"""Proof bundles."""

import json
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from jisr.errors import FormatMalformed, InputTooLarge, JisrError
from jisr.ledger.bundle import BUNDLE_BYTES_MAX, ProofBundle, read_bundle, verify_bundle
from jisr.ledger.canonical import canonical_bytes
from jisr.ledger.checkpoint import NO_WITNESSES, Checkpoint, WitnessPolicy, sign_checkpoint
from jisr.ledger.entry import Act, Entry, Header, commit_act, make_entry
from jisr.ledger.finding import all_hold
from jisr.ledger.keys import SigningKey
from jisr.ledger.note import KeyKind, cosign_note
from jisr.ledger.proof import make_inclusion
from jisr.ledger.tree import leaf_hash, root_of

NETWORK = "jisr.example/net"
LOG = SigningKey(NETWORK, Ed25519PrivateKey.from_private_bytes(b"\1" * 32))
STRANGER = SigningKey(NETWORK, Ed25519PrivateKey.from_private_bytes(b"\2" * 32))
WITNESS = SigningKey("ncb.example/tn", Ed25519PrivateKey.from_private_bytes(b"\3" * 32))
POLICY = WitnessPolicy(1, (WITNESS.published(KeyKind.WITNESS),))
ACT = Act(
    time="2026-11-21T09:00:00.001Z",
    bureau="TN",
    officer="0f" * 16,
    verb="record.published",
    subject="1e" * 16,
    purpose="wanted",
    audience_class="2d" * 16,
)
ENTRIES = [make_entry(ACT, {"name": f"نور {n}"}, version=n + 1) for n in range(7)]


def bundle_of(
    entries: list[Entry], index: int, *, network: str = NETWORK, signer: SigningKey = LOG
) -> ProofBundle:
    """The bundle of one of the entries of a log that holds these."""
    headers = [entry.header(network).encode() for entry in entries]
    leaves = [leaf_hash(header) for header in headers]
    checkpoint = Checkpoint(NETWORK, len(leaves), root_of(leaves))
    note = cosign_note(sign_checkpoint(checkpoint, signer), WITNESS, time_seconds=1)
    entry = entries[index]

    def read_node(level: int, at: int) -> bytes:
        return root_of(leaves[at << level : (at + 1) << level])

    return ProofBundle(
        checkpoint=str(note),
        index=index,
        inclusion=make_inclusion(index, len(leaves), read_node),
        header=headers[index],
        act=entry.act,
        act_salt=entry.act_salt,
        document=entry.document,
        document_salt=entry.document_salt,
    )


BUNDLE = bundle_of(ENTRIES, 4)


def test_bundle_proves_its_entry_in_human_words() -> None:
    """A person reads who signed what, and that act and document are as they were sealed."""
    findings = verify_bundle(BUNDLE, NETWORK, [LOG.published()], POLICY)
    assert all_hold(findings)
    assert [(finding.key, str(finding)) for finding in findings] == [
        ("checkpoint.signed", "The log jisr.example/net signed a tree of 7 entries."),
        ("witnesses.enough", "1 witnesses signed, 1 are needed: ncb.example/tn"),
        ("network.same", "The entry and the checkpoint are of one network, jisr.example/net."),
        ("entry.included", "The entry is in the tree, at position 4."),
        (
            "act.proven",
            "The act is as it was sealed: record.published by TN at 2026-11-21T09:00:00.001Z.",
        ),
        ("document.proven", "The document is as it was sealed."),
    ]


def test_bundle_proves_the_act_of_an_erased_document() -> None:
    """Who did what when stays provable after the document is gone."""
    findings = verify_bundle(
        replace(BUNDLE, document=None, document_salt=None), NETWORK, [LOG.published()], NO_WITNESSES
    )
    assert all_hold(findings)
    assert [finding.key for finding in findings] == [
        "checkpoint.signed",
        "network.same",
        "entry.included",
        "act.proven",
        "document.absent",
    ]


def test_bundle_of_each_entry_proves_it() -> None:
    """Every entry of a log has its bundle."""
    for index in range(len(ENTRIES)):
        assert all_hold(
            verify_bundle(bundle_of(ENTRIES, index), NETWORK, [LOG.published()], POLICY)
        )


def forged_act() -> ProofBundle:
    """A bundle whose header commits to bytes that are no act."""
    act = b'{"verb":"record.published"}'
    entry = replace(ENTRIES[4], act=act, act_commitment=commit_act(act, ENTRIES[4].act_salt))
    return bundle_of([*ENTRIES[:4], entry, *ENTRIES[5:]], 4)


OTHER = ENTRIES[3]
HEADER = ENTRIES[4].header(NETWORK)
ATTACKS: dict[str, tuple[ProofBundle, str]] = {
    "a log signed by a stranger": (bundle_of(ENTRIES, 4, signer=STRANGER), "checkpoint.wrong"),
    "a checkpoint without a signature": (
        replace(BUNDLE, checkpoint=BUNDLE.checkpoint.partition("\n\n")[0] + "\n"),
        "checkpoint.wrong",
    ),
    "a checkpoint of another size": (
        replace(BUNDLE, checkpoint=BUNDLE.checkpoint.replace("\n7\n", "\n8\n")),
        "checkpoint.wrong",
    ),
    "a header in another spelling": (replace(BUNDLE, header=BUNDLE.header + b" "), "header.wrong"),
    "an entry of another network": (bundle_of(ENTRIES, 4, network="other"), "network.differs"),
    "another entry's header": (
        replace(BUNDLE, header=OTHER.header(NETWORK).encode()),
        "entry.not_included act.differs document.differs",
    ),
    "another position": (replace(BUNDLE, index=3), "entry.not_included"),
    "a header with another document": (
        replace(
            BUNDLE,
            header=Header(
                HEADER.entry_id, NETWORK, HEADER.act_commitment, OTHER.document_commitment
            ).encode(),
        ),
        "entry.not_included document.differs",
    ),
    "another entry's act": (
        replace(BUNDLE, act=OTHER.act, act_salt=OTHER.act_salt),
        "act.differs",
    ),
    "another act under the same salt": (replace(BUNDLE, act=OTHER.act), "act.differs"),
    "an act that is none": (forged_act(), "act.wrong"),
    "another entry's document": (
        replace(BUNDLE, document=OTHER.document, document_salt=OTHER.document_salt),
        "document.differs",
    ),
    "the act shown as the document": (
        replace(BUNDLE, document=BUNDLE.act, document_salt=BUNDLE.act_salt),
        "document.differs",
    ),
    "a changed document": (replace(BUNDLE, document=b'{"name":"someone"}'), "document.differs"),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_attack_is_found(name: str) -> None:
    """A bundle that does not prove its entry says which part does not."""
    bundle, keys = ATTACKS[name]
    findings = verify_bundle(bundle, NETWORK, [LOG.published()], POLICY)
    assert not all_hold(findings)
    assert [finding.key for finding in findings if not all_hold([finding])] == keys.split()


def test_bundle_lacks_witnesses() -> None:
    """A checkpoint that too few witnesses signed is told."""
    others = WitnessPolicy(1, (STRANGER.published(KeyKind.WITNESS),))
    findings = verify_bundle(BUNDLE, NETWORK, [LOG.published()], others)
    assert [finding.key for finding in findings if not all_hold([finding])] == ["witnesses.too_few"]


def test_bundle_is_read_as_it_was_written() -> None:
    """Writing and reading a bundle gives it back, with and without its document."""
    for bundle in (BUNDLE, replace(BUNDLE, document=None, document_salt=None)):
        assert read_bundle(bundle.encode()) == bundle


@given(st.integers(0, 50_000))
def test_one_flipped_bit_is_refused(bit: int) -> None:
    """A bundle file in which one bit is wrong is malformed or proves nothing."""
    spoilt = bytearray(BUNDLE.encode())
    spoilt[bit // 8 % len(spoilt)] ^= 1 << bit % 8
    try:
        findings = verify_bundle(read_bundle(bytes(spoilt)), NETWORK, [LOG.published()], POLICY)
    except JisrError:
        return
    assert not all_hold(findings)


def edited(**fields: object) -> bytes:
    """The bundle's file with some fields changed."""
    return canonical_bytes({**json.loads(BUNDLE.encode()), **fields})  # type: ignore[dict-item]  # any value may come


OTHER_FILES = {
    "nothing": b"",
    "a list": b"[]",
    "a newline at the end": BUNDLE.encode() + b"\n",
    "spaces": json.dumps(json.loads(BUNDLE.encode())).encode(),
    "another format": edited(format="jisr-proof/v2"),
    "a field more": edited(more=1),
    "a position that is a number": edited(index=4),
    "a position with a zero before it": edited(index="04"),
    "a negative position": edited(index="-1"),
    "a position of 10,000 digits": edited(index="9" * 10_000),
    "a position beyond 2^63": edited(index=str(2**63)),
    "a checkpoint that is a list": edited(checkpoint=[]),
    "a checkpoint that is a number": edited(checkpoint=1),
    "a checkpoint too long": edited(checkpoint="x" * 200_000),
    "hashes in one text": edited(inclusion=""),
    "a hash in capitals": edited(inclusion=["AB" * 32]),
    "a hash too short": edited(inclusion=["ab" * 31]),
    "a hash with spaces": edited(inclusion=["ab " * 32]),
    "more hashes than any tree needs": edited(inclusion=["ab" * 32] * 65),
    "a salt too short": edited(act_salt="ab" * 31),
    "no salt": edited(act_salt=None),
    "a document without its salt": edited(document_salt=None),
    "a salt without its document": edited(document=None),
    "a document that is an object": edited(document={}),
    "a header that is an object": edited(header={}),
    "half a character": BUNDLE.encode().replace(b"record", b"\\ud800"),
}


@pytest.mark.parametrize("name", OTHER_FILES)
def test_any_other_file_is_refused(name: str) -> None:
    """A bundle has one spelling."""
    with pytest.raises(FormatMalformed):
        read_bundle(OTHER_FILES[name])


def test_a_file_beyond_the_ceiling_is_refused_unread() -> None:
    """The length is checked before anything is read."""
    with pytest.raises(InputTooLarge):
        read_bundle(b" " * (BUNDLE_BYTES_MAX + 1))
