"""Which script a letter belongs to, as ISO 15924 codes; only the scripts with own tables."""

import bisect
import functools

OTHER = "Zyyy"
"""Everything without tables of its own; it is written in Latin letters before it is compared."""

# First letter, last letter, script; sorted and disjoint (Unicode blocks).
_BLOCKS = (
    (0x0041, 0x024F, "Latn"),
    (0x0250, 0x02AF, "Latn"),
    (0x0400, 0x052F, "Cyrl"),
    (0x0590, 0x05FF, "Hebr"),
    (0x0600, 0x06FF, "Arab"),
    (0x0750, 0x077F, "Arab"),
    (0x0870, 0x08FF, "Arab"),
    (0x1100, 0x11FF, "Hang"),
    (0x1D00, 0x1DBF, "Latn"),
    (0x1E00, 0x1EFF, "Latn"),
    (0x2C60, 0x2C7F, "Latn"),
    (0x3005, 0x3007, "Hani"),
    (0x3040, 0x30FF, "Kana"),
    (0x3130, 0x318F, "Hang"),
    (0x31F0, 0x31FF, "Kana"),
    (0x3400, 0x4DBF, "Hani"),
    (0x4E00, 0x9FFF, "Hani"),
    (0xA720, 0xA7FF, "Latn"),
    (0xAC00, 0xD7AF, "Hang"),
    (0xF900, 0xFAFF, "Hani"),
    (0xFB1D, 0xFB4F, "Hebr"),
    (0xFB50, 0xFDFF, "Arab"),
    (0xFE70, 0xFEFF, "Arab"),
    (0x20000, 0x323AF, "Hani"),
)
_STARTS = [first for first, _, _ in _BLOCKS]

SCRIPTS = ("Latn", "Arab", "Cyrl", "Hebr", "Hang", "Hani", "Kana")
"""The scripts in which words are compared as they are written."""

ALPHABETS = frozenset({"Latn", "Arab", "Cyrl", "Hebr"})
"""The scripts in which one letter alone is an initial."""


@functools.lru_cache(maxsize=1 << 13)
def script_of(letter: str) -> str:
    """Return the script of one letter, or `OTHER`."""
    point = ord(letter)
    _, last, script = _BLOCKS[max(bisect.bisect_right(_STARTS, point) - 1, 0)]
    return script if _BLOCKS[0][0] <= point <= last else OTHER
