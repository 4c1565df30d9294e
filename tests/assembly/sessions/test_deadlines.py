"""Deadlines are days in the network's time zone, computed from the rules."""

import datetime
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisr.assembly.sessions import tables
from jisr.assembly.sessions.deadlines import (
    due_day,
    due_instant,
    may_convene,
    may_submit,
    timetable,
)
from jisr.assembly.sessions.model import DutyState, Session, SessionKind
from jisr.errors import ValueMalformed
from jisr.values import Decision, PartialDate

PARIS = ZoneInfo("Europe/Paris")
YES = Decision(allowed=True, why="sessions.allowed")


def session(opens: str = "2025-11-24", closes: str | None = "2025-11-27") -> Session:
    """Return the 93rd session on these days."""
    return replace(
        tables.sessions()[93],
        opens=PartialDate.parse(opens),
        closes=PartialDate.parse(closes) if closes else None,
    )


def instant(text: str) -> datetime.datetime:
    """Return an instant of Paris."""
    return datetime.datetime.fromisoformat(text).replace(tzinfo=PARIS)


def days(opens: str) -> dict[str, str]:
    """Return the last day of each duty of a session that opens on this day."""
    found = timetable(session(opens, opens), PARIS, instant("2025-01-01"))
    return {each.duty.key: each.day.isoformat() for each in found}


def test_calendar_of_the_93rd_session() -> None:
    """Every deadline of a real session, counted by hand, the earliest first."""
    found = timetable(session(), PARIS, instant("2025-01-01"))
    assert [(each.day.isoformat(), each.duty.key) for each in found] == [
        ("2025-05-24", "vacancies-announced"),
        ("2025-07-24", "extra-interpretation-requested"),
        ("2025-07-27", "invitations-sent"),
        ("2025-07-27", "regulation-amendments-proposed"),
        ("2025-08-26", "amending-texts-circulated"),
        ("2025-09-25", "agenda-items-requested"),
        ("2025-10-10", "nominations-close"),
        ("2025-10-10", "provisional-agenda-sent"),
        ("2025-10-25", "working-documents-available"),
        ("2025-11-17", "last-observations"),
        ("2025-12-27", "records-corrected"),
        ("2025-12-27", "resolutions-published"),
    ]


@pytest.mark.parametrize(
    ("opens", "six_months_before"),
    [
        ("2025-08-31", "2025-02-28"),  # February is shorter
        ("2024-08-31", "2024-02-29"),  # and longer in a leap year
        ("2025-03-15", "2024-09-15"),  # across the year
        ("2025-06-01", "2024-12-01"),
    ],
)
def test_months_are_calendar_months(opens: str, six_months_before: str) -> None:
    """Six months before is the same day of that month, or its last day."""
    assert days(opens)["vacancies-announced"] == six_months_before


def test_states_follow_the_day() -> None:
    """Ahead, then due for two weeks, then late; the last day itself is in time."""
    states = {
        at: next(
            (each.state, each.days_left)
            for each in timetable(session(), PARIS, instant(at))
            if each.duty.key == "nominations-close"
        )
        for at in ("2025-09-25", "2025-09-26", "2025-10-10T23:59:59", "2025-10-11T00:00:00")
    }
    assert states == {
        "2025-09-25": (DutyState.AHEAD, 15),
        "2025-09-26": (DutyState.DUE, 14),
        "2025-10-10T23:59:59": (DutyState.DUE, 0),
        "2025-10-11T00:00:00": (DutyState.LATE, -1),
    }


def test_what_is_done_stays_done_in_time_or_late() -> None:
    """What was done is no longer due, and the calendar says whether it came in time."""
    done = {
        "invitations-sent": instant("2025-07-27T23:59:00"),
        "provisional-agenda-sent": instant("2025-10-11T00:00:00"),
    }
    found = {
        each.duty.key: each.state
        for each in timetable(session(), PARIS, instant("2026-02-01"), done)
    }
    assert found["invitations-sent"] is DutyState.DONE
    assert found["provisional-agenda-sent"] is DutyState.DONE_LATE
    assert found["resolutions-published"] is DutyState.LATE


def test_an_unknown_duty_is_not_recorded_as_done() -> None:
    """A key that the session's calendar does not have is refused, not ignored."""
    with pytest.raises(ValueMalformed):
        timetable(session(), PARIS, instant("2026-02-01"), {"lunch": instant("2026-02-01")})


def test_what_follows_the_session_appears_when_its_end_is_known() -> None:
    """Without a last day nothing can be counted from it."""
    found = timetable(session(closes=None), PARIS, instant("2025-01-01"))
    assert {"records-corrected", "resolutions-published"} & {e.duty.key for e in found} == set()
    assert len(found) == len(days("2025-11-24")) - 2


def test_a_nomination_one_minute_late_has_no_effect() -> None:
    """In the last minute of the day it is in time, in the next it is void (RoP 46)."""
    last = instant("2025-10-10T23:59:00")
    late = instant("2025-10-11T00:00:00")
    assert may_submit("nominations-close", session(), PARIS, last) == YES
    assert may_submit("nominations-close", session(), PARIS, late) == Decision(
        allowed=False, why="sessions.void_when_late"
    )


