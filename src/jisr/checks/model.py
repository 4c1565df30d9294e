"""What is asked, what is answered, and the trace that each question leaves."""

import datetime
import enum
from collections.abc import Mapping
from dataclasses import dataclass, field

from jisr.access.model import DatabaseName, Purpose
from jisr.names.model import EvidenceRow
from jisr.records.model import Flag, Kind
from jisr.values import LanguageMap, PartialDate


class ResultCode(enum.StrEnum):
    """How a check ended, in the codes that national systems know."""

    NO_ERROR = "NO_ERROR"
    NO_ANSWER = "NO_ANSWER"
    INVALID_SEARCH_ERROR = "INVALID_SEARCH_ERROR"
    TOO_MANY_ANSWER = "TOO_MANY_ANSWER"
    ACCESS_DENIED = "ACCESS_DENIED"


@dataclass(frozen=True, slots=True)
class PersonQuery:
    """A traveller as the officer knows him; only a name or a document number is needed."""

    name: str = ""
    birth_date: PartialDate | None = None
    sex: str = ""
    nationality: str = ""
    document_number: str = ""
    document_country: str = ""
    document_type: str = ""


@dataclass(frozen=True, slots=True)
class DocumentQuery:
    """A travel or identity document."""

    number: str
    country: str = ""
    type: str = ""


@dataclass(frozen=True, slots=True)
class VehicleQuery:
    """A vehicle by any number that it carries."""

    vin: str = ""
    engine_number: str = ""
    plate: str = ""
    plate_country: str = ""


@dataclass(frozen=True, slots=True)
class VesselQuery:
    """A vessel by any number that it carries."""

    imo: str = ""
    hull_id: str = ""
    mmsi: str = ""
    call_sign: str = ""


@dataclass(frozen=True, slots=True)
class FirearmQuery:
    """A firearm: the serial alone never identifies one."""

    serial: str
    make: str


Query = PersonQuery | DocumentQuery | VehicleQuery | VesselQuery | FirearmQuery


class Basis(enum.StrEnum):
    """On what a hit rests: an exact number, or the weight of evidence about a person."""

    EXACT_NUMBER = "exact-number"
    EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that may be meant. It is presumed, never proven: its owner must confirm it.

    `shown` holds the fields that this officer may see; `refer_to_reviewer` means that the owner
    must not be contacted: the legal reviewer of the secretariat decides (refugees, protection).
    """

    record: str
    version: int
    kind: Kind
    database: DatabaseName
    owner: str
    reference: str
    basis: Basis
    bits: float
    score: float
    reasons: tuple[EvidenceRow, ...]
    shown: Mapping[str, str]
    flags: frozenset[Flag]
    instruction: LanguageMap
    refer_to_reviewer: bool = False
    owner_can_confirm_more: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question, with the position and age of the data it came from.

    `trace` is the id of the sealed trace; `position` counts the ledger's entries that the answer
    took into account; `databases` are those that were searched: elsewhere the officer may not
    ask. `warnings` are stable keys about the question (a VIN's check digit, say).
    """

    trace: str
    code: ResultCode
    hits: tuple[Hit, ...]
    answered_at: datetime.datetime
    position: int
    data_at: datetime.datetime
    databases: tuple[DatabaseName, ...]
    is_stale: bool = False
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trace:
    """That a question was asked: everything but its terms, which few may read.

    `origin` names the tree that holds it and `position` its leaf, counted from 0. `is_measuring`
    says that candidates below the operating point were asked for.
    """

    id: str
    origin: str
    position: int
    asked_at: datetime.datetime
    bureau: str
    officer: str
    purpose: Purpose
    case: str
    kind: Kind
    code: ResultCode
    hit_count: int
    is_measuring: bool = False


@dataclass(frozen=True, slots=True)
class TraceTerms:
    """What was asked and which versions of which records came back, for those entitled.

    `query` is None when the terms were erased; what remains is `trace`.
    """

    trace: Trace
    query: Mapping[str, str | list[str]] | None
    records: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class TraceFilter:
    """Which traces of a bureau are sought, from `since` on and before `until`; None is any."""

    bureau: str
    since: datetime.datetime | None = None
    until: datetime.datetime | None = None
    officer: str | None = None
    purpose: Purpose | None = None
    case: str | None = None
    code: ResultCode | None = None


@dataclass(frozen=True, slots=True)
class FoundCount:
    """How often checks for one purpose found a record on one day."""

    day: str
    purpose: Purpose
    count: int


@dataclass(frozen=True, slots=True)
class ListAccount:
    """What became of a list: how many rows were read, answered, alerted and rejected.

    `left_out` counts cells that could not be read and without which their rows were checked.
    """

    read: int
    checked: int
    alerted: int
    rejected: int
    seconds: float
    hits: int = 0
    left_out: int = 0
    unknown_columns: tuple[str, ...] = field(default=())
