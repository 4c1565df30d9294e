"""How the tree grew: its size at even steps of time, as its signed checkpoints tell it."""

import datetime
from dataclasses import dataclass

import sqlalchemy as sa

from jisr.kit.clock import instant_text, parse_instant
from jisr.kit.db import Transaction
from jisr.ledger.tree_store import checkpoints

POINTS_MAX = 24
"""As many as can be told apart on a phone."""
_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400
STEPS_SECONDS = (
    *(1, 5, 15, _MINUTE, 5 * _MINUTE, 15 * _MINUTE),
    *(_HOUR, 3 * _HOUR, 6 * _HOUR, _DAY, 7 * _DAY, 30 * _DAY, 91 * _DAY, 365 * _DAY),
)
"""The first step of which `POINTS_MAX` reach from the first checkpoint to the last is taken."""


@dataclass(frozen=True, slots=True)
class Point:
    """How many entries the tree had at the end of the step that begins at `at`."""

    at: datetime.datetime
    size: int


def growth(transaction: Transaction, origin: str) -> tuple[Point, ...]:
    """Return how the tree grew since its first checkpoint, oldest first; empty before that."""
    first = _end(transaction, origin, sa.asc(checkpoints.c.size))
    last = _end(transaction, origin, sa.desc(checkpoints.c.size))
    if first is None or last is None:
        return ()
    begun, ended = first[1].timestamp(), max(first[1], last[1]).timestamp()
    step = next((each for each in STEPS_SECONDS if _count(begun, ended, each) <= POINTS_MAX), 0)
    step = step or STEPS_SECONDS[-1]
    starts = range(int(begun // step) * step, int(ended) + 1, step)[-POINTS_MAX:]
    points, known = [], -1
    for start in starts:
        moment = datetime.datetime.fromtimestamp(start + step, datetime.UTC)
        known = _size_before(transaction, origin, instant_text(moment), known, last[0])
        points.append(Point(moment - datetime.timedelta(seconds=step), max(known, 0)))
    return tuple(points)


def _count(begun: float, ended: float, step: int) -> int:
    return int(ended // step) - int(begun // step) + 1


def _end(
    transaction: Transaction, origin: str, order: sa.UnaryExpression[int]
) -> tuple[int, datetime.datetime] | None:
    found = transaction.connection.execute(
        sa.select(checkpoints.c.size, checkpoints.c.time)
        .where(checkpoints.c.origin == origin)
        .order_by(order)
        .limit(1)
    ).first()
    return None if found is None else (int(found[0]), parse_instant(found[1]))


_AT_MOST = (
    sa.select(checkpoints.c.size, checkpoints.c.time)
    .where(checkpoints.c.origin == sa.bindparam("of"), checkpoints.c.size <= sa.bindparam("most"))
    .order_by(checkpoints.c.size.desc())
    .limit(1)
)


def _size_before(transaction: Transaction, origin: str, moment: str, low: int, high: int) -> int:
    """Return the largest size that was signed before a moment, which is known to be `low` or more.

    Sizes have an index and times grow with them, so that halving finds it: there may be millions.
    """
    best = low
    while low < high:
        middle = (low + high + 1) // 2
        row = transaction.connection.execute(_AT_MOST, {"of": origin, "most": middle}).first()
        if row is None or row[0] <= low:
            low = middle
        elif row[1] < moment:
            best, low = int(row[0]), middle
        else:
            high = int(row[0]) - 1
    return best
