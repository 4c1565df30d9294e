"""A write that is sent twice under one key is done once, and answered twice alike.

The answer is stored in the transaction of the write itself: either both are there or neither is.
The header is that of the IETF draft "The Idempotency-Key HTTP Header Field".
"""

import datetime
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated

import sqlalchemy as sa
from fastapi import Depends, Header, Request, Response

from jisr.errors import IdempotencyReused
from jisr.kit.db import METADATA, Transaction
from jisr.kit.http.hub import Hub, hub_of

KEY_LENGTH_MAX = 64
KEPT = datetime.timedelta(hours=24)
"""A caller that has not heard an answer for a day asks what is stored instead."""
DROPPED_AT_ONCE_MAX = 100
JSON = "application/json"

ANSWERS = sa.Table(
    "idempotent_answers",
    METADATA,
    sa.Column("caller", sa.String(128), primary_key=True),
    sa.Column("key", sa.String(KEY_LENGTH_MAX), primary_key=True),
    sa.Column("fingerprint", sa.LargeBinary(32), nullable=False),
    sa.Column("status", sa.Integer, nullable=False),
    sa.Column("headers", sa.JSON, nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
    sa.Column("answered_at", sa.DateTime, nullable=False),
    sa.Index("idempotent_answers_answered_at", "answered_at"),
)


@dataclass(frozen=True, slots=True)
class Written:
    """The answer to a write, as it is sent and kept."""

    body: bytes
    status: int = 201
    headers: Mapping[str, str] | None = None

    def response(self) -> Response:
        """Return it as it is sent."""
        media = JSON if self.body else None
        return Response(self.body, self.status, dict(self.headers or {}), media)


@dataclass(frozen=True, slots=True)
class Writing:
    """One request that writes; `key` is empty where the caller gave none."""

    hub: Hub
    key: str
    fingerprint: bytes

    def run(self, caller: str, action: Callable[[Transaction], Written]) -> Response:
        """Do the write in one transaction, or answer as the first time.

        `caller` is who writes, not by which credential: a retry may come with a newer token.

        Raises:
            IdempotencyReused: the key came before with another request.
        """
        return self.hub.database.in_transaction(
            answer_once, caller, self.key, self.fingerprint, action
        ).response()


async def writing_of(
    request: Request,
    key: Annotated[
        str,
        Header(
            alias="Idempotency-Key",
            max_length=KEY_LENGTH_MAX,
            pattern=r"^[\x21-\x7e]*$",
            description="Chosen by the caller; the same write under the same key is done once.",
        ),
    ] = "",
) -> Writing:
    """Return what makes a write happen once; a dependency of the routes that write."""
    digest = hashlib.sha256(f"{request.method} {request.url.path}\n".encode())
    for name in ("if-match", "content-type"):
        digest.update(f"{name}:{request.headers.get(name, '')}\n".encode())
    digest.update(await request.body())
    return Writing(hub_of(request), key, digest.digest())


WritingNow = Annotated[Writing, Depends(writing_of)]
"""A route's parameter of this type receives what makes its write happen once."""


def answer_once(
    transaction: Transaction,
    caller: str,
    key: str,
    fingerprint: bytes,
    action: Callable[[Transaction], Written],
) -> Written:
    """Run the action unless its answer is stored under the caller's key; see `Writing.run`."""
    if not key:
        return action(transaction)
    table = ANSWERS.c
    known = transaction.connection.execute(
        sa.select(ANSWERS).where(
            table.caller == caller,
            table.key == key,
            table.answered_at > _naive(transaction.now - KEPT),
        )
    ).one_or_none()
    if known is not None:
        if known.fingerprint != fingerprint:
            raise IdempotencyReused
        return Written(known.body, known.status, known.headers)
    answer = action(transaction)
    _drop_old(transaction)
    transaction.connection.execute(
        sa.delete(ANSWERS).where(table.caller == caller, table.key == key)
    )
    transaction.connection.execute(
        sa.insert(ANSWERS).values(
            caller=caller,
            key=key,
            fingerprint=fingerprint,
            status=answer.status,
            headers=dict(answer.headers or {}),
            body=answer.body,
            answered_at=_naive(transaction.now),
        )
    )
    return answer


def forget_answers(transaction: Transaction, subject: str) -> None:
    """Destroy stored answers in which an id stands: its data were erased."""
    is_sqlite = transaction.connection.dialect.name == "sqlite"
    body = sa.func.hex(ANSWERS.c.body) if is_sqlite else sa.func.encode(ANSWERS.c.body, "hex")
    # SQLite writes capitals, but compares without regard to case.
    transaction.connection.execute(sa.delete(ANSWERS).where(body.contains(subject.encode().hex())))


def _drop_old(transaction: Transaction) -> None:
    """Forget some answers whose day has passed, so that the table stays small by itself."""
    table = ANSWERS.c
    old = (
        sa.select(table.caller, table.key)
        .where(table.answered_at <= _naive(transaction.now - KEPT))
        .order_by(table.answered_at)
        .limit(DROPPED_AT_ONCE_MAX)
    )
    for row in transaction.connection.execute(old).all():
        transaction.connection.execute(
            sa.delete(ANSWERS).where(table.caller == row.caller, table.key == row.key)
        )


def _naive(instant: datetime.datetime) -> datetime.datetime:
    """Return the UTC instant without its zone: SQLite keeps none."""
    return instant.astimezone(datetime.UTC).replace(tzinfo=None)
