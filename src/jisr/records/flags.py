"""What must be recognisable whenever a person's record is shown (RPD Art. 39-42)."""

import calendar
import datetime

from jisr.records.model import DatabaseProfile, Draft, Flag, Person, Record
from jisr.values import PartialDate, Precision

FULL_AGE_YEARS = 18
"""RPD Art. 41 leaves the age to national law; eighteen protects under all of them."""

PROTECTED = frozenset({Flag.MINOR, Flag.NO_RESTRICTIVE_MEASURES, Flag.DECEASED})


def flags_of(draft: Draft, profile: DatabaseProfile, today: datetime.date) -> frozenset[Flag]:
    """Return the owner's flags and those that status and age demand; none can be taken away."""
    flags = draft.flags
    if draft.status is not None and draft.status in profile.statuses:
        flags |= profile.statuses[draft.status].flags
    if isinstance(draft.subject, Person) and is_minor(draft.subject, draft.event_date, today):
        flags |= {Flag.MINOR}
    return flags


def is_minor(person: Person, event: PartialDate | None, today: datetime.date) -> bool:
    """Return whether the person may have been under age at the time of the event.

    Doubt protects: of several or partial dates, the youngest reading counts. Without the event's
    date, today counts.
    """
    happened = event.first_day() if event is not None else today
    return any(_comes_of_age(birth) > happened for birth in person.birth_dates)


def is_accused(record: Record, profile: DatabaseProfile) -> bool:
    """Return whether the person may be shown as one suspected.

    Never a victim, a witness or a minor, whatever else the record says.
    """
    status = record.metadata.status
    if status is None or record.flags & PROTECTED:
        return False
    return profile.statuses[status].is_accused


def _comes_of_age(birth: PartialDate) -> datetime.date:
    latest = _last_day(birth)
    year = min(latest.year + FULL_AGE_YEARS, datetime.MAXYEAR)
    if (latest.month, latest.day) == (2, 29) and not calendar.isleap(year):
        return datetime.date(year, 3, 1)
    return latest.replace(year=year)


def _last_day(date: PartialDate) -> datetime.date:
    first = date.first_day()
    if date.precision == Precision.DAY:
        return first
    month = first.month if date.precision == Precision.MONTH else 12
    return first.replace(month=month, day=calendar.monthrange(first.year, month)[1])
