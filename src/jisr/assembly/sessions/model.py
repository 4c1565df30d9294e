"""What a session is made of: the register, its duties, delegations, credentials, observers."""

import datetime
import enum
from collections.abc import Mapping
from dataclasses import dataclass, field

from jisr.values import LanguageMap, PartialDate


class SessionKind(enum.StrEnum):
    """Whether a session is the yearly one or was asked for."""

    ORDINARY = "ordinary"
    EXTRAORDINARY = "extraordinary"


class Evidence(enum.StrEnum):
    """How well a fact of the register is known."""

    OFFICIAL = "official"
    PRESS = "press"
    DISPUTED = "disputed"


@dataclass(frozen=True, slots=True)
class Fact:
    """One sourced statement about a session, in the words of the register's editor."""

    key: str
    text: str
    evidence: Evidence
    source: str


@dataclass(frozen=True, slots=True)
class Session:
    """One meeting of the assembly; days that no source tells are left out, never guessed.

    `host` is the alpha-3 code of the country; `opens` and `closes` are days at the place.
    """

    number: int
    kind: SessionKind
    host: str
    city: LanguageMap
    opens: PartialDate
    closes: PartialDate | None
    facts: tuple[Fact, ...] = ()


class Anchor(enum.StrEnum):
    """The day from which a deadline is counted."""

    OPENS = "opens"
    CLOSES = "closes"


@dataclass(frozen=True, slots=True)
class Duty:
    """Something that the rules want done by a day.

    `months` and `days` are added to the anchor (negative: before it). `voids` marks what has no
    effect when it is late. Without `valid_from` the row holds for all sessions before its end:
    no older wording is known.
    """

    key: str
    name: LanguageMap
    owner: str
    anchor: Anchor
    kinds: frozenset[SessionKind]
    article: str
    months: int = 0
    days: int = 0
    voids: bool = False
    valid_from: datetime.date | None = None
    valid_until: datetime.date | None = None


class DutyState(enum.StrEnum):
    """Where a duty stands on a day."""

    AHEAD = "ahead"
    DUE = "due"
    LATE = "late"
    DONE = "done"
    DONE_LATE = "done-late"


@dataclass(frozen=True, slots=True)
class Deadline:
    """A duty of one session with its last day in time; `days_left` is negative once it is late."""

    duty: Duty
    day: datetime.date
    state: DutyState
    days_left: int


class Post(enum.StrEnum):
    """What a delegate does for the delegation; a delegate without a post advises."""

    HEAD = "head"
    ALTERNATE = "alternate"
    BALLOT_CASTER = "ballot-caster"


@dataclass(frozen=True, slots=True)
class Delegate:
    """A person whom a member sends.

    `is_extra` marks members of the executive committee and chairs of committees, who do not count
    towards the size of the delegation. `is_revoked` marks one whom the member has withdrawn.
    """

    id: str
    name: str
    posts: frozenset[Post] = frozenset()
    is_extra: bool = False
    is_revoked: bool = False


@dataclass(frozen=True, slots=True)
class Delegation:
    """The people whom a member sends to a session."""

    member: str
    delegates: tuple[Delegate, ...]
    sub_bureaus: int = 0


class Issuer(enum.StrEnum):
    """Who signed the credentials of a delegation."""

    HEAD_OF_STATE = "head-of-state"
    HEAD_OF_GOVERNMENT = "head-of-government"
    FOREIGN_MINISTER = "foreign-minister"
    COMPETENT_MINISTER = "competent-minister"
    PLENIPOTENTIARY = "plenipotentiary"
    OTHER = "other"


class CredentialState(enum.StrEnum):
    """How far the review of credentials has come."""

    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    DISPUTED = "disputed"
    REFUSED = "refused"


class Reviewer(enum.StrEnum):
    """Who decides about credentials."""

    CREDENTIALS_BUREAU = "credentials-bureau"
    PRESIDENT = "president"


@dataclass(frozen=True, slots=True)
class Credential:
    """The paper that says who speaks for a member, and what the review made of it."""

    member: str
    issuer: Issuer
    state: CredentialState = CredentialState.SUBMITTED


class Standing(enum.StrEnum):
    """As what somebody sits in the hall."""

    DELEGATION = "delegation"
    PENDING = "pending"
    OBSERVER = "observer"


class ObserverKind(enum.StrEnum):
    """Why somebody who is no member is invited."""

    APPLICANT_STATE = "applicant-state"
    ORGANISATION = "organisation"
    ADVISER = "adviser"
    REFUSED_DELEGATION = "refused-delegation"


@dataclass(frozen=True, slots=True)
class Observer:
    """Somebody who may attend without belonging to a member's delegation.

    `id` is the officer's where the observer has an account, else any. `is_listed`: the executive
    committee put them on its list. `is_partner`: an agreement with the organisation makes the
    host's approval needless.
    """

    id: str
    kind: ObserverKind
    is_listed: bool = False
    is_partner: bool = False
    is_approved_by_host: bool = False
    name: str = ""


