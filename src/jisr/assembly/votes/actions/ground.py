"""What the verbs of votes stand on: whose turn it is, and how a version is written and sealed."""

import datetime
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from jisr.access import actions as access
from jisr.access.model import SECRETARIAT, Officer
from jisr.assembly.counting.model import Majority
from jisr.assembly.counting.tables import world_rules
from jisr.assembly.sessions import actions as sessions
from jisr.assembly.sessions.model import Office, Question
from jisr.assembly.votes import documents, store
from jisr.assembly.votes.model import Method, SubjectKind, Vote
from jisr.errors import Conflict, NotFound, VersionStale, to_translate
from jisr.kit.clock import instant_text
from jisr.kit.db import Transaction
from jisr.ledger.canonical import JsonValue
from jisr.ledger.entry import Act
from jisr.ledger.log import seal
from jisr.values import Decision, is_id

CHANGED = "assembly"
"""The wake-up of whatever changes in a vote: the hall is told."""
CLOCK = "clock"
"""Who acts where a vote closes by itself."""


def found_vote(transaction: Transaction, vote_id: str) -> Vote:
    """Return a vote; raise `NotFound` if there is none."""
    found = store.find_vote(transaction, vote_id) if is_id(vote_id) else None
    if found is None:
        raise NotFound(thing=to_translate("vote"))
    return found


def presiding(transaction: Transaction, acting: str, session: int) -> Officer:
    """Return the officer who puts questions to the vote and announces: who presides (RoP 21).

    The secretary prepares what is voted on, but opens nothing.

    Raises:
        Denied: the officer does not preside over this session.
        OfficerUnknown: there is no such active officer.
    """
    return sessions.require_office(transaction, session, acting, Office.CHAIR)


def require(decision: Decision) -> None:
    """Raise `Conflict` with the reason where a vote does not stand where something has a place."""
    if not decision.allowed:
        raise Conflict(why=decision.why)


def question_of(transaction: Transaction, vote: Vote) -> Question:
    """Return what the right to take part in a vote depends on."""
    held = sessions.session(transaction, vote.session)
    return sessions.question(held, vote.matter, is_secret=vote.method is Method.SECRET)


def majority_of(transaction: Transaction, vote: Vote) -> Majority | None:
    """Return what the rule of a vote asks for; None where most votes win."""
    day = opened_on(transaction, vote)
    if vote.subject.kind is SubjectKind.ROUND:
        if not vote.round:
            return None
        return world_rules().election(vote.rule, day).ballot(vote.round).majority
    return world_rules().question(vote.rule, day).majority


def article_of(transaction: Transaction, vote: Vote) -> str:
    """Return where the rule of a vote is written."""
    day = opened_on(transaction, vote)
    if vote.subject.kind is SubjectKind.ROUND:
        return world_rules().election(vote.rule, day).article
    return world_rules().question(vote.rule, day).article


def opened_on(transaction: Transaction, vote: Vote) -> datetime.date:
    """Return the day on which a vote opened, in the time zone of the network."""
    zone = ZoneInfo(access.network(transaction).time_zone)
    return vote.opened_at.astimezone(zone).date()


def write(
    transaction: Transaction,
    officer: Officer | None,
    verb: str,
    after: Vote,
    document: dict[str, JsonValue] | None = None,
) -> Vote:
    """Write and seal the next version of a vote.

    Args:
        transaction: in which it is done.
        officer: who did it; None where the clock did.
        verb: what was done.
        after: the vote with what changed; its version is set here.
        document: what is sealed, where that is more than the vote.

    Raises:
        VersionStale: somebody changed it meanwhile.
    """
    entry = seal_version(transaction, officer, verb, after, document)
    if not store.change_vote(transaction, after, entry):
        raise VersionStale(thing=to_translate("vote"), current=after.version)
    return after


def following(vote: Vote, **changes: Any) -> Vote:
    """Return the next version of a vote."""
    return replace(vote, version=vote.version + 1, **changes)


def seal_version(
    transaction: Transaction,
    officer: Officer | None,
    verb: str,
    vote: Vote,
    document: dict[str, JsonValue] | None = None,
) -> str:
    """Seal a version of a vote for every member; return the id of its entry."""
    transaction.wake_ups.add(CHANGED)
    act = act_of(transaction, officer, f"vote.{verb}", f"vote:{vote.id}", access.EVERY_MEMBER)
    sealed = document or documents.vote_document(vote)
    majority = documents.majority_document(majority_of(transaction, vote))
    told = {**sealed, "majority": majority, "article": article_of(transaction, vote)}
    return seal(transaction, act, told, version=vote.version).entry_id


def act_of(
    transaction: Transaction, officer: Officer | None, verb: str, subject: str, audience_class: str
) -> Act:
    """Return an act of an officer, or of the clock."""
    return Act(
        time=instant_text(transaction.now),
        bureau=SECRETARIAT if officer is None else officer.bureau,
        officer=CLOCK if officer is None else officer.id,
        verb=verb,
        subject=subject,
        purpose=access.ADMINISTRATION,
        audience_class=audience_class,
    )
