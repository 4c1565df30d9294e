"""Comparing two persons: the weight of evidence that they are one, with its reasons."""

import functools
import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from jisr.names.align import Texts, parts, rows_of, texts_of, total
from jisr.names.compiled import compiled, kernel
from jisr.names.evidence import against_relatives, mixed, other_rows, with_relatives
from jisr.names.fold import FoldedName, fold
from jisr.names.keys import keys, near_keys
from jisr.names.model import Comparison, EvidenceRow, Profile, cannot_judge
from jisr.names.rarity import Rarity, shipped_rarity
from jisr.names.scripts import script_of

if TYPE_CHECKING:
    from jisr._native.compare import Name

PAIRS_MAX = 12
"""Pairs of names that are aligned; of more pairs, those that share the most sounds."""

NAMES_PAIRED_MAX = 30
"""Names of one person that are paired; of more names, those that share most with the other's."""

WORDS_MAX = 200
"""Distinct words of one person that are compared; of 5,776 listed persons none has more than 39."""

_NAMES_KEPT = 1 << 15


@dataclass(frozen=True, slots=True)
class Prepared:
    """A profile made ready to be compared with many others.

    `names` are its distinct names that can be judged, as folded words; `compiled` are the same as
    the compiled comparison takes them, empty where there was no compiler.
    """

    profile: Profile
    names: tuple[Texts, ...]
    compiled: "tuple[Name, ...]"
    rarity: Rarity


def prepare(
    profile: Profile, *, names: tuple[Texts, ...] | None = None, rarity: Rarity = shipped_rarity
) -> Prepared:
    """Return a profile made ready; do it once for a query.

    Whoever keeps the distinct folded names of a profile hands them in, so that they need not be
    folded again.
    """
    folded = map(texts_of, map(fold, profile.names)) if names is None else names
    names = _within_bounds(folded)
    ready = () if kernel is None else tuple(_compiled(name, rarity) for name in names)
    return Prepared(profile, names, ready, rarity)


def _within_bounds(names: Iterable[Texts]) -> tuple[Texts, ...]:
    """Return the distinct names that can be judged, up to the one whose words pass `WORDS_MAX`."""
    words: set[str] = set()
    kept: dict[Texts, None] = {}
    for name in names:
        words.update(name)
        if len(words) > WORDS_MAX:
            break
        if name:
            kept[name] = None
    return tuple(kept)


def weigh(left: Profile, right: Profile) -> float:
    """Return the bits of `compare` without the rows."""
    return weigh_prepared(prepare(left), prepare(right))


def weigh_prepared(left: Prepared, right: Prepared) -> float:
    """Return the bits of `compare` of two profiles that were prepared with one rarity."""
    others = other_rows(left.profile, right.profile)
    best = _best_pair(left, right, others)
    return best[0] if best else total(others)


def compare(left: Profile, right: Profile, *, rarity: Rarity = shipped_rarity) -> Comparison:
    """Return the evidence that two profiles are one person.

    The bits are the same when the two change places; the names that gave the best evidence are
    the ones whose rows are returned.
    """
    return compare_prepared(prepare(left, rarity=rarity), prepare(right, rarity=rarity))


def compare_prepared(left: Prepared, right: Prepared) -> Comparison:
    """Return what `compare` returns, of two profiles that were prepared with one rarity."""
    others = other_rows(left.profile, right.profile)
    best = _best_pair(left, right, others)
    if best is None:
        rows = (cannot_judge(left.profile, right.profile), *others)
        return Comparison(total(others), rows, "", "")
    bits, i, j = best
    if kernel is None:
        found, weakest = parts(left.names[i], right.names[j], left.rarity)
    else:
        found, weakest = kernel.aligned(left.compiled[i], right.compiled[j])
    one, two = _folded(left, i), _folded(right, j)
    if one is None or two is None:
        # What was handed in was folded otherwise, as by an index of another release.
        return compare(left.profile, right.profile, rarity=left.rarity)
    rows = with_relatives(rows_of(found, one, two), weakest, others)
    rows = (*_in_one_script(left, right, best, others), *rows)
    return Comparison(bits, rows, one.original, two.original)


def _in_one_script(
    left: Prepared,
    right: Prepared,
    best: tuple[float, int, int],
    others: tuple[EvidenceRow, ...],
) -> tuple[EvidenceRow, ...]:
    """Return the row of the nearest names in one script, where the best ones are in two.

    It weighs nothing; it is what a reader of that script can check himself.
    """
    if _script(left.names[best[1]]) == _script(right.names[best[2]]):
        return ()
    most = -math.inf
    row: tuple[EvidenceRow, ...] = ()
    for script in sorted({*map(_script, left.names)} & {*map(_script, right.names)}):
        ours, theirs = _of_script(left, script), _of_script(right, script)
        found = _best_pair(ours, theirs, others)
        if found is not None and found[0] > most:
            one, two = _folded(ours, found[1]), _folded(theirs, found[2])
            if one is not None and two is not None:
                most = found[0]
                row = (EvidenceRow("name", "name.same_script", one.original, two.original, 0.0),)
    return row


