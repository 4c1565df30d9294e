"""As what a text can be read, and what an officer adds to it."""

import enum
from dataclasses import dataclass

from jisr.checks.model import Query
from jisr.errors import InputRefused


class ReadingKind(enum.StrEnum):
    """As what a text can be read; the values are what a page sends back."""

    ZONE = "zone"
    NAME = "name"
    DOCUMENT = "document"
    VIN = "vin"
    PLATE = "plate"
    SHIP = "ship"
    RADIO = "radio"
    HULL = "hull"
    CALL_SIGN = "call-sign"
    FIREARM = "firearm"
    ENGINE = "engine"


@dataclass(frozen=True, slots=True)
class Details:
    """What an officer adds to the box, as it was typed; each may be empty."""

    birth_date: str = ""
    sex: str = ""
    nationality: str = ""
    country: str = ""
    make: str = ""


NO_DETAILS = Details()


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a text.

    `query` is None where nothing can be asked yet: `problem` tells why, or `lines_missing` how many
    lines of a zone are still to come. `why` are sentences that say why the text is read so,
    `remarks` what an officer should know of what was read, `warnings` keys of
    `jisr.identifiers.cleaning.WARNINGS`, `scripts` the ISO 15924 codes of a name. A firearm
    `needs_make` until its maker is told.
    """

    kind: ReadingKind
    query: Query | None
    why: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    problem: InputRefused | None = None
    lines_missing: int = 0
    needs_make: bool = False
