"""Periods and the floor are what the pages say of them."""

from jisr.insight.model import DAYS, FLOOR, Period


def test_every_period_has_its_days() -> None:
    """One, seven and thirty."""
    assert [DAYS[period] for period in Period] == [1, 7, 30]


def test_one_person_is_below_the_floor() -> None:
    """A floor of one or two would tell of single people."""
    assert FLOOR > 2
