"""Writes a name part in another script by the tables of `letters.csv`."""

import functools
import re
import unicodedata

from anyascii import anyascii

from jisr.demo.sources import read_table

DEVANAGARI_START = 0x0900
_BLOCK_LETTERS = 0x80
_BRAHMI_BLOCKS = range(0x0900, 0x0D80)
_CONSONANTS = range(0x0915, 0x093A)
_VOWEL_SIGNS = range(0x093E, 0x094D)
_VIRAMA, _NUKTA = "\u094d", "\u093c"


def spelled(text: str, table: str) -> str:
    """Return the text in the letters of a table of `letters.csv`, each word with a capital."""
    if table == "brahmi":
        return _capitals(_brahmi(text))
    if table == "el":
        marked = unicodedata.normalize("NFD", text.lower())
        text = "".join(letter for letter in marked if not unicodedata.combining(letter))
    pattern, letters = _letters(table)
    return _capitals(pattern.sub(lambda found: letters[found[0]], text.lower()))


def by_ear(latin: str, script: str) -> str:
    """Return a Latin spelling as it is written by ear in Arabic, Cyrillic or Hebrew letters."""
    plain = anyascii(latin).lower()
    return spelled(re.sub(r"([a-z])\1", r"\1", plain), f"to-{script}")


@functools.cache
def _letters(table: str) -> tuple[re.Pattern[str], dict[str, str]]:
    letters = {
        unicodedata.normalize("NFC", row["from"]): row["to"]
        for row in read_table("letters.csv")
        if row["table"] == table
    }
    longest_first = sorted(letters, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))), letters


def _capitals(text: str) -> str:
    return re.sub(r"(?<![\w'’])\w", lambda found: found[0].upper(), text)


def _brahmi(text: str) -> str:
    """Spell a script of South Asia; all share the order of Devanagari's block.

    A consonant without a vowel sign carries an "a", but not at the end of a word.
    """
    pattern, letters = _letters("brahmi")
    written: list[str] = []
    for word in unicodedata.normalize("NFC", text).split():
        shifted = "".join(map(_in_devanagari, word))
        pieces, position, bare = [], 0, False
        while position < len(shifted):
            found = pattern.match(shifted, position)
            piece = found[0] if found else shifted[position]
            position += len(piece)
            if piece == _VIRAMA:
                bare = False
                continue
            if piece == _NUKTA:
                continue
            if bare and ord(piece[0]) not in _VOWEL_SIGNS:
                pieces.append("a")
            bare = ord(piece[0]) in _CONSONANTS
            pieces.append(letters.get(piece, ""))
        written.append("".join(pieces))
    return " ".join(written)


def _in_devanagari(letter: str) -> str:
    point = ord(letter)
    if point not in _BRAHMI_BLOCKS:
        return letter
    return chr(DEVANAGARI_START + point % _BLOCK_LETTERS)
