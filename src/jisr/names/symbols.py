"""Words as symbols: the units whose correspondence between two spellings is learned.

A symbol is a letter, or a group of Latin letters that is read as one sound. Hangul, Han and Kana
are spelled in Latin letters first, but keep symbols of their own: what `l` stands for in a Chinese
writing of a foreign name is not what it stands for in French.
"""

import functools
import re

from jisr.names.keys import latin_of
from jisr.names.scripts import SCRIPTS, script_of

SYMBOLS_MAX = 24
"""Symbols of one word that are compared; the rest of a longer word changes nothing."""

LATIN_PATTERN = re.compile(
    "sch|tch|sh|kh|gh|ph|th|dh|zh|ch|ts|tz|dj|ck|ng|ou|oo|ee|aa|ei|ai|ay|ey|ie|ia|ya|yu|iu|[a-z]"
)
_HEBREW = re.compile(".'?")
_DOUBLED = re.compile(r"([^aeou])\1+")
# Letters that are read otherwise at the beginning or the end of a word: أحمد, موسى, فاطمة, Claire.
OTHERWISE_FIRST = frozenset("اويعאויע")
OTHERWISE_LAST = frozenset("ايهوיהוеeh")
_KEPT = 1 << 17


@functools.lru_cache(maxsize=_KEPT)
def symbols(form: str) -> tuple[str, tuple[str, ...]]:
    """Return the script of a folded word and its symbols."""
    script = script_of(form[0])
    script = script if script in SCRIPTS else "Latn"
    if script in {"Arab", "Cyrl"}:
        parts = list(_DOUBLED.sub(r"\1", form))
    elif script == "Hebr":
        parts = _HEBREW.findall(form)
    else:
        parts = LATIN_PATTERN.findall(_DOUBLED.sub(r"\1", latin_of(form)))
    parts = parts[:SYMBOLS_MAX]
    if len(parts) > 1:
        parts[0] = "^" + parts[0] if parts[0] in OTHERWISE_FIRST else parts[0]
        parts[-1] += "$" if parts[-1] in OTHERWISE_LAST else ""
    return script, tuple(parts)
