"""The kernels, compiled and in numpy: two ways to the same results."""

import numpy as np
import pytest
from hypothesis import given
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


def vocabulary(chance: np.random.Generator, count: int) -> _native.Vocabulary:
    """Return words, several of which are one word's forms, under a few keys."""
    every = forms(chance, count)
    tables = [np.sort(chance.integers(0, 5, 3 * count)).astype(np.uint32) for _ in range(2)]
    rows = [chance.integers(0, count, 3 * count).astype(np.int32) for _ in range(2)]
    return _native.Vocabulary(
        form_words=chance.integers(0, count, count).astype(np.int32),
        scripts=every.scripts,
        lengths=every.lengths,
        symbols=every.symbols,
        heard_keys=tables[0],
        heard_rows=rows[0],
        near_keys=tables[1],
        near_rows=rows[1],
        desk=np.zeros(-(-count // 64), np.uint64),
    )


@given(SEEDS)
def test_likeness_is_the_same(seed: int) -> None:
    """Both twins give every bit alike, by rows and one by one, empty words included."""
    chance = np.random.default_rng(seed)
    tables, every = costs(chance), forms(chance, 6)
    rows = chance.integers(0, 6, 9).astype(np.int32)
    for script, length, symbols in zip(*every, strict=True):
        word = symbols[:length].tobytes()
        values = plain.likeness_to_rows(tables, word, int(script), every, rows)
        for row, value in zip(rows, np.frombuffer(values), strict=True):
            other = every.symbols[row, : every.lengths[row]].tobytes()
            pair = (tables, word, int(script), other, int(every.scripts[row]))
            assert _native.likeness(*pair) == plain.likeness(*pair) == value


@given(SEEDS, st.integers(0, 200), st.integers(0, 60), st.integers(1, 9))
def test_words_are_expanded_alike(seed: int, near: int, rows: int, most: int) -> None:
    """Both twins find the same spellings under any bound, and leave the desk as it was."""
    chance = np.random.default_rng(seed)
    tables, every = costs(chance), vocabulary(chance, 70)
    shapes = tuple(
        (int(every.scripts[row]), every.symbols[row, : every.lengths[row]].tobytes(), factor)
        for row, factor in ((3, 1.0), (9, 0.98))
    )
    keys = (np.array([1, 4], np.uint32).tobytes(), np.array([2], np.uint32).tobytes())
    known = (np.array([5, 66], np.int32).tobytes(), np.array([0.9, 0.05], np.float32).tobytes())
    for like in (0.0, 0.08, 0.6):
        asked = (tables, every, shapes, keys, known, near, rows, most, like)
        assert _native.expand(*asked) == plain.expand(*asked)
    assert not every.desk.any()


def test_what_points_outside_is_refused() -> None:
    """No number of a damaged file leads out of an array."""
    if not _native.AVAILABLE:
        return
    chance = np.random.default_rng(1)
    tables, every = costs(chance), vocabulary(chance, 9)
    word = np.array([SYMBOLS], np.int16).tobytes()
    with pytest.raises(ValueError, match="symbols that the tables do not have"):
        _native.likeness(tables, word, 0, b"", 0)
    keys, nothing = (np.arange(5, dtype=np.uint32).tobytes(), b""), (b"", b"")
    for field, value in (
        ("heard_rows", every.heard_rows + np.int32(9)),
        ("lengths", np.full(9, 7, np.int32)),
        ("scripts", every.scripts - np.int32(9)),
        ("symbols", every.symbols + np.int16(99)),
        ("form_words", every.form_words[1:]),
    ):
        damaged = every._replace(**{field: value})
        with pytest.raises(ValueError, match=r"there|sound|sizes"):
            _native.expand(tables, damaged, ((0, b"\1\0" * 3, 1.0),), keys, nothing, 9, 99, 9, 0.1)
        assert not every.desk.any()
