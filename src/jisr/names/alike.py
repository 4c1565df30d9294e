"""Whether two words are the same name: the best of several reasons."""

import functools
from dataclasses import dataclass

from rapidfuzz.distance import DamerauLevenshtein

from jisr.names import attested, costs
from jisr.names.keys import forms, keys, latin_of, near_keys
from jisr.names.scripts import script_of
from jisr.names.tables import weights

_KEPT = 1 << 18
_SAME_SOUND = 0.6
_OTHER_SIGN = 0.2
_SLIP_MIN = 0.7
"""Share of letters that two words of one script must have in common to be called a slip."""

OTHER_FORM = 0.98
"""Likeness lost when a word is compared without its article, or in a customary spelling."""


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
    seen = attested.share(left, right)
    sound = sounds_near(left, right)
    slip = not sound and _is_slip(left, right)
    if not seen and not sound and not slip:
        return UNLIKE
    value = _modelled(left, right)
    if seen:
        return Alike("token.attested", max(attested.likeness_of(seen), value))
    bits = weights("token")
    apart = bits["apart_share_each"] ** attested.apart(left, right)
    value *= max(apart, bits["apart_share_min"])
    return Alike("token.sounds_alike" if sound else "token.spelling", value)


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
    alike = DamerauLevenshtein.normalized_similarity(left, right, score_cutoff=_SLIP_MIN)
    return alike >= _SLIP_MIN


def _modelled(left: str, right: str) -> float:
    """Return the learned likeness, over the forms of both words."""
    scripts = script_of(left[0]), script_of(right[0])
    if scripts in {("Hani", "Hani"), ("Hang", "Hang")}:
        # Signs are chosen with care: another sign of the same sound is another name, unless it
        # is the traditional form of a simplified one.
        return _SAME_SOUND if latin_of(left) == latin_of(right) else _OTHER_SIGN
    best = 0.0
    for ours in forms(left):
        for theirs in forms(right):
            weight = 1.0 if (ours, theirs) == (left, right) else OTHER_FORM
            value = OTHER_FORM if ours == theirs else weight * costs.likeness(ours, theirs)
            best = max(best, value)
    return best
