"""The kernels, compiled and in numpy: two ways to the same results."""

import itertools
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jisr import _native
from jisr._native import plain

SYMBOLS, SCRIPTS = 7, 2
SEEDS = st.integers(0, 1 << 30)


def costs(chance: np.random.Generator) -> _native.Costs:
    """Return tables of weights."""
    pair = chance.normal(0, 2, (SYMBOLS, SYMBOLS)).astype(np.float32)
    gap, best = chance.normal(0, 2, (2, SYMBOLS, SCRIPTS)).astype(np.float32)
    curve = chance.normal(0, 1, (SCRIPTS, SCRIPTS, 5))
    return _native.Costs(np.maximum(pair, pair.T), gap, best, (curve + curve.swapaxes(0, 1)) / 2)


def forms(chance: np.random.Generator, count: int) -> _native.Forms:
    """Return words of up to five symbols."""
    return _native.Forms(
        chance.integers(0, SCRIPTS, count).astype(np.int32),
        chance.integers(0, 6, count).astype(np.int32),
        chance.integers(0, SYMBOLS, (count, 5)).astype(np.int16),
    )


@dataclass(frozen=True, slots=True)
class World:
    """Persons with names, and a question."""

    names: _native.Names
    asked: _native.Words
    alive: plain.Array
    allowed: plain.Array
    words: plain.Array
    rarity: plain.Array


def world(seed: int) -> World:
    """Return persons of whom a few bear the same words."""
    chance = np.random.default_rng(seed)
    persons, names, words = chance.integers(1, (8, 20, 9)).tolist()
    lengths = chance.integers(0, 5, names)
    word_starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    said = chance.integers(0, words, int(word_starts[-1])).astype(np.int32)
    holders = [
        np.flatnonzero([word in said[a:b] for a, b in itertools.pairwise(word_starts)])
        for word in range(words)
    ]
    joints = chance.integers(0, names, 12).astype(np.int32)
    years = chance.choice([0, 1970, 1971, 1973, 1990], (names, 2))
    dates = years * 10_000 + chance.choice([0, 101, 203], (names, 2)) * (years > 0)
    groups = int(chance.integers(1, 4))
    ends = np.sort(chance.integers(0, words + 1, groups)).astype(np.int32)
    asked = _native.Words(
        words=chance.permutation(words)[: int(ends[-1])].astype(np.int32),
        bits=chance.choice([1.5, 2.0, 7.7], int(ends[-1])).astype(np.float32),
        ends=ends,
        joined_words=chance.integers(0, words, 2).astype(np.int32),
        joint_ranges=np.array([[0, 5], [4, 12], [3, 3]], np.int64),
        dates=chance.choice([19700000, 19700101, 19710203], 2).astype(np.int32)[: groups - 1],
        date_bits=np.array([-12, -4, 0.5, 4.5, 4.4, 11, 3], np.float32),
    )
    return World(
        names=_native.Names(
            starts=np.concatenate([[0], np.cumsum([len(each) for each in holders])]),
            postings=np.concatenate(holders).astype(np.int32),
            slots=chance.integers(0, persons, names).astype(np.int32),
            word_starts=word_starts,
            keys=chance.permutation(persons + 3)[:persons].astype(np.int64) - 1,
            dates=dates.astype(np.int32),
            joint_names=joints,
            weighed=np.zeros(names, np.float32),
            marks=np.zeros(names, np.uint8),
        ),
        asked=asked,
        alive=chance.random(persons) < 0.9,
        allowed=chance.random(persons) < 0.8,
        words=said,
        rarity=chance.uniform(1, 12, words).astype(np.float32),
    )


