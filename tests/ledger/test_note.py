"""Signed notes."""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from jisr.errors import FormatMalformed, InputTooLarge, ProofInvalid, ValueMalformed
from jisr.ledger.keys import SigningKey
from jisr.ledger.note import (
    NOTE_BYTES_MAX,
    KeyKind,
    Note,
    NoteSignature,
    VerifierKey,
    cosign_note,
    parse_key,
    parse_note,
    sign_note,
)

# The example of the reference implementation (golang.org/x/mod/sumdb/note).
NEUMANN = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
NEUMANN_SECRET = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"  # noqa: S105  a published example
TEXT = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
)
SIGNATURE = (
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqd"
    "ngotpRZb6KE6RyyBwJnAM=\n"
)
NOTE = f"{TEXT}\n{SIGNATURE}"

# Keys that other implementations publish in their tests: three of logs, one of a witness.
PUBLISHED_KEYS = [
    NEUMANN,
    "Wit1+55ee4561+AVhZSmQj9+SoL+p/nN0Hh76xXmF7QcHfytUrI1XfSClk",
    "Wit2+85ecc407+AWVbwFJte9wMQIPSnEnj4KibeO6vSIOEDUTDp3o63c2x",
    "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2",
]

NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"], exclude_characters="+")).filter(
    lambda name: 1 <= len(name.encode()) <= 255
)
LOG = SigningKey("jisr.example/net", Ed25519PrivateKey.from_private_bytes(bytes(32)))
WITNESS = SigningKey("ncb.example/tn", Ed25519PrivateKey.from_private_bytes(b"\1" * 32))


@pytest.mark.parametrize("text", PUBLISHED_KEYS)
def test_published_keys_are_read_and_written(text: str) -> None:
    """Keys of other implementations have the key ids that those computed."""
    assert str(parse_key(text)) == text


def test_note_of_the_reference_implementation_is_signed_alike() -> None:
    """The same key signs the same text with the same bytes, and the note verifies."""
    secret = base64.b64decode(NEUMANN_SECRET)[1:]
    signer = SigningKey("PeterNeumann", Ed25519PrivateKey.from_private_bytes(secret))
    note = sign_note(TEXT, [signer])
    assert str(note) == NOTE
    assert parse_note(NOTE.encode()) == note
    assert note.signed_by(parse_key(NEUMANN))
    assert str(signer.published()) == NEUMANN


def test_note_of_another_witness_test_verifies() -> None:
    """A checkpoint that another implementation's tests publish verifies with their key."""
    origin = "sigsum.org/v1/tree/4d6d8825a6bb689d459628312889dfbb0bcd41b5211d9e1ce768b0ff0309e562"
    public = bytes.fromhex("ffdc2d4d98e4124d3feaf788c0c2f9abfd796083d1f0495437f302ec79cf100f")
    note = parse_note(
        f"{origin}\n5\nQrtXrQZCCvpIgsSmOsah7HdICzMLLyDfxToMql9WTjY=\n\n"
        f"— {origin} UgIomw/EOJmWi0i1FQsOj+etB7F8IccFam/jgd6wzRns4QPVmyEZtdvl1U2KEmLOZ/ASRcWJi0t"
        "W90dJWAShei7sDww=\n".encode()
    )
    assert note.signed_by(VerifierKey(origin, KeyKind.LOG, public))


def test_cosignature_signs_time_and_text() -> None:
    """A witness signs the fixed line, the time and the whole text; the time travels before it."""
    note = cosign_note(sign_note("text\n", [LOG]), WITNESS, time_seconds=1_679_315_147)
    _, added = note.signatures
    stamp, signature = added.signature[:8], added.signature[8:]
    assert int.from_bytes(stamp, "big") == 1_679_315_147
    WITNESS.private.public_key().verify(signature, b"cosignature/v1\ntime 1679315147\ntext\n")
    assert note.signed_by(LOG.published())
    assert note.signed_by(WITNESS.published(KeyKind.WITNESS))


def test_a_signature_is_of_one_kind() -> None:
    """What a key signed as a witness does not count as signed by the same key as a log."""
    note = cosign_note(Note("text\n", ()), WITNESS, time_seconds=1)
    assert not note.signed_by(WITNESS.published(KeyKind.LOG))
    retold = NoteSignature(
        WITNESS.name, WITNESS.published(KeyKind.LOG).key_id, note.signatures[0].signature
    )
    with pytest.raises(ProofInvalid):
        Note("text\n", (retold,)).signed_by(WITNESS.published(KeyKind.LOG))


def test_signatures_of_unknown_keys_are_passed_over() -> None:
    """A line of a key that is not known neither helps nor harms, whatever it holds."""
    unknown = NoteSignature("someone", b"abcd", b"x")
    alike = NoteSignature(LOG.name, b"abcd", b"x")
    signed = sign_note("text\n", [LOG])
    note = Note("text\n", (unknown, alike, *signed.signatures))
    assert note.signed_by(LOG.published())
    assert not Note("text\n", (unknown, alike)).signed_by(LOG.published())


