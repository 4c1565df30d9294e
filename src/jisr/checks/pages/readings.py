"""How a text was understood, in words that an officer reads at a glance."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from jisr.access.countries import resolve
from jisr.checks import tables
from jisr.checks.model import DocumentQuery, FirearmQuery, PersonQuery, Query, VehicleQuery
from jisr.checks.understanding import Reading, ReadingKind
from jisr.errors import InputRefused, to_translate
from jisr.identifiers.cleaning import WARNINGS
from jisr.kit.words import Words
from jisr.records.profiles import document_types
from jisr.site.formats import Formats

TITLES: Final[Mapping[ReadingKind, str]] = {
    ReadingKind.ZONE: to_translate("Machine-readable zone"),
    ReadingKind.NAME: to_translate("Name"),
    ReadingKind.DOCUMENT: to_translate("Document number"),
    ReadingKind.VIN: to_translate("Vehicle number (VIN)"),
    ReadingKind.PLATE: to_translate("Registration plate"),
    ReadingKind.SHIP: to_translate("Ship’s IMO number"),
    ReadingKind.RADIO: to_translate("Ship’s radio identity (MMSI)"),
    ReadingKind.HULL: to_translate("Hull number"),
    ReadingKind.CALL_SIGN: to_translate("Radio call sign"),
    ReadingKind.FIREARM: to_translate("Firearm’s serial number"),
    ReadingKind.ENGINE: to_translate("Engine number"),
}
SCRIPTS: Final[Mapping[str, str]] = {
    "Latn": to_translate("Latin script"),
    "Arab": to_translate("Arabic script"),
    "Cyrl": to_translate("Cyrillic script"),
    "Hebr": to_translate("Hebrew script"),
    "Hang": to_translate("Korean script"),
    "Hani": to_translate("Chinese characters"),
    "Kana": to_translate("Japanese script"),
    "Zyyy": to_translate("another script"),
}
SEXES: Final[Mapping[str, str]] = {
    "F": to_translate("female"),
    "M": to_translate("male"),
    "X": to_translate("not stated (X)"),
}
BORN: Final = to_translate("born {date}")
MADE_BY: Final = to_translate("made by {make}")
_TYPES: Final = {"passport": "passport", "card": "identity-card", "visa": "visa"}
_PROTECTED_TYPES: Final = {"PR": "refugee-travel-document", "PS": "stateless-travel-document"}


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that was understood; a name and a number are shown as such."""

    text: str
    form: str = "words"


@dataclass(frozen=True, slots=True)
class Understood:
    """One reading for the page: `parts` is what was understood, `why` the grounds of it."""

    kind: str
    title: str
    parts: tuple[Part, ...]
    why: tuple[str, ...]
    remarks: tuple[str, ...]
    problem: str
    lines_missing: int
    needs_make: bool


def shown(reading: Reading, words: Words) -> Understood:
    """Return a reading in the reader's words."""
    said = [SCRIPTS[each] for each in reading.scripts] if reading.problem is None else []
    return Understood(
        kind=reading.kind,
        title=_title(reading, words),
        parts=tuple(_parts(reading.query, words)) if reading.query is not None else (),
        why=tuple(words.say(each) for each in (*said, *reading.why)),
        remarks=tuple(
            words.say(each)
            for each in (*reading.remarks, *(WARNINGS[each] for each in reading.warnings))
        ),
        problem=words.error(reading.problem) if reading.problem is not None else "",
        lines_missing=reading.lines_missing,
        needs_make=reading.needs_make,
    )


def country_title(code: str, language: str) -> str:
    """Return what a country, or what stands in its place, is called."""
    try:
        return resolve(code).name.best(language)
    except InputRefused:
        return code


def type_title(code: str, language: str) -> str:
    """Return what a kind of document is called, by a code of ICAO or of our records; or ""."""
    own = _PROTECTED_TYPES.get(code.upper(), code)
    if own not in document_types():
        group = tables.document_group(code)
        own = _TYPES.get(group.group, "") if group is not None else ""
    return document_types()[own].title.best(language) if own else ""


def _title(reading: Reading, words: Words) -> str:
    """Return what a text was understood as; a zone names its document."""
    query = reading.query
    if reading.kind is ReadingKind.ZONE and isinstance(query, PersonQuery):
        return type_title(query.document_type, words.language) or words.say(TITLES[reading.kind])
    return words.say(TITLES[reading.kind])


def _parts(query: Query, words: Words) -> Iterator[Part]:
    language = words.language
    match query:
        case PersonQuery():
            yield from _document(query.document_number, query.document_country, "", language)
            yield Part(query.name, "name")
            if query.birth_date is not None:
                yield Part(words.say(BORN, date=Formats(language).day(query.birth_date)))
            if query.nationality:
                yield Part(country_title(query.nationality, language))
            if query.sex:
                yield Part(words.say(SEXES[query.sex]))
        case DocumentQuery():
            yield from _document(query.number, query.country, query.type, language)
        case VehicleQuery():
            yield Part(query.vin or query.plate or query.engine_number, "number")
            if query.plate_country:
                yield Part(country_title(query.plate_country, language))
        case FirearmQuery():
            yield Part(query.serial, "number")
            if query.make:
                yield Part(words.say(MADE_BY, make=query.make))
        case _:
            number = query.imo or query.mmsi or query.hull_id or query.call_sign
            yield Part(number, "number")


def _document(number: str, country: str, type_: str, language: str) -> Iterator[Part]:
    title = type_title(type_, language) if type_ else ""
    if title:
        yield Part(title)
    if country:
        yield Part(country_title(country, language))
    if number:
        yield Part(number, "number")
