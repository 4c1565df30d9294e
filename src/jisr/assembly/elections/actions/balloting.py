"""Ballots of an election: each is a secret vote; what was counted says what comes next."""

import datetime
from collections import Counter
from dataclasses import replace

from jisr.access import actions as access
from jisr.access.model import Officer
from jisr.assembly.boards.registrar import Registrar
from jisr.assembly.counting.elections import Stage
from jisr.assembly.elections import naming, results, rules, store, tables
from jisr.assembly.elections.actions import ground
from jisr.assembly.elections.actions.announcing import nominations_end
from jisr.assembly.elections.model import (
    Election,
    ElectionKind,
    Nomination,
    NominationState,
    Standing,
    Step,
    StepKind,
)
from jisr.assembly.elections.progress import Progress
from jisr.assembly.sessions import actions as sessions
from jisr.assembly.sessions.model import Office
from jisr.assembly.votes import actions as votes
from jisr.assembly.votes.model import Choice, Method, Opening, Subject, SubjectKind, VoteState
from jisr.errors import Denied
from jisr.kit.db import Transaction
from jisr.values import LanguageMap

_AWAITED = (Stage.BALLOT, Stage.TIE_BALLOT)


def open_ballot(
    transaction: Transaction,
    acting: str,
    election_id: str,
    registrar: Registrar | None,
    *,
    closes_at: datetime.datetime | None = None,
) -> Election:
    """Open the next ballot; the first one freezes who stands.

    Args:
        transaction: in which it is done.
        acting: who presides.
        election_id: of which election.
        registrar: keeps the boards of secret votes.
        closes_at: when it closes by itself, or None.

    Raises:
        Denied: the officer does not preside, or the election does not wait for a ballot; the
            reason says what it waits for.
        NotFound: there is no such election.
    """
    election = ground.found_election(transaction, election_id)
    officer = sessions.require_office(transaction, election.session, acting, Office.CHAIR)
    if not election.has_begun:
        election = _frozen(transaction, election)
    now = ground.progress_of(transaction, election)
    if now is None:
        raise Denied(why="elections.no_candidate")
    _require_ballot_awaited(now)
    is_tie = now.state.stage is Stage.TIE_BALLOT
    if not is_tie:
        rules.may_fill(now.rule, now.state.number, now.seats_left).or_refuse()
    vote = votes.open_vote(
        transaction,
        officer.id,
        _opening(transaction, election, now, closes_at, is_tie=is_tie),
        registrar,
    )
    step = Step(StepKind.BALLOT, vote.id)
    stepped = replace(election, steps=(*election.steps, step))
    return ground.write_election(transaction, officer, "ballot_opened", stepped)


def announce_ballot(transaction: Transaction, acting: str, election_id: str) -> Election:
    """Announce the ballot that was counted, and seal what follows from it.

    A ballot that was announced as a vote already is only entered here.

    Raises:
        Denied: the officer does not preside, or no ballot was counted.
        NotFound: there is no such election.
    """
    election = ground.found_election(transaction, election_id)
    officer = sessions.require_office(transaction, election.session, acting, Office.CHAIR)
    now = ground.progress_of(transaction, election)
    if now is None or election.ended_at is not None:
        raise Denied(why="elections.no_ballot_awaited")
    if now.pending is not None:
        if now.pending.state is not VoteState.CLOSED:
            raise Denied(why="elections.ballot_open")
        votes.announce(transaction, officer.id, now.pending.id)
    return advance(transaction, officer, election, "ballot_announced")


