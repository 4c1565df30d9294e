"""Pure: what everybody in the hall may see of a vote at this moment, as one small document."""

import datetime
import hashlib
from collections.abc import Iterable, Sequence
from typing import Any, Final

from jisr.access.model import Bureau, BureauKind
from jisr.assembly.counting.model import Announcement, Tally
from jisr.assembly.hall.model import Board, Shown, Sitting
from jisr.assembly.votes.model import ABSTAIN, Choice, Method, Vote, VoteState, VoteView
from jisr.kit.clock import instant_text
from jisr.values import Decision

WITHOUT_VOICE: Final = "-"
"""The tile of a member that has no voice in the vote: absent, suspended, not accredited."""
WAITING: Final = "."
ANSWERED: Final = "+"
"""It has answered; how is not told."""
ABSTAINED: Final = "o"
MARKS: Final = "abcdefghijklmn"
"""The tile of a member whose entry is known: the first choice is `a`. `o` has its own meaning."""
ORDER_LETTERS: Final = 12
HASH_LETTERS: Final = 32
"""Of a board's hashes the hall shows as much as the verifier prints of the manifest."""
SHOWN_MAX: Final = 5
"""More votes at once no hall could follow."""
CLOSED: Final = {"is_closed_sitting": True}
_MEMBERS: Final = frozenset(
    (BureauKind.NATIONAL, BureauKind.SUB_BUREAU, BureauKind.SECRETARIAT, BureauKind.OVERSIGHT)
)
_DONE: Final = frozenset((VoteState.CLOSED, VoteState.ANNOUNCED))


def may_follow(bureau: Bureau, *, is_public: bool) -> Decision:
    """Decide whether somebody of a bureau may follow what is voted on now.

    Nothing of the assembly is hidden from members; who is none follows what is public (RoP 11, 20).
    """
    if is_public or bureau.kind in _MEMBERS:
        return Decision(allowed=True, why="access.allowed")
    return Decision(allowed=False, why="hall.closed_sitting")


def on_show(votes: Iterable[Vote]) -> tuple[Vote, ...]:
    """Return what the hall looks at: every open vote and the newest that is over.

    First stands the vote about which something happened last: it opened, or it closed and is being
    announced.
    """
    newest = sorted(votes, key=_moved, reverse=True)
    is_open = [vote.state is VoteState.OPEN for vote in newest]
    over = is_open.index(False) if False in is_open else None
    kept = [vote for index, vote in enumerate(newest) if is_open[index] or index == over]
    return tuple(kept[:SHOWN_MAX])


def _moved(vote: Vote) -> tuple[datetime.datetime, int]:
    return vote.closed_at or vote.opened_at, vote.number


def order_of(members: Sequence[str]) -> str:
    """Return what names an order of members: a page whose tiles stand otherwise loads anew."""
    return hashlib.sha256(" ".join(members).encode()).hexdigest()[:ORDER_LETTERS]


def snapshot(sitting: Sitting, *, shows_closed: bool) -> dict[str, Any]:
    """Return the state of the hall: the same for everybody who may see it.

    Without `shows_closed`, of a vote on what is not public only that it is there is told.
    """
    return {
        "session": sitting.session,
        "votes": [
            _vote(shown) if shown.is_public or shows_closed else dict(CLOSED)
            for shown in sitting.votes
        ],
    }


def tiles(view: VoteView) -> str:
    """Return one character for each member in the order of the hall.

    How a member answered is told only by its signed entry in a roll-call, and only after the close.
    """
    marks = _marks(view.vote.choices)
    chosen = {}
    if view.vote.method is Method.ROLL_CALL and view.vote.state in _DONE:
        chosen = {call.member: marks.get(call.choice, ANSWERED) for call in view.calls}
    return "".join(
        WITHOUT_VOICE
        if not each.is_entitled
        else chosen.get(each.member, ANSWERED if each.member in view.received else WAITING)
        for each in view.vote.roll
    )


def totals_of(vote: Vote) -> Tally | None:
    """Return the totals that may be shown: none before the close, none of what was annulled."""
    return vote.tally if vote.state in _DONE else None


def _vote(shown: Shown) -> dict[str, Any]:
    view, vote = shown.view, shown.view.vote
    tally = totals_of(vote)
    is_announced = vote.state is VoteState.ANNOUNCED
    voices = {each.member for each in vote.roll if each.is_entitled}
    return {
        "id": vote.id,
        "number": vote.number,
        "version": vote.version,
        "order": order_of([each.member for each in vote.roll]),
        "title": dict(vote.title.texts),
        "kind": vote.subject.kind.value,
        "method": vote.method.value,
        "state": vote.state.value,
        "choices": _choices(vote.choices),
        "tiles": tiles(view),
        "entitled": len(voices),
        "received": len(voices & view.received.keys()),
        "opened_at": instant_text(vote.opened_at),
        "closes_at": instant_text(vote.closes_at) if vote.closes_at else "",
        "closed_at": instant_text(vote.closed_at) if vote.closed_at else "",
        "totals": None if tally is None else _totals(tally),
        "is_closed_sitting": False,
        "is_verified": vote.method is not Method.SHOW_OF_HANDS,
        "items": _items(shown.announcement) if is_announced and tally is not None else [],
        "outcome": vote.outcome.value if is_announced and vote.outcome else "",
        "is_overruled": is_announced and shown.is_overruled,
        "successor": vote.successor,
        "board": None if shown.board is None else _board(shown.board),
    }


def _marks(choices: Sequence[Choice]) -> dict[str, str]:
    """Return the character of each choice; with more choices than letters the others share one."""
    others = [choice.key for choice in choices if choice.key != ABSTAIN]
    return {**dict(zip(others, MARKS, strict=False)), ABSTAIN: ABSTAINED}


def _choices(choices: Sequence[Choice]) -> list[dict[str, Any]]:
    marks = _marks(choices)
    return [
        {"key": each.key, "mark": marks.get(each.key, ANSWERED), "name": dict(each.name.texts)}
        for each in choices
    ]


def _totals(tally: Tally) -> dict[str, Any]:
    return {
        "votes": dict(tally.votes),
        "abstentions": tally.abstentions,
        "invalid": tally.invalid,
        "expressed": tally.expressed,
    }


def _items(announcement: Announcement | None) -> list[list[Any]]:
    """Return the six items in the order in which they are read (RoP 40(4))."""
    return [] if announcement is None else [list(item) for item in announcement.items()]


def _board(board: Board) -> dict[str, str]:
    return {"manifest": board.manifest[:HASH_LETTERS], "head": board.closed_head[:HASH_LETTERS]}
