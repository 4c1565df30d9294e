"""The passkeys of officers, and what was begun with them and not finished yet."""

import hashlib
from typing import Any

import sqlalchemy as sa

from jisr.access.sign_in.model import Ceremony, CeremonyKind, Passkey
from jisr.access.sign_in.store import aware, drop_ended, naive
from jisr.kit.db import METADATA, Transaction

PASSKEYS = sa.Table(
    "passkeys",
    METADATA,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("officer", sa.String(64), nullable=False),
    sa.Column("credential", sa.LargeBinary, nullable=False),
    sa.Column("public", sa.LargeBinary, nullable=False),
    sa.Column("uses", sa.BigInteger, nullable=False),
    sa.Column("name", sa.String(200), nullable=False),
    sa.Column("added_at", sa.DateTime, nullable=False),
    sa.Column("revoked_at", sa.DateTime),
    sa.Index("passkeys_officer", "officer"),
)
CEREMONIES = sa.Table(
    "ceremonies",
    METADATA,
    sa.Column("digest", sa.LargeBinary(32), primary_key=True),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("officer", sa.String(64), nullable=False),
    sa.Column("said", sa.JSON, nullable=False),
    sa.Column("ends_at", sa.DateTime, nullable=False),
    sa.Index("ceremonies_ends_at", "ends_at"),
)


def add(transaction: Transaction, passkey: Passkey) -> None:
    """Keep a new passkey."""
    transaction.connection.execute(
        sa.insert(PASSKEYS).values(
            id=passkey.id,
            officer=passkey.officer,
            credential=passkey.credential,
            public=passkey.public,
            uses=passkey.uses,
            name=passkey.name,
            added_at=naive(passkey.added_at),
        )
    )


def find(transaction: Transaction, passkey_id: str) -> Passkey | None:
    """Return a passkey, also a revoked one."""
    found = sa.select(PASSKEYS).where(PASSKEYS.c.id == passkey_id)
    row = transaction.connection.execute(found).one_or_none()
    return None if row is None else _passkey(row)


def passkeys_of(transaction: Transaction, officer: str) -> tuple[Passkey, ...]:
    """Return every passkey of an officer, the oldest first."""
    table = PASSKEYS.c
    found = sa.select(PASSKEYS).where(table.officer == officer).order_by(table.added_at, table.id)
    return tuple(map(_passkey, transaction.connection.execute(found)))


def has_any(transaction: Transaction) -> bool:
    """Return whether any officer has a passkey, or an invitation to make one."""
    invited = sa.select(CEREMONIES.c.officer).where(
        CEREMONIES.c.kind == CeremonyKind.INVITATION.value,
        CEREMONIES.c.ends_at > naive(transaction.now),
    )
    made = sa.select(PASSKEYS.c.officer).where(PASSKEYS.c.revoked_at.is_(None))
    found = sa.union_all(made, invited).limit(1)
    return transaction.connection.execute(found).first() is not None


def count_use(transaction: Transaction, passkey_id: str, uses: int) -> None:
    """Keep the counter that the authenticator told."""
    transaction.connection.execute(
        sa.update(PASSKEYS).where(PASSKEYS.c.id == passkey_id).values(uses=uses)
    )


def revoke(transaction: Transaction, passkey_id: str) -> None:
    """Note that a passkey is no longer good."""
    transaction.connection.execute(
        sa.update(PASSKEYS)
        .where(PASSKEYS.c.id == passkey_id)
        .values(revoked_at=naive(transaction.now))
    )


def begin(transaction: Transaction, ceremony: Ceremony) -> None:
    """Keep what was begun, under the hash of its id; some that have ended are forgotten."""
    drop_ended(transaction, CEREMONIES, CEREMONIES.c.ends_at)
    transaction.connection.execute(
        sa.insert(CEREMONIES).values(
            digest=_digest(ceremony.id),
            kind=ceremony.kind.value,
            officer=ceremony.officer,
            said=dict(ceremony.said),
            ends_at=naive(ceremony.ends_at),
        )
    )


def look(transaction: Transaction, kind: CeremonyKind, ceremony_id: str) -> Ceremony | None:
    """Return what was begun, unless it has ended."""
    table = CEREMONIES.c
    found = sa.select(CEREMONIES).where(
        table.digest == _digest(ceremony_id),
        table.kind == kind.value,
        table.ends_at > naive(transaction.now),
    )
    row = transaction.connection.execute(found).one_or_none()
    if row is None:
        return None
    return Ceremony(ceremony_id, kind, row.officer, row.said, aware(row.ends_at))


def take(transaction: Transaction, kind: CeremonyKind, ceremony_id: str) -> Ceremony | None:
    """Return what was begun and forget it: nobody finishes it twice."""
    found = look(transaction, kind, ceremony_id)
    transaction.connection.execute(
        sa.delete(CEREMONIES).where(CEREMONIES.c.digest == _digest(ceremony_id))
    )
    return found


def _digest(ceremony_id: str) -> bytes:
    return hashlib.sha256(ceremony_id.encode()).digest()


def _passkey(row: sa.Row[Any]) -> Passkey:
    return Passkey(
        id=row.id,
        officer=row.officer,
        credential=row.credential,
        public=row.public,
        uses=row.uses,
        name=row.name,
        added_at=aware(row.added_at),
        revoked_at=None if row.revoked_at is None else aware(row.revoked_at),
    )
