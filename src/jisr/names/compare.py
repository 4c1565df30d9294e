"""Comparing two persons: the weight of evidence that they are one, with its reasons."""

import functools
import math

from jisr.names.align import align, total
from jisr.names.evidence import other_rows
from jisr.names.fold import FoldedName, fold
from jisr.names.keys import keys, near_keys
from jisr.names.model import Comparison, EvidenceRow, Profile
from jisr.names.rarity import Rarity, shipped_rarity
from jisr.names.scripts import script_of

PAIRS_MAX = 12
"""Pairs of names that are aligned; of more pairs, those that share the most sounds."""

NAMES_PAIRED_MAX = 30
"""Names of one person that are paired; of more names, those that share most with the other's."""

CANNOT_JUDGE = EvidenceRow("name", "name.cannot_judge", "", "", 0.0)
"""The row of names without a letter that can be compared."""


def compare(left: Profile, right: Profile, *, rarity: Rarity = shipped_rarity) -> Comparison:
    """Return the evidence that two profiles are one person.

    The bits are the same when the two change places; the names that gave the best evidence are
    the ones whose rows are returned.
    """
    best_rows: tuple[EvidenceRow, ...] = (CANNOT_JUDGE,)
    best_names, best = ("", ""), (-math.inf, False)
    for one, two in _name_pairs(left.names, right.names, rarity):
        rows = align(one, two, rarity)
        # Of equal evidence the name in the same script is the one that the reader can check.
        promise = (round(total(rows), 9), _same_script(one, two))
        if promise > best:
            best_rows, best_names, best = rows, (one.original, two.original), promise
    rows = (*best_rows, *other_rows(left, right))
    return Comparison(total(rows), rows, *best_names)


def _same_script(one: FoldedName, two: FoldedName) -> bool:
    return script_of(one.tokens[0].text[0]) == script_of(two.tokens[0].text[0])


def _name_pairs(
    left: tuple[str, ...], right: tuple[str, ...], rarity: Rarity
) -> list[tuple[FoldedName, FoldedName]]:
    """Return the pairs of names worth aligning, the same ones in either order."""
    ours = [name for name in map(fold, left) if name.tokens]
    theirs = [name for name in map(fold, right) if name.tokens]
    if len(ours) * len(theirs) <= PAIRS_MAX:
        return [(one, two) for one in ours for two in theirs]
    ours, theirs = _nearest(ours, theirs, rarity), _nearest(theirs, ours, rarity)
    pairs = [(one, two) for one in ours for two in theirs]
    return sorted(pairs, key=functools.partial(_promise, rarity=rarity))[:PAIRS_MAX]


def _promise(pair: tuple[FoldedName, FoldedName], rarity: Rarity) -> tuple[float, str, str]:
    """Return what sorts a pair of names: the sounds they share, whichever stands first."""
    one, two = _sounds(pair[0], rarity), _sounds(pair[1], rarity)
    shared = math.fsum(min(one[key], two[key]) for key in one.keys() & two.keys())
    first, second = sorted(name.original for name in pair)
    return -shared, first, second


def _nearest(names: list[FoldedName], others: list[FoldedName], rarity: Rarity) -> list[FoldedName]:
    """Return the names that share most with all the others together, when there are too many."""
    if len(names) <= NAMES_PAIRED_MAX:
        return names
    heard = {key for name in others for key in _sounds(name, rarity)}

    def promise(name: FoldedName) -> tuple[float, str]:
        sounds = _sounds(name, rarity)
        return -math.fsum(sounds[key] for key in sounds.keys() & heard), name.original

    return sorted(names, key=promise)[:NAMES_PAIRED_MAX]


def _sounds(name: FoldedName, rarity: Rarity) -> dict[str, float]:
    """Return the keys of a name, with the rarity of their words."""
    return _cached_sounds(name) if rarity is shipped_rarity else _weighed(name, rarity)


@functools.lru_cache(maxsize=1 << 14)
def _cached_sounds(name: FoldedName) -> dict[str, float]:
    return _weighed(name, shipped_rarity)


def _weighed(name: FoldedName, rarity: Rarity) -> dict[str, float]:
    weighed: dict[str, float] = {}
    for token in name.tokens:
        for key in keys(token.text):
            weighed[key] = max(weighed.get(key, 0.0), rarity(token.text))
        for key in near_keys(token.text):
            weighed.setdefault(key, 0.3 * rarity(token.text))
    return weighed
