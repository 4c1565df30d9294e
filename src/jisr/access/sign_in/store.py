"""What sign-in keeps: credentials that are no longer good."""

import datetime

import sqlalchemy as sa

from jisr.kit.db import METADATA, Transaction

REVOCATIONS = sa.Table(
    "revocations",
    METADATA,
    sa.Column("credential", sa.String(64), primary_key=True),
    sa.Column("until", sa.DateTime, nullable=False),
    sa.Index("revocations_until", "until"),
)


def revoke(transaction: Transaction, credential: str, until: datetime.datetime) -> None:
    """Note that a credential is no longer good; after `until` it would have ended by itself."""
    naive = until.astimezone(datetime.UTC).replace(tzinfo=None)
    transaction.connection.execute(
        sa.delete(REVOCATIONS).where(REVOCATIONS.c.credential == credential)
    )
    transaction.connection.execute(
        sa.insert(REVOCATIONS).values(credential=credential, until=naive)
    )


def revoked(transaction: Transaction) -> frozenset[str]:
    """Return the credentials that would still be good if they had not been revoked."""
    now = transaction.now.astimezone(datetime.UTC).replace(tzinfo=None)
    found = sa.select(REVOCATIONS.c.credential).where(REVOCATIONS.c.until > now)
    return frozenset(transaction.connection.execute(found).scalars())
