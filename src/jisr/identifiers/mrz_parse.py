"""Reads machine-readable zones from pasted or scanned text.

Line ends of any kind, spaces and tabs anywhere, lower case and invisible marks are accepted; so is
a zone whose lines were joined. Anything else that a zone cannot hold is refused.
"""

import re
from collections.abc import Callable, Mapping

from jisr.errors import CheckDigitWrong, InputRefused, InputTooLarge, ValueMalformed, to_translate
from jisr.identifiers.cleaning import fold
from jisr.identifiers.mrz import (
    DOCUMENT_TYPE,
    ISSUING_COUNTRY,
    LAYOUTS,
    Layout,
    MachineReadableZone,
    MrzFormat,
    check_digit,
)
from jisr.identifiers.transliteration import FILLER
from jisr.values import PartialDate

TEXT_CHARACTERS_MAX = 1_000  # ten times the longest zone: room for spaces, none for a document
AGE_YEARS_MAX = 99  # a two-digit year cannot tell a centenarian from a child
EXPIRY_YEARS_AHEAD_MAX = 50  # cards for old people run for decades; the rest lies in the past

_ZONE_FORM = re.compile(r"[A-Z0-9<]+")
_LETTERS_FORM = re.compile(r"[A-Z<]*")
_JOINED_LINES = {88: 2, 72: 2, 90: 3}
_UNKNOWN = frozenset({"<<", "00"})  # fillers by the standard, zeros in older documents
_SEXES = {"F": "F", "M": "M", "X": "X", FILLER: ""}

FIELD_NAMES = {
    "issuing_country": to_translate("issuing country"),
    "name": to_translate("name"),
    "number": to_translate("document number"),
    "nationality": to_translate("nationality"),
    "birth_date": to_translate("birth date"),
    "sex": to_translate("sex"),
    "expiry": to_translate("date of expiry"),
    "optional_data": to_translate("personal number"),
    "composite": to_translate("whole zone"),
}
"""The fields that can be wrong, in the order in which they are named, with their words."""


def parse_mrz(text: str, reference_year: int) -> MachineReadableZone:
    """Return the zone in the text, every check digit verified.

    Args:
        text: The zone as pasted or scanned, at most `TEXT_CHARACTERS_MAX` characters.
        reference_year: The present year. A birth year is the latest one not after it, an expiry
            year the one from 49 years before to 50 years after it.

    Raises:
        InputTooLarge: The text is too long.
        ValueMalformed: It is no zone, or a field holds what it cannot hold.
        CheckDigitWrong: A check digit does not fit; `field` tells which.
    """
    zone = read_mrz(text, reference_year)
    for error in _defects(zone).values():
        raise error
    return zone


def wrong_fields(zone: MachineReadableZone) -> tuple[str, ...]:
    """Return the keys of `FIELD_NAMES` whose check digit or characters are wrong, for the desk."""
    return tuple(_defects(zone))


def read_mrz(text: str, reference_year: int) -> MachineReadableZone:
    """Return the zone in the text whether its fields are right or not; see `wrong_fields`.

    A date that cannot be read is None, a sex that cannot be read is "".

    Raises:
        InputTooLarge, ValueMalformed: See `parse_mrz`; only the size and characters are judged.
    """
    lines = _lines(text)
    zone_format = _format(lines)
    layout = LAYOUTS[zone_format]
    joined = "".join(lines)
    number, _, optional = _number(joined, layout)
    surname, _, given_names = joined[layout.name].rstrip(FILLER).partition(FILLER * 2)
    return MachineReadableZone(
        format=zone_format,
        document_type=joined[DOCUMENT_TYPE].rstrip(FILLER),
        issuing_country=joined[ISSUING_COUNTRY].rstrip(FILLER),
        number=number.replace(FILLER, ""),
        nationality=joined[layout.nationality].rstrip(FILLER),
        birth_date=_date(joined[layout.birth_date], lambda year: _born(year, reference_year)),
        sex=_SEXES.get(joined[layout.sex], ""),
        expiry=_date(joined[layout.expiry], lambda year: _expires(year, reference_year)),
        surname=_words(surname),
        given_names=_words(given_names),
        optional_data=_words(optional),
        optional_data_more=_words(joined[layout.optional_more]) if layout.optional_more else "",
        lines=lines,
    )


