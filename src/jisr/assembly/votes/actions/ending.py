"""How a vote ends: closed, counted, announced by its rule, overruled in the open, or annulled."""

from jisr.access import actions as access
from jisr.access.model import Officer
from jisr.assembly.boards import actions as boards
from jisr.assembly.boards.registrar import Registrar
from jisr.assembly.counting import rules as counting
from jisr.assembly.counting.model import Outcome, Override, Tally
from jisr.assembly.texts import actions as texts
from jisr.assembly.texts.actions import AdoptingVote
from jisr.assembly.votes import documents, rules, store
from jisr.assembly.votes.actions.casting import release, verified
from jisr.assembly.votes.actions.ground import (
    following,
    found_vote,
    presiding,
    require,
    write,
)
from jisr.assembly.votes.actions.reading import (
    calls_of,
    counted,
    decided,
    result_document,
)
from jisr.assembly.votes.model import (
    Hands,
    Method,
    Overruling,
    Signing,
    Vote,
    VoteState,
)
from jisr.errors import Conflict, Denied
from jisr.kit.db import Transaction
from jisr.values import Decision


def close_vote(
    transaction: Transaction, acting: str, vote_id: str, registrar: Registrar | None = None
) -> Vote:
    """Close a vote: nothing is taken any more, and what was taken is counted.

    A show of hands is closed by its count; see `count_hands`. A secret vote is counted when the
    trustees have opened the sums of its board.

    Raises:
        NotFound: there is no such vote.
        Denied: the officer does not preside.
        Conflict: it is closed already, or hands are still to be counted.
    """
    vote = found_vote(transaction, vote_id)
    officer = presiding(transaction, acting, vote.session)
    if vote.method is Method.SHOW_OF_HANDS:
        raise Conflict(why="votes.not_counted")
    return _close(transaction, officer, vote, registrar)


def count_hands(transaction: Transaction, acting: str, vote_id: str, hands: Hands) -> Vote:
    """Enter what the chair counted by eye; it closes the show of hands, and stays unverified.

    Raises:
        NotFound: there is no such vote.
        Denied: the officer does not preside.
        Conflict: it is closed already, or no show of hands.
        ValueMalformed: there are more hands than members that may vote.
    """
    vote = found_vote(transaction, vote_id)
    officer = presiding(transaction, acting, vote.session)
    require(rules.may_cast(vote, transaction.now, Method.SHOW_OF_HANDS))
    return _closed(transaction, officer, "hands_counted", vote, rules.tally_hands(vote, hands))


def due_to_close(transaction: Transaction) -> tuple[str, ...]:
    """Return the ids of open votes whose last instant has come."""
    return store.due(transaction, transaction.now)


def close_due(
    transaction: Transaction, vote_id: str, registrar: Registrar | None = None
) -> Vote | None:
    """Close a vote whose last instant has come; None where somebody was faster."""
    vote = found_vote(transaction, vote_id)
    is_due = vote.closes_at is not None and vote.closes_at <= transaction.now
    if not is_due or vote.state is not VoteState.OPEN:
        return None
    return _close(transaction, None, vote, registrar)


def announce(transaction: Transaction, acting: str, vote_id: str) -> Vote:
    """Announce the result by its rule, seal it, and carry it out on the text it is about.

    Raises:
        NotFound: there is no such vote.
        Denied: the officer does not preside, or the text stands otherwise than it was voted on.
        Conflict: it is not closed, nothing is counted yet, or it was announced or annulled.
    """
    vote = counted(transaction, found_vote(transaction, vote_id))
    officer = presiding(transaction, acting, vote.session)
    require(rules.may_announce(vote))
    found = decided(transaction, vote)
    outcome = Outcome.ADOPTED if vote.method is Method.CONSENSUS else found and found.outcome
    after = following(vote, state=VoteState.ANNOUNCED, outcome=outcome)
    result = result_document(transaction, after)
    sealed = {**documents.vote_document(after), "result": result}
    write(transaction, officer, "announced", after, sealed)
    if vote.subject.kind in rules.OF_TEXTS:
        adopting = AdoptingVote(
            vote_id=vote.id,
            words_digest=vote.subject.words_digest,
            result_digest=documents.digest(result),
            is_adopted=outcome is Outcome.ADOPTED,
            day=access.today(transaction),
        )
        texts.conclude(transaction, acting, vote.subject.kind.value, vote.subject.id, adopting)
    return after


