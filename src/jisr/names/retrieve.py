"""Finding candidates in a segment: posting lists first, then a rough alignment of the best.

Both steps work on whole arrays and are bounded, so that the worst query costs no more than a few
milliseconds. What they return is compared word by word afterwards; they only choose.
"""

import itertools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jisr.names.evidence import FEW_YEARS
from jisr.names.fold import FoldedName
from jisr.names.keys import form_keys, key_number
from jisr.names.model import Profile
from jisr.names.rarity import shipped_rarity
from jisr.names.segment import (
    DATES_MAX,
    JOINT_WORDS_MAX,
    Segment,
    date_number,
    document_hash,
    joint_numbers,
)
from jisr.names.tables import weights
from jisr.names.vocabulary import Expansion, Floats, Numbers

POSTINGS_MAX = 120_000
"""Postings that one name of a query reads, the rarest words first."""

ROUGH_MAX = 256
"""Names that are aligned roughly."""

FOUND_MAX = 64
"""Names of them that one name of a query hands on, the best."""

FIRST_OF_JANUARY = 101
"""What offices write as month and day when only the year is known."""

WORDS_MAX = 10
"""Words of a name that take part in choosing candidates."""

JOINED_MAX = 24
"""Names of one key of words written together or apart, and documents of one query."""

JOINED_COMPARED_MAX = 5
"""Names found through words written together or apart that are compared."""

JOINED_BITS = 6.0
"""What words written together or apart are taken to be worth before they are compared."""

Allowed = NDArray[np.bool_]
"""For each slot of a segment whether it may be found."""


@dataclass(frozen=True, slots=True)
class Found:
    """A profile worth comparing; `bits` is roughly what its comparison will give.

    A `certain` one is compared whatever its bits: it shares a document, or words that are
    written together in one name and apart in the other, which the rough bits do not know.
    """

    slot: int
    bits: float
    certain: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """One word of a query as a segment sees it."""

    expansion: Expansion
    worth: float


def candidates(
    segment: Segment, query: Profile, names: list[FoldedName], allowed: Allowed
) -> list[Found]:
    """Return profiles worth comparing, in no order; one profile may be found more than once."""
    found: list[Found] = []
    if len(segment):
        found += [
            Found(slot, np.inf, certain=True) for slot in _by_document(segment, query, allowed)
        ]
        dates = np.array([date_number(date) for date in query.birth_dates[:DATES_MAX]], np.int32)
        # Cut before anything is counted: what may not be found uses up no bound of what may.
        is_open = allowed[segment.slots]
        for name in names:
            found += _by_name(segment, name, dates, is_open)
    return found


def _by_document(segment: Segment, query: Profile, allowed: Allowed) -> list[int]:
    hashes = np.array([document_hash(text) for text in query.documents], np.uint64)
    starts = np.searchsorted(segment.document_hashes, hashes, "left")
    ends = np.searchsorted(segment.document_hashes, hashes, "right")
    parts = [segment.document_slots[a:b] for a, b in zip(starts, ends, strict=True)]
    slots = np.unique(np.concatenate([np.zeros(0, np.int32), *parts])).astype(np.int64)
    return [int(slot) for slot in slots[allowed[slots]][:JOINED_MAX]]


def _by_name(
    segment: Segment, name: FoldedName, dates: Numbers, is_open: NDArray[np.bool_]
) -> list[Found]:
    texts = [token.text for token in name.tokens[:WORDS_MAX]]
    asked = [Asked(segment.vocabulary.expand(text), shipped_rarity(text)) for text in texts]
    weighed = np.zeros(len(segment.slots), np.float32)
    _read_postings(segment, asked, weighed, is_open)
    joined = _read_joined(segment, texts, weighed, is_open)
    touched = np.flatnonzero(weighed > 0)
    if not len(touched):
        return []
    slots = segment.slots[touched].astype(np.int64)
    by_dates = _date_bits(segment.dates[slots], dates)
    rough = weighed[touched] - 0.3 * np.diff(segment.word_starts)[touched] + by_dates
    chosen = _highest(rough)
    bits = _rough_alignment(segment, asked, touched[chosen]) + by_dates[chosen]
    best = np.argsort(-bits, kind="stable")[:FOUND_MAX]
    found = [Found(int(slots[chosen[at]]), float(bits[at]), certain=False) for at in best]
    # `chosen` begins with the best by postings.
    also = chosen[np.isin(touched[chosen], joined)][:JOINED_COMPARED_MAX]
    found += [Found(int(slots[place]), float(rough[place]), certain=True) for place in also]
    return found


def _highest(rough: NDArray[np.floating]) -> NDArray[np.int64]:
    """Return the places of the highest values, the highest first."""
    if len(rough) > ROUGH_MAX:
        places = np.argpartition(-rough, ROUGH_MAX)[:ROUGH_MAX]
    else:
        places = np.arange(len(rough))
    result: NDArray[np.int64] = places[np.argsort(-rough[places], kind="stable")]
    return result


def _read_postings(
    segment: Segment, asked: list[Asked], weighed: Floats, is_open: NDArray[np.bool_]
) -> None:
    """Add what each word is worth to the names that hold a spelling of it, rare words first."""
    lists = [
        [_open(segment, word, is_open) for word in one.expansion.words.tolist()] for one in asked
    ]
    left = POSTINGS_MAX
    for place in sorted(range(len(asked)), key=lambda place: sum(map(len, lists[place]))):
        expansion, worth = asked[place].expansion, asked[place].worth
        agreed = expansion.values * np.minimum(segment.vocabulary.rarity[expansion.words], worth)
        for names, bits in zip(lists[place], agreed, strict=True):
            read = names[: max(left, 0)]
            weighed[read] += bits
            left -= len(read)


