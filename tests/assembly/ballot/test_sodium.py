"""The promises of the fast group; `test_curve` compares its results with the plain one's."""

import pytest

from jisr.assembly.ballot.curve import ORDER, Refused
from jisr.assembly.ballot.sodium import SodiumGroup, random_scalar
from jisr.errors import Unavailable


def test_without_the_library_nothing_is_sealed() -> None:
    """A machine without libsodium refuses, instead of sealing in slow and leaky numbers."""
    with pytest.raises(Unavailable) as caught:
        SodiumGroup(libraries=("libmissing-for-a-test.so",))
    assert caught.value.details["why"] == "libsodium 1.0.18 or later is missing; install it"


def test_the_neutral_point_is_a_result_not_a_failure() -> None:
    """Nothing times a point, and a point times the order, are the neutral point."""
    group = SodiumGroup()
    point = group.multiply(5, group.base)
    neutral = bytes(32)
    assert [
        group.multiply(0, point),
        group.multiply(0, group.base),
        group.add(point, group.multiply(ORDER - 5, group.base)),
        group.add(point, neutral),
        group.multiply(7, neutral),
    ] == [neutral, neutral, neutral, point, neutral]


def test_adding_what_is_no_point_is_refused() -> None:
    """Bytes that slipped past `decode` still add up to nothing."""
    group = SodiumGroup()
    with pytest.raises(Refused):
        group.add(b"\xff" * 32, group.base)


def test_secret_scalars_differ_and_are_never_zero() -> None:
    """A thousand drawn scalars are all different and inside the group."""
    drawn = [random_scalar() for _ in range(1_000)]
    assert len(set(drawn)) == len(drawn)
    assert all(0 < scalar < ORDER for scalar in drawn)
