"""The data of a record as a page shows them: names, days and codes in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from jisr.access.countries import resolve
from jisr.checks.hits import SHOWN_SEPARATOR
from jisr.checks.show import FIELDS
from jisr.errors import ValueMalformed, to_translate
from jisr.kit.words import Words
from jisr.records.model import PersonStatus
from jisr.records.profiles import document_types, fraud_types, statuses
from jisr.site.formats import Formats
from jisr.values import LanguageMap, PartialDate

NAMES: Final = frozenset(("names", "name", "former_names"))
"""Shown as names are: apart from the line, with marks that turn the writing flagged."""
_COUNTRIES = frozenset(("country", "nationalities", "theft_country", "plate_country", "flag"))
_DAYS = frozenset(("birth_dates", "stolen", "issued", "expires"))
_NUMBERS = frozenset(
    (
        "batch", "call_sign", "documents", "engine_number", "hull_id", "imo", "mmsi", "number",
        "plate", "registration", "serial", "vin",
    )
)  # fmt: skip
_SEXES: Final[Mapping[str, str]] = {
    "F": to_translate("female"),
    "M": to_translate("male"),
    "X": to_translate("not stated (X)"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One field: what it is called, what it holds, and whether that is a name or a number."""

    label: str
    values: tuple[str, ...]
    is_name: bool = False
    is_number: bool = False


def shown(fields: Mapping[str, str], words: Words) -> list[Shown]:
    """Return the filled fields of a record in the order in which it holds them."""
    return [
        Shown(
            label=_capital(words.say(FIELDS[name])),
            values=tuple(_said(name, each, words) for each in text.split(SHOWN_SEPARATOR)),
            is_name=name in NAMES,
            is_number=name in _NUMBERS,
        )
        for name, text in fields.items()
    ]


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]


def _said(name: str, value: str, words: Words) -> str:
    """Return one value in words where it is a code or a day; anything else as it is."""
    if name in _COUNTRIES:
        return _country(value, words.language)
    if name in _DAYS:
        return Formats(words.language).day(PartialDate.parse(value))
    if name == "sex":
        return words.say(_SEXES.get(value, value))
    title = _title(name, value)
    return title.best(words.language) if title else value


def _title(name: str, value: str) -> LanguageMap | None:
    """Return the title of a code of the records' tables; None where it is none."""
    if name == "status":
        return statuses()[PersonStatus(value)].title
    if name == "type" and value in document_types():
        return document_types()[value].title
    if name == "fraud_type" and value in fraud_types():
        return fraud_types()[value].title
    return None


def _country(code: str, language: str) -> str:
    try:
        return f"{resolve(code).name.best(language)} ({code})"
    except ValueMalformed:  # a record of old may hold a code that is no longer known
        return code
