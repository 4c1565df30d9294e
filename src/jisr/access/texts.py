"""Reads the small texts that access accepts: one line, one day, one text in languages."""

import datetime
import unicodedata
from collections.abc import Mapping
from typing import Any

from jisr.errors import ValueMalformed, to_translate
from jisr.values import LanguageMap, PartialDate, Precision

LINE_LENGTH_MAX = 200
"""A name, a title or a source is one line."""

_HIDDEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
_JOINERS = frozenset("\u200c\u200d")  # Persian, Urdu and Indic spelling needs them


def is_line(text: str, length_max: int = LINE_LENGTH_MAX) -> bool:
    """Return whether the text is one line that shows everything it holds.

    Control, bidirectional and other invisible characters would let a text look like another one.
    """
    return (
        1 <= len(text) <= length_max
        and text == text.strip()
        and all(
            unicodedata.category(letter) not in _HIDDEN or letter in _JOINERS for letter in text
        )
    )


def line(field: str, text: str, length_max: int = LINE_LENGTH_MAX) -> str:
    """Return the text; raise `ValueMalformed` unless it is one line that hides nothing."""
    if not is_line(text, length_max):
        raise ValueMalformed(
            field=field, why=to_translate("write one line without invisible characters")
        )
    return text


def day(field: str, text: str) -> datetime.date:
    """Return the day that is written as 2026-11-21; raise `ValueMalformed` for anything else."""
    date = PartialDate.parse(text)
    if date.precision is not Precision.DAY:
        raise ValueMalformed(field=field, why=to_translate("write the whole date: 2026-11-21"))
    return date.first_day()


def plain_language_map(text: LanguageMap) -> dict[str, Any]:
    """Return the texts and their authoritative languages as plain values, to be stored."""
    return {"texts": dict(text.texts), "authoritative": sorted(text.authoritative)}


def read_language_map(given: Mapping[str, Any]) -> LanguageMap:
    """Return the texts that `plain_language_map` wrote."""
    return LanguageMap(given["texts"], frozenset(given["authoritative"]))