def test_a_late_agenda_item_is_marked_not_void() -> None:
    """The assembly itself decides on an additional item."""
    late = instant("2025-09-26T00:00:00")
    assert may_submit("agenda-items-requested", session(), PARIS, late) == Decision(
        allowed=True, why="sessions.late"
    )


def test_the_day_is_that_of_the_networks_time_zone() -> None:
    """The same instant is late in Paris and in time for a network that counts in Lima."""
    at = datetime.datetime(2025, 10, 10, 22, 0, tzinfo=datetime.UTC)  # midnight in Paris
    assert may_submit("nominations-close", session(), PARIS, at).allowed is False
    assert may_submit("nominations-close", session(), ZoneInfo("America/Lima"), at) == YES


@pytest.mark.parametrize(
    ("day", "ends"),
    [
        ("2025-10-10", "2025-10-10T22:00:00+00:00"),  # summer time
        ("2025-10-25", "2025-10-25T22:00:00+00:00"),  # the night before the clocks change
        ("2025-10-26", "2025-10-26T23:00:00+00:00"),  # a day of 25 hours
        ("2025-11-17", "2025-11-17T23:00:00+00:00"),
    ],
)
def test_a_day_ends_at_local_midnight(day: str, ends: str) -> None:
    """The countdown runs to midnight in the network's zone, through a change of clocks too."""
    assert due_instant(datetime.date.fromisoformat(day), PARIS).isoformat() == ends


@given(st.datetimes(datetime.datetime(2025, 9, 1), datetime.datetime(2025, 11, 1)))  # noqa: DTZ001  hypothesis wants naive bounds
def test_countdown_and_decision_agree(at: datetime.datetime) -> None:
    """A nomination is void from exactly the instant that the countdown shows."""
    moment = at.replace(tzinfo=datetime.UTC)
    ends = due_instant(datetime.date(2025, 10, 10), PARIS)
    decided = may_submit("nominations-close", session(), PARIS, moment)
    assert decided.allowed is (moment < ends)


@pytest.mark.parametrize("opens", ["2026", "2026-11"])
def test_a_session_without_its_day_has_no_calendar(opens: str) -> None:
    """No deadline is computed from a guessed day."""
    with pytest.raises(ValueMalformed):
        timetable(session(opens, None), PARIS, instant("2026-01-01"))


def test_a_duty_after_an_unknown_end_has_no_day() -> None:
    """What counts from the last day is refused while that day is not known."""
    with pytest.raises(ValueMalformed):
        may_submit("records-corrected", session(closes=None), PARIS, instant("2026-01-01"))


def test_an_instant_without_a_zone_is_refused() -> None:
    """A deadline never depends on where the machine stands."""
    with pytest.raises(ValueMalformed):
        timetable(session(), PARIS, datetime.datetime(2025, 1, 1))  # noqa: DTZ001  that is the test


def test_an_unknown_duty_is_refused() -> None:
    """Nothing can be in time for a deadline that does not exist."""
    with pytest.raises(ValueMalformed):
        may_submit("lunch", session(), PARIS, instant("2025-01-01"))


def test_an_extraordinary_session_has_no_nominations() -> None:
    """Its calendar holds only what follows the session."""
    extraordinary = replace(session(), kind=SessionKind.EXTRAORDINARY)
    with pytest.raises(ValueMalformed):
        may_submit("nominations-close", extraordinary, PARIS, instant("2025-01-01"))
    found = timetable(extraordinary, PARIS, instant("2025-01-01"))
    assert [each.duty.key for each in found] == ["records-corrected", "resolutions-published"]


@pytest.mark.parametrize(
    ("days_after", "subjects", "expected"),
    [
        (29, 1, Decision(allowed=False, why="sessions.extraordinary_day")),
        (30, 1, YES),
        (90, 1, YES),
        (91, 1, Decision(allowed=False, why="sessions.extraordinary_day")),
        (60, 2, Decision(allowed=False, why="sessions.extraordinary_subject")),
        (60, 0, Decision(allowed=False, why="sessions.extraordinary_subject")),
    ],
)
def test_extraordinary_session(days_after: int, subjects: int, expected: Decision) -> None:
    """Held 30 to 90 days after the request, on one subject (CON 10; RoP 9, 15)."""
    asked = datetime.date(2026, 1, 10)
    assert may_convene(asked, asked + datetime.timedelta(days=days_after), subjects) == expected


def test_due_day_follows_the_row() -> None:
    """Another number of months or days in the table is another day in the calendar."""
    duty = tables.duties(SessionKind.ORDINARY, datetime.date(2025, 11, 24))[0]
    moved = replace(duty, months=-7, days=-3)
    assert due_day(duty, session()) == datetime.date(2025, 5, 24)
    assert due_day(moved, session()) == datetime.date(2025, 4, 21)