def _script(name: Texts) -> str:
    return script_of(name[0][0])


def _of_script(prepared: Prepared, script: str) -> Prepared:
    """Return a prepared profile with the names of one script alone."""
    places = [place for place, name in enumerate(prepared.names) if _script(name) == script]
    names = tuple(prepared.names[place] for place in places)
    compiled_names = tuple(prepared.compiled[place] for place in places if prepared.compiled)
    return replace(prepared, names=names, compiled=compiled_names)


def _folded(prepared: Prepared, place: int) -> FoldedName | None:
    """Return the first name of a profile that has the words of the one in this place."""
    names = map(fold, prepared.profile.names)
    return next((name for name in names if texts_of(name) == prepared.names[place]), None)


def _compiled(name: Texts, rarity: Rarity) -> "Name":
    return _kept(name) if rarity is shipped_rarity else compiled(name, rarity)


@functools.lru_cache(maxsize=_NAMES_KEPT)
def _kept(name: Texts) -> "Name":
    return compiled(name, shipped_rarity)


def _best_pair(
    left: Prepared, right: Prepared, others: tuple[EvidenceRow, ...]
) -> tuple[float, int, int] | None:
    """Return the bits of all evidence, and the places of the two names with the most of it."""
    rest = total(others), against_relatives(others)
    if kernel is not None:
        bounds = PAIRS_MAX, NAMES_PAIRED_MAX
        return kernel.best_pair(left.compiled, right.compiled, *bounds, *rest)
    return best_pair(left.names, right.names, left.rarity, *rest)


def best_pair(
    ours: tuple[Texts, ...],
    theirs: tuple[Texts, ...],
    rarity: Rarity,
    stranger_bits: float,
    relative_bits: float,
) -> tuple[float, int, int] | None:
    """Do what the compiled comparison does, where there was no compiler."""
    best: tuple[float, int, int] | None = None
    most = (-math.inf, False)
    for i, j in _places_paired(ours, theirs, rarity):
        one, two = ours[i], theirs[j]
        found, weakest = parts(one, two, rarity)
        stranger = math.fsum(part[-1] for part in found) + stranger_bits
        bits = mixed(stranger, weakest + relative_bits)
        # Of equal evidence the name in the same script is the one that the reader can check.
        promise = (round(bits, 9), script_of(one[0][0]) == script_of(two[0][0]))
        if promise > most:
            best, most = (bits, i, j), promise
    return best


def _places_paired(
    ours: tuple[Texts, ...], theirs: tuple[Texts, ...], rarity: Rarity
) -> list[tuple[int, int]]:
    """Return the places of the names worth aligning, the same ones in either order."""
    if len(ours) * len(theirs) <= PAIRS_MAX:
        return [(i, j) for i in range(len(ours)) for j in range(len(theirs))]
    lefts, rights = _nearest(ours, theirs, rarity), _nearest(theirs, ours, rarity)

    def promise(pair: tuple[int, int]) -> tuple[float, list[Texts], tuple[int, int]]:
        """Return what sorts a pair of names: the sounds they share, whichever stands first."""
        left, right = ours[pair[0]], theirs[pair[1]]
        one, two = _sounds(left, rarity), _sounds(right, rarity)
        shared = math.fsum(min(one[key], two[key]) for key in one.keys() & two.keys())
        return -shared, sorted([left, right]), pair

    return sorted(((i, j) for i in lefts for j in rights), key=promise)[:PAIRS_MAX]


def _nearest(names: tuple[Texts, ...], others: tuple[Texts, ...], rarity: Rarity) -> list[int]:
    """Return the places of the names that share most with all others, when there are too many."""
    if len(names) <= NAMES_PAIRED_MAX:
        return list(range(len(names)))
    heard = {key for name in others for key in _sounds(name, rarity)}

    def promise(place: int) -> tuple[float, Texts]:
        sounds = _sounds(names[place], rarity)
        return -math.fsum(sounds[key] for key in sounds.keys() & heard), names[place]

    return sorted(range(len(names)), key=promise)[:NAMES_PAIRED_MAX]


def _sounds(name: Texts, rarity: Rarity) -> dict[str, float]:
    """Return the keys of a name, with the rarity of their words."""
    return _cached_sounds(name) if rarity is shipped_rarity else _weighed(name, rarity)


@functools.lru_cache(maxsize=1 << 14)
def _cached_sounds(name: Texts) -> dict[str, float]:
    return _weighed(name, shipped_rarity)


def _weighed(name: Texts, rarity: Rarity) -> dict[str, float]:
    weighed: dict[str, float] = {}
    for text in name:
        for key in keys(text):
            weighed[key] = max(weighed.get(key, 0.0), rarity(text))
        for key in near_keys(text):
            weighed.setdefault(key, 0.3 * rarity(text))
    return weighed
