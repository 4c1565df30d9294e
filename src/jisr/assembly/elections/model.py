"""What an election is made of: the committee, nominations, the ballots that were held, lots."""

import datetime
import enum
from collections.abc import Mapping
from dataclasses import dataclass, field

from jisr.values import LanguageMap


class ElectionKind(enum.StrEnum):
    """What is filled; the value is the key of the rule in `counting/data`."""

    PRESIDENT = "president"
    VICE_PRESIDENT = "vice_president"
    """One election for each vacant region."""
    DELEGATES = "delegates"
    HOST = "host"
    """Members offer to hold a session; nobody is nominated."""


@dataclass(frozen=True, slots=True)
class Holder:
    """A member of the executive committee as it is when the session begins.

    Attributes:
        post: what the person holds.
        person: the officer's id.
        name: as it is written.
        member: the country.
        is_leaving: the mandate ends with this session: the seat is vacant, and its holder cannot
            stand for the same post again.
    """

    post: ElectionKind
    person: str
    name: str
    member: str
    is_leaving: bool


@dataclass(frozen=True, slots=True)
class Committee:
    """The executive committee, as the secretary recorded it for one session."""

    session: int
    holders: tuple[Holder, ...] = ()
    version: int = 0


class NominationState(enum.StrEnum):
    """How far a nomination has come."""

    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    """By the elections board, or by the assembly after a dispute."""
    REFUSED = "refused"
    DISPUTED = "disputed"
    """The member does not accept the board's refusal: the assembly decides."""
    WITHDRAWN = "withdrawn"


class AcceptanceKind(enum.StrEnum):
    """How the nominee said yes."""

    OWN_HAND = "own-hand"
    """In this hub, with a signature that the ledger keeps."""
    PAPER = "paper"
    """On paper; the digest of the scan stands in the nomination."""


@dataclass(frozen=True, slots=True)
class Acceptance:
    """That the nominee accepts; `digest` is the SHA-256 of the signed paper, or empty."""

    kind: AcceptanceKind
    at: datetime.datetime
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Nomination:
    """A person whom a member puts forward, or the offer of a member to hold a session.

    Attributes:
        nominee: the officer's id; empty in the election of a host.
        name: the nominee's as written, or the city of the offer.
        post: the official post that the nominee holds at home; empty in the election of a host.
        languages: working languages of the organisation that the nominee has.
        why: the reason of the board, or the vote of the assembly that settled a dispute.
        decided_at: of the last decision: a review, a dispute, what the assembly settled.
        version: of this nomination, from 1.
    """

    id: str
    election: str
    member: str
    nominee: str
    name: str
    post: str
    languages: tuple[str, ...]
    nominated_at: datetime.datetime
    nominated_by: str
    acceptance: Acceptance | None = None
    state: NominationState = NominationState.SUBMITTED
    why: str = ""
    decided_at: datetime.datetime | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Standing:
    """A candidate as frozen before the first ballot."""

    nomination: str
    member: str
    region: str
    name: LanguageMap


class StepKind(enum.StrEnum):
    """What moved an election on."""

    BALLOT = "ballot"
    WITHDRAWAL = "withdrawal"
    LOTS = "lots"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened after the first ballot opened, in order.

    `id` names the vote, the nomination, or the draw.
    """

    kind: StepKind
    id: str


@dataclass(frozen=True, slots=True)
class Vacancy:
    """What an election fills; see `Election`."""

    kind: ElectionKind
    region: str = ""
    seats: int = 1
    for_session: int = 0


@dataclass(frozen=True, slots=True)
class Election:
    """One election.

    Attributes:
        region: of a Vice-President, else empty.
        seats: how many are filled.
        for_session: of a host, the number of the session that is placed, else 0.
        candidates: frozen before the first ballot; empty until then.
        dropped: nominations that fell before the first ballot, with the reason.
        sitting: delegates who stay, by region, frozen with the candidates.
        steps: what happened since.
        result_digest: SHA-256 of the sealed result, once it stands.
        result_entry: the entry of the ledger that holds the result.
        ended_at: when it did.
        embargo_until: from when every member may fetch the press sheet; None: not yet said.
        version: of this election, from 1.
    """

    id: str
    session: int
    kind: ElectionKind
    region: str
    seats: int
    for_session: int
    announced_at: datetime.datetime
    candidates: tuple[Standing, ...]
    dropped: Mapping[str, str]
    sitting: Mapping[str, int]
    steps: tuple[Step, ...] = ()
    result_digest: str = ""
    result_entry: str = ""
    ended_at: datetime.datetime | None = None
    embargo_until: datetime.datetime | None = None
    version: int = 1

    @property
    def has_begun(self) -> bool:
        """Whether the candidates are frozen."""
        return bool(self.candidates)


class DrawState(enum.StrEnum):
    """How far a draw of lots has come."""

    COMMITTING = "committing"
    REVEALING = "revealing"
    DRAWN = "drawn"
    VOID = "void"
    """Somebody did not reveal; it is held again without them."""


@dataclass(frozen=True, slots=True)
class LotsDraw:
    """Lots among the tied of an election.

    Attributes:
        tied: the candidates, in order of their key.
        seats: how many of them win.
        excluded: members that refused to reveal in an earlier draw of this tie.
        commitments: the hash that each participating member published, in hexadecimal.
        values: what each revealed, in hexadecimal.
        order: the candidates as drawn; the first win.
        refusers: who did not reveal, where it is void.
    """

    id: str
    election: str
    tied: tuple[str, ...]
    seats: int
    opened_at: datetime.datetime
    excluded: tuple[str, ...] = ()
    commitments: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    order: tuple[str, ...] = ()
    seed: str = ""
    refusers: tuple[str, ...] = ()
    state: DrawState = DrawState.COMMITTING
    version: int = 1
