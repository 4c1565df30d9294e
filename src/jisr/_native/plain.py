"""The kernels in numpy and Python: what they promise, and the same results without a compiler.

Arrays stand in named tuples of fixed types. Results come as bytes, as the compiled kernels give
them. The compiled kernels raise `ValueError` where a number points outside its array.
"""

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

WORDS_MAX = 10
"""Words of a query and of a name that are aligned roughly."""

DATES_MAX = 16
"""Birth dates of a person, and of a query, that choose."""

_LENGTH_BITS = 0.3
_FIRST_OF_JANUARY = 101
"""What offices write as month and day when only the year is known."""

Array = NDArray[Any]
Wide = NDArray[np.float64]


class Costs(NamedTuple):
    """Learned weights.

    `pair` (float32) by two symbols, `gap` and `best` (float32) by symbol and script, `curve`
    (float64) by two scripts: five coefficients.
    """

    pair: Array
    gap: Array
    best: Array
    curve: Array


class Forms(NamedTuple):
    """Words by row: script (int32), number of symbols (int32), symbols (int16, in columns)."""

    scripts: Array
    lengths: Array
    symbols: Array


class Names(NamedTuple):
    """Names by number, with their words and persons.

    Word w is in the names `postings` (int32) from `starts[w]` (int64) on; name n belongs to the
    person in slot `slots[n]` (int32), has its words from `word_starts[n]` (int64) on, and the
    birth dates `dates[n]` (int32, in columns). Slots have `keys` (int64); `joint_names` (int32)
    are ranged over by the query. `weighed` (float32) and `marks` (uint8) are a desk to work on:
    all zero, and all zero again afterwards.
    """

    starts: Array
    postings: Array
    slots: Array
    word_starts: Array
    keys: Array
    dates: Array
    joint_names: Array
    weighed: Array
    marks: Array


class Words(NamedTuple):
    """What is asked of the names.

    `words` (int32) with `bits` (float32) are the spellings of all words of the query, those of
    word i up to `ends[i]` (int32); `joined_words` (int32) are two words of the query in one,
    `joint_ranges` (int64, pairs) where `joint_names` stand for one of its words. `dates` (int32)
    are birth dates, `date_bits` (float32) what they add: contradiction, few years apart, near
    year, year only, two parts, same, and how many years are few.
    """

    words: Array
    bits: Array
    ends: Array
    joined_words: Array
    joint_ranges: Array
    dates: Array
    date_bits: Array


class Candidates(NamedTuple):
    """What names are aligned with: the spellings of each word of the query, sorted by number.

    `words` (int32), `values` (float32), `ends` (int32) as in `Words`; `worths` (float64) of the
    words of the query; `weights` (float64): contradiction, its share, missing, one word.
    """

    words: Array
    values: Array
    ends: Array
    worths: Array
    weights: Array


def likeness(tables: Costs, left: bytes, one: int, right: bytes, two: int) -> float:
    """Return how well two words, as int16 symbols of two scripts, can be spellings of one word.

    The alignment with the highest sum of weights (Needleman and Wunsch 1970) goes through a
    logistic curve.
    """
    first, second = np.frombuffer(left, np.int16), np.frombuffer(right, np.int16)
    if not len(first) or not len(second):
        return 0.0
    weight = _best_sum(
        tables.pair[first[:, None], second].tolist(),
        tables.gap[first, two].tolist(),
        tables.gap[second, one].tolist(),
    )
    ours, theirs = tables.best[first, two].tolist(), tables.best[second, one].tolist()
    highest = 0.5 * (sum(ours) + sum(theirs))
    lengths = np.array([len(second)], np.int32)
    z = _curved(
        tables.curve[[one], [two]], np.array([weight]), np.array([highest]), len(first), lengths
    )
    return 1.0 / (1.0 + math.exp(-float(z[0])))


def _best_sum(pair: list[list[float]], left_gaps: list[float], right_gaps: list[float]) -> float:
    """Return the highest sum of weights over all alignments of two words."""
    above = [0.0]
    for weight in right_gaps:
        above.append(above[-1] + weight)
    for weights, left_gap in zip(pair, left_gaps, strict=True):
        here = above[0] + left_gap
        line = [here]
        for place, (weight, right_gap) in enumerate(zip(weights, right_gaps, strict=True)):
            here = max(above[place] + weight, above[place + 1] + left_gap, here + right_gap)
            line.append(here)
        above = line
    return above[-1]


