"""What can be known of a vote: who has answered, and nothing of what until it is closed."""

import datetime
from collections.abc import Mapping
from dataclasses import replace

from jisr.access import actions as access
from jisr.assembly.boards import actions as boards
from jisr.assembly.counting import rules as counting
from jisr.assembly.counting.model import Decided, Majority
from jisr.assembly.sessions import actions as sessions
from jisr.assembly.votes import documents, rules, store
from jisr.assembly.votes.actions.ground import article_of, found_vote, majority_of, question_of
from jisr.assembly.votes.model import (
    ABSTAIN,
    Call,
    Method,
    Own,
    Result,
    Subject,
    Vote,
    VoteState,
    VoteView,
)
from jisr.assembly.votes.statements import CallStatement, call_statement
from jisr.errors import Denied, NotFound, to_translate
from jisr.kit.db import Transaction
from jisr.ledger.bundle import ProofBundle
from jisr.ledger.canonical import JsonValue
from jisr.ledger.log import prove_entry
from jisr.values import Decision

LIST_MAX = 200
"""Votes that one page of a list holds at most."""


def read_vote(transaction: Transaction, vote_id: str) -> VoteView:
    """Return a vote with who has answered so far; raise `NotFound` if there is none."""
    vote = counted(transaction, found_vote(transaction, vote_id))
    return VoteView(vote, _received(transaction, vote), calls_of(transaction, vote))


def list_votes(
    transaction: Transaction, session: int, *, before: int | None = None, limit: int = 50
) -> tuple[Vote, ...]:
    """Return votes of a session, the newest first, from the one before a number."""
    found = store.list_votes(
        transaction, session, before=before, limit=max(1, min(limit, LIST_MAX + 1))
    )
    return tuple(counted(transaction, each) for each in found)


def votes_about(transaction: Transaction, subject: Subject) -> tuple[Vote, ...]:
    """Return every vote about a draft, an amendment, an election …, the oldest first."""
    return tuple(counted(transaction, each) for each in store.votes_about(transaction, subject))


def own(transaction: Transaction, officer_id: str, vote_id: str) -> Own:
    """Return what an officer can do in a vote, or why not, and what its member's entry says.

    Raises:
        NotFound: there is no such vote.
    """
    view = read_vote(transaction, vote_id)
    vote = view.vote
    try:
        member = sessions.voter(
            transaction, vote.session, officer_id, question_of(transaction, vote)
        )
    except Denied as error:
        return Own("", Decision(allowed=False, why=str(error.details["why"])))
    call = store.find_call(transaction, vote.id, member)
    ballot = None
    if vote.method is Method.SECRET:
        ballot = boards.ballot_of(transaction, vote.id, member)
    may = rules.may_speak(vote, member)
    if may.allowed:
        may = rules.may_cast(vote, transaction.now, vote.method)
    return Own(
        member=member,
        may=may,
        call=call,
        version=1 if call is None else call.version + 1,
        received_at=view.received.get(member),
        place=None if ballot is None else ballot[0],
        tracker="" if ballot is None else ballot[1],
    )


def counted(transaction: Transaction, vote: Vote) -> Vote:
    """Return a vote with its tally where the sums of its board have been opened meanwhile."""
    if vote.method is not Method.SECRET or vote.state is not VoteState.CLOSED or vote.tally:
        return vote
    totals = boards.totals(transaction, vote.id)
    if totals is None:
        return vote
    keys = [*(each.key for each in vote.choices), ABSTAIN]
    named = dict(zip(keys, totals, strict=True))
    ballots = len(boards.ballots(transaction, vote.id))
    return replace(vote, tally=rules.tally_board(vote, named, ballots))


def calls_of(transaction: Transaction, vote: Vote) -> tuple[Call, ...]:
    """Return the entries that count, in the order of the hall; none before the vote is closed."""
    if vote.closed_at is None or vote.method is not Method.ROLL_CALL:
        return ()
    found = store.calls(transaction, vote.id)
    return tuple(found[each.member] for each in vote.roll if each.member in found)


def result(transaction: Transaction, vote: Vote) -> Result | None:
    """Return what the count says of a vote, with what is read out; None before it is counted."""
    vote = counted(transaction, vote)
    if vote.tally is None:
        return None
    asked = majority_of(transaction, vote)
    announcement = counting.announce(vote.tally, asked)
    return Result(vote.tally, asked, announcement, decided(transaction, vote))


def majority(transaction: Transaction, vote: Vote) -> Majority | None:
    """Return what the rule of a vote asks for; None where most votes win."""
    return majority_of(transaction, vote)


def decided(transaction: Transaction, vote: Vote) -> Decided | None:
    """Return what the rule says of a counted question, with what was signed against it."""
    asked = majority_of(transaction, vote)
    return documents.decided_of(vote, asked, article_of(transaction, vote))


def result_document(transaction: Transaction, vote: Vote) -> dict[str, JsonValue]:
    """Return the result of a vote as it is sealed; its digest is what an adopted text names."""
    found = result(transaction, vote)
    if found is None:
        return documents.result_document(vote, majority_of(transaction, vote), None, None)
    verdict = None if found.decided is None else found.decided.verdict
    return documents.result_document(vote, found.majority, found.announcement, verdict)


def statement(
    transaction: Transaction, vote_id: str, member: str, choice: str, version: int
) -> CallStatement:
    """Return what a delegate of the member signs to cast this choice."""
    vote = found_vote(transaction, vote_id)
    network = access.network(transaction).name
    return call_statement(network, vote, member, choice, version)


def _received(transaction: Transaction, vote: Vote) -> Mapping[str, datetime.datetime]:
    if vote.method is Method.SECRET:
        return boards.ballots(transaction, vote.id)
    return store.received(transaction, vote.id) if vote.method is Method.ROLL_CALL else {}


def prove_call(
    transaction: Transaction, network: str, officer_id: str, vote_id: str, version: int
) -> ProofBundle:
    """Return what proves the entry of the officer's own member: one file, verified offline.

    Raises:
        NotFound: there is no such vote or entry, or the officer is no delegate of the member.
        ProofPending: no signed checkpoint covers it yet.
    """
    member = own(transaction, officer_id, vote_id).member
    entry = store.call_entry(transaction, vote_id, member, version) if member else None
    if entry is None:
        raise NotFound(thing=to_translate("entry"))
    return prove_entry(transaction, network, entry, with_document=True)
