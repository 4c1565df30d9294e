"""Promises of the clock."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisr.errors import ValueMalformed
from jisr.kit.clock import in_milliseconds, instant_text, parse_instant, system_clock


@given(st.datetimes(min_value=datetime.datetime(1000, 1, 1), timezones=st.just(datetime.UTC)))  # noqa: DTZ001  the zone is given beside
def test_instant_is_read_as_it_was_written(instant: datetime.datetime) -> None:
    """Writing and reading an instant gives the same millisecond."""
    assert parse_instant(instant_text(instant)) == in_milliseconds(instant)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-21T19:24:00Z",
        "2026-11-21T19:24:00.123+00:00",
        "2026-11-21T19:24:00.123000Z",
        "2026-11-21 19:24:00.123Z",
        "2026-02-30T00:00:00.000Z",
        "",
    ],
)
def test_other_spellings_of_an_instant_are_refused(text: str) -> None:
    """An instant has one spelling."""
    with pytest.raises(ValueMalformed):
        parse_instant(text)


def test_system_clock_tells_whole_milliseconds_in_utc() -> None:
    """Nothing finer than a millisecond enters the ledger."""
    instant = system_clock()
    assert (instant.microsecond % 1000, instant.tzinfo) == (0, datetime.UTC)
