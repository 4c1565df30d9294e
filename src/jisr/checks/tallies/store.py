"""Keeps counts of checks, and how far each tree of traces was counted: all SQL of tallies.

The traces themselves are never counted when somebody looks: there may be hundreds of millions.
"""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from jisr.checks.store import traces
from jisr.checks.tallies.model import NETWORK, By, Cell, Outcome, Reach, Tally, Use
from jisr.kit.clock import instant_text, parse_instant
from jisr.kit.db import METADATA, Transaction, insert_or_update
from jisr.ledger.note import NAME_BYTES_MAX

HOUR_CHARACTERS = len("2026-11-21T09")
DAY_CHARACTERS = len("2026-11-21")
_ONE = 1

check_hours = sa.Table(
    "check_hours",
    METADATA,
    sa.Column("bureau", sa.String(64), primary_key=True),
    sa.Column("hour", sa.String(HOUR_CHARACTERS), primary_key=True),
    sa.Column("purpose", sa.String(64), primary_key=True),
    sa.Column("kind", sa.String(16), primary_key=True),
    sa.Column("outcome", sa.String(16), primary_key=True),
    sa.Column("count", sa.BigInteger, nullable=False),
    sa.Index("check_hours_hour", "hour"),
    sqlite_with_rowid=False,
)
"""Rows without a bureau count the whole network, so that its figures read as few rows as one's."""

