"""The kernel that finds names, compiled and in numpy: two ways to the same results."""

import itertools
import math
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jisr import _native
from jisr._native import finding

SEEDS = st.integers(0, 1 << 30)


@dataclass(frozen=True, slots=True)
class World:
    """Persons with names, and a question."""

    names: _native.Names
    spellings: tuple[_native.Spellings, ...]
    asked: _native.Asked
    alive: _native.Array
    allowed: _native.Array


def world(seed: int) -> World:
    """Return persons of whom a few bear the same words."""
    chance = np.random.default_rng(seed)
    persons, names, words = chance.integers(1, (8, 20, 9)).tolist()
    lengths = chance.integers(1, 5, names)
    word_starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    said = chance.integers(0, words, int(word_starts[-1])).astype(np.int32)
    holders = [
        np.flatnonzero([word in said[a:b] for a, b in itertools.pairwise(word_starts)])
        for word in range(words)
    ]
    years = np.sort(chance.choice([0, 1970, 1971, 1973, 1990], names))
    dates = np.zeros((names, 2), np.int64)
    dates[:, 0] = years * 10_000 + chance.choice([0, 101, 203], names) * (years > 0)
    # Who has several birth dates stands among those who have none.
    dates[(years == 0) & (chance.random(names) < 0.5)] = [19710203, 19900000]
    count = int(chance.integers(1, 4))
    return World(
        names=_native.Names(
            starts=np.concatenate([[0], np.cumsum([len(each) for each in holders])]),
            postings=np.concatenate(holders).astype(np.int32),
            slots=chance.integers(0, persons, names).astype(np.int32),
            word_starts=word_starts,
            words=said,
            rarity=chance.uniform(1, 12, words).astype(np.float32),
            keys=chance.permutation(persons + 3)[:persons].astype(np.int64) - 1,
            dates=dates.astype(np.int32),
            years=years.astype(np.int16),
            joint_keys=np.sort(chance.integers(0, 4, 12)).astype(np.uint32),
            joint_names=chance.integers(0, names, 12).astype(np.int32),
            heard_keys=np.sort(chance.integers(0, 4, 6)).astype(np.uint32),
            heard_rows=chance.integers(0, words, 6).astype(np.int32),
            form_words=np.arange(words, dtype=np.int32),
            weighed=np.zeros(names, np.int32),
            marks=np.zeros(names, np.uint8),
        ),
        spellings=tuple(
            (
                chance.permutation(words)[:many].astype(np.int32).tobytes(),
                chance.choice([0.1, 0.4, 0.9, 1], many).astype(np.float32).tobytes(),
            )
            for many in chance.integers(0, words + 1, count).tolist()
        ),
        asked=_native.Asked(
            worths=np.linspace(3.3, 9.1, count).tobytes(),
            together=np.array([1, 3], np.uint32)[: count - 1].tobytes(),
            alone=np.array([0, 2], np.uint32)[: count - 1].tobytes(),
            dates=chance.choice([19700000, 19700101, 19710203], 2)
            .astype(np.int32)[: count - 1]
            .tobytes(),
            date_bits=np.array([-12, -4, 0.5, 4.5, 4.4, 11, 3], np.float32),
            weights=np.array([-4, 0.2, -1.5, -3]),
        ),
        alive=chance.random(persons) < 0.9,
        allowed=chance.random(persons) < 0.8,
    )


@settings(max_examples=300)
@given(
    SEEDS,
    st.integers(0, 20),
    st.integers(0, 4),
    st.integers(1, 9),
    st.sampled_from([-math.inf, -12.0, -3.0, 0.0, 4.0, 9.0, 30.0]),
)
def test_the_same_names_are_found(
    seed: int, postings: int, joined: int, chosen: int, floor: float
) -> None:
    """Both twins find alike under any budget and floor, and leave the desk as they found it."""
    given_world = world(seed)
    names, spellings, asked = given_world.names, given_world.spellings, given_world.asked
    limits = _native.Limits(postings, joined, chosen, chosen - 1, 2, 6.0, floor)
    for alive in (None, given_world.alive):
        for allowed in (None, given_world.allowed):
            given_all = (names, spellings, asked, alive, allowed, limits)
            assert _native.find_names(*given_all) == finding.find_names(*given_all)
    assert not names.weighed.any()
    assert not names.marks.any()


@given(SEEDS, st.sampled_from([-9.0, -3.0, 0.0, 4.0, 9.0, 20.0]))
def test_a_floor_cuts_nobody_who_reaches_it(seed: int, floor: float) -> None:
    """Lists and names that are left out never hold a name of so many bits."""
    one = world(seed)
    asked = one.asked._replace(together=b"", alone=b"")
    wide = _native.Limits(1000, 9, 100, 100, 9, 6.0, -math.inf)
    question = (one.names, one.spellings, asked, None, one.allowed)
    slots, bits, _ = _native.find_names(*question, wide)
    found = zip(np.frombuffer(slots, np.int32), np.frombuffer(bits), strict=True)
    slots, bits, _ = _native.find_names(*question, wide._replace(floor=floor))
    again = zip(np.frombuffer(slots, np.int32), np.frombuffer(bits), strict=True)
    assert sorted(again) == sorted(pair for pair in found if pair[1] >= floor)


def test_what_points_outside_is_refused() -> None:
    """No number of a damaged file leads out of an array."""
    if not _native.AVAILABLE:
        return
    one = world(2)
    limits = _native.Limits(9, 9, 9, 9, 9, 1.0, -math.inf)
    for field, moved in (
        ("dates", one.names.dates.ravel()[1:]),
        ("postings", one.names.postings - np.int32(1)),
        ("starts", one.names.starts + 1000),
        ("word_starts", one.names.word_starts + 1000),
        ("words", one.names.words + np.int32(99)),
        ("joint_names", one.names.joint_names + np.int32(99)),
        ("heard_rows", one.names.heard_rows + np.int32(99)),
        ("slots", one.names.slots + np.int32(99)),
    ):
        names = one.names._replace(**{field: moved})
        everything = (np.arange(len(one.names.rarity), dtype=np.int32).tobytes(),)
        spellings = ((*everything, np.ones(len(one.names.rarity), np.float32).tobytes()),)
        asked = one.asked._replace(
            worths=np.ones(1).tobytes(),
            together=np.arange(4, dtype=np.uint32).tobytes(),
            alone=np.arange(4, dtype=np.uint32).tobytes(),
        )
        with pytest.raises(ValueError, match=r"there|outside|sizes"):
            _native.find_names(names, spellings, asked, None, one.allowed, limits)
    assert not one.names.weighed.any()