def likeness_to_rows(tables: Costs, word: bytes, script: int, forms: Forms, rows: Array) -> bytes:
    """Return the likeness (float64) of one word to each of the rows (int32) of `forms`."""
    first = np.frombuffer(word, np.int16).tolist()
    scripts, lengths = forms.scripts[rows], forms.lengths[rows]
    if not first or not len(rows):
        return np.zeros(len(rows)).tobytes()
    # One line for each symbol place: sweeps along the words then work on whole lines.
    places = np.ascontiguousarray(forms.symbols[rows].T, dtype=np.intp)
    inside = np.arange(len(places))[:, None] < lengths
    right_gaps = np.where(inside, tables.gap[:, script].take(places), 0).astype(np.float64)
    above = np.zeros((len(places) + 1, len(rows)))
    np.cumsum(right_gaps, axis=0, out=above[1:])
    for a in first:
        left_gap = tables.gap[a, scripts].astype(np.float64)
        aligned = above[:-1] + tables.pair[a].take(places)
        above = above + left_gap
        np.maximum(above[1:], aligned, out=above[1:])
        # Leaving out symbols of the other word, from left to right.
        for before, here, gap in zip(above[:-1], above[1:], right_gaps, strict=True):
            np.maximum(here, before + gap, out=here)
    weight = above[lengths, np.arange(len(rows))]
    highest = np.zeros(len(rows))
    for place, within in zip(places, inside, strict=True):
        highest += np.where(within, tables.best[:, script].take(place), 0)
    ours = np.zeros(len(rows))
    for a in first:
        ours += tables.best[a, scripts]
    z = _curved(tables.curve[script, scripts], weight, 0.5 * (ours + highest), len(first), lengths)
    # One by one, because numpy's own exponential differs in the last digit.
    values = np.array([1.0 / (1.0 + math.exp(-value)) for value in z.tolist()])
    values[lengths == 0] = 0
    return values.tobytes()


def _curved(curve: Wide, weight: Wide, highest: Wide, length: int, lengths: Array) -> Wide:
    """Return the logit of each likeness."""
    z = curve[:, 0] + curve[:, 1] * (weight / np.maximum(highest, 0.1))
    z += curve[:, 2] * (weight / (lengths + length))
    z += curve[:, 3] * (weight / 10)
    z += curve[:, 4] * (np.minimum(lengths, length) / 10)
    result: Wide = np.clip(z, -50, 50)
    return result


def choose_names(  # noqa: PLR0913, PLR0917  one flat call for the compiled twin
    names: Names,
    asked: Words,
    alive: Array | None,
    allowed: Array | None,
    postings_max: int,
    joined_max: int,
    chosen_max: int,
    joined_bits: float,
) -> tuple[bytes, bytes, bytes, bytes]:
    """Choose the names that promise most, the best first, those of equal promise by number.

    A name may be found when its person's slot is `alive` and the key `allowed` (truth values as
    bytes, None for all); who may not is cut before anything is counted. Words are read rarest
    first, within `postings_max`; of a word that stands for two, `joined_max` names.
    Returned are numbers (int32), promise in bits (float64), of it by birth date (float32), and
    whether words are joined (one byte each).
    """
    weighed = np.zeros(len(names.slots), np.float32)
    is_open = _open(names, alive, allowed)
    ends = asked.ends.tolist()
    lists = [
        [_listed(names, word, is_open) for word in asked.words[start:end].tolist()]
        for start, end in zip([0, *ends[:-1]], ends, strict=True)
    ]
    left = postings_max
    for place in sorted(range(len(ends)), key=lambda place: sum(map(len, lists[place]))):
        start = ends[place - 1] if place else 0
        for found, bits in zip(lists[place], asked.bits[start : ends[place]], strict=True):
            read = found[: max(left, 0)]
            weighed[read] += max(bits, 0)
            left -= len(read)
    joined = _joined(names, asked, weighed, is_open, joined_max)
    weighed[joined] += np.float32(joined_bits)
    touched = np.flatnonzero(weighed > 0).astype(np.int32)
    known = names.dates.reshape(len(names.slots), -1)[touched]
    by_dates = _date_bits(known, asked.dates, asked.date_bits)
    lengths = names.word_starts[touched + 1] - names.word_starts[touched]
    rough = weighed[touched].astype(np.float64) - _LENGTH_BITS * lengths + by_dates
    best = np.lexsort((touched, -rough))[:chosen_max]
    is_joined = np.isin(touched[best], joined)
    return (
        touched[best].tobytes(),
        rough[best].tobytes(),
        by_dates[best].tobytes(),
        is_joined.tobytes(),
    )


def _open(names: Names, alive: Array | None, allowed: Array | None) -> NDArray[np.bool_]:
    """Return which names may be found."""
    found = np.ones(len(names.keys), bool) if alive is None else alive.astype(bool)
    if allowed is not None:
        inside = (names.keys >= 0) & (names.keys < len(allowed))
        found = found & inside
        found[found] = allowed[names.keys[found]]
    result: NDArray[np.bool_] = found[names.slots]
    return result


def _listed(names: Names, word: int, is_open: NDArray[np.bool_]) -> Array:
    found = names.postings[names.starts[word] : names.starts[word + 1]]
    return found[is_open[found]]


