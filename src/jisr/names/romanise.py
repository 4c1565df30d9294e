"""Names of scripts without tables of their own in Latin letters, as passports write them."""

import functools
import re
import unicodedata

from anyascii import anyascii

from jisr.names.tables import rows

_WORDS_KEPT = 1 << 14
# In these scripts a consonant at the end of a word has no vowel, unless another one is tied to it.
_SILENT_ENDS = frozenset({"Deva", "Beng"})

Reading = tuple[str, str, str]
"""The script, the Latin letters and the kind of a group of letters."""


@functools.cache
def _readings() -> dict[str, Reading]:
    return {
        unicodedata.normalize("NFC", letters): (script, latin, kind)
        for script, letters, latin, kind in rows("romanisation.csv")
    }


@functools.cache
def _groups() -> re.Pattern[str]:
    """Return what cuts a word into groups of letters; each is an alternative, the longest first."""
    longest_first = sorted(_readings(), key=lambda group: -len(group.strip("^$")))
    return re.compile("|".join([*map(_pattern, longest_first), "."]), re.DOTALL)


def _pattern(group: str) -> str:
    letters = re.escape(group.strip("^$"))
    begins, ends = r"\A" if group[0] == "^" else "", r"\Z" if group[-1] == "$" else ""
    return f"{begins}{letters}{ends}"


@functools.cache
def _swaps() -> re.Pattern[str]:
    before = "".join(letters for letters, (*_, kind) in _readings().items() if kind == "before")
    return re.compile(f"([{before}])(.)")


def _without_accents(word: str) -> str:
    """Return a Greek word without accents; the marks of other scripts are letters."""
    text = unicodedata.normalize("NFD", word)
    kept = (sign for sign in text if not unicodedata.name(sign, "").startswith("COMBINING"))
    return unicodedata.normalize("NFC", "".join(kept))


def _reading(word: str, match: re.Match[str]) -> Reading:
    letters, known = match[0], _readings()
    begins = match.start() == 0 and known.get(f"^{letters}")
    ends = match.end() == len(word) and known.get(f"{letters}$")
    return begins or ends or known.get(letters) or ("", anyascii(letters), "letter")


@functools.lru_cache(maxsize=_WORDS_KEPT)
def romanised(word: str) -> str:
    """Return a word in small letters, any script, in Latin letters."""
    word = _swaps().sub(r"\2\1", _without_accents(word))
    readings = [_reading(word, match) for match in _groups().finditer(word)]
    written = []
    for place, (script, latin, kind) in enumerate(readings):
        written.append(latin)
        if kind != "consonant":
            continue
        is_last = place == len(readings) - 1
        is_tied = place > 0 and readings[place - 1][2] == "mute"
        if is_last and script in _SILENT_ENDS and not is_tied:
            continue
        if is_last or readings[place + 1][2] not in {"vowel", "mute"}:
            written.append("a")
    return "".join(written).lower()
