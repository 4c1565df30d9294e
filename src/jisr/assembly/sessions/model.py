"""What a session is made of: the register, its duties, delegations, credentials, observers."""

import datetime
import enum
from dataclasses import dataclass

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

    `is_listed`: the executive committee put them on its list. `is_partner`: an agreement with the
    organisation makes the host's approval needless.
    """

    id: str
    kind: ObserverKind
    is_listed: bool = False
    is_partner: bool = False
    is_approved_by_host: bool = False


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