def _joined(
    names: Names, asked: Words, weighed: Array, is_open: NDArray[np.bool_], most: int
) -> Array:
    """Return names in which two words of the query are one, or one word is two."""
    found = [_listed(names, word, is_open)[:most] for word in asked.joined_words.tolist()]
    for start, end in asked.joint_ranges.reshape(-1, 2).tolist():
        together = names.joint_names[start:end]
        together = together[is_open[together]]
        # Another word of the query must speak for the name when there are many.
        found.append(together if len(together) <= most else together[weighed[together] > 0])
    return np.unique(np.concatenate([np.zeros(0, np.int32), *found]))


def _date_bits(known: Array, asked: Array, bits: Array) -> Array:
    """Return roughly what birth dates add: `known` has one row of dates for each candidate."""
    contradiction, few_years, near_year, year_only, two_parts, same, few = bits
    if not len(asked):
        return np.zeros(len(known), np.float32)
    best = np.full(len(known), contradiction, np.float32)
    for date in asked:
        years = np.abs(known // 10_000 - date // 10_000)
        coarse = known % 10_000 == _FIRST_OF_JANUARY
        coarse |= (known % 10_000 == 0) | (date % 10_000 == 0)
        value = np.where(years <= few, few_years, contradiction)
        value = np.where(years <= 1, near_year, value)
        value = np.where(years == 0, np.where(coarse, year_only, two_parts), value)
        value = np.where(known == date, same, value)
        best = np.maximum(best, np.where(known > 0, value, -np.inf).max(axis=1))
    return np.where((known > 0).any(axis=1), best, 0).astype(np.float32)


def align_roughly(names: tuple[Array, Array, Array], asked: Candidates, wanted: Array) -> bytes:
    """Return about what an exact alignment would give for each name wanted (int32), as float64.

    `names` are the starts (int64) of the words of each name, the words (int32), and the rarity
    (float32) of each word.
    """
    word_starts, all_words, all_rarity = names
    lengths = np.minimum((word_starts[wanted + 1] - word_starts[wanted]), WORDS_MAX)
    columns = np.arange(int(lengths.max(initial=0)))
    inside = columns < lengths[:, None]
    places = np.where(inside, word_starts[wanted][:, None] + columns, 0)
    words = np.where(inside, all_words[places], 0) if len(all_words) else places
    rarity = np.where(inside, all_rarity[words], 0).astype(np.float64)
    ends = asked.ends.tolist()
    table = np.full((len(wanted), len(ends), len(columns)), -np.inf)
    for place, (start, end) in enumerate(zip([0, *ends[:-1]], ends, strict=True)):
        known, values = asked.words[start:end], asked.values[start:end].astype(np.float64)
        if len(known):
            at = np.minimum(np.searchsorted(known, words), len(known) - 1)
            worth = np.minimum(rarity, asked.worths[place])
            bits = values[at] * worth + (1 - values[at]) * _contradictions(asked.weights, worth)
            table[:, place, :] = np.where(inside & (known[at] == words), bits, -np.inf)
    return _greedy_sum(table, asked, rarity, lengths).tobytes()


def _contradictions(weights: Array, worth: Wide) -> Wide:
    result: Wide = weights[0] - weights[1] * worth
    return result


def _greedy_sum(table: Wide, asked: Candidates, rarity: Wide, lengths: Array) -> Wide:
    """Align greedily in all names at once and add what stays alone."""
    count, rows, columns = table.shape
    every = np.arange(count)
    total: Wide = np.zeros(count)
    linked, supported = np.zeros(count, int), np.zeros(count, int)
    worth_left: Wide = np.zeros(count)
    for worth in asked.worths:
        worth_left += worth
    rarity_left = rarity.sum(axis=1)
    for _ in range(min(rows, columns)):
        row, column = np.divmod(table.reshape(count, -1).argmax(axis=1), columns)
        best = table[every, row, column]
        good = best > -np.inf
        if not good.any():
            break
        total += np.where(good, best, 0)
        linked += good
        supported += best > 0
        worth_left -= np.where(good, asked.worths[row], 0)
        rarity_left -= np.where(good, rarity[every, column], 0)
        table[every[good], row[good], :] = -np.inf
        table[every[good], :, column[good]] = -np.inf
    shorter, longer = np.minimum(lengths, rows), np.maximum(lengths, rows)
    # What stays alone is of middling rarity on either side; the exact pairs are not worked out.
    middling = np.minimum(
        worth_left / np.maximum(rows - linked, 1), rarity_left / np.maximum(lengths - linked, 1)
    )
    total += (shorter - linked) * _contradictions(asked.weights, middling)
    total += (longer - shorter) * asked.weights[2]
    one_word = (supported <= 1) & (longer > 1)
    result: Wide = np.where(one_word, total + asked.weights[3], total)
    return result
