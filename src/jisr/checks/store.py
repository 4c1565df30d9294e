"""Keeps the traces of checks: all SQL of checks.

A row holds the sealed act (that a question was asked, and with what outcome) and, until they are
erased, its terms. What stands in the act is not repeated in columns, except what rows are found by.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import sqlalchemy as sa

from jisr.checks.model import ResultCode, TraceFilter
from jisr.kit.clock import instant_text
from jisr.kit.db import METADATA, Transaction, insert_or_update
from jisr.ledger.note import NAME_BYTES_MAX

WALK_ROWS = 1_000
"""Rows that a walk over a tree's traces holds at once."""

traces = sa.Table(
    "traces",
    METADATA,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("origin", sa.String(NAME_BYTES_MAX), nullable=False),
    sa.Column("position", sa.BigInteger, nullable=False),
    sa.Column("bureau", sa.Text, nullable=False),
    sa.Column("asked_at", sa.String(24), nullable=False),
    sa.Column("act", sa.LargeBinary, nullable=False),
    sa.Column("act_salt", sa.LargeBinary, nullable=False),
    sa.Column("terms", sa.LargeBinary),
    sa.Column("terms_salt", sa.LargeBinary),
    sa.Column("terms_commitment", sa.LargeBinary, nullable=False),
    sa.Column("officer", sa.Text, nullable=False, server_default=""),
    sa.Column("purpose", sa.String(64), nullable=False, server_default=""),
    sa.Column("case", sa.Text, nullable=False, server_default=""),
    sa.Column("code", sa.String(32), nullable=False, server_default=""),
    sa.UniqueConstraint("origin", "position", name="traces_leaf"),
    sa.Index("traces_of_bureau", "bureau", "asked_at", "id"),
    sa.Index("traces_of_officer", "bureau", "officer", "asked_at", "id"),
    sa.Index("traces_of_case", "bureau", "case", "asked_at", "id"),
)
_HAS_TERMS = traces.c.terms.is_not(None)
sa.Index(
    "traces_with_terms",
    traces.c.asked_at,
    sqlite_where=_HAS_TERMS,
    postgresql_where=_HAS_TERMS,
)
_IS_NOTABLE = traces.c.code != sa.literal_column("'NO_ANSWER'")
sa.Index(
    "traces_notable",
    traces.c.bureau,
    traces.c.code,
    traces.c.asked_at,
    traces.c.id,
    sqlite_where=_IS_NOTABLE,
    postgresql_where=_IS_NOTABLE,
)
"""Nearly every check finds nothing: what is sought are the others."""

trace_anchors = sa.Table(
    "trace_anchors",
    METADATA,
    sa.Column("origin", sa.String(NAME_BYTES_MAX), primary_key=True),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("anchored_at", sa.String(24), nullable=False),
)
"""How much of each trace tree the newest anchor in the common ledger covers."""

found_counts = sa.Table(
    "found_counts",
    METADATA,
    sa.Column("record_id", sa.String(32), primary_key=True),
    sa.Column("day", sa.String(10), primary_key=True),
    sa.Column("purpose", sa.String(64), primary_key=True),
    sa.Column("count", sa.BigInteger, nullable=False),
)
"""How often checks found a record; its owner is told no more than this."""

spreads = sa.Table(
    "spreads",
    METADATA,
    sa.Column("officer", sa.String(200), primary_key=True),
    sa.Column("hour", sa.String(13), primary_key=True),
    sa.Column("subjects", sa.LargeBinary, nullable=False),
    sa.Column("is_alarmed", sa.Boolean, nullable=False),
    sa.Index("spreads_hour", "hour"),
)
"""Of whom an officer asked within an hour: digests one after the other."""


@dataclass(frozen=True, slots=True)
class SealedTrace:
    """One row: the bytes that were sealed, with their salts; terms are None after erasure."""

    id: str
    origin: str
    position: int
    bureau: str
    asked_at: str
    act: bytes
    act_salt: bytes
    terms: bytes | None
    terms_salt: bytes | None
    terms_commitment: bytes
    officer: str = ""
    purpose: str = ""
    case: str = ""
    code: str = ""


_NAMES = tuple(each.name for each in fields(SealedTrace))
_INSERT = sa.insert(traces)


def add(transaction: Transaction, sealed: Sequence[SealedTrace]) -> None:
    """Write new traces."""
    rows = [{name: getattr(each, name) for name in _NAMES} for each in sealed]
    transaction.connection.execute(_INSERT, rows)


def find(transaction: Transaction, trace_id: str) -> SealedTrace | None:
    """Return the trace of this id, or None."""
    row = transaction.connection.execute(
        sa.select(traces).where(traces.c.id == trace_id)
    ).one_or_none()
    return None if row is None else _sealed(row)