def _open(segment: Segment, word: int, is_open: NDArray[np.bool_]) -> Numbers:
    """Return the names that hold a word and may be found."""
    starts = segment.posting_starts
    names = segment.postings[starts[word] : starts[word + 1]]
    result: Numbers = names[is_open[names]]
    return result


def _read_joined(
    segment: Segment, texts: list[str], weighed: Floats, is_open: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """Add names in which two words of the query are one, or one word is two; return them."""
    pairs = list(itertools.pairwise(texts[:JOINT_WORDS_MAX]))
    together = [number for pair in pairs for number in joint_numbers(*pair)]
    found = [
        _open(segment, word, is_open)[:JOINED_MAX]
        for word in segment.vocabulary.heard(together)[:JOINED_MAX].tolist()
    ]
    alone = {key_number(key) for text in texts for key in form_keys(text) if len(key) > 1}
    for key in sorted(alone):
        start, end = np.searchsorted(segment.joint_keys, [key, key + 1])
        names = segment.joint_names[start:end]
        names = names[is_open[names]]
        # Another word of the query must speak for the name when there are many.
        found.append(names if len(names) <= JOINED_MAX else names[weighed[names] > 0])
    joined = np.unique(np.concatenate([np.zeros(0, np.int32), *found])).astype(np.int64)
    weighed[joined] += JOINED_BITS
    return joined


def _date_bits(known: Numbers, asked: Numbers) -> Floats:
    """Return roughly what birth dates add: `known` has one row of dates for each candidate."""
    bits = weights("birth_date")
    best = np.full(len(known), bits["contradiction_bits"], np.float32)
    if not len(asked):
        return np.zeros(len(known), np.float32)
    for date in asked:
        years = np.abs(known // 10_000 - date // 10_000)
        coarse = (known % 10_000 == 0) | (date % 10_000 == 0) | (known % 10_000 == FIRST_OF_JANUARY)
        value = np.where(years <= 1, bits["near_year_bits"], bits["few_years_bits"])
        value = np.where(years > FEW_YEARS, bits["contradiction_bits"], value)
        same_year = np.where(coarse, bits["year_only_bits"], bits["two_parts_bits"])
        value = np.where(years == 0, same_year, value)
        value = np.where(known == date, bits["same_bits"], value)
        best = np.maximum(best, np.where(known > 0, value, -np.inf).max(axis=1))
    result: Floats = np.where((known > 0).any(axis=1), best, 0).astype(np.float32)
    return result


def _rough_alignment(
    segment: Segment, asked: list[Asked], names: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return about what `align` would give for each name, without words written together."""
    lengths = np.minimum(np.diff(segment.word_starts)[names], WORDS_MAX)
    columns = np.arange(int(lengths.max()))
    inside = columns < lengths[:, None]
    places = np.where(inside, segment.word_starts[names][:, None] + columns, 0)
    words = np.where(inside, segment.words[places], 0)
    rarity = np.where(inside, segment.vocabulary.rarity[words], 0)
    table = np.stack([_pair_bits(one, words, rarity) for one in asked], axis=1)
    table = np.where(inside[:, None, :], table, -np.inf)
    return _greedy_sum(table, np.array([one.worth for one in asked]), rarity, lengths)


def _pair_bits(one: Asked, words: Numbers, rarity: Floats) -> NDArray[np.float64]:
    """Return the bits of one word of the query with each word of each name."""
    expansion = one.expansion
    if not len(expansion.words):
        return np.full(words.shape, -np.inf)
    order = np.argsort(expansion.words)
    known, values = expansion.words[order], expansion.values[order]
    at = np.minimum(np.searchsorted(known, words), len(known) - 1)
    worth = np.minimum(rarity, one.worth)
    bits = values[at] * worth + (1 - values[at]) * _contradictions(worth)
    return np.where(known[at] == words, bits, -np.inf)


def _contradictions(worth: NDArray[np.float64] | Floats) -> NDArray[np.float64]:
    bits = weights("token")
    return np.asarray(bits["contradiction_bits"] - bits["contradiction_share"] * worth, np.float64)


def _greedy_sum(
    table: NDArray[np.float64],
    worths: NDArray[np.float64],
    rarity: Floats,
    lengths: NDArray[np.int64],
) -> NDArray[np.float64]:
    """Align greedily in all names at once and add what stays alone."""
    count, rows, columns = table.shape
    every = np.arange(count)
    total: NDArray[np.float64] = np.zeros(count)
    linked, supported = np.zeros(count, int), np.zeros(count, int)
    worth_left = np.full(count, worths.sum())
    rarity_left = rarity.sum(axis=1).astype(np.float64)
    for _ in range(min(rows, columns)):
        row, column = np.divmod(table.reshape(count, -1).argmax(axis=1), columns)
        best = table[every, row, column]
        good = best > -np.inf
        if not good.any():
            break
        total += np.where(good, best, 0)
        linked += good
        supported += best > 0
        worth_left -= np.where(good, worths[row], 0)
        rarity_left = rarity_left - np.where(good, rarity[every, column], 0)
        table[every[good], row[good], :] = -np.inf
        table[every[good], :, column[good]] = -np.inf
    shorter, longer = np.minimum(lengths, rows), np.maximum(lengths, rows)
    alone = shorter - linked
    # What stays alone is of middling rarity on either side; the exact pairs are not worked out.
    middling = np.minimum(
        worth_left / np.maximum(rows - linked, 1), rarity_left / np.maximum(lengths - linked, 1)
    )
    total += alone * _contradictions(middling)
    total += (longer - shorter) * weights("token")["missing_bits"]
    one_word = (supported <= 1) & (longer > 1)
    result: NDArray[np.float64] = total + np.where(one_word, weights("name")["one_word_bits"], 0)
    return result
