"""Follows what each operative paragraph asked, and says what the next session is told."""

import datetime
import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jisr.assembly.texts.model import Duty, ParagraphKind, Resolution
from jisr.assembly.texts.reasons import ALLOWED
from jisr.values import Decision

EVIDENCE_MAX = 20
"""More documents than a session reads on one paragraph."""


class Status(enum.StrEnum):
    """How far a duty is; `NO_REPORT` is never written, it is what silence means."""

    COMPLETED = "completed"
    UNDER_WAY = "under way"
    NOT_STARTED = "not started"
    NOT_APPLICABLE = "not applicable"
    NO_REPORT = "no report"


ENDED = frozenset((Status.COMPLETED, Status.NOT_APPLICABLE))
"""After these nothing is due any more."""


@dataclass(frozen=True, slots=True)
class Report:
    """What the addressee reports on a duty; `evidence` names documents, at most `EVIDENCE_MAX`."""

    status: Status
    day: datetime.date
    reporter: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One operative paragraph with its reports, oldest first."""

    resolution: str
    place: str
    duty: Duty
    reports: tuple[Report, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """What the next session is told about one paragraph."""

    resolution: str
    place: str
    addressee: str
    due: datetime.date | None
    status: Status
    is_late: bool
    evidence: tuple[str, ...]


def follow_ups(resolution: Resolution) -> list[FollowUp]:
    """Return what is to be followed: each operative paragraph that asks something of somebody."""
    operative = [each for each in resolution.paragraphs if each.kind is ParagraphKind.OPERATIVE]
    return [
        FollowUp(resolution.number, f"OP{place}", paragraph.duty)
        for place, paragraph in enumerate(operative, start=1)
        if paragraph.duty is not None
    ]


def may_report(follow_up: FollowUp, report: Report) -> Decision:
    """Decide whether a report can be added; reports are added, never changed."""
    if report.status is Status.NO_REPORT:
        return _no("report_empty")
    if follow_up.reports and report.day < follow_up.reports[-1].day:
        return _no("report_early")
    if len(report.evidence) > EVIDENCE_MAX:
        return _no("evidence_excessive")
    if report.status is Status.COMPLETED and not report.evidence:
        return _no("evidence_missing")
    return Decision(allowed=True, why=ALLOWED)


def _no(why: str) -> Decision:
    return Decision(allowed=False, why=f"texts.{why}")


def told_to_session(
    followed: Iterable[FollowUp], *, last_session: datetime.date, opening: datetime.date
) -> list[Line]:
    """Return the lines for a session: all that had not ended when the last one opened.

    A duty that ended since is told once more, so that the session learns of its end, and so is
    one that a new report opens again. One without a report since the last session is told as
    `NO_REPORT`, whatever was reported before.
    """
    return [
        _line(each, recent, opening)
        for each in followed
        if (recent := _between(each.reports, last_session, opening))
        or not _had_ended(each.reports, last_session)
    ]


def _between(
    reports: Sequence[Report], first: datetime.date, end: datetime.date
) -> Sequence[Report]:
    return [each for each in reports if first <= each.day < end]


def _had_ended(reports: Sequence[Report], day: datetime.date) -> bool:
    known = [each for each in reports if each.day < day]
    return bool(known) and known[-1].status in ENDED


def _line(follow_up: FollowUp, recent: Sequence[Report], opening: datetime.date) -> Line:
    status = recent[-1].status if recent else Status.NO_REPORT
    due = follow_up.duty.due
    return Line(
        resolution=follow_up.resolution,
        place=follow_up.place,
        addressee=follow_up.duty.addressee,
        due=due,
        status=status,
        is_late=due is not None and due < opening and status not in ENDED,
        evidence=recent[-1].evidence if recent else (),
    )
