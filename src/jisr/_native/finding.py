"""The kernel that finds names, in numpy: what it promises, and the same without a compiler."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from jisr._native.plain import (
    WORDS_MAX,
    Array,
    Asked,
    Limits,
    Names,
    Spellings,
    Wide,
    listed_under,
)

_LENGTH_BITS = 0.3
_SETTLED = 0.7
_UNITS, _LISTS = 256, 256
"""A name is weighed in 256ths of a bit; the last eight binary digits count the lists it is in."""

_FIRST_OF_JANUARY = 101
"""What offices write as month and day when only the year is known."""


class Candidates(NamedTuple):
    """The spellings of each word and their likeness, sorted by number; see `Asked` for the rest."""

    words: list[Array]
    values: list[Array]
    worths: Wide
    weights: Array


def find_names(  # noqa: PLR0913, PLR0917  one flat call for the compiled twin
    names: Names,
    spellings: tuple[Spellings, ...],
    asked: Asked,
    alive: Array | None,
    allowed: Array | None,
    limits: Limits,
) -> tuple[bytes, bytes, int]:
    """Find the names that are roughly most like what is asked, as far as they reach the floor.

    A name may be found when its person's slot is `alive` and the key `allowed` (truth values as
    bytes, None for all); who may not is cut before anything is counted. Of the words, the
    worthiest are read first, and of those the names whose birth dates may agree. A list of other
    names is left out when they cannot reach the floor even with all words that come after
    (MaxScore: Turtle and Flood 1995). The names that promise most are aligned.
    Returned are slots (int32) and bits (float64), the best first, and how many names with joined
    words, with their promise, stand behind them.
    """
    question = _Question.of(names, spellings, asked)
    is_open, is_near = _open(names, alive, allowed), _near(names, question)
    weighed, slack, unread = _weighed(names, question, is_open, is_near, limits)
    joined = _joined(names, question, weighed, is_open, limits.joined_max)
    weighed[joined] += _weight(np.float32(limits.joined_bits), 2)
    touched = np.flatnonzero(weighed).astype(np.int32)
    near = is_near[touched]
    known = names.dates.reshape(len(names.slots), -1)[touched]
    by_dates = np.where(near, _date_bits(known, question.dates, asked.date_bits), question.far_bits)
    by_dates = by_dates.astype(np.float64)
    count = len(question.words)
    words = (weighed[touched] // _LISTS) / _UNITS + asked.weights[2] * count
    is_one = (weighed[touched] % _LISTS + np.where(near, *unread) <= 1) & (count > 1)
    more = np.where(near, *slack) + np.where(is_one, asked.weights[3], 0)
    reach = words + by_dates + more
    lengths = names.word_starts[touched + 1] - names.word_starts[touched]
    promise = words - _LENGTH_BITS * lengths + by_dates
    order = np.lexsort((touched, -promise))
    chosen = order[reach[order] >= limits.floor][: limits.chosen_max]
    bits, can_join = align_roughly(names, question.candidates(), touched[chosen])
    bits += by_dates[chosen]
    best = np.lexsort((touched[chosen], -promise[chosen], -bits))[: limits.found_max]
    best = best[bits[best] >= limits.floor]
    also = chosen[can_join & np.isin(touched[chosen], joined)][: limits.joined_found_max]
    slots = names.slots[touched[np.concatenate([chosen[best], also])]]
    return slots.tobytes(), np.concatenate([bits[best], promise[also]]).tobytes(), len(also)


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked, as arrays: for each word the spellings and the bits of each spelling."""

    words: tuple[Array, ...]
    values: tuple[Array, ...]
    bits: tuple[Array, ...]
    worths: Wide
    order: tuple[int, ...]
    most_bits: tuple[float, ...]
    together: Array
    alone: Array
    dates: Array
    near_bits: np.float32
    far_bits: np.float32
    few_years: int
    weights: Array

    @classmethod
    def of(cls, names: Names, spellings: tuple[Spellings, ...], asked: Asked) -> "_Question":
        words = tuple(np.frombuffer(one, np.int32) for one, _ in spellings)
        values = tuple(np.frombuffer(two, np.float32) for _, two in spellings)
        worths = np.frombuffer(asked.worths)
        bits = tuple(
            (
                _agreement(asked.weights, likeness, names.rarity[numbers], worth) - asked.weights[2]
            ).astype(np.float32)
            for numbers, likeness, worth in zip(words, values, worths, strict=True)
        )
        most = tuple(float(each.max(initial=0)) for each in bits)
        dates = np.frombuffer(asked.dates, np.int32)
        return cls(
            words=words,
            values=values,
            bits=bits,
            worths=worths,
            order=tuple(sorted(range(len(words)), key=lambda place: -most[place])),
            most_bits=most,
            together=np.frombuffer(asked.together, np.uint32),
            alone=np.frombuffer(asked.alone, np.uint32),
            dates=dates,
            near_bits=asked.date_bits[:-1].max(initial=0) if len(dates) else np.float32(0),
            far_bits=asked.date_bits[0] if len(dates) else np.float32(0),
            few_years=int(asked.date_bits[-1]),
            weights=asked.weights,
        )

    def total_bits(self) -> float:
        """Return what all words together can add."""
        total = 0.0
        for place in reversed(self.order):
            total += self.most_bits[place]
        return total

    def after(self) -> list[float]:
        """Return for each word, in order, what all words after it can add."""
        sums, total = [], 0.0
        for place in reversed(self.order):
            sums.append(total)
            total += self.most_bits[place]
        return sums[::-1]

    def candidates(self) -> Candidates:
        """Return the spellings of each word, sorted by number, for the alignment."""
        orders = [np.argsort(each) for each in self.words]
        return Candidates(
            words=[each[order] for each, order in zip(self.words, orders, strict=True)],
            values=[each[order] for each, order in zip(self.values, orders, strict=True)],
            worths=self.worths,
            weights=self.weights,
        )


