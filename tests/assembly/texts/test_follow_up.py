"""What operative paragraphs asked, and what the next session is told."""

import datetime
from dataclasses import replace

import pytest

from jisr.assembly.texts.adoption import AdoptingVote, adopt, words_digest
from jisr.assembly.texts.follow_up import (
    EVIDENCE_MAX,
    FollowUp,
    Line,
    Report,
    Status,
    follow_ups,
    may_report,
    told_to_session,
)
from jisr.assembly.texts.model import Duty
from jisr.assembly.texts.reasons import ALLOWED
from jisr.values import Decision, LanguageMap
from texts_made import DRAFT, DUTY, LANGUAGES, PREAMBLE, SECOND

ADOPTED = datetime.date(2026, 11, 25)
LAST_SESSION = datetime.date(2026, 11, 23)
OPENING = datetime.date(2027, 11, 22)
SPRING = datetime.date(2027, 4, 1)
DATED = Duty("GS", LanguageMap({"en": "report"}), datetime.date(2027, 6, 30))
FOLLOWED = FollowUp("AG-2026-RES-01", "OP1", DATED)
DONE = Report(Status.COMPLETED, SPRING, "GS", ("AG-2027-RAP-09",))
BEGUN = Report(Status.UNDER_WAY, SPRING, "GS")


def line(status: Status, *, is_late: bool, evidence: tuple[str, ...] = ()) -> Line:
    """Return what a session is told of `FOLLOWED`."""
    return Line("AG-2026-RES-01", "OP1", "GS", DATED.due, status, is_late, evidence)


def test_each_operative_paragraph_with_a_duty_is_followed() -> None:
    """The preamble asks nothing; a paragraph without a duty keeps its number."""
    without = replace(SECOND, paragraph_id="o0", duty=None)
    draft = replace(DRAFT, paragraphs=(PREAMBLE, without, *DRAFT.paragraphs[1:]))
    vote = AdoptingVote("v1", words_digest(draft), "0" * 64, is_adopted=True, day=ADOPTED)
    assert follow_ups(adopt(draft, vote, "AG-2026-RES-01", LANGUAGES)) == [
        FollowUp("AG-2026-RES-01", "OP2", DUTY),
        FollowUp("AG-2026-RES-01", "OP3", DUTY),
    ]


@pytest.mark.parametrize(
    ("report", "why"),
    [
        (DONE, ALLOWED),
        (replace(DONE, evidence=()), "texts.evidence_missing"),
        (replace(DONE, evidence=("A/1",) * (EVIDENCE_MAX + 1)), "texts.evidence_excessive"),
        (replace(BEGUN, evidence=("A/1",) * (EVIDENCE_MAX + 1)), "texts.evidence_excessive"),
        (BEGUN, ALLOWED),
        (replace(BEGUN, day=SPRING - datetime.timedelta(days=1)), "texts.report_early"),
        (replace(BEGUN, status=Status.NO_REPORT), "texts.report_empty"),
    ],
)
def test_a_report_is_added_with_its_evidence(report: Report, why: str) -> None:
    """Completion is shown, days go forward, silence is not reported."""
    followed = replace(FOLLOWED, reports=(BEGUN,))
    assert may_report(followed, report) == Decision(allowed=why == ALLOWED, why=why)


@pytest.mark.parametrize(
    ("reports", "told"),
    [
        ((), [line(Status.NO_REPORT, is_late=True)]),
        ((BEGUN,), [line(Status.UNDER_WAY, is_late=True)]),
        ((BEGUN, DONE), [line(Status.COMPLETED, is_late=False, evidence=("AG-2027-RAP-09",))]),
        (
            (replace(BEGUN, day=LAST_SESSION - datetime.timedelta(days=1)),),
            [line(Status.NO_REPORT, is_late=True)],
        ),
        ((replace(BEGUN, day=OPENING),), [line(Status.NO_REPORT, is_late=True)]),
        ((replace(DONE, day=LAST_SESSION - datetime.timedelta(days=1)),), []),
    ],
)
def test_the_session_is_told_what_had_not_ended(
    reports: tuple[Report, ...], told: list[Line]
) -> None:
    """Its latest status since the last session, or that there was no report."""
    followed = replace(FOLLOWED, reports=reports)
    assert told_to_session([followed], last_session=LAST_SESSION, opening=OPENING) == told


@pytest.mark.parametrize("due", [None, OPENING])
def test_what_is_not_due_is_not_late(due: datetime.date | None) -> None:
    """A duty without a day, or due on the opening day, is not late."""
    followed = replace(FOLLOWED, duty=replace(DATED, due=due))
    told = told_to_session([followed], last_session=LAST_SESSION, opening=OPENING)
    assert told == [replace(line(Status.NO_REPORT, is_late=False), due=due)]


def test_a_duty_opened_again_is_told() -> None:
    """A new report on what had ended brings it back before the session."""
    ended = replace(DONE, day=LAST_SESSION - datetime.timedelta(days=1))
    followed = replace(FOLLOWED, reports=(ended, BEGUN))
    told = told_to_session([followed], last_session=LAST_SESSION, opening=OPENING)
    assert told == [line(Status.UNDER_WAY, is_late=True)]
