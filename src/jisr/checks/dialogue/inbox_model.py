"""The inbox of hits, and one hit on somebody's desk, as pages show them."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field

from jisr.checks.dialogue.model import Attachment, DialogueView, Word
from jisr.checks.model import Trace
from jisr.values import LanguageMap

COUNTED_MAX = 99
"""More hits than this are told as so many and more: nobody reads the number."""


class Tab(enum.StrEnum):
    """The parts of an inbox.

    `turn` waits for the reader's side, `waiting` for another side; `escalated` is open after a
    clock was missed; `alone` is what the bureau that asked does not know; `closed` is over.
    """

    TURN = "turn"
    WAITING = "waiting"
    ESCALATED = "escalated"
    ALONE = "alone"
    CLOSED = "closed"


Place = tuple[str, str, str]
"""Where a page of an inbox begins: how pressing the last hit was, its moment and its id."""


@dataclass(frozen=True, slots=True)
class Inbox:
    """One page of an inbox, the most pressing hit first.

    `counts` says how many hits a part holds, at most `COUNTED_MAX`; what is closed is not counted.
    `names` are those of the bureaus, by id. `following` begins the next page; None at the end.
    `mark` changes whenever anything that is shown changes.
    """

    tab: Tab
    rows: tuple[DialogueView, ...]
    counts: Mapping[Tab, int]
    names: Mapping[str, LanguageMap]
    following: Place | None
    mark: str


@dataclass(frozen=True, slots=True)
class Standing:
    """One hit on an officer's desk: what he is shown, and what he can say about it now.

    `may` are the statements that have their place now and that he may make; `refused` says why he
    may not make one that has its place. `question` is what may be told of the question; `files`
    are the attachments by id.
    """

    view: DialogueView
    names: Mapping[str, LanguageMap]
    may: frozenset[Word]
    refused: Mapping[Word, str] = field(default_factory=dict)
    question: Trace | None = None
    files: Mapping[str, Attachment] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RecordShown:
    """The record of a hit as its reader may see it; `entry` is the sealed reading.

    `has_more` says that the owner could tell more; `on_hit` what to do with it.
    """

    version: int
    fields: Mapping[str, str]
    on_hit: LanguageMap
    has_more: bool
    entry: str
