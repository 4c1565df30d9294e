"""What sign-in keeps: credentials that are no longer good; how every store writes instants."""

import datetime
from typing import Any

import sqlalchemy as sa

from jisr.kit.db import METADATA, Transaction

REVOCATIONS = sa.Table(
    "revocations",
    METADATA,
    sa.Column("credential", sa.String(64), primary_key=True),
    sa.Column("until", sa.DateTime, nullable=False),
    sa.Index("revocations_until", "until"),
)

DROPPED_AT_ONCE_MAX = 100


def naive(instant: datetime.datetime) -> datetime.datetime:
    """Return the UTC instant without its zone: SQLite keeps none."""
    return instant.astimezone(datetime.UTC).replace(tzinfo=None)


def aware(instant: datetime.datetime) -> datetime.datetime:
    """Return the instant that was stored, with its zone."""
    return instant.replace(tzinfo=datetime.UTC)


def drop_ended(transaction: Transaction, table: sa.Table, ends: sa.Column[Any]) -> None:
    """Forget some rows that have ended, so that a table stays small by itself."""
    (key,) = table.primary_key.columns
    old = sa.select(key).where(ends <= naive(transaction.now)).limit(DROPPED_AT_ONCE_MAX)
    ended = transaction.connection.execute(old).scalars().all()
    if ended:
        transaction.connection.execute(sa.delete(table).where(key.in_(ended)))


def revoke(transaction: Transaction, credential: str, until: datetime.datetime) -> None:
    """Note that a credential is no longer good; after `until` it would have ended by itself."""
    transaction.connection.execute(
        sa.delete(REVOCATIONS).where(REVOCATIONS.c.credential == credential)
    )
    transaction.connection.execute(
        sa.insert(REVOCATIONS).values(credential=credential, until=naive(until))
    )


def revoked(transaction: Transaction) -> frozenset[str]:
    """Return the credentials that would still be good if they had not been revoked."""
    found = sa.select(REVOCATIONS.c.credential).where(REVOCATIONS.c.until > naive(transaction.now))
    return frozenset(transaction.connection.execute(found).scalars())
