"""Reading a segment from a file that may be damaged: every place is looked at once.

A number of a file that leads out of its array must not be found by the search that stumbles on it.
"""

import functools
import hashlib
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from jisr.names import costs
from jisr.names.segment import DATES_MAX, Segment
from jisr.names.storage import DAMAGED, Arrays
from jisr.names.symbols import SYMBOLS_MAX
from jisr.names.tables import DATA

if TYPE_CHECKING:
    from collections.abc import Sized

RARITY_BITS_MAX = 64
"""No word is rarer than one bearer in so many powers of two."""

_KINDS = {
    "u1": ("profiles_bytes", "vocabulary_text"),
    "i2": ("years", "vocabulary_symbols"),
    "u4": ("joint_keys", "vocabulary_heard_keys", "vocabulary_near_keys"),
    "f4": ("vocabulary_rarity",),
    "u8": ("document_hashes",),
    "i8": ("keys", "word_starts", "posting_starts", "profiles_ends"),
    "i4": (
        "slots",
        "first_names",
        "words",
        "postings",
        "joint_names",
        "dates",
        "document_slots",
        "vocabulary_form_words",
        "vocabulary_scripts",
        "vocabulary_lengths",
        "vocabulary_heard_rows",
        "vocabulary_near_rows",
    ),
}
_IN_COLUMNS = {"dates": DATES_MAX, "vocabulary_symbols": SYMBOLS_MAX}


@functools.cache
def knowledge() -> int:
    """Return a number that tells apart what is known of letters, sounds and words.

    An index holds keys and symbols that other knowledge would number otherwise.
    """
    digest = hashlib.blake2b(digest_size=8)
    for path in sorted(DATA.glob("*.csv")):
        digest.update(path.read_bytes())
    return int.from_bytes(digest.digest())


def read_segment(arrays: Arrays) -> Segment | None:
    """Return the segment that the arrays of a file describe, None when they are damaged."""
    try:
        if not _are_of_kind(arrays):
            return None
        segment = Segment.from_arrays(arrays)
    except DAMAGED:
        return None
    return segment if _are_of_one_size(segment) and _leads_nowhere_else(segment) else None


def _are_of_kind(arrays: Arrays) -> bool:
    return all(
        arrays[name].dtype == np.dtype(kind)
        and arrays[name].shape[1:] == ((_IN_COLUMNS[name],) if name in _IN_COLUMNS else ())
        for kind, names in _KINDS.items()
        for name in names
    )


def _are_of_one_size(segment: Segment) -> bool:
    packed, names = segment.vocabulary.packed, len(segment.slots)
    groups: tuple[tuple[Sized, ...], ...] = (
        (segment.keys, segment.profiles, segment.first_names),
        (segment.slots, segment.dates, segment.years),
        (segment.joint_keys, segment.joint_names),
        (segment.document_hashes, segment.document_slots),
        (segment.vocabulary, segment.vocabulary.rarity),
        (packed.form_words, packed.scripts, packed.lengths, packed.symbols),
        (packed.heard_keys, packed.heard_rows),
        (packed.near_keys, packed.near_rows),
    )
    return (
        all(len({len(each) for each in group}) == 1 for group in groups)
        and segment.profiles.are_sound()
        and _part(segment.word_starts, names, len(segment.words))
        and _part(segment.posting_starts, len(segment.vocabulary), len(segment.postings))
    )


def _leads_nowhere_else(segment: Segment) -> bool:
    """Return whether every number that leads into an array leads to a place in it."""
    packed, table = segment.vocabulary.packed, costs.tables()
    names, words, persons = len(segment.slots), len(segment.vocabulary), len(segment.keys)
    forms = len(packed.form_words)
    numbers = (
        (segment.words, words),
        (segment.postings, names),
        (segment.slots, persons),
        (segment.first_names, names + 1),
        (segment.joint_names, names),
        (segment.document_slots, persons),
        (packed.form_words, words),
        (packed.heard_rows, forms),
        (packed.near_rows, forms),
        (packed.lengths, SYMBOLS_MAX + 1),
        (packed.scripts, len(table.curve)),
        (packed.symbols, len(table.pair)),
    )
    rarity = segment.vocabulary.rarity
    if not bool(((rarity >= 0) & (rarity <= RARITY_BITS_MAX)).all()):
        return False
    return all(
        not each.size or bool(each.min() >= 0 and each.max() < length) for each, length in numbers
    )


def _part(starts: NDArray[np.int64], count: int, length: int) -> bool:
    """Return whether starts part an array of this length in so many stretches."""
    return (
        len(starts) == count + 1
        and int(starts[0]) == 0
        and int(starts[-1]) == length
        and bool((starts[:-1] <= starts[1:]).all())
    )
