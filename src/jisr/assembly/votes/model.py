"""A vote of the assembly: what is asked, who may answer, who did, and what it came to."""

import datetime
import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from jisr.assembly.counting.model import Announcement, Decided, Majority, Outcome, Tally
from jisr.assembly.sessions.model import Matter
from jisr.values import Decision, LanguageMap

ABSTAIN = "abstain"
"""The choice of none; it is cast and not expressed."""


class Method(enum.StrEnum):
    """How a vote is taken (RoP 39)."""

    CONSENSUS = "consensus"
    """Nobody votes; it is adopted unless one member objects."""
    SHOW_OF_HANDS = "show-of-hands"
    """The chair enters numbers that nobody can verify; any member may ask for a roll-call."""
    ROLL_CALL = "roll-call"
    """Each delegation signs its own entry, and anyone recounts."""
    SECRET = "secret"  # noqa: S105  a word, not a secret
    """Sealed on a board; only totals are ever opened."""


class VoteState(enum.StrEnum):
    """How far a vote has come."""

    OPEN = "open"
    CLOSED = "closed"
    ANNOUNCED = "announced"
    ANNULLED = "annulled"
    """It counts for nothing: annulled by the chair with a reason, or gave way to a roll-call."""


class SubjectKind(enum.StrEnum):
    """What is voted on."""

    QUESTION = "question"
    DRAFT = "draft"
    AMENDMENT = "amendment"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    """A late item that the assembly admits to its agenda."""
    AGENDA = "agenda"
    """The agenda of the session."""
    ROUND = "round"
    """A ballot of an election."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is voted on; `words_digest` binds the vote to the words that stood when it opened.

    `id` names the draft, the amendment, the item, the election, or the paragraph as
    `draft/paragraph`; of the agenda it is the number of the session. It is empty for a question
    that is only its title.
    """

    kind: SubjectKind
    id: str = ""
    words_digest: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """What can be chosen; its key is counted, its name is read."""

    key: str
    name: LanguageMap


@dataclass(frozen=True, slots=True)
class Entitlement:
    """Whether a member has a voice in this vote, and why; frozen when the vote opens."""

    member: str
    is_entitled: bool
    why: str


@dataclass(frozen=True, slots=True)
class Vote:
    """One vote.

    Attributes:
        number: its place among the votes of the session, from 1.
        rule: the key of the question rule that decides it; of the election rule for a round.
        marks_max: how many choices one ballot may mark.
        roll: every member in the order of the hall.
        closes_at: when the hub closes it by itself, or None.
        tally: the totals, once closed; None for consensus, and for a secret vote until opened.
        outcome: what the rule makes of the tally, once announced; None for a round.
        why: the reason of an annulment; where one member ended it (an objection, a demand for a
            roll-call), and in the roll-call that follows, the code of that member; else empty.
        successor: the vote that took its place, or empty.
        version: of this vote, from 1.
        round: which ballot of its election's rule it is, from 1; 0 for one between those who are
            equal, in which most votes win, and for all that is no election.
        overrulings: what was signed against the count, the newest last.
    """

    id: str
    session: int
    number: int
    title: LanguageMap
    subject: Subject
    method: Method
    rule: str
    matter: Matter
    choices: tuple[Choice, ...]
    roll: tuple[Entitlement, ...]
    opened_at: datetime.datetime
    opened_by: str
    closes_at: datetime.datetime | None = None
    marks_max: int = 1
    state: VoteState = VoteState.OPEN
    closed_at: datetime.datetime | None = None
    tally: Tally | None = None
    outcome: Outcome | None = None
    why: str = ""
    successor: str = ""
    version: int = 1
    round: int = 0
    overrulings: tuple["Overruling", ...] = ()

    @property
    def entitled(self) -> frozenset[str]:
        """The members that have a voice in it."""
        return frozenset(each.member for each in self.roll if each.is_entitled)

    @property
    def is_overruled(self) -> bool:
        """Whether the outcome in force is not the count's: each overruling turns it around."""
        return len(self.overrulings) % 2 == 1

    @property
    def is_unverified(self) -> bool:
        """Whether its numbers are what somebody counted by eye."""
        return self.method is Method.SHOW_OF_HANDS and self.tally is not None


class SignatureKind(enum.StrEnum):
    """With what a delegation signed its entry."""

    HALL_KEY = "hall-key"
    """An Ed25519 key that the delegate holds, registered for the session."""
    PASSKEY = "passkey"
    HUB_SESSION = "hub-session"
    """Nothing of its own; possible in a demo only, and marked so."""


@dataclass(frozen=True, slots=True)
class Signature:
    """How something is signed; `key` and `value` are empty for `HUB_SESSION`.

    Of a hall key, `key` is its id and `value` the signature in base64url; of a passkey, its id and
    the statement with the assertion (JSON).
    """

    kind: SignatureKind = SignatureKind.HUB_SESSION
    key: str = ""
    value: str = ""


UNSIGNED = Signature()
Covers = Callable[[bytes], bool]
"""Says whether the passkey's signature that came with a request is over these bytes."""


@dataclass(frozen=True, slots=True)
class Signing:
    """A signature as it comes; `covers` is asked where a passkey made it."""

    signature: Signature = UNSIGNED
    covers: Covers | None = None


@dataclass(frozen=True, slots=True)
class Overruling:
    """A signed entry that sets another outcome than the count's; the count stays beside it."""

    outcome: Outcome
    reason: str
    officer: str
    made_at: datetime.datetime
    signature: Signature


@dataclass(frozen=True, slots=True)
class Opening:
    """What the chair puts to the vote.

    The words, title and matter of a text are the text's own; `title` is given for a question and a
    round only. `choices` are the candidates of a round; everything else is for or against.
    """

    session: int
    subject: Subject
    method: Method
    rule: str
    title: LanguageMap | None = None
    choices: tuple[Choice, ...] = ()
    marks_max: int = 1
    round: int = 0
    closes_at: datetime.datetime | None = None


@dataclass(frozen=True, slots=True)
class Hands:
    """What the chair counted by eye."""

    in_favour: int
    against: int
    abstentions: int


@dataclass(frozen=True, slots=True)
class Call:
    """A member's entry in a roll-call; a correction is a new version, never an edit.

    `key` and `value` are the signature as it is verified offline: empty for `HUB_SESSION`.
    """

    vote: str
    member: str
    version: int
    choice: str
    officer: str
    cast_at: datetime.datetime
    kind: SignatureKind
    key: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Own:
    """What somebody can do in a vote: for which member, or why not, and what stands already.

    `call` is the member's own entry in a roll-call; `version` the one that it would write next.
    Of a secret ballot, `place` is the line of the board on which it stands, and `tracker` what its
    maker compares; neither says anything of the choice.
    """

    member: str
    may: Decision
    call: Call | None = None
    version: int = 1
    received_at: datetime.datetime | None = None
    place: int | None = None
    tracker: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What a count says: its totals, what is read out in six items, and what the rule decides.

    `majority` is None where most votes win, `decided` for a ballot of an election, where the rules
    of the election say who is elected.
    """

    tally: Tally
    majority: Majority | None
    announcement: Announcement
    decided: Decided | None


@dataclass(frozen=True, slots=True)
class VoteView:
    """A vote with who has answered so far: each member and when its entry or ballot arrived.

    `calls` are the entries of a roll-call, newest version of each member in the order of the hall;
    empty while the vote is open, so that nothing can be counted before the close.
    """

    vote: Vote
    received: Mapping[str, datetime.datetime]
    calls: tuple[Call, ...] = ()
