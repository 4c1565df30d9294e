"""Finding candidates in a segment: posting lists first, then a rough alignment of the best.

Both steps are one kernel and bounded, so that the worst query costs no more than a few
milliseconds. What is found is compared word by word afterwards; the kernel only chooses.
"""

import array
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
from jisr.names.vocabulary import Floats, key_bytes

POSTINGS_MAX = 120_000
"""Postings that one name of a query reads, the worthiest words first."""

ROUGH_MAX = 256
"""Names that are aligned roughly."""

FOUND_MAX = 64
"""Names of them that one name of a query hands on, the best."""

WORDS_MAX = _native.WORDS_MAX
"""Words of a name that take part in choosing candidates."""

JOINED_MAX = 24
"""Names of one key of words written together or apart, and documents of one query."""

JOINED_COMPARED_MAX = 2
"""Names found through words written together or apart that are compared."""

JOINED_BITS = 10.0
"""What words written together or apart are taken to be worth before they are compared."""

_NAMES_KEPT = 1 << 14

Truths = NDArray[np.bool_]
Permission = Truths | None
"""A truth value for each slot or key, whether it may be found; None: all may."""


@dataclass(frozen=True, slots=True)
class Found:
    """A profile worth comparing; `bits` is roughly what its comparison will give.

    The bits of a `certain` one are no estimate: it shares a document (infinite), or words that are
    written together in one name and apart in the other (what it can be worth at most).
    """

    slot: int
    bits: float
    certain: bool


def candidates(  # noqa: PLR0913, PLR0917  one question, asked of each segment
    segment: Segment,
    query: Profile,
    names: list[FoldedName],
    alive: Permission = None,
    allowed: Permission = None,
    floor: float = -np.inf,
) -> list[Found]:
    """Return profiles worth comparing, in no order; one profile may be found more than once.

    Only those are found whose slot is `alive` and whose key is `allowed`; others are cut before
    anything is counted, so that they use up no bound of what may be found. Who cannot reach the
    `floor` (rough bits) is not looked at; one who shares a document always is.
    """
    if not len(segment):
        return []
    certain = _by_document(segment, query, alive, allowed)
    found = [Found(slot, np.inf, certain=True) for slot in certain]
    bounds = limits(floor)
    for name in names:
        texts = tuple(token.text for token in name.tokens[:WORDS_MAX])
        slots, bits, joined = _native.find_names(
            *asked_of(segment, texts, query), alive, allowed, bounds
        )
        pairs = list(zip(memoryview(slots).cast("i"), memoryview(bits).cast("d"), strict=True))
        first = len(pairs) - joined
        found += [
            Found(slot, value, certain=place >= first) for place, (slot, value) in enumerate(pairs)
        ]
    return found


def limits(floor: float) -> _native.Limits:
    """Return what bounds the search for one name."""
    return _native.Limits(
        POSTINGS_MAX, JOINED_MAX, ROUGH_MAX, FOUND_MAX, JOINED_COMPARED_MAX, JOINED_BITS, floor
    )


def asked_of(
    segment: Segment, texts: tuple[str, ...], query: Profile
) -> tuple[_native.Names, tuple[_native.Spellings, ...], _native.Asked]:
    """Return what the words of a name and the birth dates of a query ask of a segment."""
    numbers = map(date_number, query.birth_dates[:DATES_MAX])
    dates = array.array("i", numbers).tobytes()
    return (
        segment.numbers,
        tuple(map(segment.vocabulary.expand, texts)),
        _native.Asked(*_asked(texts), dates, _date_bits(), _alignment_weights()),
    )


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


@functools.lru_cache(maxsize=_NAMES_KEPT)
def _asked(texts: tuple[str, ...]) -> tuple[bytes, bytes, bytes]:
    """Return what the words of a name are worth, and the keys of their joints."""
    pairs = itertools.pairwise(texts[:JOINT_WORDS_MAX])
    together = itertools.chain.from_iterable(joint_numbers(*pair) for pair in pairs)
    alone = (key_number(key) for text in texts for key in form_keys(text) if len(key) > 1)
    worths = array.array("d", map(shipped_rarity, texts)).tobytes()
    return worths, key_bytes(together), key_bytes(alone)


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
