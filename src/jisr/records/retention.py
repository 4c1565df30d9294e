"""How long a record may be kept, and when its owner is asked (RPD Art. 49-51).

The clock starts at recording; neither a suspension nor a new version of the same facts stops it.
"""

import datetime

from jisr.records.model import DatabaseProfile, Document, Record, Subject

DAYS_PER_MONTH = 30.5
"""Six months ahead is 183 days: never later than the calendar would say."""


def days_max(profile: DatabaseProfile, subject: Subject) -> int:
    """Return for how many days such a record may be kept at most."""
    default = profile.retention_days["default"]
    if isinstance(subject, Document):
        return profile.retention_days.get(subject.fraud_type, default)
    return default


def last_day(
    profile: DatabaseProfile, subject: Subject, recorded_on: datetime.date
) -> datetime.date:
    """Return the last day on which a record of that day may be kept."""
    return recorded_on + datetime.timedelta(days=days_max(profile, subject))


def review_from(profile: DatabaseProfile, today: datetime.date) -> datetime.date:
    """Return the day up to which an end of retention counts as near."""
    return today + datetime.timedelta(days=round(profile.review_months * DAYS_PER_MONTH))


def is_expiring(record: Record, profile: DatabaseProfile, today: datetime.date) -> bool:
    """Return whether the owner must now decide to keep or to let go."""
    return record.metadata.retained_until <= review_from(profile, today)


def is_expired(record: Record, today: datetime.date) -> bool:
    """Return whether the record's time has passed: silence deletes."""
    return record.metadata.retained_until < today