def newest(
    transaction: Transaction, only: TraceFilter, *, before: tuple[str, str] | None, limit: int
) -> tuple[SealedTrace, ...]:
    """Return traces, the newest first.

    Args:
        transaction: where to read.
        only: which of them.
        before: time and id of the last trace of the page before.
        limit: how many at most.
    """
    query = (
        sa.select(traces)
        .where(traces.c.bureau == only.bureau, *_conditions(only))
        .order_by(traces.c.asked_at.desc(), traces.c.id.desc())
        .limit(limit)
    )
    if before is not None:
        query = query.where(sa.tuple_(traces.c.asked_at, traces.c.id) < sa.tuple_(*before))
    return tuple(map(_sealed, transaction.connection.execute(query)))


def _conditions(only: TraceFilter) -> Iterator[sa.ColumnElement[bool]]:
    for name in ("officer", "purpose", "case", "code"):
        if value := getattr(only, name):
            yield traces.c[name] == value
    if only.code not in (None, ResultCode.NO_ANSWER):
        yield _IS_NOTABLE  # lets the database use the small index
    if only.since is not None:
        yield traces.c.asked_at >= instant_text(only.since)
    if only.until is not None:
        yield traces.c.asked_at < instant_text(only.until)


def erase_terms(transaction: Transaction, *, asked_before: str) -> int:
    """Destroy terms and their salts of the traces asked before an instant; return how many."""
    return transaction.connection.execute(
        sa.update(traces)
        .where(traces.c.asked_at < asked_before, _HAS_TERMS)
        .values(terms=None, terms_salt=None)
    ).rowcount


def walk(transaction: Transaction, origin: str) -> Iterator[SealedTrace]:
    """Yield every trace of a tree in the order of its leaves."""
    position = -1
    while True:
        rows = transaction.connection.execute(
            sa.select(traces)
            .where(traces.c.origin == origin, traces.c.position > position)
            .order_by(traces.c.position)
            .limit(WALK_ROWS)
        ).all()
        if not rows:
            return
        yield from map(_sealed, rows)
        position = rows[-1].position


def last_anchored(transaction: Transaction) -> str | None:
    """Return when the trees were anchored last, or None."""
    last = sa.select(sa.func.max(trace_anchors.c.anchored_at))
    found: str | None = transaction.connection.scalar(last)
    return found


def put_anchors(transaction: Transaction, sizes: dict[str, int], anchored_at: str) -> None:
    """Remember how much of each tree was anchored."""
    rows = [
        {"origin": origin, "size": size, "anchored_at": anchored_at}
        for origin, size in sizes.items()
    ]
    insert_or_update(transaction, trace_anchors, rows, key=("origin",))


def count_found(transaction: Transaction, day: str, counts: Mapping[tuple[str, str], int]) -> None:
    """Add to how often records were found on a day, by record and purpose."""
    columns = found_counts.c
    found = transaction.connection.execute(
        sa.select(columns.record_id, columns.purpose, columns.count).where(
            columns.day == day,
            columns.record_id.in_(sorted({record for record, _ in counts})),
        )
    )
    known = {(record, purpose): count for record, purpose, count in found}
    rows = [
        {
            "record_id": record,
            "day": day,
            "purpose": purpose,
            "count": known.get((record, purpose), 0) + count,
        }
        for (record, purpose), count in sorted(counts.items())
    ]
    insert_or_update(transaction, found_counts, rows, key=("record_id", "day", "purpose"))


def found_of(
    transaction: Transaction, record_id: str, *, after: tuple[str, str], limit: int
) -> list[tuple[str, str, int]]:
    """Return day, purpose and count of a record, in that order, after a day and purpose."""
    columns = found_counts.c
    rows = transaction.connection.execute(
        sa.select(columns.day, columns.purpose, columns.count)
        .where(columns.record_id == record_id)
        .where(sa.tuple_(columns.day, columns.purpose) > sa.tuple_(*after))
        .order_by(columns.day, columns.purpose)
        .limit(limit)
    )
    return [(day, purpose, count) for day, purpose, count in rows]


def read_spread(transaction: Transaction, officer: str, hour: str) -> tuple[bytes, bool]:
    """Return of whom an officer asked in an hour, and whether it was told."""
    row = transaction.connection.execute(
        sa.select(spreads.c.subjects, spreads.c.is_alarmed).where(
            spreads.c.officer == officer, spreads.c.hour == hour
        )
    ).one_or_none()
    return (b"", False) if row is None else (row.subjects, row.is_alarmed)


def put_spread(
    transaction: Transaction, officer: str, hour: str, subjects: bytes, *, is_alarmed: bool
) -> None:
    """Write of whom an officer asked in an hour."""
    row = {"officer": officer, "hour": hour, "subjects": subjects, "is_alarmed": is_alarmed}
    insert_or_update(transaction, spreads, [row], key=("officer", "hour"))


def drop_spreads(transaction: Transaction, *, before_hour: str) -> None:
    """Forget the spreads of hours that are over."""
    transaction.connection.execute(sa.delete(spreads).where(spreads.c.hour < before_hour))


def _sealed(row: sa.Row[Any]) -> SealedTrace:
    values: list[Any] = list(row)
    return SealedTrace(*values)
