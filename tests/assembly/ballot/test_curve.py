"""The promises of the group in whole numbers, against RFC 9496 and against libsodium."""

import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from jisr.assembly.ballot.curve import ORDER, PlainGroup, Refused
from jisr.assembly.ballot.sodium import SodiumGroup

VECTORS: dict[str, Any] = json.loads(
    (Path(__file__).parents[3] / "docs/formats/ballot-vectors.json").read_text(encoding="utf-8")
)
PLAIN = PlainGroup()
SODIUM = SodiumGroup()
scalars = st.integers(0, ORDER - 1)


def test_multiples_of_the_generator_are_those_of_the_standard() -> None:
    """RFC 9496, appendix A.1."""
    multiples = [PLAIN.encode(PLAIN.multiply(k, PLAIN.base)).hex() for k in range(16)]
    assert multiples == VECTORS["multiples_of_the_generator"]
    assert [PLAIN.encode(PLAIN.decode(bytes.fromhex(each))).hex() for each in multiples] == (
        multiples
    )


@pytest.mark.parametrize("encoded", VECTORS["not_points"])
def test_what_is_no_point_is_refused(encoded: str) -> None:
    """RFC 9496, appendix A.2: other spellings, negative numbers, what is no square."""
    with pytest.raises(Refused):
        PLAIN.decode(bytes.fromhex(encoded))


@settings(max_examples=60, deadline=None)
@given(scalars, scalars)
def test_both_groups_compute_the_same(one: int, two: int) -> None:
    """Multiplying and adding give the same 32 bytes as libsodium, on any point."""
    results = []
    for group in (PLAIN, SODIUM):
        point = group.multiply(one, group.base)
        again = group.decode(group.encode(point))
        results.append(group.encode(group.add(group.multiply(two, again), point)))
    assert results[0] == results[1]


@settings(max_examples=100, deadline=None)
@given(st.binary(min_size=31, max_size=33))
def test_both_groups_accept_the_same_points(encoded: bytes) -> None:
    """What one group refuses as a point, the other refuses."""
    accepted = []
    for group in (PLAIN, SODIUM):
        try:
            accepted.append(group.encode(group.decode(encoded)))
        except Refused:
            accepted.append(b"")
    assert accepted[0] == accepted[1]


@settings(max_examples=30, deadline=None)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=80), st.integers(0, 63))
def test_both_groups_judge_signatures_alike(seed: bytes, message: bytes, place: int) -> None:
    """A signature holds, and with any byte changed it does not, nor for another message."""
    private = Ed25519PrivateKey.from_private_bytes(seed)
    key, signature = private.public_key().public_bytes_raw(), private.sign(message)
    changed = bytearray(signature)
    changed[place] ^= 1
    for group in (PLAIN, SODIUM):
        assert [
            group.signed(key, message, signature),
            group.signed(key, message, bytes(changed)),
            group.signed(key, message + b"!", signature),
        ] == [True, False, False]


@pytest.mark.parametrize("key", [b"\1" + bytes(31), bytes(32), b"\xff" * 32])
def test_a_key_of_small_order_or_none_signs_nothing(key: bytes) -> None:
    """A key under which anybody could sign is refused by both groups."""
    signature = b"\1" + bytes(63)
    assert [group.signed(key, b"", signature) for group in (PLAIN, SODIUM)] == [False, False]


def test_a_scalar_beyond_the_order_is_no_signature() -> None:
    """Adding the order of the group to a signature makes no second signature."""
    private = Ed25519PrivateKey.from_private_bytes(bytes(32))
    signature = private.sign(b"m")
    s = int.from_bytes(signature[32:], "little") + ORDER
    second = signature[:32] + s.to_bytes(32, "little")
    key = private.public_key().public_bytes_raw()
    assert [group.signed(key, b"m", second) for group in (PLAIN, SODIUM)] == [False, False]
