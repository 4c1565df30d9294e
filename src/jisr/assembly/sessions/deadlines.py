"""Computes the calendar of a session from the rules: what is due, what is late, what is void.

A deadline is a calendar day in the time zone of the network's profile, to the end of that day.
"""

import calendar
import datetime
from collections.abc import Mapping
from typing import NoReturn
from zoneinfo import ZoneInfo

from jisr.assembly.sessions import tables
from jisr.assembly.sessions.model import Anchor, Deadline, Duty, DutyState, Session
from jisr.assembly.sessions.reasons import ALLOWED
from jisr.errors import ValueMalformed, to_translate
from jisr.values import Decision, PartialDate, Precision

DUE_DAYS = 14
"""From two weeks before its last day a duty is shown as due, not merely ahead."""
MONTHS_OF_A_YEAR = 12


def due_day(duty: Duty, session: Session) -> datetime.date:
    """Return the last day on which the duty is done in time.

    Raises:
        ValueMalformed: the register does not know the session's day.
    """
    anchored = session.opens if duty.anchor is Anchor.OPENS else session.closes
    return _add_months(_whole_day(anchored), duty.months) + datetime.timedelta(days=duty.days)


def due_instant(day: datetime.date, zone: ZoneInfo) -> datetime.datetime:
    """Return the first instant, in UTC, that is too late for the day."""
    after = day + datetime.timedelta(days=1)
    return datetime.datetime(after.year, after.month, after.day, tzinfo=zone).astimezone(
        datetime.UTC
    )


def timetable(
    session: Session,
    zone: ZoneInfo,
    at: datetime.datetime,
    done: Mapping[str, datetime.datetime] | None = None,
) -> tuple[Deadline, ...]:
    """Return every duty of the session with its last day and its state, the earliest first.

    What is counted from the last day appears once that day is known.

    Args:
        session: Must be known to the day of its opening.
        zone: The time zone of the network's profile.
        at: The present instant, with its own time zone.
        done: When each duty was done, by key.

    Raises:
        ValueMalformed: a day of the session is not known, an instant has no time zone, or a key
            in `done` is no duty of this session.
    """
    today = _local_day(at, zone)
    done_days = {key: _local_day(instant, zone) for key, instant in (done or {}).items()}
    known = tables.duties(session.kind, _whole_day(session.opens))
    if not done_days.keys() <= {duty.key for duty in known}:
        _refuse_duty()
    found = [
        _deadline(duty, due_day(duty, session), today, done_days.get(duty.key))
        for duty in known
        if duty.anchor is Anchor.OPENS or session.closes is not None
    ]
    return tuple(sorted(found, key=lambda each: (each.day, each.duty.key)))


def may_submit(key: str, session: Session, zone: ZoneInfo, at: datetime.datetime) -> Decision:
    """Decide whether what the duty asks for is still in time; only what is void is refused.

    Raises:
        ValueMalformed: no such duty, a day is not known, or the instant has no time zone.
    """
    duty = _duty(key, session)
    if _local_day(at, zone) <= due_day(duty, session):
        return Decision(allowed=True, why=ALLOWED)
    if duty.voids:
        return Decision(allowed=False, why="sessions.void_when_late")
    return Decision(allowed=True, why="sessions.late")


def may_convene(requested: datetime.date, opens: datetime.date, subjects: int) -> Decision:
    """Decide whether an extraordinary session may open on the day (CON 10; RoP 9, 15)."""
    earliest, latest = tables.extraordinary_days()
    if not earliest <= (opens - requested).days <= latest:
        return Decision(allowed=False, why="sessions.extraordinary_day")
    if subjects != 1:
        return Decision(allowed=False, why="sessions.extraordinary_subject")
    return Decision(allowed=True, why=ALLOWED)


def _duty(key: str, session: Session) -> Duty:
    known = {duty.key: duty for duty in tables.duties(session.kind, _whole_day(session.opens))}
    if key not in known:
        _refuse_duty()
    return known[key]


def _refuse_duty() -> NoReturn:
    raise ValueMalformed(
        field="duty", why=to_translate("the calendar of this session has no such duty")
    )


def _deadline(
    duty: Duty, day: datetime.date, today: datetime.date, done: datetime.date | None
) -> Deadline:
    days_left = (day - today).days
    if done is not None:
        state = DutyState.DONE if done <= day else DutyState.DONE_LATE
    elif days_left < 0:
        state = DutyState.LATE
    else:
        state = DutyState.DUE if days_left <= DUE_DAYS else DutyState.AHEAD
    return Deadline(duty, day, state, days_left)


def _local_day(at: datetime.datetime, zone: ZoneInfo) -> datetime.date:
    if at.tzinfo is None:  # a local time without a zone would be read in the machine's own
        raise ValueMalformed(
            field="instant", why=to_translate("write it as 2026-11-21T19:24:00.123Z")
        )
    return at.astimezone(zone).date()


def _whole_day(date: PartialDate | None) -> datetime.date:
    if date is None or date.precision is not Precision.DAY:
        raise ValueMalformed(field="date", why=to_translate("write the whole date: 2026-11-21"))
    return date.first_day()


def _add_months(day: datetime.date, months: int) -> datetime.date:
    """Return the same day of another month, or that month's last day where it is shorter."""
    year, month = divmod(day.year * MONTHS_OF_A_YEAR + day.month - 1 + months, MONTHS_OF_A_YEAR)
    last = calendar.monthrange(year, month + 1)[1]
    return datetime.date(year, month + 1, min(day.day, last))
