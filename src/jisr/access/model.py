"""The people and bodies of a network, and the words in which access is decided."""

import datetime
import enum
from collections.abc import Mapping
from dataclasses import dataclass

from jisr.values import LanguageMap

SECRETARIAT = "GS"
"""The id of the bureau of the General Secretariat."""
OVERSIGHT = "CCF"
"""The id of the bureau of the Commission for the Control of Files."""


class Purpose(enum.StrEnum):
    """Why data are processed: the nine purposes of RPD Art. 10(2)."""

    WANTED_PERSON = "wanted-person"
    LOCATE = "locate"
    INVESTIGATION = "investigation"
    WARN = "warn"
    IDENTIFY = "identify"
    FORENSICS = "forensics"
    SECURITY_CHECK = "security-check"
    BORDER_MANAGEMENT = "border-management"
    ANALYSIS = "analysis"


class DatabaseName(enum.StrEnum):
    """The databases of the network; what each is for and holds is in `records/data`."""

    NOMINAL = "nominal"
    TRAVEL_DOCUMENTS = "travel-documents"
    ADMINISTRATIVE_DOCUMENTS = "administrative-documents"
    VEHICLES = "vehicles"
    VESSELS = "vessels"
    FIREARMS = "firearms"


class Operation(enum.StrEnum):
    """What is done with data (the operations of the log, RPD Art. 126)."""

    CHECK = "check"
    READ = "read"
    ADD = "add"
    UPDATE = "update"
    WITHDRAW = "withdraw"
    ERASE = "erase"


class Role(enum.StrEnum):
    """What an officer is trusted with; the level of each is in `access/data/roles.toml`."""

    BUREAU_OFFICER = "bureau-officer"
    HEAD_OF_BUREAU = "head-of-bureau"
    SECURITY_OFFICER = "security-officer"
    DATA_PROTECTION_OFFICER = "data-protection-officer"
    MACHINE = "machine"
    COORDINATOR = "coordinator"
    LEGAL_REVIEWER = "legal-reviewer"
    CCF_MEMBER = "ccf-member"
    DELEGATE = "delegate"
    OBSERVER = "observer"
    ASSEMBLY_SECRETARY = "assembly-secretary"
    OPERATOR = "operator"


class BureauKind(enum.StrEnum):
    """What kind of body a bureau is."""

    NATIONAL = "national"
    SUB_BUREAU = "sub-bureau"
    AGENCY = "agency"
    SECRETARIAT = "secretariat"
    OVERSIGHT = "oversight"
    INTERNATIONAL = "international"


@dataclass(frozen=True, slots=True)
class Country:
    """A state or territory in every code system that its papers may show.

    `code` is ISO 3166-1 alpha-3 and names it everywhere in Jisr; `icao_codes` are the codes that
    its documents may carry instead (`D`, `GBN`, historic `ZAR`).
    """

    code: str
    alpha2: str
    numeric: str
    name: LanguageMap
    region: str
    icao_codes: tuple[str, ...] = ()


class SpecialKind(enum.StrEnum):
    """What an issuing code names that is no present country."""

    ORGANISATION = "organisation"
    PERSON = "person"
    SPECIMEN = "specimen"
    HISTORIC = "historic"


@dataclass(frozen=True, slots=True)
class SpecialCode:
    """An issuing code of travel documents that names no present country.

    `is_protected` marks stateless persons and refugees: nothing about them starts a notice.
    """

    code: str
    kind: SpecialKind
    name: LanguageMap
    is_protected: bool


@dataclass(frozen=True, slots=True)
class Member:
    """A country with a seat in this network.

    `slot` is given once and never reused: audience masks are derived from it.
    """

    country: str
    slot: int
    since: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class NetworkProfile:
    """What makes one network this network and not another: sealed as entry 0.

    `bodies` names the bureaus that belong to the organisation itself (`GS`, `CCF`); `rules` says
    which versioned rule tables the network follows.
    """

    name: str
    title: LanguageMap
    languages: tuple[str, ...]
    time_zone: str
    members: tuple[Member, ...]
    bodies: Mapping[str, LanguageMap]
    rules: Mapping[str, str]
    is_demo: bool = False
    measures: bool = False


@dataclass(frozen=True, slots=True)
class Bureau:
    """A body through which a member, or the organisation, acts.

    `id` is the member's alpha-3 code for its national bureau (`MAR`), and begins with it for what
    stands under it (`MAR.TNG`); the secretariat is `GS`, the Commission `CCF`.
    """

    id: str
    kind: BureauKind
    name: LanguageMap
    member: str | None = None
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Officer:
    """A person, or a machine, that acts for one bureau."""

    id: str
    bureau: str
    name: str
    roles: frozenset[Role]
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class AgreementGrant:
    """One narrow permission that an agreement gives to a bureau (domain: AFRIPOL, WCO, GCCPOL).

    Empty `counterparts` means data of every member; the grant acts from `starts` to `ends`
    inclusive and then stops by itself.
    """

    id: str
    bureau: str
    databases: frozenset[DatabaseName]
    operations: frozenset[Operation]
    purposes: frozenset[Purpose]
    counterparts: frozenset[str]
    starts: datetime.date
    ends: datetime.date | None
    source: str


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks, for what and in which case: without it nothing is answered."""

    officer: Officer
    bureau: Bureau
    purpose: Purpose
    case: str
    grants: tuple[AgreementGrant, ...] = ()
