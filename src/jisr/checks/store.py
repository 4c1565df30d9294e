"""Keeps the traces of checks: all SQL of checks.

A row holds the sealed act (that a question was asked, and with what outcome) and, until they are
erased, its terms. What stands in the act is not repeated in columns, except what rows are found by.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import sqlalchemy as sa

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
    sa.UniqueConstraint("origin", "position", name="traces_leaf"),
    sa.Index("traces_of_bureau", "bureau", "asked_at", "id"),
)
_HAS_TERMS = traces.c.terms.is_not(None)
sa.Index(
    "traces_with_terms",
    traces.c.asked_at,
    sqlite_where=_HAS_TERMS,
    postgresql_where=_HAS_TERMS,
)

trace_anchors = sa.Table(
    "trace_anchors",
    METADATA,
    sa.Column("origin", sa.String(NAME_BYTES_MAX), primary_key=True),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("anchored_at", sa.String(24), nullable=False),
)
"""How much of each trace tree the newest anchor in the common ledger covers."""


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


def add(transaction: Transaction, sealed: Sequence[SealedTrace]) -> None:
    """Write new traces."""
    transaction.connection.execute(sa.insert(traces), [asdict(each) for each in sealed])


def find(transaction: Transaction, trace_id: str) -> SealedTrace | None:
    """Return the trace of this id, or None."""
    row = transaction.connection.execute(
        sa.select(traces).where(traces.c.id == trace_id)
    ).one_or_none()
    return None if row is None else _sealed(row)


def newest(
    transaction: Transaction, *, bureau: str, before: tuple[str, str] | None, limit: int
) -> tuple[SealedTrace, ...]:
    """Return traces, the newest first.

    Args:
        transaction: where to read.
        bureau: whose traces.
        before: time and id of the last trace of the page before.
        limit: how many at most.
    """
    query = (
        sa.select(traces)
        .where(traces.c.bureau == bureau)
        .order_by(traces.c.asked_at.desc(), traces.c.id.desc())
        .limit(limit)
    )
    if before is not None:
        query = query.where(sa.tuple_(traces.c.asked_at, traces.c.id) < sa.tuple_(*before))
    return tuple(map(_sealed, transaction.connection.execute(query)))


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


def _sealed(row: sa.Row[Any]) -> SealedTrace:
    values: list[Any] = list(row)
    return SealedTrace(*values)