def annul(
    transaction: Transaction,
    acting: str,
    vote_id: str,
    reason: str,
    registrar: Registrar | None = None,
) -> Vote:
    """Annul a vote with a reason that every member reads: it counts for nothing.

    Raises:
        NotFound: there is no such vote.
        Denied: the officer does not preside.
        Conflict: the result was announced, or it is annulled already.
        ValueMalformed: the reason is too short or too long.
    """
    vote = found_vote(transaction, vote_id)
    officer = presiding(transaction, acting, vote.session)
    require(rules.may_annul(vote))
    rules.check_reason(reason)
    release(transaction, acting, vote)
    if vote.method is Method.SECRET and vote.state is VoteState.OPEN:
        _close_board(transaction, vote, registrar)
    after = following(vote, state=VoteState.ANNULLED, why=reason.strip())
    return write(transaction, officer, "annulled", after)


def overrule(  # noqa: PLR0913, PLR0917  what an overruling is, in full
    transaction: Transaction,
    acting: str,
    vote_id: str,
    outcome: Outcome,
    reason: str,
    signing: Signing,
) -> Vote:
    """Sign another outcome than the count's, with a reason; every face shows both.

    Before the announcement it changes what is announced. Afterwards only a question can be
    overruled: what was announced about a text is carried out.

    Raises:
        NotFound: there is no such vote.
        Denied: the officer does not preside, or the signature is missing or does not hold.
        Conflict: nothing is counted, or it is carried out or annulled.
        ValueMalformed: the reason is too short or too long, or the outcome is in force already.
    """
    vote = counted(transaction, found_vote(transaction, vote_id))
    officer = presiding(transaction, acting, vote.session)
    require(rules.may_overrule(vote))
    standing = decided(transaction, vote)
    if standing is None:
        raise Conflict(why="votes.not_counted")
    override = Override(outcome, reason, officer.id, signing.signature.value.encode())

    def is_signed(_signer: str, message: bytes, _signature: bytes) -> bool:
        verified(transaction, officer.id, vote.session, message, signing)
        return True

    counting.overrule(vote.id, standing, override, is_signed)
    made = Overruling(outcome, reason, officer.id, transaction.now, signing.signature)
    in_force = outcome if vote.state is VoteState.ANNOUNCED else None
    after = following(vote, overrulings=(*vote.overrulings, made), outcome=in_force)
    return write(transaction, officer, "overruled", after)


def may_overrule(vote: Vote) -> Decision:
    """Decide whether somebody can still sign against the count of a vote."""
    return rules.may_overrule(vote)


def overruling_statement(
    transaction: Transaction, acting: str, vote_id: str, outcome: Outcome, reason: str
) -> bytes:
    """Return what an officer signs to overrule a count.

    Raises:
        NotFound: there is no such vote.
        Conflict: nothing is counted, or it is carried out or annulled.
    """
    vote = counted(transaction, found_vote(transaction, vote_id))
    require(rules.may_overrule(vote))
    standing = decided(transaction, vote)
    if standing is None:
        raise Conflict(why="votes.not_counted")
    return counting.override_statement(vote.id, standing, outcome, reason, acting)


def _close(
    transaction: Transaction, officer: Officer | None, vote: Vote, registrar: Registrar | None
) -> Vote:
    require(rules.may_close(vote))
    tally = None
    if vote.method is Method.SECRET:
        _close_board(transaction, vote, registrar)
    elif vote.method is Method.ROLL_CALL:
        tally = rules.tally_calls(vote, store.calls(transaction, vote.id).values())
    verb = "closed_on_time" if officer is None else "closed"
    return _closed(transaction, officer, verb, vote, tally)


def _closed(
    transaction: Transaction,
    officer: Officer | None,
    verb: str,
    vote: Vote,
    tally: Tally | None,
) -> Vote:
    after = following(vote, state=VoteState.CLOSED, closed_at=transaction.now, tally=tally)
    calls = calls_of(transaction, after)
    return write(transaction, officer, verb, after, documents.closed_document(after, calls))


def _close_board(transaction: Transaction, vote: Vote, registrar: Registrar | None) -> None:
    if registrar is None:
        raise Denied(why="votes.registrar_missing")
    boards.close_board(transaction, registrar, vote.id)
