"""Which fields were opened in an emergency, by whom and until when: their SQL."""

import datetime
from dataclasses import fields

import sqlalchemy as sa

from jisr.access.model import Purpose
from jisr.kit.clock import instant_text, parse_instant
from jisr.kit.db import METADATA, Transaction
from jisr.records.model import Opening

openings = sa.Table(
    "record_openings",
    METADATA,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("record", sa.String(32), nullable=False),
    sa.Column("record_version", sa.Integer, nullable=False),
    sa.Column("owner", sa.String(64), nullable=False),
    sa.Column("bureau", sa.String(64), nullable=False),
    sa.Column("officer", sa.String(64), nullable=False),
    sa.Column("purpose", sa.String(32), nullable=False),
    sa.Column("case", sa.String(64), nullable=False),
    sa.Column("reason", sa.String(200), nullable=False),
    sa.Column("opened_at", sa.String(24), nullable=False),
    sa.Column("ends_at", sa.String(24), nullable=False),
    sa.Column("entry_id", sa.String(32), nullable=False),
    sa.Column("spoken_entry", sa.String(32), nullable=False),
    sa.Index("record_openings_record", "record", "opened_at"),
    sa.Index("record_openings_owner", "owner", "opened_at", "id"),
    sa.Index("record_openings_bureau", "bureau", "opened_at", "id"),
    sa.Index("record_openings_officer", "officer", "opened_at"),
)
_NAMES = tuple(each.name for each in fields(Opening))
_INSTANTS = frozenset(("opened_at", "ends_at"))


def add(transaction: Transaction, opening: Opening) -> None:
    """Write that fields were opened."""
    row = {name: getattr(opening, name) for name in _NAMES}
    row |= {name: instant_text(row[name]) for name in _INSTANTS}
    transaction.connection.execute(sa.insert(openings).values(row))


def running(transaction: Transaction, record: str, officer: str) -> list[Opening]:
    """Return the openings of a record by an officer that have not ended, the newest first."""
    now = instant_text(transaction.now)
    rows = transaction.connection.execute(
        sa.select(openings)
        .where(
            openings.c.record == record,
            openings.c.officer == officer,
            openings.c.ends_at > now,
        )
        .order_by(openings.c.opened_at.desc(), openings.c.id)
    )
    return [_opening(row) for row in rows]


def count_since(transaction: Transaction, officer: str, since: datetime.datetime) -> int:
    """Return how often an officer opened fields since an instant."""
    return int(
        transaction.connection.scalar(
            sa.select(sa.func.count()).where(
                openings.c.officer == officer, openings.c.opened_at >= instant_text(since)
            )
        )
        or 0
    )


def of_record(transaction: Transaction, record: str, *, limit: int) -> list[Opening]:
    """Return the openings of a record, the newest first."""
    rows = transaction.connection.execute(
        sa.select(openings)
        .where(openings.c.record == record)
        .order_by(openings.c.opened_at.desc(), openings.c.id)
        .limit(limit)
    )
    return [_opening(row) for row in rows]


def of_bureau(
    transaction: Transaction, bureau: str | None, *, before: tuple[str, str] | None, limit: int
) -> list[Opening]:
    """Return one page of the openings by a bureau or of its records, the newest first.

    None means every bureau; `before` is the opening instant and the id of the last one of the page
    before.
    """
    columns = openings.c
    chosen = sa.select(openings)
    if bureau is not None:
        chosen = chosen.where(sa.or_(columns.owner == bureau, columns.bureau == bureau))
    if before is not None:
        chosen = chosen.where(sa.tuple_(columns.opened_at, columns.id) < sa.tuple_(*before))
    rows = transaction.connection.execute(
        chosen.order_by(columns.opened_at.desc(), columns.id.desc()).limit(limit)
    )
    return [_opening(row) for row in rows]


def forget(transaction: Transaction, record: str) -> list[str]:
    """Forget the openings of a record; return the entries that hold why it was opened."""
    rows = transaction.connection.execute(
        sa.delete(openings)
        .where(openings.c.record == record)
        .returning(openings.c.entry_id, openings.c.spoken_entry)
    )
    return [entry for row in rows for entry in row]


def _opening(row: sa.Row[tuple[object, ...]]) -> Opening:
    given = {name: getattr(row, name) for name in _NAMES}
    given |= {name: parse_instant(given[name]) for name in _INSTANTS}
    return Opening(**given | {"purpose": Purpose(given["purpose"])})
