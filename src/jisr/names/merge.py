"""Merging segments from their arrays, in steps, so that no single change of an index is slow."""

from collections.abc import Generator, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from jisr.names.segment import (
    DATES_MAX,
    Segment,
    first_names,
    places,
    reordered,
    sorted_joints,
)
from jisr.names.storage import Lines
from jisr.names.vocabulary import Numbers, united

NAMES_IN_STEP = 2_000
"""Names whose posting lists are made in one step: well below a millisecond."""

Truths = NDArray[np.bool_]


def merging(segments: Sequence[Segment], alive: Sequence[Truths]) -> Generator[None, None, Segment]:
    """Return one segment of the profiles that are alive, in the order of the segments.

    Nothing is folded or spelled anew, and words that only others had are gone. Each step is short
    beside the whole; only the posting lists are made in steps of bounded length.
    """
    names = [kept[each.slots] for each, kept in zip(segments, alive, strict=True)]
    yield
    vocabulary, numbered = united(
        [each.vocabulary for each in segments],
        [_used(each, kept) for each, kept in zip(segments, names, strict=True)],
    )
    yield
    years = np.concatenate([each.years[kept] for each, kept in zip(segments, names, strict=True)])
    order = np.argsort(years, kind="stable")
    new_names = places(order)
    yield
    starts, words = _words(segments, names, numbered)
    yield
    word_starts, words = reordered(starts, words, order)
    yield
    posting_starts, postings = yield from _inverting(words, word_starts, len(vocabulary))
    slots = [np.cumsum(kept, dtype=np.int32) - 1 for kept in alive]
    firsts = np.cumsum([0, *(int(kept.sum()) for kept in alive)])
    yield
    profiles = Lines.joined(
        [(each.profiles, kept) for each, kept in zip(segments, alive, strict=True)]
    )
    yield
    joint_keys, joint_names = _joints(segments, names, new_names)
    yield
    hashes, document_slots = _documents(segments, alive, slots, firsts)
    yield
    new_slots = np.concatenate(
        [
            slots[at][each.slots[names[at]]] + np.int32(firsts[at])
            for at, each in enumerate(segments)
        ]
    )[order]
    dates = [each.dates[kept] for each, kept in zip(segments, names, strict=True)]
    yield
    return Segment(
        keys=np.concatenate([each.keys[kept] for each, kept in zip(segments, alive, strict=True)]),
        profiles=profiles,
        vocabulary=vocabulary,
        slots=new_slots,
        first_names=first_names(new_slots, int(firsts[-1])),
        word_starts=word_starts,
        words=words,
        posting_starts=posting_starts,
        postings=postings,
        joint_keys=joint_keys,
        joint_names=joint_names,
        dates=np.concatenate(dates).reshape(-1, DATES_MAX)[order],
        years=years[order],
        document_hashes=hashes,
        document_slots=document_slots,
    )


def merged(segments: Sequence[Segment], alive: Sequence[Truths]) -> Segment:
    """Return what `merging` makes, in one go."""
    steps = merging(segments, alive)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            segment: Segment = end.value
            return segment


def _used(segment: Segment, names: Truths) -> Truths:
    """Return which words of a segment its names that are kept have."""
    if names.all():
        return np.ones(len(segment.vocabulary), bool)
    used = np.zeros(len(segment.vocabulary), bool)
    used[segment.words[np.repeat(names, np.diff(segment.word_starts))]] = True
    return used


def _words(
    segments: Sequence[Segment], names: Sequence[Truths], numbered: Sequence[Numbers]
) -> tuple[NDArray[np.int64], Numbers]:
    """Return the words of all names that are kept, renumbered, and where those of each begin."""
    lengths, words = [], []
    for each, kept, numbers in zip(segments, names, numbered, strict=True):
        said = np.diff(each.word_starts)
        lengths.append(said[kept])
        words.append(numbers[each.words[np.repeat(kept, said)]])
    starts = np.concatenate([[0], np.cumsum(np.concatenate(lengths))]).astype(np.int64)
    return starts, np.concatenate(words)


def _inverting(
    words: Numbers, word_starts: NDArray[np.int64], vocabulary_size: int
) -> Generator[None, None, tuple[NDArray[np.int64], Numbers]]:
    """Return the posting lists, made in steps: first the words of some names, then their places."""
    counts = np.zeros(vocabulary_size, np.int64)
    chunks: list[tuple[NDArray[np.int64], NDArray[np.int64]]] = []
    for first in range(0, len(word_starts) - 1, NAMES_IN_STEP):
        starts = word_starts[first : first + NAMES_IN_STEP + 1]
        names = np.repeat(np.arange(first, first + len(starts) - 1), np.diff(starts))
        both = np.sort(words[starts[0] : starts[-1]].astype(np.int64) << 31 | names)
        both = both[np.flatnonzero(np.diff(both, prepend=-1))]
        held = both >> 31
        begins = np.flatnonzero(np.diff(held, prepend=-1))
        counts[held[begins]] += np.diff(begins, append=len(held))
        chunks.append((both, begins))
        yield
    posting_starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    cursors = posting_starts[:-1].copy()
    postings = np.empty(int(posting_starts[-1]), np.int32)
    yield
    for both, begins in chunks:
        held = both[begins] >> 31
        lengths = np.diff(begins, append=len(both))
        at = np.repeat(cursors[held] - begins, lengths) + np.arange(len(both))
        postings[at] = both & ((1 << 31) - 1)
        cursors[held] += lengths
        yield
    return posting_starts, postings


def _kept_with_place(
    segments: Sequence[Segment], names: Sequence[Truths]
) -> Iterator[tuple[Segment, Truths, NDArray[np.int64]]]:
    """Yield each segment with its names that are kept, and the number each would have in a row."""
    first = 0
    for each, kept in zip(segments, names, strict=True):
        yield each, kept, np.cumsum(kept) - 1 + first
        first += int(kept.sum())


def _joints(
    segments: Sequence[Segment], names: Sequence[Truths], new_names: Numbers
) -> tuple[NDArray[np.uint32], Numbers]:
    keys, found = [], []
    for each, kept, numbers in _kept_with_place(segments, names):
        inside = kept[each.joint_names]
        keys.append(each.joint_keys[inside].astype(np.int64))
        found.append(new_names[numbers[each.joint_names[inside]]])
    return sorted_joints(np.concatenate(keys), np.concatenate(found))


def _documents(
    segments: Sequence[Segment],
    alive: Sequence[Truths],
    slots: Sequence[Numbers],
    firsts: NDArray[np.int64],
) -> tuple[NDArray[np.uint64], Numbers]:
    hashes, found = [], []
    for at, each in enumerate(segments):
        inside = alive[at][each.document_slots]
        hashes.append(each.document_hashes[inside])
        found.append(slots[at][each.document_slots[inside]] + np.int32(firsts[at]))
    together, everyone = np.concatenate(hashes), np.concatenate(found)
    order = np.argsort(together, kind="stable")
    return together[order], everyone[order]
