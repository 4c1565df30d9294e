"""What a record is: a subject, the eight things each record must carry, and its audience."""

import datetime
import enum
from collections.abc import Mapping
from dataclasses import dataclass, field

from jisr.access.model import DatabaseName, Operation, Purpose
from jisr.values import LanguageMap, PartialDate


class Kind(enum.StrEnum):
    """What a record is about."""

    PERSON = "person"
    DOCUMENT = "document"
    VEHICLE = "vehicle"
    VESSEL = "vessel"
    FIREARM = "firearm"


class PersonStatus(enum.StrEnum):
    """In what capacity a person is recorded (RPD Art. 44)."""

    CONVICTED = "convicted"
    CHARGED = "charged"
    SUSPECT = "suspect"
    CRIMINAL_HISTORY = "criminal-history"
    WITNESS = "witness"
    VICTIM = "victim"
    MISSING = "missing"
    UNIDENTIFIED_PERSON = "unidentified-person"
    UNIDENTIFIED_BODY = "unidentified-body"
    DECEASED = "deceased"
    POSSIBLE_THREAT = "possible-threat"
    UN_SANCTIONS = "un-sanctions"


class Flag(enum.StrEnum):
    """What must be recognisable whenever a record is shown (RPD Art. 39-42, 47)."""

    MINOR = "minor"
    NO_RESTRICTIVE_MEASURES = "no-restrictive-measures"
    SENSITIVE = "sensitive"
    DECEASED = "deceased"
    PUBLIC_SOURCE = "public-source"
    ASYLUM = "asylum"


class Confidentiality(enum.StrEnum):
    """The three levels of RPD Art. 112, lowest first."""

    OFFICIAL_USE = "official-use"
    RESTRICTED = "restricted"
    CONFIDENTIAL = "confidential"


class HandlingCode(enum.StrEnum):
    """What the reader of one field may do with it; an unknown code is the most restrictive."""

    OPEN = "open"
    POLICE_USE = "police-use"
    NO_COURT = "no-court"
    ORIGINATOR_CONTROL = "originator-control"
    CONFIRM_ONLY = "confirm-only"


class State(enum.StrEnum):
    """Where a record is in its life."""

    ACTIVE = "active"
    WITHDRAWN = "withdrawn"
    ERASED = "erased"


class NameKind(enum.StrEnum):
    """What a name is to its bearer."""

    PRIMARY = "primary"
    ALIAS = "alias"
    WEAK_ALIAS = "weak-alias"
    AT_BIRTH = "at-birth"


@dataclass(frozen=True, slots=True)
class Name:
    """One name: the original script is the identity, the Latin and MRZ forms are its clothes.

    `text` is kept as it was received; `mrz` is `SURNAME<<GIVEN<NAMES` as ICAO 9303 writes it.
    """

    text: str
    kind: NameKind = NameKind.PRIMARY
    latin: str = ""
    mrz: str = ""


@dataclass(frozen=True, slots=True)
class DocumentReference:
    """A document that a person carries: the person's record says so, not the document's."""

    number: str
    country: str = ""
    type: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """A natural person."""

    names: tuple[Name, ...]
    sex: str = ""
    birth_dates: tuple[PartialDate, ...] = ()
    birth_places: tuple[str, ...] = ()
    nationalities: tuple[str, ...] = ()
    documents: tuple[DocumentReference, ...] = ()
    summary: LanguageMap | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A travel or identity document; it never carries personal data (SLTD)."""

    number: str
    country: str
    type: str
    fraud_type: str
    theft_country: str = ""
    batch: str = ""
    stolen: PartialDate | None = None
    issued: PartialDate | None = None
    expires: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Vehicle:
    """A vehicle or a part of one."""

    vin: str = ""
    engine_number: str = ""
    plate: str = ""
    plate_country: str = ""
    make: str = ""
    model: str = ""
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Vessel:
    """A ship or boat."""

    name: str = ""
    former_names: tuple[str, ...] = ()
    imo: str = ""
    hull_id: str = ""
    mmsi: str = ""
    call_sign: str = ""
    registration: str = ""
    flag: str = ""


@dataclass(frozen=True, slots=True)
class Firearm:
    """A firearm; a serial number alone never identifies one."""

    serial: str
    make: str
    model: str = ""
    calibre: str = ""
    made_in: str = ""


Subject = Person | Document | Vehicle | Vessel | Firearm


@dataclass(frozen=True, slots=True)
class Audience:
    """The owner's statement of who may see a version.

    `everyone` names all members; otherwise `members` and `groups` are listed. `excluded` members
    never see it. Empty `purposes` allows every purpose of its database. Whatever cannot be resolved
    (an unknown or empty group) adds nobody: the owner always remains.
    """

    everyone: bool = True
    members: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    purposes: tuple[Purpose, ...] = ()


@dataclass(frozen=True, slots=True)
class AudienceClass:
    """An audience resolved: the one thing that reading, index and feed compare.

    `id` is derived from the statement and the owner's member, so equal statements share a class.
    `members` acts now; `widened` is added on `widens_on`, when the objection window has passed.
    """

    id: str
    owner_member: str
    statement: Audience
    epoch: int
    members: frozenset[str]
    widened: frozenset[str] = frozenset()
    widens_on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """The eight things that each record carries (RPD Art. 37), and the owner's own reference.

    `source` is the bureau or body the data came from; `recorded_on` the day they were recorded;
    `relevance` says why they matter; access restrictions are the record's `Audience`.
    """

    source: str
    recorded_on: datetime.date
    purpose: Purpose
    confidentiality: Confidentiality
    retained_until: datetime.date
    relevance: str = ""
    status: PersonStatus | None = None
    event: str = ""
    event_date: PartialDate | None = None
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A record that an officer proposes: everything but what the platform gives it."""

    database: DatabaseName
    subject: Subject
    purpose: Purpose
    status: PersonStatus | None = None
    event: str = ""
    event_date: PartialDate | None = None
    relevance: str = ""
    reference: str = ""
    source: str = ""
    confidentiality: Confidentiality = Confidentiality.OFFICIAL_USE
    retained_until: datetime.date | None = None
    flags: frozenset[Flag] = frozenset()
    audience: Audience = field(default_factory=Audience)
    handling: Mapping[str, HandlingCode] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Record:
    """One version of a record, whole. `handling` maps a field of the subject to its code."""

    id: str
    version: int
    database: DatabaseName
    owner: str
    state: State
    subject: Subject
    metadata: Metadata
    flags: frozenset[Flag] = frozenset()
    audience: Audience = field(default_factory=Audience)
    handling: Mapping[str, HandlingCode] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DatabaseProfile:
    """The characteristics that a database must declare (RPD Art. 36): they drive the code."""

    name: DatabaseName
    title: LanguageMap
    kind: Kind
    aim: LanguageMap
    purposes: frozenset[Purpose]
    required_fields: tuple[str, ...]
    writers: frozenset[str]
    readers: frozenset[str]
    identity: tuple[str, ...]
    confidentiality: Confidentiality
    retention_days: Mapping[str, int]
    review_months: int
    holds_personal_data: bool
    operations: frozenset[Operation]
    on_hit: LanguageMap
    source: str
    valid_from: datetime.date
    valid_until: datetime.date | None = None
