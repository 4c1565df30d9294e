"""What the explorer of the ledger shows."""

import datetime
import enum
from dataclasses import dataclass

from jisr.checks.dialogue.model import Side


class Group(enum.StrEnum):
    """What entries are about, in words that a person looks for."""

    RECORDS = "records"
    HITS = "hits"
    NETWORK = "network"
    OFFICERS = "officers"
    SIGN_IN = "sign-in"
    OVERSIGHT = "oversight"
    ASSEMBLY = "assembly"


KINDS: dict[Group, frozenset[str]] = {
    Group.RECORDS: frozenset(("record", "audience", "opening")),
    Group.HITS: frozenset(("hit", "hit_statement", "hit_preference", "message")),
    Group.NETWORK: frozenset(("network", "bureau", "grant", "audience_group", "memorandum")),
    Group.OFFICERS: frozenset(("officer", "identity", "passkey", "machine_key")),
    Group.SIGN_IN: frozenset(("session", "token", "statement")),
    Group.OVERSIGHT: frozenset(("trace", "traces")),
    Group.ASSEMBLY: frozenset(
        (
            *(
                "assembly",
                "delegation",
                "credential",
                "observer",
                "dues",
                "waiver",
                "lot",
                "hallkey",
            ),
            *("item", "agenda", "draft", "amendment", "resolution", "duty"),
            *("vote", "call", "board", "committee", "election", "nomination", "lots"),
        )
    ),
}
"""The kinds of subjects of each group: the first word of a verb."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What an entry says of who did what: its act, its place, and whether its document is there.

    `position` counts from 0 and is None while the entry waits to be numbered. `why` is the reason
    for which whoever asks is shown it.
    """

    id: str
    position: int | None
    time: datetime.datetime
    bureau: str
    officer: str
    verb: str
    subject: str
    version: int | None
    purpose: str
    audience_class: str
    is_erased: bool
    why: str = ""

    @property
    def kind(self) -> str:
        """What kind of thing the subject is."""
        return self.verb.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Known:
    """What was looked up to decide about one entry; empty where it does not matter.

    Attributes:
        class_owner: the member for which the entry's audience class was made.
        class_members: the members that the class names.
        is_provable: whether the proof of the record may be given to whoever asks.
        side: on which side of the hit whoever asks stands.
        officer_bureau: where the officer works whom the entry is about.
    """

    class_owner: str = ""
    class_members: frozenset[str] = frozenset()
    is_provable: bool = False
    side: Side | None = None
    officer_bureau: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of entries, newest first; `before` begins the next one and is 0 at the end."""

    entries: tuple[Entry, ...]
    before: int


@dataclass(frozen=True, slots=True)
class Sealed:
    """An entry with what the tree holds of it.

    `signed_size` is the size of the newest signed tree, 0 before the first; the entry is proven
    when its position is below it.
    """

    entry: Entry
    network: str
    act_commitment: str
    document_commitment: str
    leaf: str
    signed_size: int

    @property
    def is_covered(self) -> bool:
        """Whether a signed checkpoint covers the entry."""
        return self.entry.position is not None and self.entry.position < self.signed_size


@dataclass(frozen=True, slots=True)
class Grown:
    """How many entries the tree had at the end of the step of time that begins at `at`."""

    at: datetime.datetime
    size: int


@dataclass(frozen=True, slots=True)
class State:
    """How the ledger stands: its newest checkpoint (the root in hexadecimal digits), how it grew.

    `cosigners` are the names of the witnesses that signed the note, if any did. Their signatures
    are for whoever knows the witnesses' keys to verify: the hub knows none.
    """

    origin: str
    size: int
    root: str
    note: str
    signed_at: datetime.datetime
    cosigners: tuple[str, ...]
    points: tuple[Grown, ...]
