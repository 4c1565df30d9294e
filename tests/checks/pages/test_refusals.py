"""Why a check was not made, with the next step."""

import pytest

from jisr.checks.model import FirearmQuery
from jisr.checks.pages.refusals import Refusal, of_error, of_reading
from jisr.checks.understanding import Reading, ReadingKind
from jisr.errors import (
    CaseMissing,
    CheckDigitWrong,
    Denied,
    DeskBusy,
    JisrError,
    PurposeMissing,
    RateExceeded,
    SpreadExceeded,
    StorageBusy,
    TraceUnavailable,
)
from jisr.kit.words import Words

ENGLISH = Words("en")


@pytest.mark.parametrize(
    ("error", "title", "status"),
    [
        (RateExceeded(seconds=2), "Too fast", 429),
        (SpreadExceeded(limit=300), "Too many different people in this hour", 429),
        (DeskBusy(), "The desk is busy", 503),
        (TraceUnavailable(), "No trace, so no answer", 503),
        (StorageBusy(), "Not now", 503),
        (Denied(why="access.no_role"), "You may not ask this", 403),
        (JisrError(), "This cannot be checked as it stands", 500),
    ],
)
def test_every_refusal_has_a_next_step(error: JisrError, title: str, status: int) -> None:
    """An officer reads what happened, why, and what to do."""
    refusal = of_error(error, ENGLISH)
    assert (refusal.title, refusal.status) == (title, status)
    assert refusal.sentence
    assert refusal.next_step


@pytest.mark.parametrize("error", [PurposeMissing(known="…"), CaseMissing()])
def test_shift_is_said_first(error: JisrError) -> None:
    """Without purpose or case the officer is led to say them."""
    assert of_error(error, ENGLISH) == Refusal(
        "Say first what you are working on",
        "Every check is kept with a purpose and a case.",
        "",
        400,
        needs_shift=True,
    )


def test_reading_without_a_question_says_why() -> None:
    """Nothing, half a zone, a wrong digit and a firearm without maker each have their words."""
    readings = (
        None,
        Reading(ReadingKind.ZONE, None, lines_missing=1),
        Reading(ReadingKind.SHIP, None, problem=CheckDigitWrong(field="IMO number")),
        Reading(ReadingKind.FIREARM, FirearmQuery("AB1", ""), needs_make=True),
    )
    told = [of_reading(each, ENGLISH) for each in readings]
    assert [each.title for each in told] == [
        "There is nothing to look for",
        "The machine-readable zone is not whole",
        "This cannot be checked as it stands",
        "A serial number alone identifies no firearm",
    ]
    assert [each.needs_make for each in told] == [False, False, False, True]
    assert all(each.next_step for each in told)