def _lines(text: str) -> tuple[str, ...]:
    field = to_translate("machine-readable zone")
    if len(text) > TEXT_CHARACTERS_MAX:
        raise InputTooLarge(field=field, limit=TEXT_CHARACTERS_MAX)
    folded = (
        fold(line, field=field, characters_max=TEXT_CHARACTERS_MAX) for line in text.splitlines()
    )
    lines = tuple(line for line in (line.replace(" ", "").upper() for line in folded) if line)
    if not all(_ZONE_FORM.fullmatch(line) for line in lines):
        raise ValueMalformed(
            field=field, why=to_translate("it holds a character other than A–Z, 0–9 and <")
        )
    if len(lines) == 1 and len(lines[0]) in _JOINED_LINES:
        length = len(lines[0]) // _JOINED_LINES[len(lines[0])]
        lines = tuple(lines[0][start : start + length] for start in range(0, len(lines[0]), length))
    return lines


def _format(lines: tuple[str, ...]) -> MrzFormat:
    visa = bool(lines) and lines[0].startswith("V")
    match [len(line) for line in lines]:
        case [30, 30, 30]:
            return MrzFormat.TD1
        case [36, 36]:
            return MrzFormat.MRV_B if visa else MrzFormat.TD2
        case [44, 44]:
            return MrzFormat.MRV_A if visa else MrzFormat.TD3
    raise ValueMalformed(
        field=to_translate("machine-readable zone"),
        why=to_translate("give two lines of 44 or of 36 characters, or three lines of 30"),
    )


def _words(field: str) -> str:
    return " ".join(part for part in field.split(FILLER) if part)


def _number(joined: str, layout: Layout) -> tuple[str, str, str]:
    """Return the document number as its digit covers it, the digit, and the optional data left.

    A filler in the digit's place means that the number runs on at the start of the optional data,
    its digit last, then a filler (Doc 9303-5 and -6, 4.2.2, note j).
    """
    number, digit = joined[layout.number], joined[layout.number.stop]
    optional = joined[layout.optional]
    full = not number.endswith(FILLER)
    if layout.long_numbers and full and digit == FILLER and not optional.startswith(FILLER):
        continuation, _, optional = optional.partition(FILLER)
        number, digit = number + continuation[:-1], continuation[-1]
    return number, digit, optional


def _date(field: str, full_year: Callable[[int], int]) -> PartialDate | None:
    """Return the date of six characters as far as it is known; None if not, or if unreadable."""
    year, month, day = field[:2], field[2:4], field[4:]
    if not year.isdigit():
        return None
    known = [full_year(int(year))]
    for part in (month, day):
        if part in _UNKNOWN:
            break
        if not part.isdigit():
            return None
        known.append(int(part))
    try:
        return PartialDate(*known)
    except ValueMalformed:
        return None


def _born(year: int, reference_year: int) -> int:
    return reference_year - (reference_year - year) % (AGE_YEARS_MAX + 1)


def _expires(year: int, reference_year: int) -> int:
    return _born(year, reference_year + EXPIRY_YEARS_AHEAD_MAX)


def _defects(zone: MachineReadableZone) -> Mapping[str, InputRefused]:
    """Return what is wrong, by field, in the order of `FIELD_NAMES`."""
    layout, joined = LAYOUTS[zone.format], "".join(zone.lines)
    number, number_digit, _ = _number(joined, layout)
    digits = {"number": (number, number_digit)}
    for key, field in (("birth_date", layout.birth_date), ("expiry", layout.expiry)):
        digits[key] = (joined[field], joined[field.stop])
    if layout.personal_digit:
        digits["optional_data"] = (joined[layout.optional], joined[layout.optional.stop])
    if layout.composite:
        covered = "".join(joined[part] for part in layout.composite)
        digits["composite"] = (covered, joined[layout.composite_digit])
    readable = {
        "issuing_country": _LETTERS_FORM.fullmatch(joined[ISSUING_COUNTRY]),
        "name": _LETTERS_FORM.fullmatch(joined[layout.name]),
        "nationality": _LETTERS_FORM.fullmatch(joined[layout.nationality]),
        "birth_date": zone.birth_date or joined[layout.birth_date].startswith(FILLER * 2),
        "sex": joined[layout.sex] in _SEXES,
        "expiry": zone.expiry or joined[layout.expiry].startswith(FILLER * 2),
    }
    defects: dict[str, InputRefused] = {}
    for key, field_name in FIELD_NAMES.items():
        if not _digit_fits(*digits.get(key, ("", FILLER))):
            defects[key] = CheckDigitWrong(field=field_name)
        elif not readable.get(key, True):
            defects[key] = ValueMalformed(
                field=field_name, why=to_translate("a character does not belong there; read again")
            )
    return defects


def _digit_fits(covered: str, digit: str) -> bool:
    # An empty field may have a filler for its digit (Doc 9303-4, 4.2.2.2), whose value is 0.
    if digit == FILLER:
        return not covered.strip(FILLER)
    return digit == str(check_digit(covered))
