"""Reads a text as the number of a document or a thing, the likeliest kind first."""

import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from jisr.checks.model import DocumentQuery, FirearmQuery, Query, VehicleQuery, VesselQuery
from jisr.checks.understanding.model import Reading, ReadingKind
from jisr.errors import InputRefused, to_translate
from jisr.identifiers import kinds
from jisr.identifiers.cleaning import compact, fold
from jisr.identifiers.vessel import mmsi_station

CHECK_RIGHT: Final = to_translate("check digit right")
LOOKS_LIKE_PLATE: Final = to_translate("written like a plate")
OTHER_LETTERS: Final = to_translate("not in the letters of a document number")
MARKED: Final = to_translate("it says so itself")

_KINDS: Final[Mapping[ReadingKind, tuple[str, Callable[[str], Query]]]] = MappingProxyType(
    {
        ReadingKind.DOCUMENT: ("document", lambda value: DocumentQuery(number=value)),
        ReadingKind.VIN: ("vin", lambda value: VehicleQuery(vin=value)),
        ReadingKind.PLATE: ("plate", lambda value: VehicleQuery(plate=value)),
        ReadingKind.ENGINE: ("engine", lambda value: VehicleQuery(engine_number=value)),
        ReadingKind.SHIP: ("imo_ship", lambda value: VesselQuery(imo=value)),
        ReadingKind.RADIO: ("mmsi", lambda value: VesselQuery(mmsi=value)),
        ReadingKind.HULL: ("hull", lambda value: VesselQuery(hull_id=value)),
        ReadingKind.CALL_SIGN: ("call_sign", lambda value: VesselQuery(call_sign=value)),
        ReadingKind.FIREARM: ("firearm", lambda value: FirearmQuery(serial=value, make="")),
    }
)
"""The kind of number of each reading, and the question that it becomes."""
_MARK: Final = re.compile(
    r"(IMO|VIN|MMSI)(?![A-Z])\s*(?:NO\b\.?|N°|NUMBER\b)?\s*[:#]?\s*", re.IGNORECASE
)
_MARKED: Final = {"IMO": ReadingKind.SHIP, "VIN": ReadingKind.VIN, "MMSI": ReadingKind.RADIO}
_USUAL: Final = (
    ReadingKind.DOCUMENT,
    ReadingKind.PLATE,
    ReadingKind.RADIO,
    ReadingKind.CALL_SIGN,
    ReadingKind.HULL,
    ReadingKind.FIREARM,
    ReadingKind.ENGINE,
)
"""The order in which a desk thinks of a number that nothing else gives away."""
_SEPARATORS: Final = re.compile(r"[\s\-·.|]+")
_VIN_LENGTH, _SHIP_DIGITS = 17, 7
PLATE_LENGTH_MAX = 10
"""Longer ones exist nowhere; 10 leaves room for a plate whose region is written out."""
CODE_LENGTH_MAX = 7
"""Letters alone that may be a plate or a call sign, not a name: “HELLO 1” has no more."""
_PAIR_LENGTH_MAX, _PAIR_DIGITS_MAX = 7, 4  # “ABC 1234” is a plate, “AB 123456” a document
_PAIR = 2
_ENGINE_LENGTH_MIN = 8


def marked_number(text: str) -> Reading | None:
    """Return a number that says itself what it is (“IMO 9074729”), or None."""
    found = _MARK.match(text)
    if found is None or not any(map(str.isdecimal, text)):
        return None
    return as_number(_MARKED[found[1].upper()], text[found.end() :], MARKED)


def numbers(text: str, *, is_name: bool) -> Iterator[Reading]:
    """Yield the readings of a text as a number; of a name only where it may be a code, too."""
    try:
        letters = compact(text, field=to_translate("number"))
        written = fold(text, field=to_translate("number"))
    except InputRefused:
        return  # too long, or not printable: read as a name it is told
    if is_name and not (text.isupper() and letters == text and len(letters) <= CODE_LENGTH_MAX):
        return
    for kind in _ranked(text, written, letters):
        reading = as_number(kind, text, *_why(kind, written, letters))
        if reading.problem is None and _is_offered(reading, letters, is_name=is_name):
            yield reading


def as_number(kind: ReadingKind, text: str, *why: str) -> Reading:
    """Return a text read as a number of a kind, or why it cannot be."""
    cleaner, query_of = _KINDS[kind]
    try:
        checked = kinds.clean(cleaner, text)
    except InputRefused as error:
        return Reading(kind, None, why, problem=error)
    has_digit = kind is ReadingKind.SHIP or (kind is ReadingKind.VIN and not checked.warnings)
    return Reading(
        kind,
        query_of(checked.value),
        (*why, CHECK_RIGHT) if has_digit else why,
        warnings=checked.warnings,
        needs_make=kind is ReadingKind.FIREARM,
    )


def _ranked(text: str, written: str, letters: str) -> tuple[ReadingKind, ...]:
    """Return the kinds of number in the order in which a desk should think of them."""
    first: tuple[ReadingKind, ...] = ()
    if len(letters) == _VIN_LENGTH:
        first = (ReadingKind.VIN,)
    elif len(letters) == _SHIP_DIGITS and letters.isdecimal():
        first = (ReadingKind.SHIP,)  # one document number in ten has such a digit by chance
    elif "-" in text and _is_hull(as_number(ReadingKind.HULL, text)):
        first = (ReadingKind.HULL,)
    elif is_plate_like(written) or not letters.isascii():
        first = (ReadingKind.PLATE,)
    return (*first, *(each for each in _USUAL if each not in first))


def _is_offered(reading: Reading, letters: str, *, is_name: bool) -> bool:
    """Return whether a desk offers a reading: what nearly every text can be, it does not."""
    if is_name:
        return reading.kind in {ReadingKind.PLATE, ReadingKind.CALL_SIGN} and not reading.warnings
    is_offered = True
    match reading.kind:
        case ReadingKind.DOCUMENT | ReadingKind.FIREARM:
            is_offered = letters.isascii()
        case ReadingKind.PLATE:
            is_offered = len(letters) <= PLATE_LENGTH_MAX
        case ReadingKind.RADIO:
            is_offered = mmsi_station(letters) == "ship"
        case ReadingKind.HULL | ReadingKind.CALL_SIGN:
            is_offered = not reading.warnings and not letters.isdecimal()
        case ReadingKind.ENGINE:
            is_offered = letters.isascii() and len(letters) >= _ENGINE_LENGTH_MIN
    return is_offered


def _is_hull(reading: Reading) -> bool:
    return reading.problem is None and not reading.warnings


def _why(kind: ReadingKind, written: str, letters: str) -> tuple[str, ...]:
    if kind is not ReadingKind.PLATE:
        return ()
    if not letters.isascii():
        return (OTHER_LETTERS,)
    return (LOOKS_LIKE_PLATE,) if is_plate_like(written) else ()


def is_plate_like(written: str) -> bool:
    """Return whether letters and digits stand in groups as plates write them."""
    groups = [each for each in _SEPARATORS.split(written) if each]
    length = sum(map(len, groups))
    has_both = any(map(str.isalpha, written)) and any(map(str.isdecimal, written))
    if not has_both or len(groups) < _PAIR or length > PLATE_LENGTH_MAX:
        return False
    digits = max((len(each) for each in groups if each.isdecimal()), default=0)
    return len(groups) > _PAIR or (length <= _PAIR_LENGTH_MAX and digits <= _PAIR_DIGITS_MAX)
