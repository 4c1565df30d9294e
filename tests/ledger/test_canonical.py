"""The one byte spelling of JSON."""

import json
import math

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from jisr.errors import FormatMalformed, InputTooLarge, ValueMalformed
from jisr.ledger.canonical import (
    DEPTH_MAX,
    INTEGER_MAX,
    JsonValue,
    canonical_bytes,
    canonical_text,
    read_canonical,
)

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
SEALABLE = st.recursive(
    st.none() | st.booleans() | st.integers(-INTEGER_MAX, INTEGER_MAX) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=20,
)


@given(SEALABLE)
def test_canonical_bytes_are_those_of_rfc_8785(value: JsonValue) -> None:
    """The fast spelling and the reference package write the same bytes, for every value."""
    assert canonical_bytes(value) == rfc8785.dumps(value)


@given(SEALABLE)
def test_read_canonical_returns_what_was_written(value: JsonValue) -> None:
    """Reading what was written gives the value back."""
    assert read_canonical(canonical_bytes(value), thing="value") == value


def test_keys_are_ordered_by_utf_16_units() -> None:
    """A key beyond the basic plane sorts before U+FB33, as RFC 8785 orders them."""
    value = {"\ufb33": 1, "\U0001f600": 2, "\u20ac": 3}
    assert canonical_bytes(value).decode() == '{"\u20ac":3,"\U0001f600":2,"\ufb33":1}'


def test_text_is_sealed_as_received() -> None:
    """Composed and decomposed letters, and marks of direction, are never normalised."""
    composed, decomposed, direction = "\u00e9", "e\u0301", "\u200f\u0645\ufdf4"
    value = [composed, decomposed, direction]
    assert json.loads(canonical_bytes(value)) == value
    assert canonical_text(composed) != canonical_text(decomposed)


class _Odd:
    """Something that JSON cannot say."""


REFUSED: dict[str, tuple[object, str]] = {
    "a number with a fraction": (
        1.5,
        "numbers with a fraction are not sealed; write them as text",
    ),
    "a whole number written with a point": (
        [1.0],
        "numbers with a fraction are not sealed; write them as text",
    ),
    "no number at all": (
        math.nan,
        "numbers with a fraction are not sealed; write them as text",
    ),
    "a number beyond 2^53": (
        {"n": 2**53},
        "a whole number is beyond 2^53; write it as text",
    ),
    "a negative number beyond 2^53": (
        -(2**53),
        "a whole number is beyond 2^53; write it as text",
    ),
    "NUL in a text": ({"name": ["a\0b"]}, "text holds the character NUL"),
    "NUL in a key": ({"a\0": 1}, "text holds the character NUL"),
    "half a character": ("\ud800", "text holds half a character"),
    "half a character in a key": ({"\udfff": 1}, "text holds half a character"),
    "a key that is a number": ({1: "one"}, "a key is not text"),
    "bytes": (b"raw", "it holds something that JSON cannot say"),
    "an object of Python": (_Odd(), "it holds something that JSON cannot say"),
    "a set": ({"a"}, "it holds something that JSON cannot say"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_sealed_is_refused_with_a_reason(name: str) -> None:
    """Whatever another program would read differently is refused, and the reason is told."""
    value, why = REFUSED[name]
    with pytest.raises(ValueMalformed) as refusal:
        canonical_bytes(value)  # type: ignore[arg-type]  # the point is what types do not allow
    assert refusal.value.details == {"field": "what is to be sealed", "why": why}


def test_nesting_has_a_ceiling() -> None:
    """As many levels as the ceiling says are sealed, one more is not."""
    value: JsonValue = "x"
    for _ in range(DEPTH_MAX - 1):
        value = [value]
    assert canonical_bytes(value) == b"[" * 31 + b'"x"' + b"]" * 31
    with pytest.raises(ValueMalformed):
        canonical_bytes([value])


def test_a_spelling_longer_than_the_ceiling_is_refused() -> None:
    """The ceiling counts bytes, not characters."""
    assert canonical_bytes("م" * 4, bytes_max=10) == '"مممم"'.encode()
    with pytest.raises(InputTooLarge):
        canonical_bytes("م" * 5, bytes_max=10)


def test_value_that_doubles_at_each_level_is_refused_at_once() -> None:
    """A value that shares its parts is refused before it is spelled out."""
    value: JsonValue = "x"
    for _ in range(DEPTH_MAX - 2):
        value = [value, value]
    with pytest.raises(InputTooLarge):
        canonical_bytes(value, bytes_max=1_000)


OTHER_SPELLINGS = {
    "a space after a comma": b"[1, 2]",
    "keys out of order": b'{"b":1,"a":2}',
    "a key twice": b'{"a":1,"a":2}',
    "an escape that is not needed": b'"\\u0061"',
    "upper-case escape": b'"\\u001F"',
    "a number with a point": b"1.0",
    "a number with an exponent": b"1e2",
    "minus zero": b"-0",
    "a number too large": b"9007199254740992",
    "an escaped NUL": b'"\\u0000"',
    "half a character": b'"\\ud800"',
    "not UTF-8": b'"\xff"',
    "not JSON": b"{",
    "no number": b"NaN",
    "UTF-16": "[]".encode("utf-16"),
    "a newline at the end": b"[]\n",
    "nothing": b"",
    "too deep": b"[" * 5_000 + b"]" * 5_000,
}


@pytest.mark.parametrize("name", OTHER_SPELLINGS)
def test_any_other_spelling_is_refused(name: str) -> None:
    """Only the canonical bytes of a value are read."""
    with pytest.raises(FormatMalformed):
        read_canonical(OTHER_SPELLINGS[name], thing="value")


def test_the_length_is_checked_before_anything_is_read() -> None:
    """Bytes beyond the ceiling are refused unread, whatever they hold."""
    with pytest.raises(InputTooLarge) as refusal:
        read_canonical(b"\xff" * 11, thing="value", bytes_max=10)
    assert refusal.value.details == {"field": "value", "limit": 10}