@given(SEEDS)
def test_likeness_is_the_same(seed: int) -> None:
    """Both twins give every bit alike, one by one and by rows, empty words included."""
    chance = np.random.default_rng(seed)
    tables, every = costs(chance), forms(chance, 6)
    rows = chance.integers(0, 6, 9).astype(np.int32)
    for script, length, symbols in zip(*every, strict=True):
        word = symbols[:length].tobytes()
        asked = (tables, word, int(script), every, rows)
        values = _native.likeness_to_rows(*asked)
        assert values == plain.likeness_to_rows(*asked)
        for row, value in zip(rows, np.frombuffer(values), strict=True):
            other = every.symbols[row, : every.lengths[row]].tobytes()
            pair = (tables, word, int(script), other, int(every.scripts[row]))
            assert _native.likeness(*pair) == plain.likeness(*pair) == value


@settings(max_examples=300)
@given(SEEDS, st.integers(0, 20), st.integers(0, 4), st.integers(1, 9))
def test_the_same_names_are_chosen(seed: int, postings: int, joined: int, chosen: int) -> None:
    """Both twins choose alike under any budget, and leave the desk as they found it."""
    given_world = world(seed)
    for alive in (None, given_world.alive):
        for allowed in (None, given_world.allowed):
            asked = (given_world.names, given_world.asked, alive, allowed)
            bounds = (postings, joined, chosen, 6.0)
            assert _native.choose_names(*asked, *bounds) == plain.choose_names(*asked, *bounds)
    assert not given_world.names.weighed.any()
    assert not given_world.names.marks.any()


@given(SEEDS)
def test_the_rough_alignment_is_the_same(seed: int) -> None:
    """Both twins give every bit alike."""
    one = world(seed)
    ends = one.asked.ends
    parts = np.split(one.asked.words, ends[:-1])
    asked = _native.Candidates(
        words=np.concatenate([np.sort(part) for part in parts]),
        values=np.linspace(0.1, 1, len(one.asked.words)).astype(np.float32),
        ends=ends,
        worths=np.linspace(3.3, 9.1, len(ends)),
        weights=np.array([-6, 1.2, -1.5, -3]),
    )
    wanted = np.arange(len(one.names.slots), dtype=np.int32)
    names = (one.names.word_starts, one.words, one.rarity)
    found = _native.align_roughly(names, asked, wanted)
    assert found == plain.align_roughly(names, asked, wanted)


def test_what_points_outside_is_refused() -> None:
    """No number of a damaged file leads out of an array."""
    if not _native.AVAILABLE:
        return
    chance = np.random.default_rng(1)
    tables, every = costs(chance), forms(chance, 3)
    word = np.array([SYMBOLS], np.int16).tobytes()
    with pytest.raises(ValueError, match="symbols that the tables do not have"):
        _native.likeness(tables, word, 0, b"", 0)
    with pytest.raises(ValueError, match="not one of the forms"):
        _native.likeness_to_rows(tables, b"", 0, every, np.array([3], np.int32))
    one = world(2)
    bounds = (one.asked, None, None, 9, 9, 9, 1.0)
    wrong = {
        "dates": one.names.dates.ravel()[1:],
        "postings": one.names.postings - np.int32(1),
        "starts": one.names.starts + 1000,
        "joint_names": one.names.joint_names + np.int32(99),
    }
    for field, value in wrong.items():
        with pytest.raises(ValueError, match=r"there|outside|sizes"):
            _native.choose_names(one.names._replace(**{field: value}), *bounds)
    outside = one.names._replace(slots=one.names.slots + np.int32(99))
    with pytest.raises(ValueError, match="person who is not there"):
        _native.choose_names(outside, one.asked, None, one.allowed, 9, 9, 9, 1.0)
    assert not one.names.weighed.any()
    names = (one.names.word_starts, one.words, one.rarity[:0])
    asked = _native.Candidates(
        one.asked.words[:0],
        one.asked.bits[:0],
        np.zeros(1, np.int32),
        np.ones(1),
        np.zeros(4),
    )
    with pytest.raises(ValueError, match="not there"):
        _native.align_roughly(names, asked, np.array([len(one.names.slots)], np.int32))
