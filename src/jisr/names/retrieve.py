"""Finding candidates in a segment: posting lists first, then a rough alignment of the best.

Both steps are kernels and bounded, so that the worst query costs no more than a few milliseconds.
What they return is compared word by word afterwards; they only choose.
"""

import functools
import itertools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jisr import _native
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

WORDS_MAX = _native.WORDS_MAX
"""Words of a name that take part in choosing candidates."""

JOINED_MAX = 24
"""Names of one key of words written together or apart, and documents of one query."""

JOINED_COMPARED_MAX = 5
"""Names found through words written together or apart that are compared."""

JOINED_BITS = 6.0
"""What words written together or apart are taken to be worth before they are compared."""

Truths = NDArray[np.bool_]
Permission = Truths | None
"""A truth value for each slot or key, whether it may be found; None: all may."""


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
    segment: Segment,
    query: Profile,
    names: list[FoldedName],
    alive: Permission = None,
    allowed: Permission = None,
) -> list[Found]:
    """Return profiles worth comparing, in no order; one profile may be found more than once.

    Only those are found whose slot is `alive` and whose key is `allowed`; others are cut before
    anything is counted, so that they use up no bound of what may be found.
    """
    if not len(segment):
        return []
    certain = _by_document(segment, query, alive, allowed)
    found = [Found(slot, np.inf, certain=True) for slot in certain]
    dates = np.array([date_number(date) for date in query.birth_dates[:DATES_MAX]], np.int32)
    for name in names:
        found += _by_name(segment, name, dates, alive, allowed)
    return found


def _by_document(
    segment: Segment, query: Profile, alive: Permission, allowed: Permission
) -> list[int]:
    if not query.documents:
        return []
    hashes = np.array([document_hash(text) for text in query.documents], np.uint64)
    starts = np.searchsorted(segment.document_hashes, hashes, "left")
    ends = np.searchsorted(segment.document_hashes, hashes, "right")
    parts = [segment.document_slots[a:b] for a, b in zip(starts, ends, strict=True)]
    slots = np.unique(np.concatenate([np.zeros(0, np.int32), *parts])).astype(np.int64)
    if alive is not None:
        slots = slots[alive[slots]]
    if allowed is not None:
        keys = segment.keys[slots]
        inside = (keys >= 0) & (keys < len(allowed))
        slots = slots[inside][allowed[keys[inside]]]
    return [int(slot) for slot in slots[:JOINED_MAX]]


def _by_name(
    segment: Segment, name: FoldedName, dates: Numbers, alive: Permission, allowed: Permission
) -> list[Found]:
    texts = [token.text for token in name.tokens[:WORDS_MAX]]
    asked = [Asked(segment.vocabulary.expand(text), shipped_rarity(text)) for text in texts]
    question = _question(segment, texts, asked, dates)
    numbers, promise, by_date, is_joined = _native.choose_names(
        segment.numbers, question, alive, allowed, POSTINGS_MAX, JOINED_MAX, ROUGH_MAX, JOINED_BITS
    )
    chosen = np.frombuffer(numbers, np.int32)
    if not len(chosen):
        return []
    rough = _native.align_roughly(
        (segment.word_starts, segment.words, segment.vocabulary.rarity),
        _candidates(asked, question.ends),
        chosen,
    )
    bits = np.frombuffer(rough) + np.frombuffer(by_date, np.float32)
    slots = segment.slots[chosen]
    best = np.argsort(-bits, kind="stable")[:FOUND_MAX]
    found = [
        Found(slot, value, certain=False)
        for slot, value in zip(slots[best].tolist(), bits[best].tolist(), strict=True)
    ]
    # What is chosen begins with the best by postings.
    also = np.flatnonzero(np.frombuffer(is_joined, bool))[:JOINED_COMPARED_MAX]
    promised = np.frombuffer(promise)[also].tolist()
    pairs = zip(slots[also].tolist(), promised, strict=True)
    return found + [Found(slot, value, certain=True) for slot, value in pairs]


def _question(
    segment: Segment, texts: list[str], asked: list[Asked], dates: Numbers
) -> _native.Words:
    """Return the words of a name, their spellings and their joints, as the kernel takes them."""
    words = np.concatenate([np.zeros(0, np.int32), *(one.expansion.words for one in asked)])
    values = np.concatenate([np.zeros(0, np.float32), *(one.expansion.values for one in asked)])
    counts = [len(one.expansion.words) for one in asked]
    worths = np.repeat(np.array([one.worth for one in asked], np.float32), counts)
    pairs = itertools.pairwise(texts[:JOINT_WORDS_MAX])
    together = [number for pair in pairs for number in joint_numbers(*pair)]
    alone = {key_number(key) for text in texts for key in form_keys(text) if len(key) > 1}
    keys = np.array(sorted(alone), np.uint32)
    starts = np.searchsorted(segment.joint_keys, keys, "left")
    ends = np.searchsorted(segment.joint_keys, keys, "right")
    return _native.Words(
        words=words,
        bits=values * np.minimum(segment.vocabulary.rarity[words], worths),
        ends=np.cumsum(counts, dtype=np.int32),
        joined_words=segment.vocabulary.heard(together)[:JOINED_MAX],
        joint_ranges=np.stack([starts, ends], axis=1).astype(np.int64),
        dates=dates,
        date_bits=_date_bits(),
    )


def _candidates(asked: list[Asked], ends: Numbers) -> _native.Candidates:
    """Return the spellings of each word, sorted by their number."""
    return _native.Candidates(
        words=np.concatenate([one.expansion.by_number[0] for one in asked]),
        values=np.concatenate([one.expansion.by_number[1] for one in asked]),
        ends=ends,
        worths=np.array([one.worth for one in asked]),
        weights=_alignment_weights(),
    )


@functools.cache
def _date_bits() -> Floats:
    bits = weights("birth_date")
    names = ("contradiction", "few_years", "near_year", "year_only", "two_parts", "same")
    return np.array([*(bits[f"{name}_bits"] for name in names), FEW_YEARS], np.float32)


@functools.cache
def _alignment_weights() -> NDArray[np.float64]:
    bits = weights("token")
    names = ("contradiction_bits", "contradiction_share", "missing_bits")
    return np.array([*(bits[name] for name in names), weights("name")["one_word_bits"]])
