"""What the verbs of elections stand on: how a thing is found, written and sealed."""

import datetime
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from jisr.access import actions as access
from jisr.access import rules as access_rules
from jisr.access.model import Officer, Role
from jisr.assembly.elections import documents, progress, store
from jisr.assembly.elections.model import (
    Committee,
    Election,
    ElectionKind,
    Holder,
    LotsDraw,
    Nomination,
    StepKind,
)
from jisr.assembly.elections.progress import Progress
from jisr.assembly.sessions import actions as sessions
from jisr.assembly.sessions.model import Post
from jisr.assembly.votes import actions as votes
from jisr.errors import NotFound, to_translate
from jisr.kit.clock import instant_text
from jisr.kit.db import Transaction
from jisr.ledger.canonical import JsonValue
from jisr.ledger.entry import Act
from jisr.ledger.log import seal
from jisr.values import is_id


def found_election(transaction: Transaction, election_id: str) -> Election:
    """Return an election; raise `NotFound` if there is none."""
    found = store.find_election(transaction, election_id) if is_id(election_id) else None
    if found is None:
        raise NotFound(thing=to_translate("election"))
    return found


def found_nomination(transaction: Transaction, nomination_id: str) -> Nomination:
    """Return a nomination; raise `NotFound` if there is none."""
    found = store.find_nomination(transaction, nomination_id) if is_id(nomination_id) else None
    if found is None:
        raise NotFound(thing=to_translate("nomination"))
    return found


def progress_of(transaction: Transaction, election: Election) -> Progress | None:
    """Return where an election stands; None before its first ballot."""
    if not election.has_begun:
        return None
    ids = [step.id for step in election.steps if step.kind is StepKind.BALLOT]
    held = {each: votes.read_vote(transaction, each).vote for each in ids}
    day = day_of(transaction, held[ids[0]].opened_at if ids else transaction.now)
    return progress.replay(election, day, held, store.list_draws(transaction, election.id))


def day_of(transaction: Transaction, instant: datetime.datetime) -> datetime.date:
    """Return the calendar day of an instant in the network's time zone."""
    zone = ZoneInfo(access.network(transaction).time_zone)
    return instant.astimezone(zone).date()


def committee_now(transaction: Transaction, session: int) -> Committee:
    """Return the committee with everybody who was elected to it in the session so far.

    Who is elected leaves the post that they held.
    """
    recorded = store.find_committee(transaction, session)
    elected = [
        holder
        for election in all_elections(transaction, session)
        if election.ended_at is not None and election.kind is not ElectionKind.HOST
        for holder in _elected(transaction, election)
    ]
    people = {each.person for each in elected}
    kept = [each for each in recorded.holders if each.person not in people or each.is_leaving]
    return replace(recorded, holders=(*kept, *elected))


def _elected(transaction: Transaction, election: Election) -> list[Holder]:
    found = progress_of(transaction, election)
    winners = found.state.elected if found else ()
    named = [found_nomination(transaction, each) for each in winners]
    return [
        Holder(election.kind, each.nominee, each.name, each.member, is_leaving=False)
        for each in named
    ]


def all_elections(transaction: Transaction, session: int) -> tuple[Election, ...]:
    """Return every election of a session."""
    return tuple(store.list_elections(transaction, session, limit=access.LIST_MAX))


def speaks_for(transaction: Transaction, session: int, officer: Officer) -> str:
    """Return the member for which the officer nominates, or nothing.

    The head of its bureau does, and the head of its delegation.
    """
    member = access_rules.member_of(officer.bureau)
    is_head = officer.bureau == member and Role.HEAD_OF_BUREAU in officer.roles
    found = sessions.capacity(transaction, session, officer)
    return found.member if officer.is_active and (is_head or Post.HEAD in found.posts) else ""


def write_election(
    transaction: Transaction,
    officer: Officer,
    verb: str,
    election: Election,
    result: bytes | None = None,
    **also: JsonValue,
) -> Election:
    """Write and seal the next version of an election; its version is set here."""
    after = replace(election, version=election.version + 1)
    store.put_election(transaction, after, result)
    document = {**documents.election_document(after), **also}
    _seal(
        transaction,
        officer,
        f"election.{verb}",
        f"election:{after.id}",
        document,
        version=after.version,
    )
    return after


def write_nomination(
    transaction: Transaction, officer: Officer, verb: str, nomination: Nomination
) -> Nomination:
    """Write and seal a version of a nomination."""
    store.put_nomination(transaction, nomination)
    document = documents.nomination_document(nomination)
    subject = f"nomination:{nomination.id}"
    _seal(transaction, officer, f"nomination.{verb}", subject, document, version=nomination.version)
    return nomination


def write_draw(transaction: Transaction, officer: Officer, verb: str, draw: LotsDraw) -> LotsDraw:
    """Write and seal a version of a draw of lots."""
    store.put_draw(transaction, draw)
    document = documents.draw_document(draw)
    _seal(transaction, officer, f"lots.{verb}", f"lots:{draw.id}", document, version=draw.version)
    return draw


def write_committee(transaction: Transaction, officer: Officer, committee: Committee) -> None:
    """Write and seal a version of a committee."""
    store.put_committee(transaction, committee)
    document = documents.committee_document(committee)
    subject = f"committee:{committee.session}"
    _seal(transaction, officer, "committee.recorded", subject, document, version=committee.version)


def seal_result(
    transaction: Transaction, officer: Officer, election: Election, document: Mapping[str, Any]
) -> str:
    """Seal the result of an election once; return the id of its entry."""
    subject = f"election-result:{election.id}"
    return _seal(transaction, officer, "election_result.sealed", subject, document, version=1)


def _seal(  # noqa: PLR0913  each is one part of an entry
    transaction: Transaction,
    officer: Officer,
    verb: str,
    subject: str,
    document: Mapping[str, Any],
    *,
    version: int,
) -> str:
    act = Act(
        time=instant_text(transaction.now),
        bureau=officer.bureau,
        officer=officer.id,
        verb=verb,
        subject=subject,
        purpose=access.ADMINISTRATION,
        audience_class=access.EVERY_MEMBER,
    )
    return seal(transaction, act, dict(document), version=version).entry_id
