"""Tests of how long records are kept."""

import dataclasses
import datetime

import pytest

from jisr.access.model import DatabaseName
from jisr.records import retention
from jisr.records.profiles import profile
from recording import TODAY, document_draft, person_draft, record_of

DOCUMENTS = profile(DatabaseName.TRAVEL_DOCUMENTS)


@pytest.mark.parametrize(
    ("fraud_type", "years"), [("stolen", 5), ("lost", 5), ("revoked", 5), ("stolen-blank", 30)]
)
def test_maximum_follows_the_fraud_type(fraud_type: str, years: int) -> None:
    """Stolen blanks are kept thirty years, other documents five."""
    subject = document_draft(fraud_type=fraud_type).subject
    last = retention.last_day(DOCUMENTS, subject, TODAY)
    assert abs((last - TODAY.replace(year=TODAY.year + years)).days) <= 1


def test_administrative_documents_are_kept_ten_years() -> None:
    """The maximum belongs to the database."""
    profiled = profile(DatabaseName.ADMINISTRATIVE_DOCUMENTS)
    assert retention.days_max(profiled, document_draft().subject) == 3652


@pytest.mark.parametrize(
    ("days", "is_expiring", "is_expired"),
    [(-1, True, True), (0, True, False), (183, True, False), (184, False, False)],
)
def test_owner_is_asked_six_months_ahead(
    days: int,
    is_expiring: bool,  # noqa: FBT001  an expected answer
    is_expired: bool,  # noqa: FBT001  an expected answer
) -> None:
    """The review begins 183 days before the end; the last day still counts (RPD Art. 50)."""
    record = record_of(person_draft())
    ends = TODAY + datetime.timedelta(days=days)
    metadata = dataclasses.replace(record.metadata, retained_until=ends)
    ending = dataclasses.replace(record, metadata=metadata)
    nominal = profile(DatabaseName.NOMINAL)
    assert (
        retention.is_expiring(ending, nominal, TODAY),
        retention.is_expired(ending, TODAY),
    ) == (is_expiring, is_expired)
