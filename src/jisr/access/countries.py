"""Looks up countries, and what documents carry in their place, in `access/data`.

`countries.csv` and `special_codes.csv` are read once, when they are first needed.
"""

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources

from jisr.access.model import Country, SpecialCode, SpecialKind
from jisr.errors import ValueMalformed, to_translate
from jisr.values import LANGUAGES, LanguageMap

CODE_LENGTH_MAX = 3
"""Every code system that we read has at most three characters."""
NAME_LENGTH_MAX = 120
"""The longest name in the tables has 56 characters; a longer text is no country name."""

_PROTECTED = {"yes": True, "no": False}
_NOT_A_LETTER = re.compile(r"[^\w]+|_")


def resolve(code: str) -> Country | SpecialCode:
    """Return what a code names, in any of the code systems that papers show.

    Accepted are ISO 3166-1 alpha-3, alpha-2 and numeric codes, the codes of ICAO Doc 9303-3
    (`D`, `GBN`, `XXB`) and withdrawn codes of old documents (`ZAR`), in either letter case.

    Raises:
        ValueMalformed: no such code is known.
    """
    found = _by_code().get(code.upper()) if len(code) <= CODE_LENGTH_MAX else None
    if found is None or not code.isascii():
        raise ValueMalformed(
            field="country", why=to_translate("use a code of ISO 3166-1 or ICAO Doc 9303")
        )
    return found


def country(code: str) -> Country:
    """Return the country of an alpha-3 code; raise `ValueMalformed` for any other code."""
    found = _by_code().get(code)
    if not isinstance(found, Country) or found.code != code:
        raise ValueMalformed(
            field="country", why=to_translate("use a three-letter code of ISO 3166-1")
        )
    return found


def by_name(text: str) -> Country | SpecialCode | None:
    """Return what a name in Arabic, English, French or Spanish names, or None.

    Official names and those of the United Nations count too: “Iran (Islamic Republic of)”.
    """
    if len(text) > NAME_LENGTH_MAX:
        return None
    return _by_folded_name().get(_fold(text))


@cache
def countries() -> tuple[Country, ...]:
    """Return every country and territory, in the order of the alpha-3 codes."""
    return tuple(
        Country(
            code=row["code"],
            alpha2=row["alpha2"],
            numeric=row["numeric"],
            name=_names(row),
            region=row["region"],
            icao_codes=tuple(row["icao"].split()),
        )
        for row in _rows("countries.csv")
    )


@cache
def special_codes() -> tuple[SpecialCode, ...]:
    """Return every issuing code that names no present country."""
    return tuple(
        SpecialCode(
            code=row["code"],
            kind=SpecialKind(row["kind"]),
            name=_names(row),
            is_protected=_PROTECTED[row["protected"]],
        )
        for row in _rows("special_codes.csv")
    )


def _rows(file_name: str) -> Iterator[dict[str, str]]:
    text = (resources.files("jisr.access") / "data" / file_name).read_text(encoding="utf-8")
    return csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))


def _names(row: dict[str, str]) -> LanguageMap:
    return LanguageMap({language: row[language] for language in LANGUAGES})


@cache
def _by_code() -> dict[str, Country | SpecialCode]:
    found: dict[str, Country | SpecialCode] = {each.code: each for each in special_codes()}
    for each in countries():
        for code in (each.code, each.alpha2, each.numeric, *each.icao_codes):
            if code:  # Kosovo has no numeric code
                found[code] = each
    return found


@cache
def _by_folded_name() -> dict[str, Country | SpecialCode]:
    found: dict[str, Country | SpecialCode] = {}
    for file_name in ("special_codes.csv", "countries.csv"):  # a present country wins
        for row in _rows(file_name):
            named = _by_code()[row["code"]]
            found.update(dict.fromkeys(map(_fold, _spellings(row)), named))
    return found


def _spellings(row: dict[str, str]) -> Iterable[str]:
    return [row[language] for language in LANGUAGES] + [
        alias for alias in row["aliases"].split("|") if alias
    ]


def _fold(name: str) -> str:
    """Return the name without case, marks and signs, and without what “the” and “&” add."""
    decomposed = unicodedata.normalize("NFKD", name)
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    words = _NOT_A_LETTER.sub(" ", plain.casefold().replace("&", " and ")).split()
    return " ".join(words[1:] if words[:1] == ["the"] else words)
