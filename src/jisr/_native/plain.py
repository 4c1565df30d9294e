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


class Vocabulary(NamedTuple):
    """The forms (spellings) of words by number, in the order of their symbols.

    Form f is a spelling of word `form_words[f]` (int32) and has script, length (int32) and symbols
    (int16, in columns). `heard_keys` (uint32, sorted) lead to the forms `heard_rows` (int32), so do
    `near_keys`. `desk` (uint64, a bit for each form) is worked on: all zero, before and after.
    """

    form_words: Array
    scripts: Array
    lengths: Array
    symbols: Array
    heard_keys: Array
    heard_rows: Array
    near_keys: Array
    near_rows: Array
    desk: Array


class Names(NamedTuple):
    """Names by number, with their words and persons, in the order of the years of birth.

    Word w is in the names `postings` (int32) from `starts[w]` (int64) on; name n belongs to the
    person in slot `slots[n]` (int32), has its `words` (int32) from `word_starts[n]` (int64) on,
    and the birth dates `dates[n]` (int32, in columns). Words have a `rarity` (float32), slots
    `keys` (int64). `years` (int16) never fall; zero stands for a name whose person has no birth
    date, or several. `joint_keys` (uint32, sorted) are the keys of neighbouring words together,
    `joint_names` (int32) their names; for `heard_keys` and `form_words` see `Vocabulary`.
    `weighed` (int32) and `marks` (uint8) are a desk to work on: all zero, before and after.
    """

    starts: Array
    postings: Array
    slots: Array
    word_starts: Array
    words: Array
    rarity: Array
    keys: Array
    dates: Array
    years: Array
    joint_keys: Array
    joint_names: Array
    heard_keys: Array
    heard_rows: Array
    form_words: Array
    weighed: Array
    marks: Array


Spellings = tuple[bytes, bytes]
"""The words (int32) that one word can be, the likest first, and how like they are (float32)."""


class Asked(NamedTuple):
    """What is asked of the names, beside the spellings of the words.

    `worths` (float64) of the words; keys (uint32) of two words `together` and of one word
    `alone`; birth `dates` (int32), and what they add (`date_bits`, float32): contradiction, few
    years apart, near year, year only, two parts, same, and how many years are few; `weights`
    (float64): contradiction, its share, missing, one word.
    """

    worths: bytes
    together: bytes
    alone: bytes
    dates: bytes
    date_bits: Array
    weights: Array


class Limits(NamedTuple):
    """What bounds a search, and the bits below which no name matters (`floor`).

    So many postings are read, names marked for each word that stands for two, names aligned
    roughly, names returned, and of those marked; `joined_bits` is what a mark is worth.
    """

    postings_max: int
    joined_max: int
    chosen_max: int
    found_max: int
    joined_found_max: int
    joined_bits: float
    floor: float


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


def expand(  # noqa: PLR0913, PLR0917  one flat call for the compiled twin
    tables: Costs,
    vocabulary: Vocabulary,
    forms: tuple[tuple[int, bytes, float], ...],
    keys: tuple[bytes, bytes],
    known: Spellings,
    near_max: int,
    rows_max: int,
    spellings_max: int,
    likeness_min: float,
) -> Spellings:
    """Return the words that a word can be a spelling of, the likest first, then by number.

    The word comes as `forms`: script, symbols (int16), and the likeness left when it is compared
    in this form. Looked at are forms that have one of its `keys` (uint32: exact ones, near ones),
    unless they are of half or twice its length. Exact keys are looked up among near ones, and
    near ones among exact ones, when fewer than `near_max` have an exact key. The words that are
    `known` to be alike come beside them.
    """
    exact, near = (np.frombuffer(part, np.uint32) for part in keys)
    rows = listed_under(vocabulary.heard_keys, vocabulary.heard_rows, exact)
    if len(rows) < near_max:
        others = (
            listed_under(vocabulary.near_keys, vocabulary.near_rows, exact),
            listed_under(vocabulary.heard_keys, vocabulary.heard_rows, near),
        )
        rows = np.concatenate([rows, *others])
    rows = np.unique(rows)
    lengths = [len(symbols) // 2 for _, symbols, _ in forms]
    theirs = vocabulary.lengths[rows]
    fitting = (2 * theirs >= min(lengths)) & (theirs <= 2 * max(lengths) + 1)
    rows = rows[fitting][:rows_max]
    best = np.zeros(len(rows))
    table = Forms(vocabulary.scripts, vocabulary.lengths, vocabulary.symbols)
    for script, symbols, factor in forms:
        values = np.frombuffer(likeness_to_rows(tables, symbols, script, table, rows))
        best = np.maximum(best, factor * values)
    words = np.concatenate([np.frombuffer(known[0], np.int32), vocabulary.form_words[rows]])
    likeness = np.concatenate([np.frombuffer(known[1], np.float32), best.astype(np.float32)])
    order = np.lexsort((words, -likeness))
    order = order[likeness[order] >= np.float32(likeness_min)]
    first = np.sort(np.unique(words[order], return_index=True)[1])[:spellings_max]
    order = order[first]
    return words[order].tobytes(), likeness[order].tobytes()


def listed_under(keys: Array, rows: Array, wanted: Array) -> Array:
    """Return the rows that sorted keys lead to, of all keys that are wanted."""
    starts, ends = np.searchsorted(keys, wanted, "left"), np.searchsorted(keys, wanted, "right")
    parts = [rows[start:end] for start, end in zip(starts, ends, strict=True)]
    result: Array = np.concatenate([np.zeros(0, np.int32), *parts])
    return result
