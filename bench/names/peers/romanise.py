"""Names in Latin letters and what a birth date adds, as systems do that know no other script."""

import functools
import importlib
import re
from typing import Any

from anyascii import anyascii

from systems import Record, dates_of

ICU_RULE = "Any-Latin; NFD; [:Nonspacing Mark:] Remove; Latin-ASCII; Lower"

_SYLLABLE = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")

YEAR_DIFFERS, DAY_DIFFERS = 0.7, 0.8
"""What a contradicting birth date leaves of a score, as simple systems are configured."""


def _icu() -> Any:
    """Return ICU's transliteration, or nothing where PyICU is not installed."""
    try:
        return importlib.import_module("icu").Transliterator.createInstance(ICU_RULE)
    except ImportError:
        return None


_ICU = _icu()

METHOD = "ICU" if _ICU else "anyascii"
"""What romanises here: ICU, as most systems do, or a smaller table that is always there."""


@functools.lru_cache(maxsize=1 << 20)
def romanised(name: str) -> str:
    """Return a name in small Latin letters; Chinese and Korean syllables are parted."""
    if _ICU:
        latin = _ICU.transliterate(name)
    else:
        latin = anyascii(name)
        latin = latin if name.isascii() else _SYLLABLE.sub(" ", latin)
    return _NOT_LETTERS.sub(" ", latin.replace("'", "").replace("`", "").lower()).strip()


def date_factor(one: Record, two: Record) -> float:
    """Return what the birth dates of two records leave of a score; the best of several."""
    factors = [_factor(ours, theirs) for ours in dates_of(one) for theirs in dates_of(two)]
    return max(factors, default=1.0)


def _factor(ours: str, theirs: str) -> float:
    if ours[:4] != theirs[:4]:
        return YEAR_DIFFERS
    # A day and a month exchanged have the same digits.
    if len(ours) == len(theirs) and sorted(ours) != sorted(theirs):
        return DAY_DIFFERS
    return 1.0