class Act(enum.StrEnum):
    """What can be done in the hall."""

    SPEAK = "speak"
    POINT_OF_ORDER = "point-of-order"
    MOVE = "move"
    PROPOSE = "propose"
    NOMINATE = "nominate"
    VOTE = "vote"
    READ_WORKING_PAPERS = "read-working-papers"
    READ_RELEASED_PAPERS = "read-released-papers"
    CIRCULATE_PAPERS = "circulate-papers"


class Right(enum.StrEnum):
    """How far an act is open to a standing."""

    YES = "yes"
    WITH_LEAVE = "with-leave"
    NO = "no"


class Matter(enum.StrEnum):
    """What is voted on, as far as the right to vote depends on it."""

    CONSTITUTION = "constitution"
    ELECTION = "election"
    OTHER = "other"


class Voice(enum.StrEnum):
    """Where, or for what, a member's voice counts."""

    PLENARY = "plenary"
    COMMITTEE = "committee"
    NOMINATION = "nomination"


@dataclass(frozen=True, slots=True)
class Question:
    """What a member wants to take part in, in which session and financial year."""

    session: int
    year: int
    matter: Matter
    voice: Voice = Voice.PLENARY
    is_secret: bool = False


@dataclass(frozen=True, slots=True)
class Waiver:
    """The assembly's decision to let a member vote in one session although its dues are unpaid."""

    member: str
    session: int


@dataclass(frozen=True, slots=True)
class Seat:
    """All that the right to vote of one member depends on.

    `unpaid_years` are the financial years of which dues are unpaid.
    """

    delegation: Delegation
    credential: Credential | None
    unpaid_years: frozenset[int] = frozenset()
    waivers: tuple[Waiver, ...] = ()


class Office(enum.StrEnum):
    """What somebody does for the session itself, whoever sent them."""

    CHAIR = "chair"
    """The President, or who presides in their place (RoP 21)."""
    CREDENTIALS_BUREAU = "credentials-bureau"
    ELECTIONS_BOARD = "elections-board"
    COMMITTEE = "committee"
    """Of the executive committee, or chair of a committee: not counted in a delegation (RoP 7)."""
    TRUSTEE = "trustee"
    """Holds a share of the key of secret votes."""
    WITNESS = "witness"
    """Co-signs the heads of the boards of secret votes."""


class KeyUse(enum.StrEnum):
    """What a hall key signs."""

    VOTE = "vote"
    TRUSTEE = "trustee"
    WITNESS = "witness"


@dataclass(frozen=True, slots=True)
class HallKey:
    """A key that an officer holds for one session; it counts until the instant it is revoked.

    `public` is an Ed25519 public key in base64url. `sealing` is what others seal to a trustee with,
    in base64url, and empty for every other use.
    """

    id: str
    session: int
    officer: str
    member: str
    use: KeyUse
    public: str
    sealing: str
    registered_at: datetime.datetime
    revoked_at: datetime.datetime | None = None


@dataclass(frozen=True, slots=True)
class Convocation:
    """How an extraordinary session was asked for, and what it is about (CON 10; RoP 9, 15)."""

    requested_on: datetime.date
    subjects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LetterDraw:
    """How the letter of the hall was drawn (RoP 18).

    Either `evidence` says where and before whom it was drawn by hand, or `commitments` and `values`
    (hexadecimal, by member) are lots that anyone draws again with `counting.lots`.
    """

    evidence: str = ""
    commitments: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Held:
    """A session that this network holds, as it stands.

    `order` is that of the hall, of all members; until a `letter` is drawn it begins at A. `offices`
    are ids of officers, `done` says when each duty of the calendar was done. `is_generated` marks
    a session of a demo, which nobody attended.
    """

    session: Session
    version: int
    letter: str
    order: tuple[str, ...]
    offices: Mapping[Office, tuple[str, ...]]
    is_generated: bool
    convocation: Convocation | None = None
    draw: LetterDraw | None = None
    done: Mapping[str, datetime.datetime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HeldDelegation:
    """A delegation with its version: 0 where the member has named nobody."""

    delegation: Delegation
    version: int


@dataclass(frozen=True, slots=True)
class HeldCredential:
    """Credentials with their version, who changed them last, and why."""

    credential: Credential
    version: int
    why: str
    changed_by: str
    changed_at: datetime.datetime


@dataclass(frozen=True, slots=True)
class HeldObserver:
    """An observer, and whether they are let in still."""

    observer: Observer
    is_admitted: bool
    version: int


@dataclass(frozen=True, slots=True)
class Lot:
    """What a member put into the draw of the letter, in hexadecimal; `value` once revealed."""

    member: str
    commitment: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Capacity:
    """As what an officer is in the hall: nothing of it where they were not sent.

    `member` is the member whose delegation the officer sits in, or whose bureau they are of.
    """

    standing: Standing | None
    member: str
    posts: frozenset[Post]
    offices: frozenset[Office]
    is_secretary: bool
