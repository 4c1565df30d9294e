"""Computes the days of a memorandum. Pure: calendar days in the time zone of the network."""

import datetime
from collections.abc import Mapping
from zoneinfo import ZoneInfo

from jisr.assembly.sessions.deadlines import due_instant
from jisr.meetings.agreements.model import Due, DueKind, Memorandum, State, Terms

OVER = frozenset((State.REFUSED, State.EXPIRED, State.ENDED, State.RENEWED, State.WITHDRAWN))
"""States in which nothing is due any more."""


def window_last_day(proposed_at: datetime.datetime, days: int, zone: ZoneInfo) -> datetime.date:
    """Return the last day of an objection window; the day of the proposal is not counted."""
    return proposed_at.astimezone(zone).date() + datetime.timedelta(days=days)


def window_closes(last_day: datetime.date, zone: ZoneInfo) -> datetime.datetime:
    """Return the first instant, in UTC, at which an objection is too late."""
    return due_instant(last_day, zone)


def state_on(memorandum: Memorandum, today: datetime.date) -> State:
    """Return what a memorandum is on a day: silence approves it, and its last day ends it."""
    state, window_ends = memorandum.state, memorandum.window_ends
    if state is State.PROPOSED and window_ends is not None and window_ends < today:
        return State.APPROVED
    ends = memorandum.terms.ends
    if state is State.IN_FORCE and ends is not None and ends < today:
        return State.EXPIRED
    return state


def renewal_last_day(terms: Terms) -> datetime.date | None:
    """Return the last day on which a renewal is asked in time; None where it never ends."""
    if terms.ends is None:
        return None
    return terms.ends - datetime.timedelta(days=terms.renewal_days)


def due_days(memorandum: Memorandum) -> Mapping[DueKind, datetime.date]:
    """Return the days that a memorandum waits for, as it was last written."""
    found: dict[DueKind, datetime.date] = {}
    if memorandum.state is State.PROPOSED and memorandum.window_ends is not None:
        found[DueKind.OBJECTION] = memorandum.window_ends
    if memorandum.state is not State.IN_FORCE:
        return found
    if memorandum.review is not None:
        found[DueKind.REVIEW] = memorandum.review
    if memorandum.terms.ends is not None:
        found[DueKind.EXPIRY] = memorandum.terms.ends
        last = renewal_last_day(memorandum.terms)
        if last is not None and memorandum.renewal is None:
            found[DueKind.RENEWAL] = last
    return found


def dues(
    memorandum: Memorandum, today: datetime.date, ahead: Mapping[DueKind, int]
) -> tuple[Due, ...]:
    """Return what is due on a day, the earliest first.

    Args:
        memorandum: which one.
        today: the calendar day in the network's time zone.
        ahead: from how many days before its day each kind is shown.
    """
    if state_on(memorandum, today) is not memorandum.state:  # the window, or its life, is over
        return ()
    found = [
        Due(memorandum.id, memorandum.terms.title, kind, day, (day - today).days)
        for kind, day in due_days(memorandum).items()
        if (day - today).days <= ahead[kind]
    ]
    return tuple(sorted(found, key=lambda each: (each.day, each.kind)))
