"""Machine-readable zones of travel documents: what they say and where it stands (ICAO Doc 9303).

Parts 4 (TD3), 5 (TD1), 6 (TD2) and 7 (visas). Positions are counted from 0 over all lines joined.
"""

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from jisr.errors import ValueMalformed, to_translate
from jisr.identifiers.transliteration import FILLER
from jisr.values import PartialDate

_WEIGHTS = (7, 3, 1)
_VALUES = {
    character: value for value, character in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")
}
_VALUES[FILLER] = 0


class MrzFormat(enum.StrEnum):
    """The five sizes of machine-readable documents."""

    TD1 = "TD1"
    TD2 = "TD2"
    TD3 = "TD3"
    MRV_A = "MRV-A"
    MRV_B = "MRV-B"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFacts:
    """What a machine-readable zone says of a document and its holder.

    `issuing_country` and `nationality` are ICAO codes, so Germany is `D`. A birth date has the
    precision that is known, or is None. `sex` is F, M, X or "" (not stated). `optional_data_more`
    exists in TD1 only, whose second line has a field of its own.
    """

    document_type: str
    issuing_country: str
    number: str
    nationality: str
    birth_date: PartialDate | None
    sex: str
    expiry: PartialDate | None
    surname: str
    given_names: str
    optional_data: str = ""
    optional_data_more: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineReadableZone(DocumentFacts):
    """A zone that was read: its facts, its format and its lines as they stand."""

    format: MrzFormat
    lines: tuple[str, ...]

    @property
    def name_may_be_cut(self) -> bool:
        """Whether the name fills its field to the last letter, so that more may be missing."""
        return "".join(self.lines)[LAYOUTS[self.format].name][-1] != FILLER


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where each field of a format stands; the digit of a field follows it at once.

    `composite` holds what the last digit covers, and is empty in visas. `personal_digit` tells
    that the optional data has a digit (TD3), `long_numbers` that a number may run on into them.
    """

    lines: int
    line_length: int
    name: slice
    number: slice
    nationality: slice
    birth_date: slice
    sex: int
    expiry: slice
    optional: slice
    optional_more: slice | None = None
    personal_digit: bool = False
    long_numbers: bool = False
    composite: tuple[slice, ...] = ()
    composite_digit: int = -1


def _two_lines(
    length: int,
    optional_stop: int,
    *,
    composite_stop: int | None = None,
    personal_digit: bool = False,
    long_numbers: bool = False,
) -> Layout:
    """Return a format of two lines of that length; the stops are positions in the second line."""

    def second(start: int, stop: int) -> slice:
        return slice(length + start, length + stop)

    composite = () if composite_stop is None else ((0, 10), (13, 20), (21, composite_stop))
    return Layout(
        lines=2,
        line_length=length,
        name=slice(5, length),
        number=second(0, 9),
        nationality=second(10, 13),
        birth_date=second(13, 19),
        sex=length + 20,
        expiry=second(21, 27),
        optional=second(28, optional_stop),
        personal_digit=personal_digit,
        long_numbers=long_numbers,
        composite=tuple(second(start, stop) for start, stop in composite),
        composite_digit=length + (composite_stop or 0),
    )


DOCUMENT_TYPE = slice(0, 2)
ISSUING_COUNTRY = slice(2, 5)

LAYOUTS: Mapping[MrzFormat, Layout] = MappingProxyType(
    {
        MrzFormat.TD1: Layout(
            lines=3,
            line_length=30,
            number=slice(5, 14),
            optional=slice(15, 30),
            birth_date=slice(30, 36),
            sex=37,
            expiry=slice(38, 44),
            nationality=slice(45, 48),
            optional_more=slice(48, 59),
            name=slice(60, 90),
            long_numbers=True,
            composite=(slice(5, 30), slice(30, 37), slice(38, 45), slice(48, 59)),
            composite_digit=59,
        ),
        MrzFormat.TD2: _two_lines(36, 35, composite_stop=35, long_numbers=True),
        MrzFormat.TD3: _two_lines(44, 42, composite_stop=43, personal_digit=True),
        MrzFormat.MRV_A: _two_lines(44, 44),
        MrzFormat.MRV_B: _two_lines(36, 36),
    }
)
"""Where the fields stand; document type and issuing country stand alike in all formats."""


def check_digit(text: str) -> int:
    """Return the check digit of Doc 9303-3, 4.9: weights 7, 3, 1, sum modulo 10.

    Raises:
        ValueMalformed: A character is none of A–Z, 0–9 and the filler.
    """
    try:
        values = [_VALUES[character] for character in text]
    except KeyError as error:
        raise ValueMalformed(
            field=to_translate("machine-readable zone"),
            why=to_translate("it holds a character other than A–Z, 0–9 and <"),
        ) from error
    return sum(value * _WEIGHTS[place % 3] for place, value in enumerate(values)) % 10
