"""Checkpoints and their witnesses."""

from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from jisr.errors import FormatMalformed, JisrError, ProofInvalid, ValueMalformed
from jisr.ledger.checkpoint import (
    NO_WITNESSES,
    Checkpoint,
    WitnessPolicy,
    check_witnesses,
    open_checkpoint,
    parse_checkpoint,
    sign_checkpoint,
)
from jisr.ledger.finding import Weight
from jisr.ledger.keys import SigningKey
from jisr.ledger.note import KeyKind, Note, VerifierKey, cosign_note, sign_note
from jisr.ledger.tree import EMPTY_ROOT


def key(name: str, seed: int) -> SigningKey:
    """A key that is the same in every run."""
    return SigningKey(name, Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32))


ORIGIN = "jisr.example/net"
LOG, OLD_LOG, STRANGER = key(ORIGIN, 1), key(ORIGIN, 2), key(ORIGIN, 3)
WITNESSES = [key(f"ncb.example/{name}", 10 + n) for n, name in enumerate(("tn", "ma", "fr"))]
POLICY = WitnessPolicy(2, tuple(witness.published(KeyKind.WITNESS) for witness in WITNESSES))
ROOT = bytes(range(32))
CHECKPOINT = Checkpoint(ORIGIN, 20_852_163, ROOT)
# The example in the format's own text.
EXAMPLE = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"


def signed(*witnesses: SigningKey) -> Note:
    """The checkpoint, signed by the log and these witnesses."""
    note = sign_checkpoint(CHECKPOINT, LOG)
    for witness in witnesses:
        note = cosign_note(note, witness, time_seconds=1_700_000_000)
    return note


def test_example_of_the_format_is_read_and_written() -> None:
    """Origin, size and root stand in a line each."""
    checkpoint = parse_checkpoint(EXAMPLE)
    assert (checkpoint.origin, checkpoint.size) == ("example.com/behind-the-sofa", 20_852_163)
    assert checkpoint.root.hex().startswith("0ac5186a91863e8e")
    assert checkpoint.text == EXAMPLE


@given(
    st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=60),
    st.integers(1, 2**63 - 1),
    st.binary(min_size=32, max_size=32),
)
def test_printed_checkpoint_is_read_back(origin: str, size: int, root: bytes) -> None:
    """Printing and parsing a checkpoint gives it back."""
    checkpoint = Checkpoint(origin, size, root)
    assert parse_checkpoint(checkpoint.text) == checkpoint


OTHER_SPELLINGS = {
    "nothing": "",
    "two lines": "example.com\n5\n",
    "an extension line": EXAMPLE + "more\n",
    "an empty line at the end": EXAMPLE + "\n",
    "no newline at the end": EXAMPLE.removesuffix("\n"),
    "a size with a zero before it": EXAMPLE.replace("20852163", "020852163"),
    "a negative size": EXAMPLE.replace("20852163", "-1"),
    "a size with a sign": EXAMPLE.replace("20852163", "+20852163"),
    "a size with a space": EXAMPLE.replace("20852163", "20852163 "),
    "a size in another script": EXAMPLE.replace("20852163", "٢٠"),
    "a size with separators": EXAMPLE.replace("20852163", "20_852_163"),
    "a size of 2^63": EXAMPLE.replace("20852163", str(2**63)),
    "a size of 10,000 digits": EXAMPLE.replace("20852163", "9" * 10_000),
    "no size": EXAMPLE.replace("20852163", ""),
    "no origin": "\n" + EXAMPLE.partition("\n")[2],
    "an origin with a space": EXAMPLE.replace("behind-the", "behind the"),
    "an origin with a plus": EXAMPLE.replace("behind-the", "behind+the"),
    "a root with spare bits": EXAMPLE.replace("q2I=", "q2J="),
    "a root without its end": EXAMPLE.replace("q2I=", "q2I"),
    "a short root": "example.com\n5\nCsUYapGGPo4=\n",
    "a root that is no base64": "example.com\n5\n!!!!\n",
    "an empty tree with a root": EXAMPLE.replace("20852163", "0"),
    "a tree with the empty root": Checkpoint("example.com", 5, EMPTY_ROOT).text,
    "a carriage return": EXAMPLE.replace("\n", "\r\n"),
}


@pytest.mark.parametrize("name", OTHER_SPELLINGS)
def test_any_other_spelling_is_refused(name: str) -> None:
    """A checkpoint has one spelling."""
    with pytest.raises(FormatMalformed):
        parse_checkpoint(OTHER_SPELLINGS[name])


def test_empty_tree_has_a_checkpoint() -> None:
    """A log may say that it is empty, with the root of nothing."""
    empty = Checkpoint(ORIGIN, 0, EMPTY_ROOT)
    assert parse_checkpoint(empty.text) == empty


def test_signed_checkpoint_opens_with_the_present_or_an_earlier_key() -> None:
    """The log's keys open it, after a change of keys too."""
    note = signed()
    keys = [OLD_LOG.published(), LOG.published()]
    assert open_checkpoint(str(note).encode(), ORIGIN, keys) == (CHECKPOINT, note)
    before = sign_checkpoint(CHECKPOINT, OLD_LOG)
    assert open_checkpoint(str(before).encode(), ORIGIN, keys) == (CHECKPOINT, before)


