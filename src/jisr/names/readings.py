"""What Korean and Chinese signs are read as in names, beside their transcription.

Family names have spellings that their bearers chose (李: Lee, Lei), given names a Cantonese
reading, and names from elsewhere are written with signs that stand for their sounds (馬克: Mark).
"""

import functools
import re
import unicodedata

from jisr.names.scripts import script_of
from jisr.names.tables import rows

_KEPT = 1 << 15

# Korean names of foreign origin show it: eu without an end consonant, an s at the end, the letter k
# with breath, t and p with breath but for a few given names, sho, or more than two syllables.
_FOREIGN_HANGUL = re.compile(
    "\u1173(?![\u11a8-\u11c2])|\u11ba|\u110f|\u1110(?!\u1162|\u1161\u11a8)"
    "|\u1111(?!\u116d|\u1175\u11af|\u1167\u11bc)|\u1109[\u1163\u1167\u116d\u1172]"
    "|(?:[\u1100-\u1112][^\u1100-\u1112]+){3}"
)


@functools.lru_cache(maxsize=_KEPT)
def readings_of(text: str) -> tuple[str, ...]:
    """Return the Latin spellings that a folded word in Hangul or Han may have; may be empty."""
    script = script_of(text[0])
    if script not in {"Hang", "Hani"}:
        return ()
    found = (*_family_names().get(text, ()), *_foreign(script, text), *_in_cantonese(text))
    return tuple(dict.fromkeys(found))


@functools.cache
def _family_names() -> dict[str, tuple[str, ...]]:
    return {
        name: tuple(spellings.split())
        for script, name, spellings in rows("nicknames.csv")
        if script in {"Hang", "Hani"}
    }


@functools.cache
def _cantonese() -> dict[str, str]:
    return dict(rows("cantonese.csv"))


def _in_cantonese(text: str) -> tuple[str, ...]:
    """Return a given name in Chinese signs as Hong Kong writes it, if all its signs are known."""
    spelled = [_cantonese().get(sign, "") for sign in text]
    return ("".join(spelled),) if all(spelled) else ()


@functools.cache
def _foreign_signs(script: str) -> dict[str, tuple[str, str]]:
    """Return the two readings of the signs that foreign names are written with."""
    found = rows("foreign_signs.csv")
    return {signs: (one, two or one) for where, signs, one, two in found if where == script}


@functools.cache
def _foreign_groups(script: str) -> re.Pattern[str]:
    longest_first = sorted(_foreign_signs(script), key=len, reverse=True)
    return re.compile("|".join(longest_first))


def _foreign(script: str, text: str) -> tuple[str, ...]:
    """Return a foreign name in the letters that its signs stand for; nothing for other names."""
    written = unicodedata.normalize("NFD", text)
    if not (_FOREIGN_HANGUL.search(written) if script == "Hang" else len(text) > 1):
        return ()
    if text in _family_names() or _foreign_groups(script).sub("", written):
        return ()
    groups, signs = _foreign_groups(script).findall(written), _foreign_signs(script)
    spellings = ("".join(signs[group][reading] for group in groups) for reading in (0, 1))
    return tuple(spelling for spelling in spellings if spelling)