@given(st.integers(0, 10_000))
def test_one_flipped_bit_is_refused(bit: int) -> None:
    """A note in which one bit is wrong is malformed, or signed by nobody, or wrongly signed."""
    spoilt = bytearray(NOTE.encode())
    spoilt[bit // 8 % len(spoilt)] ^= 1 << bit % 8
    try:
        signed = parse_note(bytes(spoilt)).signed_by(parse_key(NEUMANN))
    except (FormatMalformed, ProofInvalid):
        signed = False
    assert not signed


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1),
    st.lists(
        st.builds(NoteSignature, NAMES, st.binary(min_size=4, max_size=4), st.binary(min_size=1)),
        min_size=1,
        max_size=4,
    ),
)
def test_printed_note_is_read_back(text: str, signatures: list[NoteSignature]) -> None:
    """Printing and parsing a note gives it back."""
    note = Note(text + "\n", tuple(signatures))
    assert parse_note(str(note).encode()) == note


@given(NAMES, st.sampled_from(KeyKind), st.binary(min_size=32, max_size=32))
def test_printed_key_is_read_back(name: str, kind: KeyKind, public: bytes) -> None:
    """Printing and parsing a key gives it back."""
    key = VerifierKey(name, kind, public)
    assert parse_key(str(key)) == key


def swap(old: str, new: str) -> bytes:
    """The example with one part of it changed."""
    return NOTE.replace(old, new).encode()


OTHER_NOTES: dict[str, bytes] = {
    "nothing": b"",
    "no signature": TEXT.encode(),
    "an empty line and no signature": f"{TEXT}\n".encode(),
    "no text": f"\n{SIGNATURE}".encode(),
    "no empty line": f"{TEXT}{SIGNATURE}".encode(),
    "no newline at the end": NOTE.removesuffix("\n").encode(),
    "an empty line at the end": f"{NOTE}\n".encode(),
    "a line that is no signature": f"{NOTE}words\n".encode(),
    "a hyphen for the dash": swap("—", "-"),
    "two spaces": swap("PeterNeumann ", "PeterNeumann  "),
    "a space in the name": swap("PeterNeumann ", "Peter Neumann "),
    "another space in the name": swap("PeterNeumann ", "Peter\u2003Neumann "),
    "a plus in the name": swap("PeterNeumann ", "Peter+Neumann "),
    "no name": swap("PeterNeumann ", " "),
    "base64 without its end": swap("JnAM=", "JnAM"),
    "base64 with spare bits": swap("JnAM=", "JnAN="),
    "base64 of web addresses": swap("x08go/ZJ", "x08go_ZJ"),
    "no more than a key id": f"{TEXT}\n— PeterNeumann x08gow==\n".encode(),
    "less than a key id": f"{TEXT}\n— PeterNeumann x08g\n".encode(),
    "a carriage return": swap("problem,\n", "problem,\r\n"),
    "a tab": swap("If you", "If\tyou"),
    "NUL": swap("If you", "If\0you"),
    "not UTF-8": NOTE.encode("utf-16"),
    "a broken character": NOTE.encode().replace(b"If", b"\xff\xfe"),
    "a signature line among the text only": f"{SIGNATURE}\n{TEXT}".encode(),
}


@pytest.mark.parametrize("name", OTHER_NOTES)
def test_any_other_spelling_is_refused(name: str) -> None:
    """A note has one spelling."""
    with pytest.raises(FormatMalformed):
        parse_note(OTHER_NOTES[name])


def test_ceilings_are_checked_before_anything_is_read() -> None:
    """Bytes beyond the ceiling are refused unread, and so are too many signatures."""
    with pytest.raises(InputTooLarge) as refusal:
        parse_note(b"\xff" * (NOTE_BYTES_MAX + 1))
    assert refusal.value.details["limit"] == NOTE_BYTES_MAX
    assert len(parse_note(f"{TEXT}\n{SIGNATURE * 256}".encode()).signatures) == 256
    with pytest.raises(InputTooLarge):
        parse_note(f"{TEXT}\n{SIGNATURE * 257}".encode())


OTHER_KEYS = {
    "nothing": "",
    "a name alone": "PeterNeumann",
    "no material": "PeterNeumann+c74f20a3",
    "empty material": "PeterNeumann+c74f20a3+",
    "another key id": NEUMANN.replace("c74f20a3", "c74f20a4"),
    "a key id in capitals": NEUMANN.replace("c74f20a3", "C74F20A3"),
    "another name": NEUMANN.replace("Peter", "Piter"),
    "no name": NEUMANN.replace("PeterNeumann", ""),
    "a name with a space": NEUMANN.replace("Peter", "Peter "),
    "an unknown kind": "x+00000000+" + base64.b64encode(b"\x63" + bytes(32)).decode(),
    "a key too short": "x+00000000+" + base64.b64encode(b"\x01" + bytes(31)).decode(),
    "a key too long": "x+00000000+" + base64.b64encode(b"\x01" + bytes(33)).decode(),
    "no base64": "x+00000000+!!!",
    "a space at the end": NEUMANN + " ",
    "half a character": "\ud800" + NEUMANN,
}


@pytest.mark.parametrize("name", OTHER_KEYS)
def test_any_other_key_is_refused(name: str) -> None:
    """A key has one published form."""
    with pytest.raises(ValueMalformed):
        parse_key(OTHER_KEYS[name])
