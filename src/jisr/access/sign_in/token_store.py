"""Which access tokens were issued and have not ended by themselves; never the tokens."""

import datetime
from typing import Any

import sqlalchemy as sa

from jisr.access.sign_in.model import IssuedToken
from jisr.access.sign_in.store import REVOCATIONS, aware, drop_ended, naive
from jisr.kit.db import METADATA, Transaction

TOKENS = sa.Table(
    "issued_tokens",
    METADATA,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("officer", sa.String(64), nullable=False),
    sa.Column("bureau", sa.String(64), nullable=False),
    sa.Column("issued_at", sa.DateTime, nullable=False),
    sa.Column("expires_at", sa.DateTime, nullable=False),
    sa.Column("key", sa.String(64), nullable=False),
    sa.Index("issued_tokens_expires_at", "expires_at"),
    sa.Index("issued_tokens_bureau", "bureau", "issued_at"),
)


def add(transaction: Transaction, token: IssuedToken) -> None:
    """Note that a token was issued; some that have expired are forgotten."""
    drop_ended(transaction, TOKENS, TOKENS.c.expires_at)
    transaction.connection.execute(
        sa.insert(TOKENS).values(
            id=token.id,
            officer=token.officer,
            bureau=token.bureau,
            issued_at=naive(token.issued_at),
            expires_at=naive(token.expires_at),
            key=token.key,
        )
    )


def find(transaction: Transaction, token_id: str) -> IssuedToken | None:
    """Return a token that was issued and has not expired."""
    found = _good(transaction).where(TOKENS.c.id == token_id)
    row = transaction.connection.execute(found).one_or_none()
    return None if row is None else _token(row)


def tokens_of(
    transaction: Transaction,
    bureau: str,
    officer: str,
    *,
    before: tuple[datetime.datetime, str] | None,
    limit: int,
) -> tuple[IssuedToken, ...]:
    """Return the tokens of a bureau that are still good, the newest first.

    Args:
        transaction: where to look.
        bureau: whose they were when they were issued.
        officer: only this officer's; empty: every officer's.
        before: instant and id of the one that the page begins after; None: the first page.
        limit: how many.
    """
    table = TOKENS.c
    revoked = sa.select(REVOCATIONS.c.credential).where(
        REVOCATIONS.c.credential.in_((table.id, table.key))
    )
    found = _good(transaction).where(table.bureau == bureau, ~revoked.exists())
    if officer:
        found = found.where(table.officer == officer)
    if before is not None:
        after = sa.tuple_(sa.literal(naive(before[0])), sa.literal(before[1]))
        found = found.where(sa.tuple_(table.issued_at, table.id) < after)
    found = found.order_by(table.issued_at.desc(), table.id.desc()).limit(limit)
    return tuple(map(_token, transaction.connection.execute(found)))


def _good(transaction: Transaction) -> sa.Select[Any]:
    return sa.select(TOKENS).where(TOKENS.c.expires_at > naive(transaction.now))


def _token(row: sa.Row[Any]) -> IssuedToken:
    return IssuedToken(
        id=row.id,
        officer=row.officer,
        bureau=row.bureau,
        issued_at=aware(row.issued_at),
        expires_at=aware(row.expires_at),
        key=row.key,
    )
