"""Reads a text in every way that it can be, the likeliest first."""

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from jisr.checks.model import DocumentQuery, FirearmQuery, PersonQuery, Query, VehicleQuery
from jisr.checks.queries import clean_birth_date, clean_name, clean_sex, clean_word, country_code
from jisr.checks.understanding.model import NO_DETAILS, Details, Reading, ReadingKind
from jisr.checks.understanding.numbers import is_plate_like, marked_number, numbers
from jisr.checks.understanding.zones import ZoneReading, is_zone, read_zone
from jisr.errors import InputRefused, InputTooLarge, to_translate
from jisr.identifiers.cleaning import fold
from jisr.identifiers.mrz_parse import TEXT_CHARACTERS_MAX
from jisr.names.scripts import OTHER, SCRIPTS, script_of
from jisr.values import PartialDate

ZONE_RIGHT: Final = to_translate("check digits right")
WITH_DATE: Final = to_translate("with a birth date")
BIRTH_YEAR_FIRST = 1900
"""An earlier year at the end of a name is no birth year of anybody alive."""
NAME_LETTERS_MIN = 3
"""Fewer letters are an initial or a series, no word."""
_WORD: Final = re.compile(r"(?<!\w)[^\W\d_]+(?!\w)")
_DATE: Final = re.compile(
    r"(?:^|(?<=[\s,;(]))"
    r"(?:(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?|(\d{1,2})[./](\d{1,2})[./](\d{4}))\)?$"
)
"""1974, 1974-03, 1974-03-02, 2.3.1974 or 2/3/1974: where points or strokes stand, the day leads."""


def understand(
    text: str, *, today: datetime.date, details: Details = NO_DETAILS
) -> tuple[Reading, ...]:
    """Return every way to read a text, the likeliest first; none where there is nothing to read.

    Nothing is refused by raising: a reading says what is wrong with it.
    """
    given = text.strip()
    if len(given) > TEXT_CHARACTERS_MAX:
        problem = InputTooLarge(field=to_translate("text"), limit=TEXT_CHARACTERS_MAX)
        return (Reading(ReadingKind.NAME, None, problem=problem),)
    if is_zone(given):
        return tuple(_of_zone(read_zone(given, today.year), today))
    if not any(map(str.isalnum, given)):
        return ()
    marked = marked_number(given)
    found = (marked,) if marked is not None else tuple(_readings(given, today))
    return tuple(_with(each, details, today) for each in found)


def chosen(readings: Sequence[Reading], kind: str) -> Reading | None:
    """Return the reading that the officer chose, else the likeliest, or None of none."""
    first = readings[0] if readings else None
    return next((each for each in readings if each.kind == kind), first)


def scripts_of(text: str) -> tuple[str, ...]:
    """Return the scripts of the letters in a text, the most frequent first."""
    found = [script_of(each) for each in text if each.isalpha()]
    known = [each if each in SCRIPTS else OTHER for each in found]
    return tuple(sorted(set(known), key=lambda each: (-known.count(each), each)))


def _readings(text: str, today: datetime.date) -> Iterator[Reading]:
    name, birth_date = _without_date(text, today)
    is_plate = is_plate_like(text)
    if not any(map(str.isdecimal, name)) and _is_word(name):
        as_name = _name(name, birth_date)
        is_code = is_plate and (text.isupper() or all(len(each) == 1 for each in name.split()))
        codes = (
            list(numbers(text, is_name=birth_date is None)) if is_plate or not birth_date else []
        )
        yield from (*codes, as_name) if is_code else (as_name, *codes)
        return
    if not any(map(str.isdecimal, text)) or (_has_words(text) and not is_plate):
        yield _name(text, None)
        return
    found = list(numbers(text, is_name=False))
    yield from found
    if not found or (" " in text and _letters(text) >= NAME_LETTERS_MIN):
        yield _name(text, None)


