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


class IdentifierKind(enum.StrEnum):
    """A number by which records are found exactly; what each is made of is in `identity.py`.

    `document` is the number alone, `country-document` the country and the number of one document
    record; `person-document` is the number of a document that a person carries.
    """

    DOCUMENT = "document"
    COUNTRY_DOCUMENT = "country-document"
    PERSON_DOCUMENT = "person-document"
    VIN = "vin"
    ENGINE = "engine"
    PLATE = "plate"
    COUNTRY_PLATE = "country-plate"
    IMO = "imo"
    HULL = "hull"
    MMSI = "mmsi"
    CALL_SIGN = "call-sign"
    SERIAL = "serial"


class Result(enum.StrEnum):
    """What became of one draft of a batch."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REJECTED = "rejected"


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
class Outcome:
    """What became of one draft: `why` is a reason key, filled by `details`, if it was rejected."""

    result: Result
    record_id: str = ""
    why: str = ""
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class View:
    """What one officer is shown of a record; `entry_id` is the sealed proof of the reading.

    Fields that he may not see are empty in `record`; `has_more` says that the owner can tell or
    confirm more. `is_accused` decides whether the person may be shown as one suspected.
    """

    record: Record
    on_hit: LanguageMap
    is_accused: bool
    is_expiring: bool
    has_more: bool
    entry_id: str


@dataclass(frozen=True, slots=True)
class Opening:
    """That an officer opened, in an emergency, fields whose originator had to be asked first.

    It holds for him alone, in one case, for the version that he opened, until `ends_at`. `officer`
    is empty for whoever may not know who it was; `entry_id` is the sealed proof.
    """

    id: str
    record: str
    record_version: int
    owner: str
    bureau: str
    officer: str
    purpose: Purpose
    case: str
    reason: str
    opened_at: datetime.datetime
    ends_at: datetime.datetime
    entry_id: str = ""
    spoken_entry: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """A record as an index holds it: with its class, and the number private to indexes.

    `record` lacks what is never matched (confirm-only fields are empty, but named in `handling`).
    """

    number: int
    audience_class: str
    record: Record


@dataclass(frozen=True, slots=True)
class Change:
    """What a record is now that entries changed it; `held` is None if it is not active."""

    record_id: str
    number: int
    held: Held | None


@dataclass(frozen=True, slots=True)
class Changes:
    """What followed a position of the ledger, up to and with `position`.

    `classes_changed` asks the reader to load the audience classes again.
    """

    position: int
    records: tuple[Change, ...]
    classes_changed: bool


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One line of a record's history; `state` is None where the version was erased later."""

    version: int
    state: State | None
    time: str
    bureau: str
    officer: str
    verb: str
    reason: str
    entry_id: str


@dataclass(frozen=True, slots=True)
class Expiring:
    """A record whose owner must decide to keep it or to let it go."""

    record_id: str
    database: DatabaseName
    reference: str
    retained_until: datetime.date


@dataclass(frozen=True, slots=True)
class Viewer:
    """One member and whether it would see a record, and why (a reason key)."""

    member: str
    sees: bool
    why: str


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A kind of document and the database in which it is recorded."""

    code: str
    database: DatabaseName
    title: LanguageMap


@dataclass(frozen=True, slots=True)
class FraudType:
    """What is wrong with a document, and what a record must or may then say."""

    code: str
    title: LanguageMap
    needs_theft_country: bool
    allows_batch: bool


@dataclass(frozen=True, slots=True)
class StatusRule:
    """What a person's status implies, whatever the owner says (RPD Art. 39-41)."""

    status: PersonStatus
    title: LanguageMap
    is_accused: bool
    flags: frozenset[Flag]
    refused_purposes: frozenset[Purpose]


@dataclass(frozen=True, slots=True)
class DatabaseProfile:
    """The 17 characteristics that a database must declare (RPD Art. 36): they drive the code.

    `declared` holds those that are words only. `required_fields` are fields of the subject, `a|b`
    asks for one of them; `identity` lists alternatives, `a+b` needs both. `retention_days` is the
    longest time by fraud type, else `default`. `writers` and `readers` are kinds of bureau;
    `issuing-country` among the writers narrows them to bureaus of the issuing country.
    """

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
    declared: Mapping[str, str]
    document_types: Mapping[str, DocumentType]
    fraud_types: Mapping[str, FraudType]
    statuses: Mapping[PersonStatus, StatusRule]
    confidential_shows: frozenset[str]
    source: str
    retention_source: str
    valid_from: datetime.date
    valid_until: datetime.date | None = None
