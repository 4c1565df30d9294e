"""Whether two words are the same name: the best of several reasons."""

import functools
from dataclasses import dataclass

from rapidfuzz.distance import DamerauLevenshtein

from jisr.names import attested
from jisr.names.attested import Spellings
from jisr.names.keys import keys, near_keys
from jisr.names.pair_weights import OTHER_FORM, same_name

_KEPT = 1 << 18
OTHER_FORM_VALUE = 0.93
"""Nine of ten times a familiar form means the name, the tenth time it is a name of its own."""

SLIP_MIN = 0.7
"""Share of letters that two words of one script must have in common to be called a slip."""

__all__ = ["OTHER_FORM", "Alike", "alike", "comparable", "sounds_near"]


@dataclass(frozen=True, slots=True)
class Alike:
    """How well two words agree: `value` from 0 (not at all) to 1 (the same), and why."""

    rule: str
    value: float


SAME = Alike("token.same", 1.0)
UNLIKE = Alike("token.contradicts", 0.0)


def alike(left: str, right: str) -> Alike:
    """Return how well two folded words agree; the order of the two does not matter."""
    if left == right:
        return SAME
    return _alike(left, right) if left < right else _alike(right, left)


@functools.lru_cache(maxsize=_KEPT)
def _alike(left: str, right: str) -> Alike:
    if not comparable(left, right):
        return UNLIKE
    value = same_name(left, right)
    if attested.is_other_form(left, right):
        return Alike("token.other_form", max(value, OTHER_FORM_VALUE))
    if attested.share(left, right):
        return Alike("token.attested", value)
    return Alike("token.sounds_alike" if sounds_near(left, right) else "token.spelling", value)


def comparable(left: str, right: str, spellings: Spellings | None = None) -> bool:
    """Return whether there is any reason to take two words for one name."""
    return (
        attested.share(left, right, spellings) > 0
        or sounds_near(left, right)
        or _is_slip(left, right)
    )


@functools.lru_cache(maxsize=_KEPT)
def _sounds(text: str) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(keys(text)), frozenset(near_keys(text))


def sounds_near(left: str, right: str) -> bool:
    """Return whether two words have a key in common, or all but one sound of a key."""
    (ours, ours_near), (theirs, theirs_near) = _sounds(left), _sounds(right)
    return not (
        ours.isdisjoint(theirs) and ours_near.isdisjoint(theirs) and theirs_near.isdisjoint(ours)
    )


def _is_slip(left: str, right: str) -> bool:
    alike = DamerauLevenshtein.normalized_similarity(left, right, score_cutoff=SLIP_MIN)
    return alike >= SLIP_MIN
