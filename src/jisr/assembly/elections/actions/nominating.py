"""A member nominates, the nominee accepts, the elections board checks, the assembly settles."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from jisr.access import actions as access
from jisr.access import rules as access_rules
from jisr.access.texts import line
from jisr.assembly.counting.model import Outcome
from jisr.assembly.elections import rules, store
from jisr.assembly.elections.actions import ground
from jisr.assembly.elections.actions.announcing import nominations_end
from jisr.assembly.elections.model import (
    Acceptance,
    AcceptanceKind,
    Election,
    ElectionKind,
    Nomination,
    NominationState,
)
from jisr.assembly.elections.rules import Facts
from jisr.assembly.sessions import actions as sessions
from jisr.assembly.sessions import rules as session_rules
from jisr.assembly.sessions.model import Matter, Office, Voice
from jisr.assembly.votes import actions as votes
from jisr.assembly.votes.model import SubjectKind, VoteState
from jisr.errors import Denied, NotFound, ValueMalformed, to_translate
from jisr.kit.db import Transaction
from jisr.values import new_id

LANGUAGES_MAX = 10
LANGUAGE_LENGTH_MAX = 12
REASON_LENGTH_MAX = 500
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Proposal:
    """Whom a member puts forward; of a host, `place` is the city and nobody is named."""

    nominee: str = ""
    post: str = ""
    languages: tuple[str, ...] = ()
    place: str = ""


def nominate(
    transaction: Transaction, acting: str, election_id: str, proposal: Proposal
) -> Nomination:
    """Put somebody forward for a member, or offer to hold a session.

    Raises:
        Denied: the officer does not nominate for a member, it is late, or a check that cannot be
            repaired later does not pass; the reason says which.
        NotFound: there is no such election, or no such nominee in the member's bureaus.
        ValueMalformed: the proposal has not its form.
    """
    officer = access.officer(transaction, acting)
    election = ground.found_election(transaction, election_id)
    member = ground.speaks_for(transaction, election.session, officer)
    if not member:
        raise Denied(why="elections.not_for_member")
    is_host = election.kind is ElectionKind.HOST
    new = Nomination(
        id=new_id(),
        election=election.id,
        member=member,
        nominee=proposal.nominee,
        name=_name(transaction, election, member, proposal),
        post=line("post", proposal.post) if proposal.post and not is_host else "",
        languages=() if is_host else _languages(proposal.languages),
        nominated_at=transaction.now,
        nominated_by=officer.id,
    )
    rules.may_nominate(facts_of(transaction, election, new)).or_refuse()
    return ground.write_nomination(transaction, officer, "submitted", new)


def accept(
    transaction: Transaction, acting: str, nomination_id: str, digest: str = ""
) -> Nomination:
    """Accept a nomination: by the nominee's own hand, or by the paper that the member holds.

    Args:
        transaction: in which it is done.
        acting: the nominee, or who nominates for the member and names a paper.
        nomination_id: what is accepted.
        digest: SHA-256 of the signed paper, in hexadecimal; empty where the nominee acts.

    Raises:
        Denied: the officer is neither, it is late, or the nomination was decided on.
    """
    officer = access.officer(transaction, acting)
    nomination = ground.found_nomination(transaction, nomination_id)
    election = ground.found_election(transaction, nomination.election)
    if digest:
        if _SHA256.fullmatch(digest) is None:
            raise ValueMalformed(field="digest", why=to_translate("write SHA-256 as 64 digits"))
        if ground.speaks_for(transaction, election.session, officer) != nomination.member:
            raise Denied(why="elections.not_for_member")
    elif officer.id != nomination.nominee:
        raise Denied(why="elections.not_nominee")
    if nomination.state is not NominationState.SUBMITTED or election.has_begun:
        raise Denied(why="elections.reviewed_already")
    kind = AcceptanceKind.PAPER if digest else AcceptanceKind.OWN_HAND
    signed = replace(
        nomination,
        acceptance=Acceptance(kind, transaction.now, digest),
        version=nomination.version + 1,
    )
    if not facts_of(transaction, election, signed).is_accepted_in_time:
        raise Denied(why="elections.acceptance_late")
    return ground.write_nomination(transaction, officer, "accepted_by_nominee", signed)


def review(
    transaction: Transaction, acting: str, nomination_id: str, *, is_accepted: bool, why: str = ""
) -> Nomination:
    """Accept or refuse a nomination for the elections board; a refusal says why.

    Raises:
        Denied: the officer is not on the board, the board is too small or interested, a formal
            check does not pass, or it was decided on already.
        ValueMalformed: a refusal gives no reason.
    """
    nomination = ground.found_nomination(transaction, nomination_id)
    election = ground.found_election(transaction, nomination.election)
    officer = sessions.require_office(transaction, election.session, acting, Office.ELECTIONS_BOARD)
    _require_board(transaction, election.session)
    if is_accepted:
        rules.may_accept(facts_of(transaction, election, nomination)).or_refuse()
    elif nomination.state is not NominationState.SUBMITTED:
        raise Denied(why="elections.reviewed_already")
    after = replace(
        nomination,
        state=NominationState.ACCEPTED if is_accepted else NominationState.REFUSED,
        why="" if is_accepted else line("why", why, REASON_LENGTH_MAX),
        decided_at=transaction.now,
        version=nomination.version + 1,
    )
    return ground.write_nomination(transaction, officer, "reviewed", after)


def dispute(transaction: Transaction, acting: str, nomination_id: str) -> Nomination:
    """Bring the board's refusal before the assembly.

    Raises:
        Denied: the officer does not nominate for the member, or nothing was refused.
    """
    nomination = ground.found_nomination(transaction, nomination_id)
    election = ground.found_election(transaction, nomination.election)
    officer = access.officer(transaction, acting)
    if ground.speaks_for(transaction, election.session, officer) != nomination.member:
        raise Denied(why="elections.not_for_member")
    if nomination.state is not NominationState.REFUSED or election.has_begun:
        raise Denied(why="elections.not_disputable")
    after = replace(
        nomination,
        state=NominationState.DISPUTED,
        decided_at=transaction.now,
        version=nomination.version + 1,
    )
    return ground.write_nomination(transaction, officer, "disputed", after)


def settle(transaction: Transaction, acting: str, nomination_id: str, vote_id: str) -> Nomination:
    """Enter what the assembly decided about a dispute: the outcome of a vote on a question.

    Raises:
        Denied: the officer does not preside, nothing is disputed, or the vote decided nothing
            since the dispute arose.
        NotFound: there is no such vote.
    """
    nomination = ground.found_nomination(transaction, nomination_id)
    election = ground.found_election(transaction, nomination.election)
    officer = sessions.require_office(transaction, election.session, acting, Office.CHAIR)
    if nomination.state is not NominationState.DISPUTED:
        raise Denied(why="elections.not_disputable")
    vote = votes.read_vote(transaction, vote_id).vote
    is_decision = (
        vote.session == election.session
        and vote.subject.kind is SubjectKind.QUESTION
        and vote.state is VoteState.ANNOUNCED
        and vote.outcome is not None
        and vote.opened_at >= (nomination.decided_at or nomination.nominated_at)
    )
    if not is_decision:
        raise Denied(why="elections.vote_undecided")
    is_admitted = vote.outcome is Outcome.ADOPTED
    after = replace(
        nomination,
        state=NominationState.ACCEPTED if is_admitted else NominationState.REFUSED,
        why=f"vote:{vote.id}",
        decided_at=transaction.now,
        version=nomination.version + 1,
    )
    return ground.write_nomination(transaction, officer, "settled", after)


def facts_of(transaction: Transaction, election: Election, nomination: Nomination) -> Facts:
    """Return all that the checks of a nomination look at."""
    ends = nominations_end(transaction, election.session)
    signed = nomination.acceptance
    return Facts(
        election=election,
        nomination=nomination,
        committee=ground.committee_now(transaction, election.session),
        others=tuple(
            each
            for each in store.list_nominations(transaction, election.id)
            if each.id != nomination.id
        ),
        languages=frozenset(access.network(transaction).languages),
        is_in_time=ends is not None and nomination.nominated_at < ends,
        is_accepted_in_time=ends is not None and signed is not None and signed.at < ends,
        is_suspended=_is_suspended(transaction, election.session, nomination.member),
        is_in_delegation=_is_in_delegation(transaction, election, nomination),
    )


def _require_board(transaction: Transaction, session: int) -> None:
    ids = sessions.session(transaction, session).offices.get(Office.ELECTIONS_BOARD, ())
    board = {each: access_rules.member_of(access.officer(transaction, each).bureau) for each in ids}
    nominations = [
        each
        for each in store.nominations_of_session(transaction, session)
        if each.nominee  # who offers to hold a session is no interest in the committee
    ]
    rules.may_check(board, nominations).or_refuse()


def _is_suspended(transaction: Transaction, session: int, member: str) -> bool:
    held = sessions.session(transaction, session)
    question = sessions.question(held, Matter.ELECTION, voice=Voice.NOMINATION)
    return sessions.is_suspended(transaction, session, member, question)


def _is_in_delegation(transaction: Transaction, election: Election, nomination: Nomination) -> bool:
    sent = sessions.delegation(transaction, election.session, nomination.member).delegation
    return any(each.id == nomination.nominee for each in session_rules.active(sent))


def _name(transaction: Transaction, election: Election, member: str, proposal: Proposal) -> str:
    """Return the nominee's name as the member registered it, or the city of an offer."""
    if election.kind is ElectionKind.HOST:
        if proposal.nominee:
            raise ValueMalformed(field="nominee", why=to_translate("a host is a place: name none"))
        return line("place", proposal.place)
    nominee = access.registered(transaction, proposal.nominee)
    if nominee is None or access_rules.member_of(nominee.bureau) != member:
        raise NotFound(thing=to_translate("nominee"))
    return nominee.name


def _languages(given: Sequence[str]) -> tuple[str, ...]:
    if len(given) > LANGUAGES_MAX:
        raise ValueMalformed(field="languages", why=to_translate("name ten at most"))
    return tuple(sorted({line("languages", each, LANGUAGE_LENGTH_MAX) for each in given}))
