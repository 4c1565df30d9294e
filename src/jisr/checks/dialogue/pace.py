"""How fast owners answer what they are asked: for figures that bureaus compare themselves by."""

import datetime
import math
from collections.abc import Sequence

from jisr.checks.dialogue import store
from jisr.checks.dialogue.actions import COURSES_MAX
from jisr.checks.dialogue.model import Course, Pace
from jisr.checks.dialogue.rules import wait_seconds
from jisr.kit.clock import instant_text
from jisr.kit.db import Transaction

NINETIETH = 0.9


def pace(transaction: Transaction, *, since: datetime.datetime, owner: str) -> Pace:
    """Return how owners answered what was asked since an instant, of the newest 10,000 questions.

    Args:
        transaction: where to read.
        since: the instant.
        owner: whose records were asked about, with what stands under it; empty for everybody.
    """
    courses = store.courses(transaction, since=instant_text(since), owner=owner, limit=COURSES_MAX)
    return pace_of(courses)


def oldest_waiting(transaction: Transaction, *, owner: str) -> datetime.datetime | None:
    """Return when the question was put that has waited longest for an owner; None without one.

    `owner` is as for `pace`.
    """
    return store.oldest_waiting(transaction, owner=owner)


def pace_of(courses: Sequence[Course]) -> Pace:
    """Return how these questions were answered."""
    waits = sorted(wait_seconds(each) for each in courses if each.answered_at is not None)
    return Pace(
        asked=len(courses),
        answered=len(waits),
        in_time=sum(
            each.answered_at is not None and each.answered_at <= each.due_at for each in courses
        ),
        escalated=sum(each.is_escalated for each in courses),
        median_seconds=_rank(waits, 0.5),
        ninetieth_seconds=_rank(waits, NINETIETH),
    )


def _rank(ordered: Sequence[int], share: float) -> int | None:
    """Return the smallest value that so large a share does not exceed."""
    return ordered[math.ceil(share * len(ordered)) - 1] if ordered else None
