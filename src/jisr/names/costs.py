"""Learned correspondence of symbols: how well two spellings can stand for one word.

Two words are aligned symbol by symbol so that the sum of the weights is highest (Needleman and
Wunsch 1970). The weight of a pair of symbols is log p(a, b) / p(a) p(b) as learned from pairs of
spellings; a logistic curve, learned too, turns the sum into a likeness between 0 and 1.
"""

import functools
import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jisr.names.scripts import SCRIPTS
from jisr.names.symbols import symbols
from jisr.names.tables import rows

UNKNOWN = 0
"""The number of every symbol that was never seen."""

UNKNOWN_WEIGHT = -4.0
"""Weight of a pair of symbols that the table does not hold."""

UNKNOWN_GAP = -3.0
"""Weight of leaving out a symbol of which nothing was learned."""

FEATURES = 5
"""Constant, share of the best possible sum, sum per symbol, sum, length of the shorter word."""

_KEPT = 1 << 17

Floats = NDArray[np.float32]
Numbers = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Costs:
    """The learned tables; symbols of all scripts are numbered together.

    `pair[a, b]` is the weight of aligning two symbols, `gap[a, s]` of leaving out `a` in a word
    of script number `s`, `best[a, s]` the highest weight that `a` can reach there, and
    `curve[s, t]` the coefficients of the logistic curve for two scripts.
    """

    numbers: dict[tuple[str, str], int]
    pair: Floats
    gap: Floats
    best: Floats
    curve: NDArray[np.float64]


@functools.cache
def costs() -> Costs:
    """Return the tables that are shipped."""
    entries = [(one, two, left, right, float(w)) for one, two, left, right, w in _cost_rows()]
    numbers: dict[tuple[str, str], int] = {}
    for one, two, left, right, _ in entries:
        for script, symbol in ((one, left), (two, right)):
            if symbol:
                numbers.setdefault((script, symbol), len(numbers) + 1)
    size, scripts = len(numbers) + 1, len(SCRIPTS)
    pair = np.full((size, size), UNKNOWN_WEIGHT, np.float32)
    gap = np.full((size, scripts), UNKNOWN_GAP, np.float32)
    best = np.zeros((size, scripts), np.float32)
    for one, two, left, right, weight in entries:
        first, second = numbers.get((one, left), 0), numbers.get((two, right), 0)
        if not left:
            gap[second, SCRIPTS.index(one)] = weight
        elif not right:
            gap[first, SCRIPTS.index(two)] = weight
        else:
            pair[first, second] = pair[second, first] = weight
    for number, script in enumerate(SCRIPTS):
        members = [n for (where, _), n in numbers.items() if where == script]
        if members:
            best[:, number] = np.maximum(pair[:, members].max(axis=1), gap[:, number])
    return Costs(numbers, pair, gap, best, _curves())


def _cost_rows() -> list[list[str]]:
    return list(rows("symbol_costs.csv"))


def _curves() -> NDArray[np.float64]:
    curve = np.zeros((len(SCRIPTS), len(SCRIPTS), FEATURES))
    for one, two, *coefficients in rows("likeness_curves.csv"):
        first, second = SCRIPTS.index(one), SCRIPTS.index(two)
        curve[first, second] = curve[second, first] = [float(value) for value in coefficients]
    return curve


@functools.lru_cache(maxsize=_KEPT)
def encoded(form: str) -> tuple[int, tuple[int, ...]]:
    """Return the script number of a word and the numbers of its symbols."""
    numbers = costs().numbers
    script, parts = symbols(form)
    return SCRIPTS.index(script), tuple(numbers.get((script, part), UNKNOWN) for part in parts)


@functools.cache
def _lists() -> tuple[list[list[float]], list[list[float]], list[list[float]]]:
    """Return the tables as lists: faster than arrays, one number at a time."""
    table = costs()
    return table.pair.tolist(), table.gap.tolist(), table.best.tolist()


def likeness(left: str, right: str) -> float:
    """Return how well two words can be spellings of one word, from 0 to 1."""
    if left > right:
        left, right = right, left
    (one, first), (two, second) = encoded(left), encoded(right)
    if not first or not second:
        return 0.0
    pair, gap, best = _lists()
    weight = _best_sum(
        first, second, pair, [gap[a][two] for a in first], [gap[b][one] for b in second]
    )
    highest = 0.5 * (sum(best[a][two] for a in first) + sum(best[b][one] for b in second))
    coefficients = costs().curve[one, two]
    values = _features(weight, highest, len(first), len(second))
    z = sum(float(c) * value for c, value in zip(coefficients, values, strict=True))
    return 1.0 / (1.0 + math.exp(-max(min(z, 50.0), -50.0)))


def _features(weight: float, highest: float, left: int, right: int) -> tuple[float, ...]:
    shorter = min(left, right) / 10
    return 1.0, weight / max(highest, 0.1), weight / (left + right), weight / 10, shorter


def _best_sum(
    left: tuple[int, ...],
    right: tuple[int, ...],
    pair: list[list[float]],
    left_gaps: list[float],
    right_gaps: list[float],
) -> float:
    """Return the highest sum of weights over all alignments of two words."""
    above = [0.0]
    for weight in right_gaps:
        above.append(above[-1] + weight)
    for a, left_gap in zip(left, left_gaps, strict=True):
        weights = pair[a]
        here = above[0] + left_gap
        line = [here]
        for place, b in enumerate(right):
            here = max(
                above[place] + weights[b], above[place + 1] + left_gap, here + right_gaps[place]
            )
            line.append(here)
        above = line
    return above[-1]


def likeness_to_many(form: str, scripts: Numbers, words: Numbers, lengths: Numbers) -> Floats:
    """Return the likeness of one word to many, as `likeness` would, to about five decimals.

    `words` has one row of symbol numbers for each word, filled up with zeros behind its length.
    """
    one, first = encoded(form)
    if not first or not len(words):
        return np.zeros(len(words), np.float32)
    table = costs()
    # One line for each symbol place: sweeps along the words then work on whole lines.
    places = np.ascontiguousarray(words.T, dtype=np.intp)
    inside = np.arange(len(places))[:, None] < lengths
    right_gaps = np.where(inside, table.gap[:, one].take(places), np.float32(0))
    above = np.zeros((len(places) + 1, len(words)), np.float32)
    np.cumsum(right_gaps, axis=0, out=above[1:])
    for a in first:
        line = above + table.gap[a, scripts]
        aligned = table.pair[a].take(places, mode="clip")
        aligned += above[:-1]
        np.maximum(line[1:], aligned, out=line[1:])
        # Leaving out symbols of the other word, from left to right.
        for before, here, gap in zip(line[:-1], line[1:], right_gaps, strict=True):
            np.maximum(here, before + gap, out=here)
        above = line
    weight = above[lengths, np.arange(len(words))]
    best_right = np.where(inside, table.best[:, one].take(places), np.float32(0)).sum(axis=0)
    highest = 0.5 * (table.best[list(first)][:, scripts].sum(axis=0) + best_right)
    shorter = np.minimum(lengths, len(first)) / 10
    curve = table.curve[one, scripts]
    z = curve[:, 0] + curve[:, 1] * weight / np.maximum(highest, 0.1)
    z += curve[:, 2] * weight / (lengths + len(first)) + curve[:, 3] * weight / 10
    z += curve[:, 4] * shorter
    likeness_values: Floats = (1 / (1 + np.exp(-np.clip(z, -50, 50)))).astype(np.float32)
    likeness_values[lengths == 0] = 0
    return likeness_values
