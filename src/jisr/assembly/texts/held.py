"""What is kept of the agenda and the texts: a thing with how far it has come, and its version."""

import datetime
import enum
from dataclasses import dataclass

from jisr.assembly.sessions.model import Matter
from jisr.assembly.texts.model import AgendaItem, Amendment, Draft, Resolution
from jisr.assembly.texts.voting_order import Ruling, State
from jisr.values import LanguageMap


@dataclass(frozen=True, slots=True)
class At:
    """Which thing is changed, and in which version it was read; None does not ask."""

    id: str
    version: int | None = None


class ItemState(enum.StrEnum):
    """Whether an item stands on the agenda."""

    INCOMPLETE = "incomplete"
    """Its report or its draft resolution is missing."""
    LISTED = "listed"
    """It was complete in time, so it stands on the provisional agenda."""
    ADDITIONAL = "additional"
    """It was complete too late: the assembly must admit it."""
    ADMITTED = "admitted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


ON_THE_AGENDA = frozenset((ItemState.LISTED, ItemState.ADMITTED))


@dataclass(frozen=True, slots=True)
class Admission:
    """What the assembly decided on an additional item, and in which vote."""

    vote_id: str
    is_admitted: bool


@dataclass(frozen=True, slots=True)
class HeldItem:
    """An agenda item of a session, as it is stored."""

    item: AgendaItem
    session: int
    admission: Admission | None = None
    is_withdrawn: bool = False
    version: int = 1


@dataclass(frozen=True, slots=True)
class Agenda:
    """The agenda as the assembly adopted it: the ids of its items, in their order."""

    session: int
    items: tuple[str, ...]
    vote_id: str
    adopted_on: datetime.date


class PaperKind(enum.StrEnum):
    """What a paper of an item is for; only a draft resolution is amended and voted on."""

    RESOLUTION = "resolution"
    REPORT = "report"
    INFORMATION = "information"


@dataclass(frozen=True, slots=True)
class PartVote:
    """A vote on one paragraph that a delegation asked for; undecided while there is no vote."""

    paragraph_id: str
    asked_by: str
    vote_id: str = ""
    is_kept: bool = True


@dataclass(frozen=True, slots=True)
class HeldDraft:
    """A paper of an item, as it is stored.

    Attributes:
        is_released: whether observers read it although it is a working paper.
        invited: who a sponsor asked to join.
        asking: who asked to join the sponsors.
        order: the order of voting that the chair set, by amendment; empty: the farthest first.
        order_reason: why the chair set it.
        rulings: the chair's, on what falls with what.
        parts: the paragraphs on which a delegation asked for a vote of their own.
        vote_id: the vote that adopted or rejected it.
        version: of all of this, from 1; one sealed entry each.
    """

    draft: Draft
    session: int
    kind: PaperKind = PaperKind.RESOLUTION
    is_released: bool = False
    invited: tuple[str, ...] = ()
    asking: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    order_reason: str = ""
    rulings: tuple[Ruling, ...] = ()
    parts: tuple[PartVote, ...] = ()
    vote_id: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class HeldAmendment:
    """An amendment, as it is stored.

    Attributes:
        because: the amendment that made it fall.
        agreed: the sponsors of the draft that accept it without a vote.
        vote_id: the vote that decided it; empty where the sponsors accepted it.
        reason: the chair's, where the chair set it aside.
    """

    amendment: Amendment
    state: State = State.PENDING
    because: str = ""
    agreed: tuple[str, ...] = ()
    vote_id: str = ""
    reason: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class HeldResolution:
    """An adopted text with where it came from."""

    resolution: Resolution
    session: int
    draft_id: str
    is_public: bool


@dataclass(frozen=True, slots=True)
class Hold:
    """A vote on words is open: nobody changes them meanwhile.

    `draft_id` is empty for a vote on the agenda or an item.
    """

    vote_id: str
    subject_kind: str
    subject_id: str
    draft_id: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a vote asks about a text; `words_digest` binds it to the words that stand now."""

    title: LanguageMap
    words_digest: str
    matter: Matter = Matter.OTHER
