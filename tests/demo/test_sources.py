"""Chance repeats itself, and shares add up."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from jisr.demo.sources import (
    Lot,
    day_within,
    dice,
    happens,
    often_first,
    read_table,
    shares,
    whole_date,
)
from jisr.values import PartialDate

WEIGHTS = st.dictionaries(st.text(max_size=3), st.integers(1, 50), min_size=1, max_size=20)


def test_dice_fall_the_same_way_for_the_same_parts() -> None:
    """Equal parts give equal chance, other parts another one."""
    assert dice(1, "people", "MAR").random() == dice(1, "people", "MAR").random()
    assert dice(1, "people", "MAR").random() != dice(2, "people", "MAR").random()


@given(WEIGHTS, st.integers(0, 10_000))
def test_shares_add_up_to_the_total(weights: dict[str, int], total: int) -> None:
    """No share is lost or invented by rounding, and none is more than one off its due."""
    divided = shares(weights, total)
    assert list(divided) == list(weights)
    assert sum(divided.values()) == total
    whole = sum(weights.values())
    assert all(abs(divided[name] - total * weights[name] / whole) < 1 for name in weights)


@given(st.integers(), st.integers(1, 40))
def test_day_within_stays_in_its_years(seed: int, years: int) -> None:
    """The day is never after the last one, nor further back than the years."""
    last = datetime.date(2026, 11, 21)
    day = day_within(dice(seed), last, years)
    assert last - datetime.timedelta(days=years * 366) <= day <= last


def test_whole_date_keeps_the_day() -> None:
    """A day becomes a date of which everything is known."""
    assert whole_date(datetime.date(1974, 3, 2)) == PartialDate(1974, 3, 2)


def test_lot_draws_by_weight() -> None:
    """A thing of nine tenths of the weight is drawn about nine times in ten."""
    lot, chance = Lot((("often", 9), ("seldom", 1))), dice("lot")
    drawn = [lot.draw(chance) for _ in range(2_000)]
    assert 1_700 < drawn.count("often") < 1_900


def test_often_first_prefers_the_beginning() -> None:
    """The first half of the things is drawn more often than the second."""
    chance = dice("first")
    drawn = [often_first(chance, range(100)) for _ in range(1_000)]
    assert sum(number < 50 for number in drawn) > 600


def test_happens_as_often_as_it_should() -> None:
    """Never at nothing, always at a hundred."""
    chance = dice("happens")
    assert not any(happens(chance, 0) for _ in range(100))
    assert all(happens(chance, 100) for _ in range(100))


def test_tables_are_read_without_their_comments() -> None:
    """A row of a table has the columns of its header."""
    assert read_table("vessels.csv")[0] == {"flag": "MAR", "mid": "242", "call_sign": "CN"}
