"""Reading a question: bounded, cleaned, and turned into the exact keys it is looked up by.

Whoever asks types, scans or pastes; nothing of it is believed. What cannot be a name, a date or a
number is refused with a sentence; what is merely odd is kept as a warning.
"""

import datetime
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TypeVar

from jisr.access import countries
from jisr.checks.model import (
    DocumentQuery,
    FirearmQuery,
    PersonQuery,
    Query,
    VehicleQuery,
    VesselQuery,
)
from jisr.errors import InputTooLarge, ValueMalformed, to_translate
from jisr.identifiers import documents, kinds
from jisr.identifiers.mrz_parse import parse_mrz
from jisr.names.model import NAME_LENGTH_MAX, SEXES
from jisr.records.profiles import document_types
from jisr.values import PartialDate

WORD_CHARACTERS_MAX = 100
"""Makes, codes and references; the longest firearm maker on public lists has 60 characters."""
AGE_YEARS_MAX = 130
"""Nobody who travels was born earlier; it catches years of another calendar."""

NUMBERS: Mapping[type, Mapping[str, str]] = MappingProxyType(
    {
        PersonQuery: {"document_number": "document"},
        DocumentQuery: {"number": "document"},
        VehicleQuery: {"vin": "vin", "engine_number": "engine", "plate": "plate"},
        VesselQuery: {
            "imo": "imo_ship",
            "hull_id": "hull",
            "mmsi": "mmsi",
            "call_sign": "call_sign",
        },
        FirearmQuery: {"serial": "firearm"},
    }
)
"""Which field of a question holds which kind of number (`jisr.identifiers.kinds`)."""

