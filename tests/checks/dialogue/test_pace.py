"""How fast owners answer is told by ranks that anyone can recompute."""

import datetime

from hit_world import Desk, seen
from jisr.checks.dialogue import actions
from jisr.checks.dialogue.model import Answer, Course, Pace
from jisr.checks.dialogue.pace import oldest_waiting, pace, pace_of
from ticking import START, TickingClock


def course(seconds: int | None, *, is_escalated: bool = False) -> Course:
    """Return a question with ten minutes to answer that was answered after so many seconds."""
    answered = None if seconds is None else START + datetime.timedelta(seconds=seconds)
    return Course(
        is_urgent=True,
        asked_at=START,
        due_at=START + datetime.timedelta(minutes=10),
        answered_at=answered,
        is_escalated=is_escalated,
    )


def test_ranks_are_the_nearest_and_leave_out_what_waits() -> None:
    """Ten answers of 60 to 600 s and one late one; a question without answer has no time."""
    courses = [course(60 * number) for number in range(1, 11)]
    late = [course(3_000, is_escalated=True), course(None, is_escalated=True)]
    assert pace_of(courses) == Pace(10, 10, 10, 0, 300, 540)
    assert pace_of(courses + late) == Pace(12, 11, 10, 2, 360, 600)


def test_nothing_asked_has_no_median() -> None:
    """No number stands for none."""
    assert pace_of([]) == Pace(0, 0, 0, 0, None, None)


def test_pace_and_oldest_clock_are_of_the_owner(desk: Desk, clock: TickingClock) -> None:
    """France is asked and answers after a minute; the next question waits for it, not for Syria."""
    first = desk.asked()
    clock.advance(minutes=1)
    answer = (seen(desk.read("officer@fra", first)), Answer.NOT_THE_SAME)
    desk.do("officer@fra", actions.answer, *answer)
    with desk.database.reading() as transaction:
        of_fra, of_syr, of_all = (
            pace(transaction, since=START, owner=owner) for owner in ("FRA", "SYR", "")
        )
        waits = oldest_waiting(transaction, owner="")
    assert (of_fra.answered, of_fra.in_time, of_fra.median_seconds) == (1, 1, 60)
    assert (of_syr, of_all, waits) == (pace_of([]), of_fra, None)


def test_the_oldest_question_that_waits(desk: Desk) -> None:
    """It is told by the instant at which it was put."""
    view = desk.asked()
    with desk.database.reading() as transaction:
        found = [oldest_waiting(transaction, owner=owner) for owner in ("FRA", "SYR", "")]
    asked_at = view.dialogue.asked_at
    assert found == [asked_at, None, asked_at]