check_days = sa.Table(
    "check_days",
    METADATA,
    sa.Column("day", sa.String(DAY_CHARACTERS), primary_key=True),
    sa.Column("bureau", sa.String(64), primary_key=True),
    sa.Column("checks", sa.BigInteger, nullable=False),
    sa.Column("found", sa.BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
"""What is compared between bureaus: by the day, one row each."""

bureau_uses = sa.Table(
    "bureau_uses",
    METADATA,
    sa.Column("bureau", sa.String(64), primary_key=True),
    sa.Column("last_asked_at", sa.String(24)),
    sa.Column("records", sa.BigInteger, nullable=False),
)

tally_places = sa.Table(
    "tally_places",
    METADATA,
    sa.Column("origin", sa.String(NAME_BYTES_MAX), primary_key=True),
    sa.Column("size", sa.BigInteger, nullable=False),
)
"""How many leaves of each tree of traces are counted."""

tally_looks = sa.Table(
    "tally_looks",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("checks_at", sa.String(24)),
    sa.Column("records_at", sa.String(24)),
    sa.CheckConstraint("id = 1", name="tally_looks_one"),
)
"""When everything was counted last: up to then the counts are complete."""

_HOURS = check_hours.c
_FOUND = sa.case((_HOURS.outcome == Outcome.FOUND.value, _HOURS.count), else_=0)
_KEYS = {
    By.HOUR: sa.func.substr(_HOURS.hour, DAY_CHARACTERS + 2, 2),
    By.DAY: sa.func.substr(_HOURS.hour, 1, DAY_CHARACTERS),
    By.PURPOSE: _HOURS.purpose,
    By.KIND: _HOURS.kind,
    By.BUREAU: _HOURS.bureau,
}


@dataclass(frozen=True, slots=True)
class Leaves:
    """Some leaves of one tree, from `first` up to `end`."""

    origin: str
    first: int
    end: int


def places(transaction: Transaction) -> dict[str, int]:
    """Return how much of each tree is counted, by origin."""
    rows = transaction.connection.execute(sa.select(tally_places))
    return {row.origin: row.size for row in rows}


def put_places(transaction: Transaction, sizes: Mapping[str, int]) -> None:
    """Write how much of each tree is counted."""
    rows = [{"origin": origin, "size": size} for origin, size in sorted(sizes.items())]
    insert_or_update(transaction, tally_places, rows, key=("origin",))


def plain_counts(
    transaction: Transaction, leaves: Leaves, code: str
) -> Iterable[tuple[str, str, str, int, str]]:
    """Return bureau, hour, purpose, count and newest instant of the leaves with this code."""
    hour = sa.func.substr(traces.c.asked_at, 1, HOUR_CHARACTERS)
    rows = transaction.connection.execute(
        sa.select(
            traces.c.bureau, hour, traces.c.purpose, sa.func.count(), sa.func.max(traces.c.asked_at)
        )
        .where(_within(leaves), traces.c.code == code)
        .group_by(traces.c.bureau, hour, traces.c.purpose)
    )
    return [(bureau, hour, purpose, count, at) for bureau, hour, purpose, count, at in rows]


def other_acts(transaction: Transaction, leaves: Leaves, code: str) -> Iterable[bytes]:
    """Return the sealed acts of the leaves with any other code: few are."""
    where = (_within(leaves), traces.c.code != code)
    return transaction.connection.execute(sa.select(traces.c.act).where(*where)).scalars().all()


def add_cells(transaction: Transaction, counts: Mapping[Cell, int]) -> None:
    """Add to the counts of hours and of days."""
    _add_hours(transaction, counts)
    days: dict[tuple[str, str], list[int]] = {}
    for cell, count in counts.items():
        day = days.setdefault((cell.hour[:DAY_CHARACTERS], cell.bureau), [0, 0])
        day[0] += count
        day[1] += count * (cell.outcome is Outcome.FOUND)
    _add_days(transaction, days)


def _add_hours(transaction: Transaction, counts: Mapping[Cell, int]) -> None:
    known = {
        Cell(row.bureau, row.hour, row.purpose, row.kind, Outcome(row.outcome)): row[-1]
        for row in transaction.connection.execute(
            sa.select(check_hours).where(
                _HOURS.hour.in_({each.hour for each in counts}),
                _HOURS.bureau.in_({each.bureau for each in counts}),
            )
        )
    }
    rows = [
        {
            "bureau": cell.bureau,
            "hour": cell.hour,
            "purpose": cell.purpose,
            "kind": cell.kind,
            "outcome": cell.outcome.value,
            "count": known.get(cell, 0) + count,
        }
        for cell, count in counts.items()
    ]
    key = ("bureau", "hour", "purpose", "kind", "outcome")
    insert_or_update(transaction, check_hours, rows, key=key)


def _add_days(transaction: Transaction, counts: Mapping[tuple[str, str], Sequence[int]]) -> None:
    days = check_days.c
    known = {
        (row.day, row.bureau): (row.checks, row.found)
        for row in transaction.connection.execute(
            sa.select(check_days).where(days.day.in_({day for day, _ in counts}))
        )
    }
    rows = []
    for (day, bureau), (checks, found) in counts.items():
        before = known.get((day, bureau), (0, 0))
        rows.append(
            {"day": day, "bureau": bureau, "checks": before[0] + checks, "found": before[1] + found}
        )
    insert_or_update(transaction, check_days, rows, key=("day", "bureau"))


def put_last_asked(transaction: Transaction, newest: Mapping[str, str]) -> None:
    """Write when bureaus asked last; an older instant than is known changes nothing."""
    rows = []
    known = _known_uses(transaction)
    for bureau, at in sorted(newest.items()):
        last, held = known.get(bureau, (None, 0))
        rows.append({"bureau": bureau, "last_asked_at": max(at, last or ""), "records": held})
    insert_or_update(transaction, bureau_uses, rows, key=("bureau",))


def put_records(transaction: Transaction, counts: Mapping[str, int]) -> None:
    """Write how many records every bureau holds; who is not named holds none."""
    known = _known_uses(transaction)
    rows = [
        {
            "bureau": bureau,
            "last_asked_at": known.get(bureau, (None, 0))[0],
            "records": counts.get(bureau, 0),
        }
        for bureau in sorted({*known, *counts})
    ]
    insert_or_update(transaction, bureau_uses, rows, key=("bureau",))


def _known_uses(transaction: Transaction) -> dict[str, tuple[str | None, int]]:
    """Return when each bureau asked last, and how many records it holds."""
    rows = transaction.connection.execute(sa.select(bureau_uses))
    return {row.bureau: (row.last_asked_at, row.records) for row in rows}


def looked_at(
    transaction: Transaction,
) -> tuple[datetime.datetime | None, datetime.datetime | None]:
    """Return when checks, and when records, were counted last."""
    row = transaction.connection.execute(sa.select(tally_looks)).one_or_none()
    return (None, None) if row is None else (_moment(row.checks_at), _moment(row.records_at))


def put_look(transaction: Transaction, name: str) -> None:
    """Write that `checks_at` or `records_at` is now."""
    row = {"id": _ONE, name: instant_text(transaction.now)}
    insert_or_update(transaction, tally_looks, [row], key=("id",))


def forget_hours(transaction: Transaction, *, before_hour: str) -> None:
    """Delete the counts of hours that no figure reads any more; those of days stay."""
    transaction.connection.execute(sa.delete(check_hours).where(_HOURS.hour < before_hour))


# ── what is read of it ────────────────────────────────────────────────────────────────────────


def tallies(transaction: Transaction, reach: Reach, by: By) -> list[Tally]:
    """Return counts in the order of their keys; what nobody asked is left out."""
    rows = transaction.connection.execute(tallies_query(reach, by))
    return [Tally(key, int(checks), int(found)) for key, checks, found in rows]


def tallies_query(reach: Reach, by: By) -> sa.Select[Any]:
    """Return the query of `tallies`: it searches the key, once for each bureau."""
    key = _KEYS[by]
    return (
        sa.select(key, sa.func.sum(_HOURS.count), sa.func.sum(_FOUND))
        .where(_HOURS.hour >= instant_text(reach.since)[:HOUR_CHARACTERS], _of(reach.bureau))
        .group_by(key)
        .order_by(key)
    )


def uses(transaction: Transaction, since_day: str) -> list[Use]:
    """Return how every bureau that ever asked or holds records uses the network."""
    days = check_days.c
    counts = {
        row.bureau: (int(row.checks), int(row.found))
        for row in transaction.connection.execute(
            sa.select(
                days.bureau,
                sa.func.sum(days.checks).label("checks"),
                sa.func.sum(days.found).label("found"),
            )
            .where(days.day >= since_day, days.bureau != NETWORK)
            .group_by(days.bureau)
        )
    }
    rows = transaction.connection.execute(sa.select(bureau_uses).order_by(bureau_uses.c.bureau))
    return [
        Use(row.bureau, *counts.get(row.bureau, (0, 0)), _moment(row.last_asked_at), row.records)
        for row in rows
    ]


def _of(bureau: str) -> sa.ColumnElement[bool]:
    """Return the condition on whose rows are read; ranges, so that the key serves both."""
    if bureau == NETWORK:
        return _HOURS.bureau == NETWORK
    under = sa.and_(_HOURS.bureau >= f"{bureau}.", _HOURS.bureau < f"{bureau}/")
    return sa.or_(_HOURS.bureau == bureau, under)


def _within(leaves: Leaves) -> sa.ColumnElement[bool]:
    columns = traces.c
    return sa.and_(
        columns.origin == leaves.origin,
        columns.position >= leaves.first,
        columns.position < leaves.end,
    )


def _moment(text: str | None) -> datetime.datetime | None:
    return None if text is None else parse_instant(text)
