"""What is sealed: acts, documents, headers."""

import hashlib
from dataclasses import replace

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from jisr.errors import FormatMalformed, InputTooLarge, ValueMalformed
from jisr.ledger.canonical import DOCUMENT_BYTES_MAX, canonical_bytes
from jisr.ledger.entry import (
    Act,
    Entry,
    Header,
    act_bytes,
    commit_act,
    commit_document,
    make_entry,
    read_act,
    read_header,
    verify_act,
    verify_document,
)

ACT = Act(
    time="2026-11-21T09:00:00.001Z",
    bureau="TN",
    officer="0f" * 16,
    verb="record.published",
    subject="1e" * 16,
    purpose="wanted",
    audience_class="2d" * 16,
)
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1)


def entry(version: int | None = 1) -> Entry:
    """A sealed entry."""
    return make_entry(ACT, {"name": "نور حداد"}, version=version)


def test_act_is_sealed_as_one_canonical_object_with_its_version() -> None:
    """The bytes of commitment 1 are the seven fields and the version, in canonical JSON."""
    assert act_bytes(ACT, 3) == (
        b'{"audience_class":"2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d","bureau":"TN",'
        b'"officer":"0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f","purpose":"wanted",'
        b'"subject":"1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e","time":"2026-11-21T09:00:00.001Z",'
        b'"verb":"record.published","version":3}'
    )


def test_commitments_cover_tag_salt_and_content() -> None:
    """A commitment is SHA-256 over domain tag, salt and content, in this order."""
    salt = bytes(range(32))
    assert commit_act(b"{}", salt) == hashlib.sha256(b"jisr-act/v1\n" + salt + b"{}").digest()
    assert (
        commit_document(b"{}", salt)
        == hashlib.sha256(b"jisr-document/v1\n" + salt + b"{}").digest()
    )


def test_header_is_the_leaf_in_canonical_json() -> None:
    """The leaf holds format, algorithm, entry, network and the two commitments, no data."""
    header = Header("ab" * 16, "jisr.example/net", b"\x01" * 32, b"\x02" * 32)
    assert header.encode() == rfc8785.dumps(
        {
            "format": "jisr-entry/v1",
            "algorithm": "sha-256",
            "entry": "ab" * 16,
            "network": "jisr.example/net",
            "act": "01" * 32,
            "document": "02" * 32,
        }
    )


@given(st.binary(min_size=16, max_size=16), TEXT, st.binary(min_size=32, max_size=32))
def test_header_template_writes_what_the_reference_writes(
    entry_id: bytes, network: str, commitment: bytes
) -> None:
    """The fixed template and the reference package write the same bytes, for every network."""
    header = Header(entry_id.hex(), network, commitment, commitment[::-1])
    assert header.encode() == rfc8785.dumps(
        {
            "format": "jisr-entry/v1",
            "algorithm": "sha-256",
            "entry": entry_id.hex(),
            "network": network,
            "act": commitment.hex(),
            "document": commitment[::-1].hex(),
        }
    )


def test_header_and_act_are_read_as_they_were_written() -> None:
    """Reading gives back what was written."""
    header = entry().header("jisr.example/net")
    assert read_header(header.encode()) == header
    assert read_act(act_bytes(ACT, 3)) == (ACT, 3)
    assert read_act(act_bytes(ACT, None)) == (ACT, None)


def test_sealed_entry_verifies_against_its_header() -> None:
    """An entry's act and document are those that its header commits to."""
    sealed = entry(version=7)
    header = sealed.header("net")
    assert sealed.document is not None
    assert sealed.document_salt is not None
    assert verify_act(header, sealed.act, sealed.act_salt)
    assert verify_document(header, sealed.document, sealed.document_salt)
    assert read_act(sealed.act) == (ACT, 7)
    assert sealed.document == '{"name":"نور حداد"}'.encode()


def test_same_act_and_document_never_commit_to_the_same_bytes() -> None:
    """Each entry has its own id and salts, so equal contents cannot be told to be equal."""
    first, second = entry(), entry()
    assert (first.act, first.document) == (second.act, second.document)
    for name in ("entry_id", "act_salt", "document_salt", "act_commitment", "document_commitment"):
        assert getattr(first, name) != getattr(second, name)
    assert first.act_salt != first.document_salt


@given(st.integers(0, 10_000), st.integers(0, 7), st.sampled_from(["content", "salt"]))
def test_one_flipped_bit_is_noticed(place: int, bit: int, where: str) -> None:
    """A content or salt that differs in one bit is not what was sealed."""
    sealed = make_entry(ACT, {"n": 1}, version=1)
    header = sealed.header("net")
    for content, salt, verify in (
        (sealed.act, sealed.act_salt, verify_act),
        (sealed.document or b"", sealed.document_salt or b"", verify_document),
    ):
        changed = bytearray(content if where == "content" else salt)
        changed[place % len(changed)] ^= 1 << bit
        pair = (bytes(changed), salt) if where == "content" else (content, bytes(changed))
        assert not verify(header, *pair)


def test_bytes_cannot_move_between_salt_and_content() -> None:
    """A longer salt with a shorter content is refused, though it would hash the same."""
    sealed = entry()
    header = sealed.header("net")
    assert not verify_act(header, sealed.act[1:], sealed.act_salt + sealed.act[:1])


