"""Duties of adopted texts: what was reported, and what the next session is told."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from jisr.access import actions as access
from jisr.access.model import Officer
from jisr.access.texts import line
from jisr.assembly.sessions import actions as sessions
from jisr.assembly.texts import documents, rights, store
from jisr.assembly.texts.actions import common
from jisr.assembly.texts.actions.reading import may_read_resolution, resolution
from jisr.assembly.texts.actions.standing import opening_day
from jisr.assembly.texts.follow_up import (
    ENDED,
    EVIDENCE_MAX,
    FollowUp,
    Line,
    Report,
    Status,
    follow_ups,
    may_report,
    told_to_session,
)
from jisr.assembly.texts.held import HeldResolution
from jisr.errors import InputTooLarge, NotFound, to_translate
from jisr.kit.db import Transaction
from jisr.ledger.log import seal

EVIDENCE_CHARACTERS_MAX = 200
SESSIONS_MAX = 500
RESOLUTIONS_AT_ONCE_MAX = 2_000
"""Resolutions that one board looks through: those of about a century."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is reported on a duty; `evidence` names documents."""

    status: Status
    evidence: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Followed:
    """A duty with what was reported, and where it stands today."""

    follow_up: FollowUp
    session: int
    status: Status
    is_late: bool
    may_report: bool = False


def report_duty(
    transaction: Transaction,
    acting: str,
    number: str,
    place: str,
    answer: Answer,
) -> Followed:
    """Add a report on what an operative paragraph asked: its addressee, or the secretary.

    Raises:
        NotFound: there is no such resolution or duty, or none that the officer may read.
        Denied: the officer does not speak for the addressee, nothing shows that it was completed,
            or the report says nothing.
        InputTooLarge: too many documents are named.
    """
    officer = access.officer(transaction, acting)
    held = resolution(transaction, officer, number)
    followed = _find(transaction, held, place)
    speaker = common.speaker_of(transaction, held.session, officer)
    rights.may_answer(speaker, followed.duty.addressee).or_refuse()
    if len(answer.evidence) > EVIDENCE_MAX:
        raise InputTooLarge(field=to_translate("evidence"), limit=EVIDENCE_MAX)
    report = Report(
        status=answer.status,
        day=access.today(transaction),
        reporter=speaker.body,
        evidence=tuple(line("evidence", each, EVIDENCE_CHARACTERS_MAX) for each in answer.evidence),
    )
    may_report(followed, report).or_refuse()
    version = len(followed.reports) + 1
    store.add_report(transaction, number, place, version, report)
    act = sessions.act_of(transaction, officer, "duty.reported", f"duty:{number}:{place}")
    seal(transaction, act, documents.report_document(report), version=version)
    reported = replace(followed, reports=(*followed.reports, report))
    return _followed(reported, held.session, access.today(transaction), may_report=True)


def board(
    transaction: Transaction, officer: Officer, *, session: int | None = None
) -> tuple[Followed, ...]:
    """Return every duty of the texts that the officer may read, of one session or of the newest."""
    today = access.today(transaction)
    found = _all(transaction, officer, session)
    speakers = {
        number: common.speaker_of(transaction, number, officer)
        for number in {held.session for held, _ in found}
    }
    return tuple(
        _followed(
            each,
            held.session,
            today,
            may_report=rights.may_answer(speakers[held.session], each.duty.addressee).allowed,
        )
        for held, each in found
    )


def duty(transaction: Transaction, officer: Officer, number: str, place: str) -> Followed:
    """Return one duty with its reports; raise `NotFound` for none that the officer may read."""
    held = resolution(transaction, officer, number)
    found = _find(transaction, held, place)
    speaker = common.speaker_of(transaction, held.session, officer)
    may_answer = rights.may_answer(speaker, found.duty.addressee).allowed
    return _followed(found, held.session, access.today(transaction), may_report=may_answer)


def told(transaction: Transaction, officer: Officer, session: int) -> tuple[Line, ...]:
    """Return what a session is told of the duties of earlier ones that had not ended."""
    opens = opening_day(transaction, session)
    before = [
        each.session.opens.first_day()
        for each in sessions.sessions(transaction, limit=SESSIONS_MAX)
        if each.session.opens.first_day() < opens
    ]
    earlier = [
        each
        for held, each in _all(transaction, officer, None)
        if held.session != session and held.resolution.adopted_on < opens
    ]
    last = max(before, default=opens)
    return tuple(told_to_session(earlier, last_session=last, opening=opens))


def _all(
    transaction: Transaction, officer: Officer, session: int | None
) -> list[tuple[HeldResolution, FollowUp]]:
    found = [
        each
        for each in store.list_resolutions(
            transaction, session=session, limit=RESOLUTIONS_AT_ONCE_MAX
        )
        if may_read_resolution(transaction, officer, each)
    ]
    reported = store.reports_on(transaction, [each.resolution.number for each in found])
    return [
        (held, replace(each, reports=reported.get((each.resolution, each.place), ())))
        for held in found
        for each in follow_ups(held.resolution)
    ]


def _find(transaction: Transaction, held: HeldResolution, place: str) -> FollowUp:
    for each in follow_ups(held.resolution):
        if each.place == place:
            reported = store.reports_on(transaction, [held.resolution.number])
            return replace(each, reports=reported.get((each.resolution, place), ()))
    raise NotFound(thing=to_translate("duty"))


def _followed(
    follow_up: FollowUp, session: int, today: datetime.date, *, may_report: bool
) -> Followed:
    status = follow_up.reports[-1].status if follow_up.reports else Status.NO_REPORT
    due = follow_up.duty.due
    is_late = due is not None and due < today and status not in ENDED
    return Followed(follow_up, session, status, is_late, may_report)
