"""What leaves the program (mail, webhooks) waits here as a row of the action that caused it.

Delivery is at least once: a message is taken with a lease, and whoever took it tells that it is
done. A message that is never told done is given out again when its lease ends.
"""

import datetime
from dataclasses import dataclass

import sqlalchemy as sa

from jisr.errors import InputTooLarge, to_translate
from jisr.kit.db import METADATA, Transaction
from jisr.values import new_id

BODY_BYTES_MAX = 262_144
"""A message names what happened; whoever may know more opens it in the platform."""
LEASE = datetime.timedelta(minutes=5)
ATTEMPTS_MAX = 12
"""After this many attempts a message stays as a dead letter for the operator."""

OUTBOX = sa.Table(
    "outbox",
    METADATA,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("kind", sa.String(64), nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
    sa.Column("due_at", sa.DateTime, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Index("outbox_due", "due_at"),
)


@dataclass(frozen=True, slots=True)
class Message:
    """One thing to deliver; `attempts` counts this one too."""

    id: str
    kind: str
    body: bytes
    attempts: int


def put(transaction: Transaction, kind: str, body: bytes) -> str:
    """Leave a message with the action's other rows: both are written or neither is."""
    if len(body) > BODY_BYTES_MAX:
        raise InputTooLarge(field=to_translate("message"), limit=BODY_BYTES_MAX)
    message_id = new_id()
    transaction.connection.execute(
        sa.insert(OUTBOX).values(
            id=message_id, kind=kind, body=body, due_at=_naive(transaction.now), attempts=0
        )
    )
    transaction.wake_ups.add("outbox")
    return message_id


def take(transaction: Transaction, *, limit: int) -> list[Message]:
    """Take the messages that are due; until the lease ends nobody else is given them."""
    now = _naive(transaction.now)
    due = (
        sa.select(OUTBOX)
        .where(OUTBOX.c.due_at <= now, OUTBOX.c.attempts < ATTEMPTS_MAX)
        .order_by(OUTBOX.c.due_at, OUTBOX.c.id)
        .limit(limit)
    )
    rows = transaction.connection.execute(due).all()
    transaction.connection.execute(
        sa.update(OUTBOX)
        .where(OUTBOX.c.id.in_([row.id for row in rows]))
        .values(due_at=now + LEASE, attempts=OUTBOX.c.attempts + 1)
    )
    return [Message(row.id, row.kind, row.body, row.attempts + 1) for row in rows]


def done(transaction: Transaction, message_id: str) -> None:
    """Forget a delivered message."""
    transaction.connection.execute(sa.delete(OUTBOX).where(OUTBOX.c.id == message_id))


def retry_later(transaction: Transaction, message_id: str, wait: datetime.timedelta) -> None:
    """Give a taken message back: it is due again after a wait, unless it was given up."""
    transaction.connection.execute(
        sa.update(OUTBOX)
        .where(OUTBOX.c.id == message_id)
        .values(due_at=_naive(transaction.now + wait))
    )


def give_up(transaction: Transaction, message_id: str) -> None:
    """Make a message a dead letter at once: to try it again would change nothing."""
    transaction.connection.execute(
        sa.update(OUTBOX).where(OUTBOX.c.id == message_id).values(attempts=ATTEMPTS_MAX)
    )


def dead_letters(transaction: Transaction, *, limit: int) -> list[Message]:
    """Return the messages that were given up."""
    rows = transaction.connection.execute(
        sa.select(OUTBOX)
        .where(OUTBOX.c.attempts >= ATTEMPTS_MAX)
        .order_by(OUTBOX.c.id)
        .limit(limit)
    )
    return [Message(row.id, row.kind, row.body, row.attempts) for row in rows]


def _naive(instant: datetime.datetime) -> datetime.datetime:
    """Return the UTC instant without its zone: SQLite keeps none."""
    return instant.astimezone(datetime.UTC).replace(tzinfo=None)
