"""Learned correspondence of symbols: how well two spellings can stand for one word.

Two words are aligned symbol by symbol so that the sum of the weights is highest (Needleman and
Wunsch 1970). The weight of a pair of symbols is log p(a, b) / p(a) p(b) as learned from pairs of
spellings; a logistic curve, learned too, turns the sum into a likeness between 0 and 1.
"""

import array
import functools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jisr import _native
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


@functools.cache
def _numbers_of(script: str) -> dict[str, int]:
    """Return the numbers of the symbols of one script."""
    return {
        symbol: number for (where, symbol), number in costs().numbers.items() if where == script
    }


@functools.lru_cache(maxsize=_KEPT)
def encoded(form: str) -> tuple[int, tuple[int, ...]]:
    """Return the script number of a word and the numbers of its symbols."""
    script, parts = symbols(form)
    numbers = _numbers_of(script)
    return SCRIPTS.index(script), tuple([numbers.get(part, UNKNOWN) for part in parts])


@functools.cache
def tables() -> _native.Costs:
    """Return the tables as the kernels take them."""
    table = costs()
    return _native.Costs(table.pair, table.gap, table.best, table.curve)


@functools.lru_cache(maxsize=_KEPT)
def packed(form: str) -> tuple[int, bytes]:
    """Return the script number of a word and its symbols as the kernels take them."""
    script, numbers = encoded(form)
    return script, array.array("h", numbers).tobytes()


def likeness(left: str, right: str) -> float:
    """Return how well two words can be spellings of one word, from 0 to 1."""
    (one, first), (two, second) = packed(left), packed(right)
    return _native.likeness(tables(), first, one, second, two)
