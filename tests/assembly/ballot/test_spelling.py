"""The promises of the board's spelling: one way to write everything."""

import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from jisr.assembly.ballot.curve import ORDER, Refused
from jisr.assembly.ballot.spelling import (
    canonical,
    challenge,
    digest,
    fields,
    from_scalars,
    is_list,
    number,
    read_canonical_line,
    receipt_bytes,
    to_bytes,
    to_scalars,
    to_text,
    tracker,
    whole,
)
from jisr.ledger.canonical import canonical_bytes

VECTORS: dict[str, Any] = json.loads(
    (Path(__file__).parents[3] / "docs/formats/ballot-vectors.json").read_text(encoding="utf-8")
)
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.text('aé ب"\\\n', max_size=5),
    lambda below: st.lists(below, max_size=3) | st.dictionaries(st.text("abc", max_size=3), below),
    max_leaves=8,
)


@given(values)
def test_the_spelling_is_that_of_the_ledger(value: Any) -> None:
    """The recount program spells as the ledger does, and reads it back."""
    assert canonical(value) == canonical_bytes(value)
    assert read_canonical_line(canonical(value)) == value


@pytest.mark.parametrize(
    "line",
    [
        b'{"a": 1}',
        b'{"b":1,"a":1}',
        b'{"a":1,"a":1}',
        b"1.0",
        b"NaN",
        b'{"\xc3\xa9":1}',
        b'"\\u0061"',
        b"",
        b"\xff",
        b'"\xed\xa0\x80"',
        b"1e3",
        b"[" * 100000,
    ],
)
def test_any_other_spelling_is_refused(line: bytes) -> None:
    """Spaces, order, doubled or foreign keys, fractions, escapes, half characters: no."""
    with pytest.raises(Refused):
        read_canonical_line(line)


def test_digests_are_those_of_the_document() -> None:
    """Tag and parts are hashed behind their lengths, and a challenge is below the order."""
    for vector in VECTORS["digests"]:
        parts = [bytes.fromhex(part) for part in vector["parts"]]
        assert digest(vector["use"], *parts).hex() == vector["sha512"]
        if "challenge" in vector:
            assert str(challenge(vector["use"], *parts)) == vector["challenge"]
    for vector in VECTORS["canonical"]:
        assert canonical(vector["value"]).hex() == vector["bytes"]


@given(st.lists(st.integers(0, ORDER - 1), max_size=4))
def test_scalars_come_back(scalars: list[int]) -> None:
    """Scalars are written in 32 bytes each and read again."""
    assert to_scalars(from_scalars(scalars), len(scalars)) == scalars


@pytest.mark.parametrize("text", ["AA==", "AB", "A", "AAA", "A A", "é", 7, None])
def test_bytes_have_one_spelling(text: object) -> None:
    """Padding, loose bits, other sizes and other alphabets are refused."""
    with pytest.raises(ValueError):  # noqa: PT011 – Refused, or what base64 itself raises
        to_bytes(text, 1)
    assert to_bytes("AA", 1) == b"\0"
    assert to_text(b"\0") == "AA"


def test_a_scalar_beyond_the_order_is_refused() -> None:
    """The order itself would be a second spelling of zero."""
    with pytest.raises(Refused):
        to_scalars(to_text(ORDER.to_bytes(32, "little")), 1)


def test_fields_are_exact_and_numbers_bounded() -> None:
    """A field too many, a truth value for a number, a number too large: refused."""
    assert fields({"b": 1, "a": 2}, "a b") == [2, 1]
    assert [whole(3, 1, 3), number(258), is_list([1], 1), is_list("a", 1)] == [
        3,
        b"\0\0\1\2",
        True,
        False,
    ]
    others: tuple[object, ...] = ({"a": 1}, {"a": 1, "b": 1, "c": 1}, [])
    for other in others:
        with pytest.raises(Refused):
            fields(other, "a b")
    numbers: tuple[object, ...] = (True, 4, 0, "1", 1.0)
    for each in numbers:
        with pytest.raises(Refused):
            whole(each, 1, 3)


def test_trackers_are_those_of_the_document() -> None:
    """The tracker of a ballot is ten bytes in hexadecimal."""
    lines = [json.loads(line) for line in VECTORS["board"]]
    found = {line["author"]: tracker(line["body"]) for line in lines if line["type"] == "ballot"}
    assert found == VECTORS["trackers"]


def test_a_receipt_binds_the_place_and_the_head() -> None:
    """The registrar's signature of the document is over round, place, head and ledger entry."""
    told = VECTORS["receipt"]
    manifest = json.loads(VECTORS["board"][0])["body"]
    key = Ed25519PublicKey.from_public_bytes(to_bytes(manifest["registrar"], 32))
    hashed, head = bytes.fromhex(VECTORS["manifest_hash"]), to_bytes(told["head"], 32)
    signature = to_bytes(told["signature"], 64)
    key.verify(signature, receipt_bytes(hashed, told["n"], head, told["entry"]))
    for n, other in ((told["n"] - 1, head), (told["n"], bytes(32))):
        with pytest.raises(InvalidSignature):
            key.verify(signature, receipt_bytes(hashed, n, other, told["entry"]))
