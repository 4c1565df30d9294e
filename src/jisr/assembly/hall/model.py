"""What stands in the hall at one moment."""

from dataclasses import dataclass

from jisr.assembly.counting.model import Announcement
from jisr.assembly.votes.model import VoteView


@dataclass(frozen=True, slots=True)
class Board:
    """The two hashes of a secret ballot that everybody compares; `closed_head` empty until then.

    Both are lower-case hexadecimal.
    """

    manifest: str
    closed_head: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """One vote as the hall knows it.

    Attributes:
        view: the vote, with who has answered.
        is_public: whether observers may follow it.
        announcement: what the chair reads, once announced.
        is_overruled: whether the outcome in force is another than the count's.
        board: of a secret vote.
    """

    view: VoteView
    is_public: bool = True
    announcement: Announcement | None = None
    is_overruled: bool = False
    board: Board | None = None


@dataclass(frozen=True, slots=True)
class Sitting:
    """What the hall looks at: the votes that matter now, the one on show first."""

    session: int
    votes: tuple[Shown, ...] = ()
