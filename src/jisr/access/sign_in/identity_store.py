"""Who an officer is at a national provider."""

import hashlib
from typing import Any

import sqlalchemy as sa

from jisr.access.sign_in.model import Identity
from jisr.access.sign_in.store import aware, naive
from jisr.kit.db import METADATA, Transaction

IDENTITIES = sa.Table(
    "identities",
    METADATA,
    sa.Column("digest", sa.LargeBinary(32), primary_key=True),
    sa.Column("issuer", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("officer", sa.String(64), nullable=False),
    sa.Column("linked_at", sa.DateTime, nullable=False),
    sa.Index("identities_officer", "officer"),
)


def digest_of(issuer: str, subject: str) -> bytes:
    """Return what stands for an identity where its name must not: in the ledger, as a key."""
    return hashlib.sha256(f"{issuer}\n{subject}".encode()).digest()


def add(transaction: Transaction, identity: Identity) -> None:
    """Keep a new link."""
    transaction.connection.execute(
        sa.insert(IDENTITIES).values(
            digest=digest_of(identity.issuer, identity.subject),
            issuer=identity.issuer,
            subject=identity.subject,
            officer=identity.officer,
            linked_at=naive(identity.linked_at),
        )
    )


def find(transaction: Transaction, issuer: str, subject: str) -> Identity | None:
    """Return whose identity it is."""
    found = sa.select(IDENTITIES).where(IDENTITIES.c.digest == digest_of(issuer, subject))
    row = transaction.connection.execute(found).one_or_none()
    return None if row is None else _identity(row)


def identities_of(transaction: Transaction, officer: str) -> tuple[Identity, ...]:
    """Return every identity of an officer, the oldest first."""
    table = IDENTITIES.c
    found = (
        sa.select(IDENTITIES)
        .where(table.officer == officer)
        .order_by(table.linked_at, table.digest)
    )
    return tuple(map(_identity, transaction.connection.execute(found)))


def remove(transaction: Transaction, identity: Identity) -> None:
    """Take a link away."""
    digest = digest_of(identity.issuer, identity.subject)
    transaction.connection.execute(sa.delete(IDENTITIES).where(IDENTITIES.c.digest == digest))


def _identity(row: sa.Row[Any]) -> Identity:
    return Identity(row.issuer, row.subject, row.officer, aware(row.linked_at))
