"""What two different words are worth as one name: a learned weight of evidence.

Logistic regressions, one for each pair of scripts, tell pairs of spellings of one name from
pairs of *confusable* names: other real names at one or two letters' distance, names of the same
sound. The logit at even odds is the log likelihood ratio of "one name" against "another,
confusable name" (`jisr.names.train_pairs`, `data/pair_weights.csv`).
"""

import functools
import math

from rapidfuzz.distance import DamerauLevenshtein

from jisr.names import attested, costs
from jisr.names.attested import Spellings
from jisr.names.keys import forms, keys, latin_of
from jisr.names.rarity import shipped_rarity
from jisr.names.scripts import script_of
from jisr.names.tables import rows

FEATURES = (
    "constant",
    "logit of likeness, seen",
    "logit of likeness, never seen",
    "seen side by side",
    "seen over another spelling",
    "log2 of share",
    "log2 of times seen",
    "log2 of bearers apart",
    "log2 of bearers of one alone",
    "letters alike",
    "same sound",
    "length",
    "rarity",
)
OTHER_FORM = 0.98
"""Likeness left when a word is compared without its article, or in a customary spelling."""

LOGIT_MAX = 6.0
LOG_SHARE_MIN = -5.0
LOG_SEEN_MAX = 8.0
LOG_APART_MAX = 6.0
LOG_ALONE_MAX = 8.0
SAME_SOUND = 0.6
OTHER_SIGN = 0.2


def group(left: str, right: str) -> str:
    """Return which regression two words belong to."""
    return group_of(script_of(left[0]), script_of(right[0]))


def group_of(one: str, two: str) -> str:
    """Return which regression two scripts belong to."""
    scripts = sorted((one, two), key=lambda script: (script != "Latn", script))
    name = "-".join(scripts)
    if scripts[0] == "Latn":
        return name
    return "same" if scripts[0] == scripts[1] else "other"


def features(left: str, right: str, spellings: Spellings | None = None) -> tuple[float, ...]:
    """Return the values of `FEATURES` of two words that are not the same, in either order."""
    z = _logit(modelled(left, right))
    seen_times = attested.times_seen(left, right, spellings)
    share = attested.share(left, right, spellings)
    apart = 0 if share else attested.apart(left, right, spellings)
    alone = 0 if share else attested.known_alone(left, right, spellings)
    one_script = script_of(left[0]) == script_of(right[0])
    letters = DamerauLevenshtein.normalized_similarity(left, right) if one_script else 0.0
    return (
        1.0,
        z if share else 0.0,
        0.0 if share else z,
        float(bool(seen_times)),
        float(bool(share) and not seen_times),
        max(math.log2(share), LOG_SHARE_MIN) if share else 0.0,
        min(math.log2(1 + seen_times), LOG_SEEN_MAX),
        min(math.log2(1 + apart), LOG_APART_MAX),
        min(math.log2(1 + alone), LOG_ALONE_MAX),
        letters,
        float(not frozenset(keys(left)).isdisjoint(keys(right))),
        min(len(latin_of(left)), len(latin_of(right)), 12) / 10,
        min(shipped_rarity(left), shipped_rarity(right)) / 10,
    )


def _logit(value: float) -> float:
    value = min(max(value, 1e-4), 1 - 1e-4)
    return min(max(math.log(value / (1 - value)), -LOGIT_MAX), LOGIT_MAX)


def modelled(left: str, right: str) -> float:
    """Return the likeness by the learned costs of symbols, over the forms of both words."""
    scripts = script_of(left[0]), script_of(right[0])
    if scripts in {("Hani", "Hani"), ("Hang", "Hang")}:
        # Signs are chosen with care: another sign of the same sound is another name, unless it
        # is the traditional form of a simplified one.
        return SAME_SOUND if latin_of(left) == latin_of(right) else OTHER_SIGN
    best = 0.0
    for ours in forms(left):
        for theirs in forms(right):
            weight = 1.0 if (ours, theirs) == (left, right) else OTHER_FORM
            value = OTHER_FORM if ours == theirs else weight * costs.likeness(ours, theirs)
            best = max(best, value)
    return best


@functools.cache
def learned() -> dict[str, tuple[float, ...]]:
    """Return the coefficients of each regression, in the order of `FEATURES`."""
    return {name: tuple(map(float, values)) for name, *values in rows("pair_weights.csv")}


def same_name(left: str, right: str) -> float:
    """Return how probable it is, at even odds, that two words are one name, not two alike."""
    known = learned()
    coefficients = known.get(group(left, right), known["other"])
    values = features(left, right)
    z = math.fsum(c * value for c, value in zip(coefficients, values, strict=True))
    return 1 / (1 + math.exp(-min(max(z, -12.0), 12.0)))