_SEX_UNKNOWN = {"U", "<"}  # as the notices of public lists and machine-readable zones write it
_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_QueryKind = TypeVar("_QueryKind", bound=Query)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A question as the engines take it.

    `keys` maps each field that holds a number to its exact key (`vin:1M8…`); `warnings` are keys
    of `jisr.identifiers.cleaning.WARNINGS`.
    """

    query: Query
    keys: Mapping[str, str]
    warnings: tuple[str, ...] = ()

    @property
    def is_searchable(self) -> bool:
        """Whether there is anything to look for."""
        return bool(self.keys) or (isinstance(self.query, PersonQuery) and bool(self.query.name))


def prepare(query: Query, *, today: datetime.date) -> Prepared:
    """Return the question cleaned.

    Raises:
        InputTooLarge: A text is longer than its ceiling.
        ValueMalformed: A text holds control or direction-override characters, a date lies in the
            future, a code or a number cannot be read.
        CheckDigitWrong: A number does not agree with its check digit.
    """
    if isinstance(query, PersonQuery):
        return _with_numbers(_prepared_person(query, today))
    if isinstance(query, DocumentQuery):
        country, type_ = _issuer(query.country), _document_type(query.type)
        return _with_numbers(replace(query, country=country, type=type_))
    if isinstance(query, VehicleQuery):
        return _with_numbers(replace(query, plate_country=_issuer(query.plate_country)))
    if isinstance(query, FirearmQuery):
        return _prepared_firearm(query)
    return _with_numbers(query)


def mrz_query(zone: str, year: int) -> PersonQuery:
    """Return what a machine-readable zone asks, in a year: one question for document and bearer.

    Raises:
        CheckDigitWrong: a check digit does not fit; read the zone again.
        InputRefused: it is no zone.
    """
    facts = parse_mrz(zone, year)
    return PersonQuery(
        name=f"{facts.given_names} {facts.surname}",
        birth_date=facts.birth_date,
        sex=facts.sex,
        nationality=facts.nationality,
        document_number=facts.number,
        document_country=facts.issuing_country,
        document_type=facts.document_type,
    )


def clean_name(name: str) -> str:
    """Return a name without blanks at its ends and without runs of blanks.

    Raises:
        InputTooLarge: It is longer than 300 characters.
        ValueMalformed: It holds control or direction-override characters.
    """
    return _clean_text(name, field=to_translate("name"), characters_max=NAME_LENGTH_MAX)


def clean_word(text: str, *, field: str) -> str:
    """Return a short text without blanks at its ends; refusals as for a name."""
    return _clean_text(text, field=field, characters_max=WORD_CHARACTERS_MAX)


def clean_birth_date(date: PartialDate | None, *, today: datetime.date) -> PartialDate | None:
    """Return the date; raise `ValueMalformed` when nobody alive can have been born on it."""
    if date is None:
        return None
    if date.first_day() > today:
        raise ValueMalformed(
            field=to_translate("birth date"), why=to_translate("it lies in the future")
        )
    if date.year < today.year - AGE_YEARS_MAX:
        raise ValueMalformed(
            field=to_translate("birth date"),
            why=to_translate("it lies too far back; use the Gregorian calendar"),
        )
    return date


def clean_sex(sex: str) -> str:
    """Return F, M, X or nothing; raise `ValueMalformed` for anything else."""
    cleaned = sex.strip().upper()
    if cleaned in _SEX_UNKNOWN:
        return ""
    if cleaned not in SEXES:
        raise ValueMalformed(
            field=to_translate("sex"), why=to_translate("write F, M, X or nothing")
        )
    return cleaned


def country_code(text: str) -> str:
    """Return the one code of a country or of what stands in its place, or "" for nothing.

    Carriers and registers write names as often as codes; both are read.

    Raises:
        ValueMalformed: No country has this code or name.
    """
    if not text:
        return ""
    named = countries.by_name(text)
    return (named or countries.resolve(text)).code


def _prepared_person(query: PersonQuery, today: datetime.date) -> PersonQuery:
    return replace(
        query,
        name=clean_name(query.name),
        birth_date=clean_birth_date(query.birth_date, today=today),
        sex=clean_sex(query.sex),
        nationality=_issuer(query.nationality),
        document_country=_issuer(query.document_country),
        document_type=_document_type(query.document_type),
    )


def _prepared_firearm(query: FirearmQuery) -> Prepared:
    make = clean_word(query.make, field=to_translate("make"))
    if query.serial.strip() and not make:
        raise ValueMalformed(
            field=to_translate("make"),
            why=to_translate("a serial number alone identifies no firearm; name its maker too"),
        )
    return _with_numbers(replace(query, make=make))


def _with_numbers(query: Query) -> Prepared:
    keys: dict[str, str] = {}
    cleaned: dict[str, str] = {}
    warnings: list[str] = []
    for field, kind in NUMBERS[type(query)].items():
        given = getattr(query, field)
        if not given.strip():
            cleaned[field] = ""
            continue
        checked = kinds.clean(kind, given)
        cleaned[field] = checked.value
        keys[field] = f"{kind}:{checked.value}"
        warnings += checked.warnings
    return Prepared(_replaced(query, cleaned), keys, tuple(warnings))


def _replaced(query: _QueryKind, values: Mapping[str, str]) -> _QueryKind:
    return replace(query, **values)  # type: ignore[arg-type]  # only text fields hold numbers


def _issuer(code: str) -> str:
    return country_code(clean_word(code, field=to_translate("country")))


def _document_type(code: str) -> str:
    """Return a code of ICAO or of our records; what cannot be either is refused."""
    plain = code.strip().lower()
    if not plain or plain in document_types():
        return plain
    return documents.clean_document_type(plain)


def _clean_text(text: str, *, field: str, characters_max: int) -> str:
    if len(text) > characters_max:
        raise InputTooLarge(field=field, limit=characters_max)
    for character in text:
        if character in _OVERRIDES or unicodedata.category(character) in {"Cc", "Cs"}:
            raise ValueMalformed(
                field=field,
                why=to_translate("it holds invisible control characters; type it again"),
            )
    return " ".join(text.split())
