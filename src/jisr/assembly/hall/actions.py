"""What the hall shows, read in one transaction."""

from collections.abc import Mapping
from typing import Any, Final

from jisr.access.model import Bureau
from jisr.assembly.boards import actions as boards
from jisr.assembly.hall import rules
from jisr.assembly.hall.feed import Channel
from jisr.assembly.hall.model import Board, Shown, Sitting
from jisr.assembly.sessions import actions as sessions
from jisr.assembly.sessions.model import Held
from jisr.assembly.texts import actions as texts
from jisr.assembly.votes import actions as votes
from jisr.assembly.votes.model import Method, Vote, VoteState
from jisr.assembly.votes.rules import OF_TEXTS
from jisr.kit.db import Transaction

VOTES_READ_MAX: Final = 12
"""Of a session, the newest; of these the hall shows the open ones and the last that is over."""


def channel_of(transaction: Transaction, bureau: Bureau, number: int) -> Channel:
    """Return what somebody of a bureau follows in a session; raise `NotFound` without it."""
    held = sessions.session(transaction, number)
    return Channel(held.session.number, rules.may_follow(bureau, is_public=False).allowed)


def read_state(transaction: Transaction, channel: Channel) -> Mapping[str, Any]:
    """Return the state of the hall as everybody of a channel sees it."""
    return rules.snapshot(sitting(transaction, channel.session), shows_closed=channel.shows_closed)


def sitting(transaction: Transaction, number: int) -> Sitting:
    """Return what the hall looks at."""
    found = rules.on_show(votes.list_votes(transaction, number, limit=VOTES_READ_MAX))
    return Sitting(number, tuple(_shown(transaction, vote) for vote in found))


def hall_of(
    transaction: Transaction, number: int, vote_id: str = ""
) -> tuple[Held, tuple[str, ...]]:
    """Return a session and its members as they sit in a vote, or else in the one on show.

    Raises:
        NotFound: there is no such session.
    """
    held = sessions.session(transaction, number)
    found = rules.on_show(votes.list_votes(transaction, number, limit=VOTES_READ_MAX))
    named = [vote for vote in found if vote.id == vote_id]
    order = next((_members(vote) for vote in (*named, *found)), held.order)
    return held, order


def _members(vote: Vote) -> tuple[str, ...]:
    return tuple(each.member for each in vote.roll)


def is_public(transaction: Transaction, vote: Vote) -> bool:
    """Return whether observers may follow a vote: an item is closed unless it was marked public."""
    if vote.subject.kind in OF_TEXTS:
        return texts.is_public(transaction, vote.subject.kind.value, vote.subject.id)
    return True


def _shown(transaction: Transaction, vote: Vote) -> Shown:
    result = votes.result(transaction, vote) if vote.state is VoteState.ANNOUNCED else None
    decided = None if result is None else result.decided
    return Shown(
        view=votes.read_vote(transaction, vote.id),
        is_public=is_public(transaction, vote),
        announcement=None if result is None else result.announcement,
        is_overruled=decided is not None and decided.is_overruled,
        board=_board(transaction, vote),
    )


def _board(transaction: Transaction, vote: Vote) -> Board | None:
    if vote.method is not Method.SECRET:
        return None
    return Board(*boards.hashes(transaction, vote.id))