def withdraw(transaction: Transaction, acting: str, nomination_id: str) -> Nomination:
    """Withdraw a nomination before the first ballot, or between two.

    Raises:
        Denied: the officer may not, a ballot is open, or the candidate does not stand.
    """
    nomination = ground.found_nomination(transaction, nomination_id)
    election = ground.found_election(transaction, nomination.election)
    officer = access.officer(transaction, acting)
    member = ground.speaks_for(transaction, election.session, officer)
    rules.may_withdraw(nomination, officer.id, member).or_refuse()
    after = replace(
        nomination,
        state=NominationState.WITHDRAWN,
        decided_at=transaction.now,
        version=nomination.version + 1,
    )
    if election.has_begun:
        now = ground.progress_of(transaction, election)
        is_between = now is not None and now.pending is None and now.state.stage is Stage.BALLOT
        if now is None or not is_between:
            raise Denied(why="elections.ballot_open")
        if nomination.id not in now.state.standing:
            raise Denied(why="elections.not_standing")
        step = Step(StepKind.WITHDRAWAL, nomination.id)
        stepped = replace(election, steps=(*election.steps, step))
        advance(transaction, officer, stepped, "candidate_withdrew")
    return ground.write_nomination(transaction, officer, "withdrawn", after)


def advance(transaction: Transaction, officer: Officer, election: Election, verb: str) -> Election:
    """Write the next version of an election; where it has ended, seal its result."""
    now = ground.progress_of(transaction, election)
    if now is None or not now.has_ended or now.pending is not None:
        return ground.write_election(transaction, officer, verb, election)
    profile = access.network(transaction)
    session = sessions.session(transaction, election.session).session
    document = results.result_document(profile, session, election, now)
    encoded = results.result_bytes(document)
    ended = replace(
        election,
        ended_at=transaction.now,
        result_digest=results.result_digest(encoded),
        result_entry=ground.seal_result(transaction, officer, election, document),
    )
    return ground.write_election(transaction, officer, verb, ended, encoded)


def _require_ballot_awaited(now: Progress) -> None:
    if now.pending is not None:
        raise Denied(why="elections.ballot_open")
    if now.state.stage not in _AWAITED:
        raise Denied(why="elections.no_ballot_awaited")


def _frozen(transaction: Transaction, election: Election) -> Election:
    """Return the election with its candidates, and with why others fell."""
    nominations = store.list_nominations(transaction, election.id)
    others = ground.all_elections(transaction, election.session)
    ends = nominations_end(transaction, election.session)
    is_bound = election.kind is not ElectionKind.HOST
    is_open = is_bound and ends is not None and transaction.now < ends
    rules.may_begin(election, nominations, others, is_open=is_open).or_refuse()
    committee = ground.committee_now(transaction, election.session)
    before = store.find_committee(transaction, election.session).holders
    elected = {each.person for each in committee.holders if each not in before}
    languages = access.network(transaction).languages
    standing: list[Standing] = []
    dropped: dict[str, str] = {}
    for each in nominations:
        if each.state is not NominationState.ACCEPTED:
            continue
        fits = rules.may_stand(each, election, committee, elected)
        if fits.allowed:
            name = naming.candidate_name(each.name, each.member, languages)
            standing.append(Standing(each.id, each.member, tables.region_of(each.member), name))
        else:
            dropped[each.id] = fits.why
    delegates = [
        each.member for each in rules.staying(committee) if each.post is ElectionKind.DELEGATES
    ]
    return replace(
        election,
        candidates=tuple(standing),
        dropped=dropped,
        sitting=Counter(map(tables.region_of, delegates)),
    )


def _opening(
    transaction: Transaction,
    election: Election,
    now: Progress,
    closes_at: datetime.datetime | None,
    *,
    is_tie: bool,
) -> Opening:
    languages = access.network(transaction).languages
    names = {each.nomination: each.name for each in election.candidates}
    paper = sorted(now.state.on_paper, key=lambda key: _order(names[key], languages[0]))
    number = now.state.number
    return Opening(
        session=election.session,
        subject=Subject(SubjectKind.ROUND, election.id),
        method=Method.SECRET,
        rule=election.kind.value,
        title=naming.ballot_title(election, number, languages, is_tie=is_tie),
        choices=tuple(Choice(key, names[key]) for key in paper),
        marks_max=min(now.seats_left, len(paper)),
        round=0 if is_tie else number,
        closes_at=closes_at,
    )


def _order(name: LanguageMap, language: str) -> str:
    """Return by what candidates are put in order on the paper: their name, as it is written."""
    return name.best(language).casefold()
