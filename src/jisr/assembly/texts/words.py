"""Reads the words of a paragraph and compares two of them word by word, in any script."""

import enum
import re
import unicodedata
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from jisr.errors import InputTooLarge, ValueMalformed, to_translate

CHARACTERS_MAX = 8_000
"""Longer than any paragraph of an adopted resolution by far."""
WORDS_MAX = 1_000
"""Bounds a comparison to a million cells, about a quarter of a second."""

_JOINERS = "\u200c\u200d"
"""Zero-width joiner and non-joiner stand inside words; direction marks would move others' words."""


def read_words(text: str) -> str:
    """Return the text as one line in NFC, spaces once; refuse what hides or reorders words.

    Raises:
        InputTooLarge: it has more characters or words than a paragraph may have.
        ValueMalformed: it is empty, or has control or direction characters.
    """
    if len(text) > CHARACTERS_MAX:
        raise InputTooLarge(field=to_translate("text"), limit=CHARACTERS_MAX)
    line = " ".join(unicodedata.normalize("NFC", text).split())
    if not line:
        raise ValueMalformed(field=to_translate("text"), why=to_translate("it is empty"))
    if any(unicodedata.category(sign)[0] == "C" and sign not in _JOINERS for sign in line):
        raise ValueMalformed(
            field=to_translate("text"),
            why=to_translate("it holds control or direction-override characters"),
        )
    if len(split_words(line)) > WORDS_MAX:
        raise InputTooLarge(field=to_translate("text"), limit=WORDS_MAX)
    return line


def _is_of_word(sign: str) -> bool:
    # Vowel signs are marks of their own in Unicode: they belong to the word, not between words.
    return unicodedata.category(sign)[0] in "LMN" or sign in _JOINERS


_PIECES = re.compile(r"( ?)(w+|.)")


def split_words(line: str) -> list[str]:
    """Return words and punctuation, each with the space before it; joined they are the line."""
    shape = "".join("w" if _is_of_word(sign) else (" " if sign == " " else ".") for sign in line)
    return [line[found.start() : found.end()] for found in _PIECES.finditer(shape)]


@dataclass(frozen=True, slots=True)
class Edit:
    """Words `start` to `end` (without it) of the old text give way to `words`."""

    start: int
    end: int
    words: tuple[str, ...]


class Fate(enum.StrEnum):
    """What becomes of a piece of text."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words that share one fate."""

    fate: Fate
    text: str


def edits(old: Sequence[str], new: Sequence[str]) -> list[Edit]:
    """Return the fewest edits of words that make the new out of the old, from left to right.

    The longest common subsequence (Wagner and Fischer 1974), found between the first and the last
    word that differ; of equal ways the one that keeps the earliest words.
    """
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    before, after = old[head : len(old) - tail], new[head : len(new) - tail]
    lengths = _common_lengths(before, after)
    found: list[Edit] = []
    row = column = 0
    while row < len(before) or column < len(after):
        start, first = row, column
        while (row < len(before) or column < len(after)) and not (
            row < len(before) and column < len(after) and before[row] == after[column]
        ):
            if column == len(after) or (
                row < len(before) and lengths[row + 1][column] >= lengths[row][column + 1]
            ):
                row += 1
            else:
                column += 1
        if (start, first) != (row, column):
            found.append(Edit(head + start, head + row, tuple(after[first:column])))
        while row < len(before) and column < len(after) and before[row] == after[column]:
            row, column = row + 1, column + 1
    return found


def _common_lengths(before: Sequence[str], after: Sequence[str]) -> list["array[int]"]:
    """Return for each pair of places how many words the rests have in common, in order."""
    below = array("H", bytes(2 * (len(after) + 1)))
    rows = [below]
    for word in reversed(before):
        row = array("H", below)
        for column in range(len(after) - 1, -1, -1):
            if word == after[column]:
                row[column] = below[column + 1] + 1
            else:
                row[column] = max(below[column], row[column + 1])
        rows.append(row)
        below = row
    rows.reverse()
    return rows


def apply_edits(old: Sequence[str], chosen: Sequence[Edit]) -> list[str]:
    """Return the old words with the edits made; the edits touch different places."""
    words: list[str] = []
    place = 0
    for edit in sorted(chosen, key=lambda each: each.start):
        words += [*old[place : edit.start], *edit.words]
        place = edit.end
    return [*words, *old[place:]]


def compare(old: str, new: str) -> list[Piece]:
    """Return the compared text: what was kept, removed and added, in reading order.

    Kept and removed pieces joined are the old text, kept and added ones the new text, exactly.
    """
    words = split_words(old)
    pieces: list[Piece] = []
    place = 0
    for edit in edits(words, split_words(new)):
        pieces += [
            Piece(Fate.KEPT, "".join(words[place : edit.start])),
            Piece(Fate.REMOVED, "".join(words[edit.start : edit.end])),
            Piece(Fate.ADDED, "".join(edit.words)),
        ]
        place = edit.end
    pieces.append(Piece(Fate.KEPT, "".join(words[place:])))
    return [piece for piece in pieces if piece.text]