def _is_word(text: str) -> bool:
    """Return whether there are letters enough for a name: two signs are one in Chinese."""
    return _letters(text) >= NAME_LETTERS_MIN or not text.isascii()


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _has_words(text: str) -> bool:
    """Return whether letters stand together as in words: “rue”, or “RUE DES”, but not “AB”."""
    words = [each for each in _WORD.findall(text) if len(each) >= NAME_LETTERS_MIN]
    return len(words) > 1 or any(each != each.upper() for each in words)


def _name(text: str, birth_date: PartialDate | None) -> Reading:
    why = (WITH_DATE,) if birth_date else ()
    scripts = scripts_of(text)
    try:
        query = PersonQuery(name=clean_name(text), birth_date=birth_date)
    except InputRefused as error:
        return Reading(ReadingKind.NAME, None, why, scripts=scripts, problem=error)
    return Reading(ReadingKind.NAME, query, why, scripts=scripts)


def _without_date(text: str, today: datetime.date) -> tuple[str, PartialDate | None]:
    """Return a text without the birth date at its end, and that date."""
    # Digits of other scripts count; invisible marks stay in the name, where they are told.
    plain = "".join(str(int(each)) if each.isdecimal() else each for each in text)
    found = _DATE.search(plain)
    if found is None:
        return text, None
    year, month, day, day_first, month_second, year_last = found.groups()
    parts = (year, month, day) if year else (year_last, month_second, day_first)
    try:
        date = clean_birth_date(PartialDate(*(int(each) for each in parts if each)), today=today)
    except InputRefused:
        return text, None
    if date is None or date.year < BIRTH_YEAR_FIRST:
        return text, None
    return text[: found.start()].rstrip(" \t\n,;("), date


def _of_zone(zone: ZoneReading, today: datetime.date) -> Iterator[Reading]:
    """Yield a zone, then what of a misread one is right by itself."""
    yield Reading(
        ReadingKind.ZONE,
        zone.query,
        (ZONE_RIGHT,) if zone.query is not None else (),
        zone.remarks(today),
        problem=zone.problem,
        lines_missing=zone.lines_missing,
    )
    if zone.number is not None:
        yield Reading(ReadingKind.DOCUMENT, zone.number)
    if zone.person is not None:
        yield Reading(ReadingKind.NAME, zone.person, scripts=scripts_of(zone.person.name))


def _with(reading: Reading, details: Details, today: datetime.date) -> Reading:
    """Return a reading with what the officer added, as far as it belongs to it."""
    if reading.query is None or details == NO_DETAILS:
        return reading
    try:
        query = _added(reading.query, details, today)
    except InputRefused as error:
        return replace(reading, query=None, problem=error)
    return replace(
        reading, query=query, needs_make=isinstance(query, FirearmQuery) and not query.make
    )


def _added(query: Query, details: Details, today: datetime.date) -> Query:
    if isinstance(query, PersonQuery):
        return replace(
            query,
            birth_date=_birth_date(details.birth_date, today) or query.birth_date,
            sex=clean_sex(details.sex),
            nationality=_country(details.nationality, to_translate("nationality")),
        )
    if isinstance(query, FirearmQuery):
        return replace(query, make=clean_word(details.make, field=to_translate("make")))
    if isinstance(query, DocumentQuery):
        return replace(query, country=_country(details.country, to_translate("issuing country")))
    if isinstance(query, VehicleQuery) and query.plate:
        country = _country(details.country, to_translate("issuing country"))
        return replace(query, plate_country=country)
    return query


def _country(text: str, field: str) -> str:
    return country_code(clean_word(text, field=field))


def _birth_date(text: str, today: datetime.date) -> PartialDate | None:
    """Return a birth date as it was typed into its own field.

    Raises:
        ValueMalformed: it is none, or nobody alive can have been born on it.
    """
    plain = fold(text, field=to_translate("birth date"))
    _, date = _without_date(plain, today)
    return date or (clean_birth_date(PartialDate.parse(plain), today=today) if plain else None)
