"""The open votes of the demo's session: the agenda, a resolution, and a roll-call that is open."""

import datetime
from collections.abc import Mapping, Sequence

from jisr.access import actions as access
from jisr.assembly.counting.model import AGAINST, FOR
from jisr.assembly.votes import actions as votes
from jisr.assembly.votes import statements
from jisr.assembly.votes.model import (
    ABSTAIN,
    Method,
    Opening,
    Signature,
    SignatureKind,
    Signing,
    Subject,
    SubjectKind,
    Vote,
)
from jisr.demo.assembly.keys import Held
from jisr.demo.assembly.people import CHAIR, Sent
from jisr.demo.assembly.seating import NUMBER
from jisr.demo.sources import dice
from jisr.kit.db import Transaction

ARRIVED_PERCENT = 70
"""So many of a hundred members have answered in the roll-call that is open."""
OPEN_HOURS = 12
"""The open roll-call waits for a newcomer's day."""
_CHANCES = ((0.88, FOR), (0.95, ABSTAIN), (1.0, AGAINST))


def adopt_agenda(transaction: Transaction) -> None:
    """Adopt the agenda by consensus (RoP 13)."""
    opening = Opening(NUMBER, Subject(SubjectKind.AGENDA, str(NUMBER)), Method.CONSENSUS, "agenda")
    vote = votes.open_vote(transaction, CHAIR, opening)
    votes.close_vote(transaction, CHAIR, vote.id)
    votes.announce(transaction, CHAIR, vote.id)


def open_roll_call(transaction: Transaction, draft: str, *, hours: int = 0) -> Vote:
    """Put a draft resolution to a roll-call."""
    ends = transaction.now + datetime.timedelta(hours=hours) if hours else None
    subject = Subject(SubjectKind.DRAFT, draft)
    opening = Opening(NUMBER, subject, Method.ROLL_CALL, "resolution", closes_at=ends)
    return votes.open_vote(transaction, CHAIR, opening)


def answer(
    transaction: Transaction, vote: Vote, sent: Sequence[Sent], keys: Mapping[str, Held], seed: int
) -> None:
    """Let these delegations sign their entries, each with its own key."""
    network = access.network(transaction).name
    for each in sent:
        choice = _choice(seed, vote, each.member)
        statement = statements.call_statement(network, vote, each.member, choice, 1)
        key = keys[each.head]
        value = statements.sign(statement, key.private.private)
        signature = Signature(SignatureKind.HALL_KEY, key.hall.id, value)
        votes.cast(transaction, each.head, vote.id, choice, Signing(signature))


def announce(transaction: Transaction, vote: Vote) -> None:
    """Close a vote and announce its result."""
    votes.close_vote(transaction, CHAIR, vote.id)
    votes.announce(transaction, CHAIR, vote.id)


def arrived(sent: Sequence[Sent], seed: int, but: Sequence[str]) -> list[Sent]:
    """Return whose entry is there already; those of `but` wait for the newcomer."""
    others = [each for each in sent if each.member not in but]
    dice(seed, "arrived").shuffle(others)
    return others[: len(sent) * ARRIVED_PERCENT // 100]


def _choice(seed: int, vote: Vote, member: str) -> str:
    drawn = dice(seed, vote.number, member).random()
    return next(choice for chance, choice in _CHANCES if drawn < chance)