OTHER_ORIGIN = replace(CHECKPOINT, origin="jisr.example/other")
OPEN_ATTACKS: dict[str, Note] = {
    "signed by a stranger under the log's name": sign_checkpoint(CHECKPOINT, STRANGER),
    "signed by witnesses only": cosign_note(
        Note(CHECKPOINT.text, ()), WITNESSES[0], time_seconds=1
    ),
    "cosigned with the log's own key": cosign_note(Note(CHECKPOINT.text, ()), LOG, time_seconds=1),
    "of another log, signed by this one": sign_checkpoint(OTHER_ORIGIN, LOG),
    "another size under the signature": replace(
        signed(), text=replace(CHECKPOINT, size=CHECKPOINT.size + 1).text
    ),
    "another root under the signature": replace(
        signed(), text=replace(CHECKPOINT, root=bytes(32)).text
    ),
    "a text that is no checkpoint": sign_note("hello\n", [LOG]),
    "a checkpoint with a line more": sign_note(CHECKPOINT.text + "more\n", [LOG]),
}


@pytest.mark.parametrize("name", OPEN_ATTACKS)
def test_checkpoint_that_the_log_did_not_sign_stays_closed(name: str) -> None:
    """Only what this log signed about its own tree is believed."""
    with pytest.raises((ProofInvalid, FormatMalformed)):
        open_checkpoint(str(OPEN_ATTACKS[name]).encode(), ORIGIN, [LOG.published()])


@given(st.integers(0, 10_000))
def test_one_flipped_bit_closes_a_checkpoint(bit: int) -> None:
    """A signed checkpoint in which one bit is wrong never opens."""
    spoilt = bytearray(str(signed()).encode())
    spoilt[bit // 8 % len(spoilt)] ^= 1 << bit % 8
    with pytest.raises(JisrError):
        open_checkpoint(bytes(spoilt), ORIGIN, [LOG.published()])


def test_a_witness_key_never_opens_a_checkpoint() -> None:
    """Who only watches the log cannot speak for it, even if its key is listed by mistake."""
    watched = cosign_note(Note(CHECKPOINT.text, ()), LOG, time_seconds=1)
    with pytest.raises(ProofInvalid):
        open_checkpoint(str(watched).encode(), ORIGIN, [LOG.published(KeyKind.WITNESS)])


@pytest.mark.parametrize(
    ("witnesses", "key_expected", "weight"),
    [
        ([], "witnesses.too_few", Weight.BROKEN),
        (WITNESSES[:1], "witnesses.too_few", Weight.BROKEN),
        (WITNESSES[:2], "witnesses.enough", Weight.PROVEN),
        (WITNESSES[1:], "witnesses.enough", Weight.PROVEN),
        (WITNESSES, "witnesses.enough", Weight.PROVEN),
        (WITNESSES[:1] * 2, "witnesses.too_few", Weight.BROKEN),
        ([WITNESSES[0], key("ncb.example/ma", 99)], "witnesses.too_few", Weight.BROKEN),
        ([WITNESSES[0], key("elsewhere", 11)], "witnesses.too_few", Weight.BROKEN),
    ],
    ids=[
        "none",
        "one of two needed",
        "two",
        "another two",
        "all",
        "one witness twice",
        "a stranger under a witness's name",
        "a witness's key under another name",
    ],
)
def test_witnesses_are_counted(
    witnesses: list[SigningKey], key_expected: str, weight: Weight
) -> None:
    """A checkpoint is witnessed when k different known witnesses signed it."""
    finding = check_witnesses(signed(*witnesses), POLICY)
    assert (finding.key, finding.weight) == (key_expected, weight)


def test_finding_says_who_signed() -> None:
    """A person reads how many and who."""
    assert str(check_witnesses(signed(*WITNESSES[:2]), POLICY)) == (
        "2 witnesses signed, 2 are needed: ncb.example/tn, ncb.example/ma"
    )
    assert str(check_witnesses(signed(), POLICY)) == "Only 0 witnesses signed, 2 are needed: "
    assert check_witnesses(signed(), NO_WITNESSES).weight is Weight.PROVEN


def test_wrong_signature_of_a_witness_spoils_the_note() -> None:
    """A signature that a known witness did not make is told, even when enough others signed."""
    note = signed(*WITNESSES)
    first, second, third, last = note.signatures
    moved = replace(last, signature=last.signature[:7] + b"\x05" + last.signature[8:])
    finding = check_witnesses(Note(note.text, (first, second, third, moved)), POLICY)
    assert str(finding) == "The signature of the witness ncb.example/fr is wrong."
    assert finding.weight is Weight.BROKEN


def witness_key(name: str, seed: int, kind: KeyKind = KeyKind.WITNESS) -> VerifierKey:
    """A key for a policy."""
    return key(name, seed).published(kind)


REFUSED_POLICIES = {
    "more needed than there are": (2, (witness_key("a", 1),)),
    "fewer than none": (-1, (witness_key("a", 1),)),
    "a log's key": (1, (witness_key("a", 1, KeyKind.LOG),)),
    "one key under two names": (1, (witness_key("a", 1), witness_key("b", 1))),
    "one name with two keys": (1, (witness_key("a", 1), witness_key("a", 2))),
}


@pytest.mark.parametrize("name", REFUSED_POLICIES)
def test_policy_that_could_be_met_falsely_is_refused(name: str) -> None:
    """No witness counts twice, and none is needed that is not there."""
    with pytest.raises(ValueMalformed):
        WitnessPolicy(*REFUSED_POLICIES[name])
