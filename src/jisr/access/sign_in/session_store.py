"""The sessions of people, by the hash of what is in their cookie, and failed attempts."""

import datetime
from typing import Any

import sqlalchemy as sa

from jisr.access.sign_in.model import Holder, WebSession
from jisr.access.sign_in.store import REVOCATIONS, aware, drop_ended, naive
from jisr.access.store import officers
from jisr.kit.db import METADATA, Transaction, insert_or_update

SESSIONS = sa.Table(
    "sessions",
    METADATA,
    sa.Column("digest", sa.LargeBinary(32), primary_key=True),
    sa.Column("id", sa.String(64), nullable=False, unique=True),
    sa.Column("officer", sa.String(64), nullable=False),
    sa.Column("begun_at", sa.DateTime, nullable=False),
    sa.Column("seen_at", sa.DateTime, nullable=False),
    sa.Column("ends_at", sa.DateTime, nullable=False),
    sa.Column("confirmed_at", sa.DateTime),
    sa.Index("sessions_ends_at", "ends_at"),
)
ATTEMPTS = sa.Table(
    "sign_in_attempts",
    METADATA,
    sa.Column("digest", sa.LargeBinary(32), primary_key=True),
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("until", sa.DateTime, nullable=False),
    sa.Index("sign_in_attempts_until", "until"),
)


def add(transaction: Transaction, digest: bytes, session: WebSession) -> None:
    """Keep a new session; some that have ended are forgotten."""
    drop_ended(transaction, SESSIONS, SESSIONS.c.ends_at)
    transaction.connection.execute(
        sa.insert(SESSIONS).values(
            digest=digest,
            id=session.id,
            officer=session.officer,
            begun_at=naive(session.begun_at),
            seen_at=naive(session.seen_at),
            ends_at=naive(session.ends_at),
            confirmed_at=None if session.confirmed_at is None else naive(session.confirmed_at),
        )
    )


def find(transaction: Transaction, digest: bytes) -> WebSession | None:
    """Return the session of a cookie."""
    found = sa.select(SESSIONS).where(SESSIONS.c.digest == digest)
    row = transaction.connection.execute(found).one_or_none()
    return None if row is None else _session(row)


def find_by_id(transaction: Transaction, session_id: str) -> WebSession | None:
    """Return the session that has this id."""
    found = sa.select(SESSIONS).where(SESSIONS.c.id == session_id)
    row = transaction.connection.execute(found).one_or_none()
    return None if row is None else _session(row)


def see(transaction: Transaction, session_id: str) -> None:
    """Note that the person was here now."""
    _update(transaction, session_id, seen_at=naive(transaction.now))


def confirm(transaction: Transaction, session_id: str) -> None:
    """Note that a passkey confirmed now that the person is there."""
    _update(transaction, session_id, confirmed_at=naive(transaction.now))


def sessions_of(transaction: Transaction, officer: str) -> tuple[WebSession, ...]:
    """Return the sessions of an officer, the oldest first."""
    table = SESSIONS.c
    found = sa.select(SESSIONS).where(table.officer == officer).order_by(table.begun_at, table.id)
    return tuple(map(_session, transaction.connection.execute(found)))


def good_sessions(
    transaction: Transaction,
    whose: Holder,
    *,
    seen_after: datetime.datetime,
    before: tuple[datetime.datetime, str] | None,
    limit: int,
) -> tuple[WebSession, ...]:
    """Return the sessions of a bureau's officers that are still good, the newest first.

    Args:
        transaction: where to look.
        whose: the bureau, and the officer or, where that is empty, every officer of it.
        seen_after: a session in which nobody was there since has ended.
        before: instant and id of the one that the page begins after; None: the first page.
        limit: how many.
    """
    table = SESSIONS.c
    revoked = sa.select(REVOCATIONS.c.credential).where(REVOCATIONS.c.credential == table.id)
    found = (
        sa.select(SESSIONS)
        .join(officers, officers.c.id == table.officer)
        .where(officers.c.bureau == whose.bureau, officers.c.is_active, ~revoked.exists())
        .where(table.ends_at > naive(transaction.now), table.seen_at > naive(seen_after))
    )
    if whose.officer:
        found = found.where(table.officer == whose.officer)
    if before is not None:
        after = sa.tuple_(sa.literal(naive(before[0])), sa.literal(before[1]))
        found = found.where(sa.tuple_(table.begun_at, table.id) < after)
    found = found.order_by(table.begun_at.desc(), table.id.desc()).limit(limit)
    return tuple(map(_session, transaction.connection.execute(found)))


def end(transaction: Transaction, session_id: str) -> None:
    """Forget a session."""
    transaction.connection.execute(sa.delete(SESSIONS).where(SESSIONS.c.id == session_id))


def failures(transaction: Transaction, digest: bytes) -> tuple[int, datetime.datetime] | None:
    """Return how often it failed, and until when that counts; nothing if it counts no longer."""
    table = ATTEMPTS.c
    found = sa.select(table.failures, table.until).where(
        table.digest == digest, table.until > naive(transaction.now)
    )
    row = transaction.connection.execute(found).one_or_none()
    return None if row is None else (row.failures, aware(row.until))


def note_failure(
    transaction: Transaction, digest: bytes, count: int, until: datetime.datetime
) -> None:
    """Keep how often it failed; some that count no longer are forgotten."""
    drop_ended(transaction, ATTEMPTS, ATTEMPTS.c.until)
    row = {"digest": digest, "failures": count, "until": naive(until)}
    insert_or_update(transaction, ATTEMPTS, [row], key=("digest",))


def forget_failures(transaction: Transaction, digest: bytes) -> None:
    """Begin to count anew: it went well."""
    transaction.connection.execute(sa.delete(ATTEMPTS).where(ATTEMPTS.c.digest == digest))


def _update(transaction: Transaction, session_id: str, **values: Any) -> None:
    transaction.connection.execute(
        sa.update(SESSIONS).where(SESSIONS.c.id == session_id).values(**values)
    )


def _session(row: sa.Row[Any]) -> WebSession:
    return WebSession(
        id=row.id,
        officer=row.officer,
        begun_at=aware(row.begun_at),
        seen_at=aware(row.seen_at),
        ends_at=aware(row.ends_at),
        confirmed_at=None if row.confirmed_at is None else aware(row.confirmed_at),
    )
