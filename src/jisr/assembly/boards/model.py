"""A board as the hub keeps it: how a round is set up, its lines, receipts, and how far it is."""

import datetime
import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from jisr.assembly.sessions.model import HallKey, Matter

REGISTRAR = "registrar"
"""The author of the lines that the hub writes itself."""


class Kind(enum.StrEnum):
    """What a line of a board is; `docs/formats/ballot.md` says what stands in each."""

    MANIFEST = "manifest"
    PROMISE = "promise"
    REVEAL = "reveal"
    READY = "ready"
    BURNT = "burnt"
    REVOKE = "revoke"
    BALLOT = "ballot"
    CLOSE = "close"
    WITNESS = "witness"
    SHARE = "share"
    RESULT = "result"


class BoardState(enum.StrEnum):
    """How far a round is."""

    CEREMONY = "ceremony"
    """The trustees make the key and check their parts of it; nobody votes yet."""
    OPEN = "open"
    CLOSED = "closed"
    """Witnesses sign what is closed, trustees open the sums."""
    OPENED = "opened"
    """The result stands."""


@dataclass(frozen=True, slots=True)
class Setup:
    """With what a round begins; its manifest is made of it.

    Attributes:
        id: of the vote, and so of the board.
        options: what may be marked, each a plain JSON object; abstention is one of them.
        ballots_min: with fewer ballots the sums are never opened.
        roll: the members entitled to vote, each with its voting key in base64url.
        trustees: keys of different members.
        threshold: how many trustees open the sums together.
        witnesses_min: how many of the witnesses must have signed the closed board before.
        matter: on what the right to vote depends; asked at every ballot, not in the manifest.
        closes_at: from this instant no ballot is taken; None where somebody closes it by hand.
    """

    id: str
    session: int
    election: str
    round: int
    titles: Mapping[str, str]
    options: Sequence[Mapping[str, Any]]
    marks_min: int
    marks_max: int
    ballots_min: int
    roll: Mapping[str, str]
    trustees: tuple[HallKey, ...]
    threshold: int
    witnesses: tuple[HallKey, ...]
    witnesses_min: int
    matter: Matter = Matter.ELECTION
    closes_at: datetime.datetime | None = None


@dataclass(frozen=True, slots=True)
class HeldBoard:
    """What the hub keeps of a board beside its lines."""

    id: str
    manifest_hash: str
    session: int
    matter: Matter
    opened_at: datetime.datetime
    closes_at: datetime.datetime | None = None
    size: int = 0
    bytes: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """What somebody wants to put on a board, signed with the author's key."""

    kind: Kind
    author: str
    body: Mapping[str, Any]
    sig: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line that stands on a board; `entry` is the id of its entry in the ledger."""

    n: int
    kind: Kind
    author: str
    head: bytes
    entry: str
    received_at: datetime.datetime
    text: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Receipt:
    """The registrar's signed word that an entry stands at place `n`, and which head follows it."""

    board: str
    n: int
    head: str
    entry: str
    signature: str


@dataclass(frozen=True, slots=True)
class BoardView:
    """A board as everybody may see it.

    `promised`, `revealed`, `ready` and `shared` name the trustees who have; `closed_head` is empty
    and `totals` None until there are any.
    """

    held: HeldBoard
    state: BoardState
    manifest: Mapping[str, Any]
    manifest_hash: str
    head: str
    closed_head: str
    promised: tuple[str, ...]
    revealed: tuple[str, ...]
    ready: tuple[str, ...]
    witnesses: tuple[str, ...]
    shared: tuple[str, ...]
    revoked: tuple[str, ...]
    ballots: Mapping[str, datetime.datetime]
    totals: tuple[int, ...] | None
