"""A hit between two bureaus: what is said about it, by which side, and where it stands."""

import datetime
import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from jisr.access.model import Bureau, DatabaseName, Officer, Purpose
from jisr.records.model import Kind
from jisr.values import LanguageMap


class State(enum.StrEnum):
    """Where a dialogue stands.

    `referred` waits for the legal reviewer and nobody else is told; `blind` is known only to the
    owner of a record that the asking bureau cannot see, and to those who administer and oversee;
    in `lifting` the secretariat wants to lift that restriction; `erased` keeps no data.
    """

    PRESUMED = "presumed"
    ASKED = "asked"
    CONFIRMED = "confirmed"
    NOT_THE_SAME = "not-the-same"
    CANNOT_SAY = "cannot-say"
    CLOSED = "closed"
    DISMISSED = "dismissed"
    REFERRED = "referred"
    BLIND = "blind"
    LIFTING = "lifting"
    ERASED = "erased"


class Answer(enum.StrEnum):
    """What the owner says about the person or thing that was found."""

    CONFIRMED = "confirmed"
    NOT_THE_SAME = "not-the-same"
    CANNOT_SAY = "cannot-say"


class Side(enum.StrEnum):
    """Who speaks in a dialogue; the hub speaks for nobody: it reminds and passes on."""

    ASKING = "asking"
    OWNER = "owner"
    SECRETARIAT = "secretariat"
    OVERSIGHT = "oversight"
    HUB = "hub"


class Word(enum.StrEnum):
    """What kind of statement it is."""

    OPENED = "opened"
    REFERRED = "referred"
    NOTICED = "noticed"
    ASKED = "asked"
    DISMISSED = "dismissed"
    ANSWERED = "answered"
    MESSAGE = "message"
    ATTACHED = "attached"
    OUTCOME = "outcome"
    LIFTING = "lifting"
    OBJECTED = "objected"
    REVEALED = "revealed"
    REMINDED = "reminded"
    ESCALATED = "escalated"


class SignatureKind(enum.StrEnum):
    """With what a side signed a statement.

    `hub-session` is no signature of the officer: the hub vouches that somebody with this
    credential said it. It is written down as that, never as more.
    """

    HUB_SESSION = "hub-session"
    PASSKEY = "passkey"
    MACHINE_KEY = "machine-key"


@dataclass(frozen=True, slots=True)
class Signature:
    """How a statement is signed; `key` names the key and `value` is the proof (base64).

    Both are empty for a hub session. What is signed are the bytes of
    `documents.statement_bytes`.
    """

    kind: SignatureKind = SignatureKind.HUB_SESSION
    key: str = ""
    value: str = ""


BY_HUB_SESSION = Signature()
Verify = Callable[[Signature, bytes], bool]
"""Says whether a signature is its officer's own over these bytes."""


def only_hub_session(signature: Signature, _message: bytes) -> bool:
    """Accept no signature at all, only the plain word that there is none."""
    return signature == BY_HUB_SESSION


@dataclass(frozen=True, slots=True)
class Speaker:
    """The officer who speaks, his bureau, how the statement is signed and who verifies that."""

    officer: Officer
    bureau: Bureau
    signature: Signature = BY_HUB_SESSION
    verify: Verify = only_hub_session


@dataclass(frozen=True, slots=True)
class Seen:
    """Which dialogue somebody speaks in, and the version of it that he had before him."""

    hit: str
    version: int


@dataclass(frozen=True, slots=True)
class Saying:
    """What somebody wants to say: a code of its kind, a text, or the id of an attachment."""

    word: Word
    code: str = ""
    text: str = ""
    attachment: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement as it is kept; `officer` is empty for whoever may not know who spoke.

    `number` is the version of the dialogue that it made.
    """

    number: int
    word: Word
    side: Side
    bureau: str
    officer: str
    said_at: datetime.datetime
    code: str = ""
    text: str = ""
    attachment: str = ""
    signature: Signature = BY_HUB_SESSION


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A hit as the two bureaus treat it.

    `noticed_at` is when the owner was first told; None means that it does not know. The clock runs
    from `asked_at` to `due_at`. `asking_reference` and `owner_reference` are the two bureaus' own
    file references.
    """

    id: str
    version: int
    trace: str
    record: str
    record_version: int
    kind: Kind
    database: DatabaseName
    asking: str
    owner: str
    purpose: Purpose
    asking_reference: str
    owner_reference: str
    state: State
    opened_at: datetime.datetime
    audience_class: str
    is_referred: bool = False
    is_urgent: bool = False
    noticed_at: datetime.datetime | None = None
    asked_at: datetime.datetime | None = None
    due_at: datetime.datetime | None = None
    reminded_at: datetime.datetime | None = None
    escalated_at: datetime.datetime | None = None
    answered_at: datetime.datetime | None = None
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class DialogueView:
    """A dialogue as one officer is shown it.

    `warning` is the key of the sentence that says what may follow; `record_data` is the record's
    own data, for its owner, until it is erased.
    """

    dialogue: Dialogue
    side: Side
    warning: str
    is_overdue: bool
    statements: tuple[Statement, ...] = ()
    record_data: Mapping[str, str] = field(default_factory=dict)


class Which(enum.StrEnum):
    """Which dialogues a list holds."""

    ALL = "all"
    MINE = "mine"
    THEIRS = "theirs"
    OPEN = "open"
    OVERDUE = "overdue"


class Channel(enum.StrEnum):
    """How a bureau wants to be told of hits on its records (RPD Art. 104)."""

    INBOX = "inbox"
    EMAIL = "e-mail"
    WEBHOOK = "webhook"


@dataclass(frozen=True, slots=True)
class Preference:
    """How a bureau is notified; the inbox needs no address, and always has the hit as well."""

    bureau: str
    channel: Channel = Channel.INBOX
    address: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a dialogue: what it is, how long, and the SHA-256 that was sealed."""

    id: str
    hit: str
    media_type: str
    sha256: str
    length: int
    added_at: datetime.datetime


@dataclass(frozen=True, slots=True)
class Reason:
    """A row of a data file: a code, its title, where it comes from.

    `needs_confirmation` is for outcomes: a measure of force that only follows a confirmed hit.
    """

    code: str
    title: LanguageMap
    source: str
    needs_confirmation: bool = False


@dataclass(frozen=True, slots=True)
class Clocks:
    """How long an owner has, in seconds: to answer, or to object to a lifting (RPD Art. 59)."""

    urgent_seconds: int
    routine_seconds: int
    lifting_seconds: int = 86_400


@dataclass(frozen=True, slots=True)
class Course:
    """How one asked dialogue went, for the statistics."""

    is_urgent: bool
    asked_at: datetime.datetime
    due_at: datetime.datetime
    answered_at: datetime.datetime | None
    is_escalated: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """What is published about the dialogues of one kind of clock.

    `median_seconds` is the median time from the question to the owner's first answer, among the
    answered ones; None when there is none.
    """

    asked: int
    answered: int
    in_time: int
    escalated: int
    median_seconds: int | None


@dataclass(frozen=True, slots=True)
class Statistics:
    """The published figures of the dialogues asked since an instant."""

    since: datetime.datetime
    urgent: Figures
    routine: Figures


@dataclass(frozen=True, slots=True)
class Pace:
    """How the questions of a period were answered.

    `median_seconds` and `ninetieth_seconds` run from the question to the owner's first answer,
    over the answered ones: half, and nine in ten, took at most so long (nearest rank). None where
    nothing was answered.
    """

    asked: int
    answered: int
    in_time: int
    escalated: int
    median_seconds: int | None
    ninetieth_seconds: int | None
