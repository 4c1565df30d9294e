"""Operating points and scores."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisr.errors import ValueMalformed
from jisr.names.points import (
    alerts_per_1000,
    chance_of,
    finds_per_1000,
    operating_points,
    reliability,
    score_of,
    threshold_bits,
)


def test_stricter_points_need_more_and_alert_less() -> None:
    """Wide, routine and strict differ in the direction their names say."""
    points = ("wide", "routine", "strict")
    assert operating_points() == points
    bits = [threshold_bits(point, 1000) for point in points]
    assert bits == sorted(bits)
    alerts = [alerts_per_1000(point) for point in points]
    assert alerts == sorted(alerts, reverse=True)
    finds = [finds_per_1000(point) for point in points]
    assert finds == sorted(finds, reverse=True)


def test_reliability_is_the_share_of_right_alerts() -> None:
    """On a border most alerts are wrong; where half are listed, nearly all are right."""
    right, wrong = finds_per_1000("routine"), alerts_per_1000("routine")
    assert reliability("routine", 0.5) == pytest.approx(right / (right + wrong))
    assert reliability("wide") < reliability("routine") < reliability("strict") < 0.5
    assert reliability("routine", 0.5) > 0.95


def test_an_index_twice_as_large_needs_one_bit_more() -> None:
    """Chance finds twice as many among twice as many."""
    assert threshold_bits("routine", 2000) == threshold_bits("routine", 1000) + 1
    assert threshold_bits("routine", 0) == threshold_bits("routine", 1)


def test_an_unknown_point_is_refused() -> None:
    """A wrong name is not taken for the default."""
    with pytest.raises(ValueMalformed):
        threshold_bits("score", 10)
    with pytest.raises(ValueMalformed):
        alerts_per_1000("score")
    with pytest.raises(ValueMalformed):
        reliability("score")


@given(st.integers(-800, 1200), st.integers(1, 2000))
def test_more_evidence_is_a_higher_score(tenths: int, more: int) -> None:
    """Scores differ in the sixth decimal wherever the bits differ in the first."""
    low, high = score_of(tenths / 10), score_of((tenths + more) / 10)
    assert 0 < low < high < 1
    assert round(low, 6) < round(high, 6)


@given(st.floats(allow_nan=False))
def test_any_bits_have_a_score(bits: float) -> None:
    """No number overflows."""
    assert 0 <= score_of(bits) <= 1


@given(st.floats(-1e6, 1e6), st.floats(0.01, 0.5))
def test_a_probability_grows_with_bits_and_with_the_share(bits: float, share: float) -> None:
    """More evidence, or more matches among what is reviewed, is never less probable."""
    chance = chance_of(bits, share)
    assert 0 <= chance <= chance_of(bits + 1, share) <= 1
    assert chance <= chance_of(bits, share + 0.1)


@pytest.mark.parametrize("share", [0.0, 1.0, -1.0, math.nan])
def test_a_share_is_between_nothing_and_all(share: float) -> None:
    """Without a prior there is no probability."""
    with pytest.raises(ValueMalformed):
        chance_of(10.0, share)
    with pytest.raises(ValueMalformed):
        reliability("routine", share)
