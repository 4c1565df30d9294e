"""The days of a memorandum: windows, reminders, its end by itself."""

import datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from jisr.meetings.agreements import dates
from jisr.meetings.agreements.model import DueKind, Memorandum, State, Terms

ZONES = ("Europe/Paris", "Africa/Tunis", "Pacific/Auckland", "America/Lima", "Africa/Casablanca")
AHEAD = {
    DueKind.OBJECTION: 14,
    DueKind.RENEWAL: 90,
    DueKind.REVIEW: 60,
    DueKind.EXPIRY: 90,
}
START = datetime.datetime(2012, 7, 1, tzinfo=datetime.UTC)
instants = st.integers(0, 48 * 366 * 24 * 60).map(
    lambda minutes: START + datetime.timedelta(minutes=minutes)
)
days = st.dates(datetime.date(2012, 7, 1), datetime.date(2060, 1, 1))


def terms(ends: datetime.date | None, renewal_days: int = 90) -> Terms:
    """Return terms of these days."""
    return Terms({"en": "T"}, (), ("en",), ("MAR", "FRA"), (), ends=ends, renewal_days=renewal_days)


@given(instants, st.integers(1, 400), st.sampled_from(ZONES))
def test_a_window_is_calendar_days(proposed_at: datetime.datetime, length: int, name: str) -> None:
    """Whatever the clocks do: so many local days, and open through the whole of the last one."""
    zone = ZoneInfo(name)
    last = dates.window_last_day(proposed_at, length, zone)
    closes = dates.window_closes(last, zone)
    assert (last - proposed_at.astimezone(zone).date()).days == length
    assert (closes - datetime.timedelta(milliseconds=1)).astimezone(zone).date() == last
    assert closes.astimezone(zone).date() == last + datetime.timedelta(days=1)


@given(days, days)
def test_silence_approves_after_the_window_only(last: datetime.date, today: datetime.date) -> None:
    """Proposed to the end of the last day, approved from the next."""
    proposed = Memorandum(
        "m",
        terms(None),
        datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC),
        state=State.PROPOSED,
        window_ends=last,
    )
    expected = State.APPROVED if today > last else State.PROPOSED
    assert dates.state_on(proposed, today) is expected
    due = dates.dues(proposed, today, AHEAD)
    assert bool(due) is (0 <= (last - today).days <= 14)


@given(days, st.integers(0, 1000), days)
def test_a_life_ends_by_itself(ends: datetime.date, notice: int, today: datetime.date) -> None:
    """In force through its last day; what is due is never due once it is over."""
    acting = Memorandum(
        "m",
        terms(ends, notice),
        datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC),
        state=State.IN_FORCE,
    )
    is_over = today > ends
    assert dates.state_on(acting, today) is (State.EXPIRED if is_over else State.IN_FORCE)
    due = dates.dues(acting, today, AHEAD)
    assert not (is_over and due)
    assert [each.day for each in due] == sorted(each.day for each in due)
    renewal = [each for each in due if each.kind is DueKind.RENEWAL]
    shown = not is_over and (ends - today).days <= notice + 90
    assert [each.day for each in renewal] == [ends - datetime.timedelta(days=notice)] * shown


def test_without_an_end_nothing_is_renewed() -> None:
    """Such a memorandum waits for nothing but its review."""
    acting = Memorandum(
        "m",
        terms(None),
        datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC),
        state=State.IN_FORCE,
        review=datetime.date(2027, 1, 1),
    )
    assert dates.renewal_last_day(acting.terms) is None
    assert dates.due_days(acting) == {DueKind.REVIEW: datetime.date(2027, 1, 1)}
