"""A memorandum of understanding: its terms, the path it takes, and what has come of it."""

import datetime
import enum
from collections.abc import Mapping
from dataclasses import dataclass, field

from jisr.access.model import AgreementGrant, Bureau, DatabaseName, Officer, Operation, Purpose
from jisr.assembly.texts.model import Paragraph
from jisr.assembly.texts.steps import Finding
from jisr.values import Decision, LanguageMap


class State(enum.StrEnum):
    """How far a memorandum has come."""

    DRAFTED = "drafted"
    PROPOSED = "proposed"
    """The members are told; until the last day of the window they may object."""
    OBJECTED = "objected"
    """A member objected: the assembly decides."""
    APPROVED = "approved"
    REFUSED = "refused"
    SIGNED = "signed"
    IN_FORCE = "in-force"
    EXPIRED = "expired"
    ENDED = "ended"
    RENEWED = "renewed"
    """Another memorandum took its place."""
    WITHDRAWN = "withdrawn"


class Body(enum.StrEnum):
    """Who gives an opinion on a memorandum before it is proposed."""

    EXECUTIVE_COMMITTEE = "executive-committee"
    COMMISSION = "commission"


class DueKind(enum.StrEnum):
    """What somebody is reminded of."""

    OBJECTION = "objection"
    RENEWAL = "renewal"
    REVIEW = "review"
    EXPIRY = "expiry"


class Sight(enum.IntEnum):
    """How much of a memorandum an officer is shown."""

    NOTHING = 0
    OUTLINE = 1
    """Title, parties and dates."""
    TEXT = 2
    """And the words that are proposed."""
    WHOLE = 3


@dataclass(frozen=True, slots=True)
class Acting:
    """Who reads or acts."""

    officer: Officer
    bureau: Bureau


@dataclass(frozen=True, slots=True)
class Path:
    """The way to approval that the organisation's rules ask for; see `data/paths.toml`.

    `objection_days` is 0 where no member needs to be asked.
    """

    key: str
    article: str
    name: LanguageMap
    opinions: frozenset[Body]
    objection_days: int


@dataclass(frozen=True, slots=True)
class Scope:
    """An area in which the parties work together."""

    key: str
    name: LanguageMap


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who is to sign for a party on paper, as the parties named them."""

    party: str
    name: str
    post: str


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom a party names for everyday questions; not part of what is signed, so it may change."""

    party: str
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A document that belongs to the memorandum, by its SHA-256 (hexadecimal)."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class GrantTerms:
    """What the givers let the receiver do with their data while the memorandum is in force.

    `counterparts` are the givers: parties that are members. Without dates of its own it lasts as
    long as the memorandum.
    """

    bureau: str
    databases: frozenset[DatabaseName]
    operations: frozenset[Operation]
    purposes: frozenset[Purpose]
    counterparts: frozenset[str]
    starts: datetime.date | None = None
    ends: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """What the parties agree on: all of it is signed.

    Attributes:
        title: by language, like every text.
        paragraphs: the words; `revisions` of each say which revision its languages follow.
        languages: in which it is written, all of them equally authentic.
        parties: bureaus by id, at least two of different sides.
        scopes: keys of `data/scopes.toml`.
        starts: the first day on which it may enter into force, or None.
        ends: its last day, or None: until a party ends it.
        renewal_days: how many calendar days before the last day a renewal must be asked for.
        review: when the parties look at it again, or None.
        meeting: the id of the meeting where it was born, or empty.
        laws: the related law, one line each.
    """

    title: Mapping[str, str]
    paragraphs: tuple[Paragraph, ...]
    languages: tuple[str, ...]
    parties: tuple[str, ...]
    scopes: tuple[str, ...]
    signatories: tuple[Signatory, ...] = ()
    starts: datetime.date | None = None
    ends: datetime.date | None = None
    renewal_days: int = 0
    review: datetime.date | None = None
    meeting: str = ""
    laws: tuple[str, ...] = ()
    papers: tuple[Paper, ...] = ()
    grant: GrantTerms | None = None


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a body says of the words with this digest."""

    body: Body
    is_favourable: bool
    reference: str
    digest: str


@dataclass(frozen=True, slots=True)
class Objection:
    """A member does not want the memorandum approved in silence."""

    member: str
    officer: str
    at: datetime.datetime
    why: str


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the assembly decided, by which vote."""

    vote: str
    is_approved: bool


@dataclass(frozen=True, slots=True)
class Signature:
    """A side's signature over the digest; `kind`, `key` and `value` are empty only in a demo."""

    party: str
    officer: str
    digest: str
    at: datetime.datetime
    kind: str
    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Renewal:
    """A party asked in time that the memorandum be renewed."""

    party: str
    at: datetime.datetime


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened on the way, as a timeline tells it."""

    kind: str
    at: datetime.datetime
    bureau: str
    officer: str


@dataclass(frozen=True, slots=True)
class Memorandum:
    """One memorandum; `state` is what was last written, `dates.state_on` says what it is today.

    Attributes:
        revision: of its words, from 1.
        path: the key of the path that it was proposed on, or empty.
        window_ends: the last day on which members may object, or None.
        grant: the id of the data grant that it opened, or empty.
        review: when it is looked at next, or None.
        renews: the id of the memorandum whose place it takes, or empty.
        successor: the id of the one that took its place, or empty.
        why: why it was ended or withdrawn, or empty.
    """

    id: str
    terms: Terms
    drafted_at: datetime.datetime
    revision: int = 1
    state: State = State.DRAFTED
    path: str = ""
    opinions: tuple[Opinion, ...] = ()
    proposed_at: datetime.datetime | None = None
    window_ends: datetime.date | None = None
    objections: tuple[Objection, ...] = ()
    ruling: Ruling | None = None
    signatures: tuple[Signature, ...] = ()
    entered: datetime.date | None = None
    ended: datetime.date | None = None
    grant: str = ""
    contacts: tuple[Contact, ...] = ()
    review: datetime.date | None = None
    renewal: Renewal | None = None
    renews: str = ""
    successor: str = ""
    why: str = ""
    steps: tuple[Step, ...] = ()
    version: int = 1


@dataclass(frozen=True, slots=True)
class Due:
    """What is due for a memorandum, on which calendar day; `days_left` is negative when late."""

    memorandum: str
    title: Mapping[str, str]
    kind: DueKind
    day: datetime.date
    days_left: int


@dataclass(frozen=True, slots=True)
class Seen:
    """A memorandum as one officer sees it; below `Sight.WHOLE` the rest of it is emptied.

    Attributes:
        state: what it is today.
        digest: of its terms: what is signed.
        sides: the parties for which the officer answers.
        unsigned: those of them that have not signed yet.
        findings: where its languages are out of step.
        may: what the officer can do now, and why not.
        grant: what it opened.
    """

    memorandum: Memorandum
    sight: Sight
    state: State
    path: Path
    digest: str
    sides: tuple[str, ...] = ()
    unsigned: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    may: Mapping[str, Decision] = field(default_factory=dict)
    dues: tuple[Due, ...] = ()
    grant: AgreementGrant | None = None
