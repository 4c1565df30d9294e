"""Which words of a name are the father's name, as far as the name itself shows it."""

import functools
import itertools
import re

from jisr.names.fold import FoldedName, Token
from jisr.names.scripts import script_of
from jisr.names.tables import rows

ENDING_LENGTH_MIN = 7
"""Shorter words that end so are family names (Popovich has eight letters, but Ovich five)."""

GIVEN_AND_FAMILY = 2

_NAMES_KEPT = 1 << 14
_WORD = re.compile(r"\w+")


@functools.cache
def _words(kind: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for script, what, word in rows("patronymics.csv"):
        if what == kind:
            found[script] = (*found.get(script, ()), word)
    return found


@functools.cache
def _every(kind: str) -> frozenset[str]:
    return frozenset(word for known in _words(kind).values() for word in known)


@functools.lru_cache(maxsize=_NAMES_KEPT)
def patronymics(name: FoldedName) -> frozenset[str]:
    """Return the father's names as written: by their ending, behind "bin", or before "oglu"."""
    words = _WORD.findall(name.original.lower())
    before, after = _every("before"), _every("after")
    neighbours = list(itertools.pairwise(words))
    named = {two for one, two in neighbours if one in before}
    named |= {one for one, two in neighbours if two in after}
    return frozenset(
        token.shown
        for token in name.tokens
        if _ends_so(name, token) or not named.isdisjoint(_WORD.findall(token.shown)[:1])
    )


def _ends_so(name: FoldedName, token: Token) -> bool:
    endings = _words("ending").get(script_of(token.text[0]), ())
    if len(token.text) < ENDING_LENGTH_MIN or not token.text.endswith(endings):
        return False
    # The last of two words is the family name, whatever its ending.
    return name.tokens[-1] != token or len(name.tokens) > GIVEN_AND_FAMILY
