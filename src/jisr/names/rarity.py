"""How rare a word of a name is: agreement on a rare word proves more."""

import functools
from collections.abc import Callable

from jisr.names.scripts import ALPHABETS, script_of
from jisr.names.tables import rows, weights

Rarity = Callable[[str], float]
"""From a folded word to the bits (log2 of one bearer in how many) that agreement on it adds."""


@functools.cache
def _counted() -> dict[str, float]:
    return {word: float(bits) for word, bits in rows("rarity.csv")}


def shipped_rarity(text: str) -> float:
    """Return the bits of a folded word by the counts that are shipped; unseen words are rare."""
    limits = weights("token")
    if len(text) == 1 and script_of(text) in ALPHABETS:
        return limits["initial_bits"]
    bits = _counted().get(text, limits["rarity_bits_max"])
    return min(max(bits, limits["rarity_bits_min"]), limits["rarity_bits_max"])
