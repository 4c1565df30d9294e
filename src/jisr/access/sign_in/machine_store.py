"""The public keys of machines, and the assertions that were used up."""

import datetime
import hashlib
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from jisr.access.model import Purpose
from jisr.access.sign_in.model import MachineKey, Scope
from jisr.access.sign_in.store import aware, drop_ended, naive
from jisr.kit.db import METADATA, Transaction

KEYS = sa.Table(
    "machine_keys",
    METADATA,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("officer", sa.String(64), nullable=False),
    sa.Column("public", sa.LargeBinary(32), nullable=False),
    sa.Column("name", sa.String(200), nullable=False),
    sa.Column("scopes", sa.String(200), nullable=False),
    sa.Column("purposes", sa.String(400), nullable=False),
    sa.Column("added_at", sa.DateTime, nullable=False),
    sa.Column("revoked_at", sa.DateTime),
    sa.Index("machine_keys_officer", "officer"),
)
ASSERTIONS = sa.Table(
    "used_assertions",
    METADATA,
    sa.Column("digest", sa.LargeBinary(32), primary_key=True),
    sa.Column("until", sa.DateTime, nullable=False),
    sa.Index("used_assertions_until", "until"),
)


def add_key(transaction: Transaction, key: MachineKey) -> None:
    """Keep a new key."""
    transaction.connection.execute(
        sa.insert(KEYS).values(
            id=key.id,
            officer=key.officer,
            public=key.public,
            name=key.name,
            scopes=_joined(key.scopes),
            purposes=_joined(key.purposes),
            added_at=naive(key.added_at),
        )
    )


def find_key(transaction: Transaction, key_id: str) -> MachineKey | None:
    """Return a key, also a revoked one."""
    row = transaction.connection.execute(sa.select(KEYS).where(KEYS.c.id == key_id)).one_or_none()
    return None if row is None else _key(row)


def keys_of(transaction: Transaction, officer: str) -> tuple[MachineKey, ...]:
    """Return every key of a machine, the oldest first."""
    found = sa.select(KEYS).where(KEYS.c.officer == officer).order_by(KEYS.c.added_at, KEYS.c.id)
    return tuple(map(_key, transaction.connection.execute(found)))


def revoke_key(transaction: Transaction, key_id: str) -> None:
    """Note that a key is no longer good."""
    transaction.connection.execute(
        sa.update(KEYS).where(KEYS.c.id == key_id).values(revoked_at=naive(transaction.now))
    )


def use_up(transaction: Transaction, officer: str, name: str, until: datetime.datetime) -> bool:
    """Note that an assertion was used; return whether it was the first time."""
    digest = hashlib.sha256(f"{officer}\n{name}".encode()).digest()
    known = sa.select(ASSERTIONS.c.digest).where(ASSERTIONS.c.digest == digest)
    if transaction.connection.execute(known).one_or_none() is not None:
        return False
    drop_ended(transaction, ASSERTIONS, ASSERTIONS.c.until)
    transaction.connection.execute(sa.insert(ASSERTIONS).values(digest=digest, until=naive(until)))
    return True


def _joined(words: Iterable[str]) -> str:
    return " ".join(sorted(words))


def _key(row: sa.Row[Any]) -> MachineKey:
    return MachineKey(
        id=row.id,
        officer=row.officer,
        public=row.public,
        name=row.name,
        scopes=frozenset(map(Scope, row.scopes.split())),
        purposes=frozenset(map(Purpose, row.purposes.split())),
        added_at=aware(row.added_at),
        revoked_at=None if row.revoked_at is None else aware(row.revoked_at),
    )
