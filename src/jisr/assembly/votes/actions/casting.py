"""What members do in an open vote: sign an entry, object to a consensus, demand a roll-call."""

from jisr.access import actions as access
from jisr.assembly.sessions import actions as sessions
from jisr.assembly.sessions import keys
from jisr.assembly.sessions.model import KeyUse
from jisr.assembly.texts import actions as texts
from jisr.assembly.votes import documents, rules, statements, store
from jisr.assembly.votes.actions.ground import (
    CHANGED,
    act_of,
    following,
    found_vote,
    question_of,
    require,
    write,
)
from jisr.assembly.votes.actions.opening import reopened
from jisr.assembly.votes.model import (
    Call,
    Method,
    Signature,
    SignatureKind,
    Signing,
    Vote,
    VoteState,
)
from jisr.errors import Denied
from jisr.kit.db import Transaction
from jisr.ledger.log import seal
from jisr.values import new_id


def cast(  # noqa: PLR0913  what an entry is, in full
    transaction: Transaction,
    acting: str,
    vote_id: str,
    choice: str,
    signing: Signing,
    *,
    version: int = 1,
) -> Call:
    """Write a member's entry in a roll-call; a correction is a new signed entry.

    Who may vote is asked again now: a delegate who was withdrawn, or a key that was revoked, since
    the vote opened is refused. The entry is sealed for the member's own bureau; every member sees
    it when the vote closes.

    Args:
        transaction: in which it is done.
        acting: the delegate.
        vote_id: the roll-call.
        choice: the key of a choice, or `ABSTAIN`.
        signing: the delegate's signature over `statements.statement_bytes`.
        version: which entry of the member it is, as it was signed.

    Raises:
        NotFound: there is no such vote.
        Denied: the officer does not vote for a member, the member is not entitled, or the signature
            is missing or does not hold.
        Conflict: the vote is over or no roll-call, or the member's entry stands already.
        ValueMalformed: there is no such choice.
    """
    vote = found_vote(transaction, vote_id)
    member = _voter(transaction, acting, vote)
    require(rules.may_cast(vote, transaction.now, Method.ROLL_CALL))
    before = store.find_call(transaction, vote.id, member)
    require(rules.may_write(vote, choice, version, before))
    network = access.network(transaction).name
    statement = statements.call_statement(network, vote, member, choice, version)
    signature = verified(
        transaction, acting, vote.session, statements.statement_bytes(statement), signing
    )
    call = Call(
        vote=vote.id,
        member=member,
        version=version,
        choice=choice,
        officer=acting,
        cast_at=transaction.now,
        kind=signature.kind,
        key=signature.key,
        value=signature.value,
    )
    officer = access.officer(transaction, acting)
    act = act_of(transaction, officer, "call.cast", f"call:{vote.id}:{member}", officer.bureau)
    document = documents.call_document(call, officer.bureau)
    sealed = seal(transaction, act, document, version=version)
    store.add_call(transaction, call, sealed.entry_id)
    transaction.wake_ups.add(CHANGED)
    return call


def object_to(transaction: Transaction, acting: str, vote_id: str) -> Vote:
    """Object to a consensus: one objection ends it, and the chair puts it to another vote.

    Raises:
        NotFound: there is no such vote.
        Denied: the officer does not vote for a member that is entitled.
        Conflict: it is over, or no consensus was asked for.
    """
    vote = found_vote(transaction, vote_id)
    member = _voter(transaction, acting, vote)
    require(rules.may_cast(vote, transaction.now, Method.CONSENSUS))
    release(transaction, acting, vote)
    after = following(vote, state=VoteState.ANNULLED, why=member)
    return write(transaction, access.officer(transaction, acting), "objected", after)


def demand_roll_call(transaction: Transaction, acting: str, vote_id: str) -> Vote:
    """Demand a roll-call in place of a show of hands: return it; it is open at once (RoP 39).

    Raises:
        NotFound: there is no such vote.
        Denied: the officer does not vote for a member that is entitled.
        Conflict: no hands were asked for, or the result was announced.
    """
    vote = found_vote(transaction, vote_id)
    member = _voter(transaction, acting, vote)
    require(rules.may_demand(vote))
    release(transaction, acting, vote)
    officer = access.officer(transaction, acting)
    # What stands for the subject must be over before its successor opens.
    annulled = write(
        transaction,
        officer,
        "roll_call_demanded",
        following(vote, state=VoteState.ANNULLED, why=member, successor=new_id()),
    )
    return reopened(transaction, acting, annulled)


def verified(
    transaction: Transaction, acting: str, session: int, message: bytes, signing: Signing
) -> Signature:
    """Return a signature that is the officer's own over these bytes.

    Raises:
        Denied: it is missing where it must be, does not hold, or its key is another's or revoked.
    """
    signature = signing.signature
    if signature.kind is SignatureKind.HUB_SESSION:
        if not access.network(transaction).is_demo or signature.key or signature.value:
            raise Denied(why="votes.signature_missing")
        return signature
    if signature.kind is SignatureKind.PASSKEY:
        if signing.covers is None or not signing.covers(message):
            raise Denied(why="votes.signature_wrong")
        return signature
    key = sessions.key(transaction, signature.key)
    if (key.session, key.officer, key.use) != (session, acting, KeyUse.VOTE):
        raise Denied(why="votes.key_foreign")
    if key.revoked_at is not None:
        raise Denied(why="votes.key_revoked")
    if not keys.holds(key.public, message, signature.value):
        raise Denied(why="votes.signature_wrong")
    return signature


def _voter(transaction: Transaction, acting: str, vote: Vote) -> str:
    """Return the member for which an officer speaks in a vote, by the rules now and by its roll."""
    member = sessions.voter(transaction, vote.session, acting, question_of(transaction, vote))
    rules.may_speak(vote, member).or_refuse()
    return member


def release(transaction: Transaction, acting: str, vote: Vote) -> None:
    """Let the words of a vote's text change again."""
    if vote.subject.kind in rules.OF_TEXTS:
        texts.release(transaction, acting, vote.subject.kind.value, vote.subject.id, vote.id)