def test_act_cannot_pass_for_a_document() -> None:
    """The same salt and bytes commit differently as act and as document."""
    assert commit_act(b"{}", bytes(32)) != commit_document(b"{}", bytes(32))


def test_erased_entry_keeps_its_leaf() -> None:
    """Without document and salt, the leaf is the same."""
    sealed = entry()
    erased = replace(sealed, document=None, document_salt=None)
    assert (sealed.is_erased, erased.is_erased) == (False, True)
    assert erased.header("net") == sealed.header("net")


REFUSED_FIELDS = {
    "a time without milliseconds": ("time", "2026-11-21T09:00:00Z"),
    "a time elsewhere than UTC": ("time", "2026-11-21T09:00:00.001+01:00"),
    "a time in other digits": ("time", "٢٠٢٦-11-21T09:00:00.001Z"),
    "a verb without its kind": ("verb", "published"),
    "a verb with a space": ("verb", "record.was published"),
    "a verb in capitals": ("verb", "Record.Published"),
    "no officer": ("officer", ""),
    "no audience class": ("audience_class", ""),
    "a subject that is a sentence": ("subject", "x" * 201),
}


@pytest.mark.parametrize("name", REFUSED_FIELDS)
def test_act_with_a_field_out_of_form_is_refused(name: str) -> None:
    """Each field has its form, and the refusal names the field."""
    field, value = REFUSED_FIELDS[name]
    with pytest.raises(ValueMalformed) as refusal:
        replace(ACT, **{field: value})
    assert refusal.value.details["field"] == field


def test_subject_kind_is_the_first_word_of_the_verb() -> None:
    """Readers find entries by kind; the kind is sealed with the verb."""
    assert ACT.subject_kind == "record"


@pytest.mark.parametrize("version", [0, -1, 2**53])
def test_versions_are_counted_from_one(version: int) -> None:
    """No version is sealed under a number that is none."""
    with pytest.raises(ValueMalformed):
        act_bytes(ACT, version)


def test_act_with_nul_or_half_a_character_is_refused() -> None:
    """An act holds only text that every database keeps."""
    for text in ("a\0b", "\ud800"):
        with pytest.raises(ValueMalformed):
            make_entry(replace(ACT, purpose=text), {}, version=None)


def test_document_longer_than_its_ceiling_is_refused() -> None:
    """The ceiling holds for the document's spelling."""
    fits = "x" * (DOCUMENT_BYTES_MAX - 2)
    assert make_entry(ACT, fits, version=None).document == canonical_bytes(fits)
    with pytest.raises(InputTooLarge):
        make_entry(ACT, fits + "x", version=None)


HEADER = Header("ab" * 16, "net", b"\x01" * 32, b"\x02" * 32).encode()
OTHER_HEADERS = {
    "another format": HEADER.replace(b"entry/v1", b"entry/v2"),
    "another algorithm": HEADER.replace(b"sha-256", b"sha-512"),
    "a short commitment": HEADER.replace(b"01" * 32, b"01" * 31),
    "a long commitment": HEADER.replace(b"01" * 32, b"01" * 33),
    "capital digits": HEADER.replace(b"ab" * 16, b"AB" * 16),
    "a short id": HEADER.replace(b"ab" * 16, b"ab" * 15),
    "no network": HEADER.replace(b'"net"', b'""'),
    "a network that is a number": HEADER.replace(b'"net"', b"1"),
    "a long network": HEADER.replace(b"net", b"n" * 256),
    "a field more": HEADER.replace(b"}", b',"z":1}'),
    "a field less": HEADER.replace(b',"network":"net"', b""),
    "a list": b"[]",
    "not JSON": b"header",
    "too long": b" " * 3_000,
}


@pytest.mark.parametrize("name", OTHER_HEADERS)
def test_any_other_header_is_refused(name: str) -> None:
    """A header has one form."""
    with pytest.raises((FormatMalformed, InputTooLarge)):
        read_header(OTHER_HEADERS[name])


OTHER_ACTS = {
    "a field more": act_bytes(ACT, 1).replace(b"}", b',"z":1}'),
    "a field less": act_bytes(ACT, 1).replace(b'"bureau":"TN",', b""),
    "a version that is true": act_bytes(ACT, 1).replace(b":1}", b":true}"),
    "a version that is text": act_bytes(ACT, 1).replace(b":1}", b':"1"}'),
    "a bureau that is a number": act_bytes(ACT, 1).replace(b'"TN"', b"1"),
    "a bureau that is a list": act_bytes(ACT, 1).replace(b'"TN"', b'["TN"]'),
    "version 0": act_bytes(ACT, 1).replace(b":1}", b":0}"),
    "no version": act_bytes(ACT, 1).replace(b',"version":1', b""),
    "a list": b"[]",
}


@pytest.mark.parametrize("name", OTHER_ACTS)
def test_any_other_act_is_refused(name: str) -> None:
    """Sealed bytes that are no act are told apart from an act."""
    with pytest.raises(FormatMalformed):
        read_act(OTHER_ACTS[name])
