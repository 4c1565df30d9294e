"""What leaves the program (mail, webhooks) waits here as a row of the action that caused it.

Delivery is at least once: a message is taken with a lease, and whoever took it tells that it is
done. A message that is never told done is given out again when its lease ends.
"""

import datetime
from dataclasses import dataclass

import sqlalchemy as sa

from jisr.errors import InputTooLarge, NotFound, to_translate
from jisr.kit.db import METADATA, Transaction
from jisr.values import new_id

BODY_BYTES_MAX = 262_144
"""A message names what happened; whoever may know more opens it in the platform."""
LEASE = datetime.timedelta(minutes=5)
ATTEMPTS_MAX = 12
"""After this many attempts a message stays as a dead letter for the operator."""
ERROR_LENGTH_MAX = 64
"""The kind of a failure is one word; what a server said may hold data."""

OUTBOX = sa.Table(
    "outbox",
    METADATA,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("kind", sa.String(64), nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
    sa.Column("due_at", sa.DateTime, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("error", sa.String(ERROR_LENGTH_MAX)),
    sa.Index("outbox_due", "due_at"),
)
_DEAD = OUTBOX.c.attempts >= ATTEMPTS_MAX
_LIVE_DUE = sa.case((~_DEAD, OUTBOX.c.due_at))


@dataclass(frozen=True, slots=True)
class Message:
    """One thing to deliver; `attempts` counts this one too."""

    id: str
    kind: str
    body: bytes
    attempts: int


@dataclass(frozen=True, slots=True)
class Letter:
    """What an operator may know of a message: neither what it says nor to whom.

    `error` is the kind of the last failure, empty before the first one. A dead letter was given
    up; any other is tried again at `due_at`.
    """

    id: str
    kind: str
    attempts: int
    due_at: datetime.datetime
    error: str
    is_dead: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """How many messages wait and how many were given up; since when the first was due, if any."""

    waiting: int
    dead: int
    due_since: datetime.datetime | None


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


def retry_later(
    transaction: Transaction, message_id: str, wait: datetime.timedelta, error: str = ""
) -> None:
    """Give a taken message back: it is due again after a wait, unless it was given up."""
    _change(
        transaction,
        message_id,
        due_at=_naive(transaction.now + wait),
        error=error[:ERROR_LENGTH_MAX] or OUTBOX.c.error,
    )


def give_up(transaction: Transaction, message_id: str, error: str) -> None:
    """Make a message a dead letter at once: to try it again would change nothing."""
    _change(transaction, message_id, attempts=ATTEMPTS_MAX, error=error[:ERROR_LENGTH_MAX])


# ── for operators ─────────────────────────────────────────────────────────────────────────────


def letters(
    transaction: Transaction, *, with_waiting: bool, after: str = "", limit: int
) -> list[Letter]:
    """Return the dead letters by id, after one of them; on request also what still waits."""
    found = sa.select(OUTBOX).where(OUTBOX.c.id > after).order_by(OUTBOX.c.id).limit(limit)
    if not with_waiting:
        found = found.where(_DEAD)
    return [
        Letter(
            id=row.id,
            kind=row.kind,
            attempts=row.attempts,
            due_at=row.due_at.replace(tzinfo=datetime.UTC),
            error=row.error or "",
            is_dead=row.attempts >= ATTEMPTS_MAX,
        )
        for row in transaction.connection.execute(found)
    ]


def counts(transaction: Transaction) -> Counts:
    """Return how much waits and how much was given up."""
    found = sa.select(
        sa.func.count().filter(~_DEAD), sa.func.count().filter(_DEAD), sa.func.min(_LIVE_DUE)
    )
    waiting, dead, due_at = transaction.connection.execute(found.select_from(OUTBOX)).one()
    return Counts(waiting, dead, None if due_at is None else due_at.replace(tzinfo=datetime.UTC))


def resend(transaction: Transaction, message_id: str) -> None:
    """Try a dead letter again from now on, as often as a new message.

    Raises:
        NotFound: there is no such dead letter: it was delivered, or is still being tried.
    """
    if not _change(transaction, message_id, _DEAD, attempts=0, due_at=_naive(transaction.now)):
        raise _no_letter()
    transaction.wake_ups.add("outbox")


def drop(transaction: Transaction, message_id: str) -> None:
    """Forget a dead letter: nobody will get it.

    Raises:
        NotFound: there is no such dead letter: it was delivered, or is still being tried.
    """
    gone = sa.delete(OUTBOX).where(OUTBOX.c.id == message_id, _DEAD)
    if not transaction.connection.execute(gone).rowcount:
        raise _no_letter()


def _change(
    transaction: Transaction, message_id: str, *only: sa.ColumnElement[bool], **values: object
) -> bool:
    """Change a message; return whether it was there."""
    changed = sa.update(OUTBOX).where(OUTBOX.c.id == message_id, *only).values(**values)
    return bool(transaction.connection.execute(changed).rowcount)


def _no_letter() -> NotFound:
    return NotFound(thing=to_translate("dead letter"))


def _naive(instant: datetime.datetime) -> datetime.datetime:
    """Return the UTC instant without its zone: SQLite keeps none."""
    return instant.astimezone(datetime.UTC).replace(tzinfo=None)