def _near(names: Names, question: _Question) -> NDArray[np.bool_]:
    """Return which names have birth dates that may agree with those asked for, or none."""
    years = names.years.astype(np.int32)
    if not len(question.dates):
        return np.zeros(len(years), bool)
    found = years <= 0
    for date in question.dates.tolist():
        found |= (years > 0) & (abs(years - date // 10_000) <= question.few_years)
    return found


def _weighed(
    names: Names,
    question: _Question,
    is_open: NDArray[np.bool_],
    is_near: NDArray[np.bool_],
    limits: Limits,
) -> tuple[Array, list[float], list[int]]:
    """Return what each name is worth by its words, and what lists left out could add.

    That is, for near and for far names: their bits at most, and of how many words there are some.
    """
    weighed = np.zeros(len(names.slots), np.int32)
    left = limits.postings_max
    slack, words_unread = [], []
    sides = ((False, is_near, question.near_bits), (True, ~is_near, question.far_bits))
    for is_far, inside, side_bits in sides:
        need = limits.floor - float(side_bits) - question.weights[2] * len(question.words)
        most_unread = []
        for place, after in zip(question.order, question.after(), strict=True):
            unread = 0.0
            pairs = zip(question.words[place].tolist(), question.bits[place], strict=True)
            for word, bits in pairs:
                if question.total_bits() < need or (is_far and float(bits) + after < need):
                    unread = max(unread, float(bits))
                elif bits > 0:
                    found = _listed(names, word, is_open & inside)[: max(left, 0)]
                    weighed[found] += _weight(bits, 1)
                    left -= len(found)
            most_unread.append(unread)
        slack.append(sum(most_unread, 0.0))
        words_unread.append(sum(each > 0 for each in most_unread))
    return weighed, slack, words_unread


def _weight(bits: np.float32, lists: int) -> int:
    # Rounded up: what a name can reach may be too much, never too little.
    return (int(bits * np.float32(_UNITS)) + 1) * _LISTS + lists


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
    names: Names, question: _Question, weighed: Array, is_open: NDArray[np.bool_], most: int
) -> Array:
    """Return names in which two words of the query are one, or one word is two."""
    rows = listed_under(names.heard_keys, names.heard_rows, question.together)[:most]
    found = [_listed(names, word, is_open)[:most] for word in names.form_words[rows].tolist()]
    for key in question.alone:
        together = listed_under(names.joint_keys, names.joint_names, np.array([key]))
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


def align_roughly(names: Names, asked: Candidates, wanted: Array) -> tuple[Wide, NDArray[np.bool_]]:
    """Return about what an exact alignment would give for each name wanted (int32).

    And whether words are left on both sides, and two on one: they may be one word there.
    """
    lengths = np.minimum((names.word_starts[wanted + 1] - names.word_starts[wanted]), WORDS_MAX)
    columns = np.arange(int(lengths.max(initial=0)))
    inside = columns < lengths[:, None]
    places = np.where(inside, names.word_starts[wanted][:, None] + columns, 0)
    words = np.where(inside, names.words[places], 0) if len(names.words) else places
    rarity = np.where(inside, names.rarity[words], 0).astype(np.float64)
    table = np.full((len(wanted), len(asked.worths), len(columns)), -np.inf)
    spelled = zip(asked.words, asked.values, asked.worths, strict=True)
    for place, (known, values, worth_asked) in enumerate(spelled):
        if len(known):
            at = np.minimum(np.searchsorted(known, words), len(known) - 1)
            bits = _agreement(asked.weights, values[at], rarity, worth_asked)
            table[:, place, :] = np.where(inside & (known[at] == words), bits, -np.inf)
    return _greedy_sum(table, asked, rarity, lengths)


def _agreement(weights: Array, likeness: Array, rarity: Array, worth_asked: float) -> Wide:
    """Return what a word adds that is so like the one asked for."""
    value, worth = likeness.astype(np.float64), np.minimum(rarity.astype(np.float64), worth_asked)
    result: Wide = value * worth + (1 - value) * _contradictions(weights, worth)
    return result


def _contradictions(weights: Array, worth: Wide) -> Wide:
    result: Wide = weights[0] - weights[1] * worth
    return result


def _greedy_sum(
    table: Wide, asked: Candidates, rarity: Wide, lengths: Array
) -> tuple[Wide, NDArray[np.bool_]]:
    """Align greedily in all names at once and add what stays alone."""
    count, rows, columns = table.shape
    every = np.arange(count)
    total: Wide = np.zeros(count)
    linked, supported, settled = (np.zeros(count, int) for _ in range(3))
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
        settled += best >= _SETTLED * np.minimum(rarity[every, column], asked.worths[row])
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
    can_join = (shorter > settled) & (longer > settled + 1)
    return np.where(one_word, total + asked.weights[3], total), can_join
