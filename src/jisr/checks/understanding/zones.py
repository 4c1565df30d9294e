"""A machine-readable zone as it comes into the box: line by line, sometimes misread.

A scanner that works like a keyboard sends each line and then Enter, so a zone may be half there.
Where a check digit does not fit, what is right by itself can still be asked about.
"""

import datetime
import re
from dataclasses import dataclass
from typing import Final

from jisr.checks.model import DocumentQuery, PersonQuery
from jisr.checks.queries import mrz_query
from jisr.errors import CheckDigitWrong, InputRefused, ValueMalformed, to_translate
from jisr.identifiers.mrz import MachineReadableZone
from jisr.identifiers.mrz_parse import FIELD_NAMES, read_mrz, wrong_fields

LINES: Final = {30: 3, 36: 2, 44: 2}
"""How many lines a zone has, by the length of its lines (ICAO Doc 9303-4, -5, -6, -7)."""
_JOINED: Final = frozenset(length * count for length, count in LINES.items())
_LINE: Final = re.compile(r"[A-Z0-9<]+")
CUT: Final = to_translate("the name fills its field: more of it may be missing")
EXPIRED: Final = to_translate("the document has expired")


@dataclass(frozen=True, slots=True)
class ZoneReading:
    """What a zone says.

    `query` is the whole question where everything is right. Else `problem` tells what is wrong and
    `number` and `person` hold what is right by itself, or `lines_missing` how many lines lack.
    """

    query: PersonQuery | None = None
    zone: MachineReadableZone | None = None
    problem: InputRefused | None = None
    number: DocumentQuery | None = None
    person: PersonQuery | None = None
    lines_missing: int = 0

    def remarks(self, today: datetime.date) -> tuple[str, ...]:
        """Return what an officer should see although the zone is right."""
        if self.zone is None or self.query is None:
            return ()
        said = [CUT] if self.zone.name_may_be_cut else []
        expiry = self.zone.expiry
        if expiry is not None and (expiry.year, expiry.month or 12, expiry.day or 31) < (
            today.year,
            today.month,
            today.day,
        ):
            said.append(EXPIRED)
        return tuple(said)


def is_zone(text: str) -> bool:
    """Return whether a text is a zone, a part of one, or was meant as one."""
    lines = _lines(text)
    if not lines or not all(_LINE.fullmatch(each) for each in lines):
        return False
    has_fillers = any("<" in each for each in lines)
    has_length = any(len(each) in LINES or len(each) in _JOINED for each in lines)
    return has_fillers and (has_length or any("<<" in each for each in lines))


def read_zone(text: str, year: int) -> ZoneReading:
    """Return what a zone says in a year of our time; nothing is raised."""
    lines = _lines(text)
    missing = lines_missing(lines)
    if missing:
        return ZoneReading(lines_missing=missing)
    try:
        zone = read_mrz(text, year)
    except InputRefused as error:
        return ZoneReading(problem=error)
    wrong = wrong_fields(zone)
    if not wrong:
        return ZoneReading(query=mrz_query(text, year), zone=zone)
    return ZoneReading(
        zone=zone,
        problem=_problem(zone, wrong),
        number=_number(zone, wrong),
        person=_person(zone, wrong),
    )


def lines_missing(lines: list[str]) -> int:
    """Return how many lines are still to come after these, 0 if that cannot be said."""
    lengths = {len(each) for each in lines}
    if len(lengths) != 1:
        return 0
    return max(LINES.get(lengths.pop(), 0) - len(lines), 0)


def _lines(text: str) -> list[str]:
    lines = ("".join(each.split()).upper() for each in text.splitlines())
    return [each for each in lines if each]


def _problem(zone: MachineReadableZone, wrong: tuple[str, ...]) -> InputRefused:
    """Return the refusal that names the first field that is wrong."""
    field = FIELD_NAMES[wrong[0]]
    digits = {"number", "birth_date", "expiry", "optional_data", "composite"}
    if wrong[0] in digits and (wrong[0] != "birth_date" or zone.birth_date):
        return CheckDigitWrong(field=field)
    return ValueMalformed(
        field=field, why=to_translate("a character does not belong there; read again")
    )


def _number(zone: MachineReadableZone, wrong: tuple[str, ...]) -> DocumentQuery | None:
    if "number" in wrong or not zone.number:
        return None
    country = "" if "issuing_country" in wrong else zone.issuing_country
    return DocumentQuery(zone.number, country, zone.document_type)


def _person(zone: MachineReadableZone, wrong: tuple[str, ...]) -> PersonQuery | None:
    name = f"{zone.given_names} {zone.surname}".strip()
    if "name" in wrong or not name:
        return None
    return PersonQuery(
        name=name,
        birth_date=None if "birth_date" in wrong else zone.birth_date,
        sex="" if "sex" in wrong else zone.sex,
        nationality="" if "nationality" in wrong else zone.nationality,
    )
