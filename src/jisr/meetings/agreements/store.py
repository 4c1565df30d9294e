"""Keeps memoranda and who their parties are: all SQL of memoranda."""

import datetime
import json
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from jisr.kit.clock import instant_text
from jisr.kit.db import METADATA, Transaction
from jisr.ledger.canonical import canonical_bytes
from jisr.meetings.agreements.documents import memorandum_document, read_memorandum
from jisr.meetings.agreements.model import Memorandum

memoranda = sa.Table(
    "memoranda",
    METADATA,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("drafted_at", sa.String(24), nullable=False),
    sa.Column("is_told", sa.Boolean, nullable=False),
    sa.Column("due", sa.String(10)),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("document", sa.Text, nullable=False),
    sa.Index("memoranda_drafted_at", "drafted_at", "id"),
    sa.Index("memoranda_due", "due"),
)
"""`due` is the earliest day that the memorandum waits for, or nothing."""

memorandum_parties = sa.Table(
    "memorandum_parties",
    METADATA,
    sa.Column("memorandum", sa.String(32), sa.ForeignKey("memoranda.id"), primary_key=True),
    sa.Column("bureau", sa.Text, sa.ForeignKey("bureaus.id"), primary_key=True, index=True),
)


def add(transaction: Transaction, memorandum: Memorandum) -> None:
    """Write the first version of a memorandum."""
    row = {"id": memorandum.id, "drafted_at": instant_text(memorandum.drafted_at)}
    row |= _row(memorandum, None, is_told=False)
    transaction.connection.execute(sa.insert(memoranda), row)
    _put_parties(transaction, memorandum)


def change(
    transaction: Transaction,
    memorandum: Memorandum,
    *,
    due: datetime.date | None,
    is_told: bool,
) -> bool:
    """Write the next version of a memorandum; return whether it was the next."""
    changed = transaction.connection.execute(
        sa.update(memoranda)
        .where(memoranda.c.id == memorandum.id, memoranda.c.version == memorandum.version - 1)
        .values(_row(memorandum, due, is_told=is_told))
    )
    if changed.rowcount != 1:
        return False
    transaction.connection.execute(
        sa.delete(memorandum_parties).where(memorandum_parties.c.memorandum == memorandum.id)
    )
    _put_parties(transaction, memorandum)
    return True


def find(transaction: Transaction, memorandum_id: str) -> Memorandum | None:
    """Return the memorandum of this id, or None."""
    found = transaction.connection.scalar(
        sa.select(memoranda.c.document).where(memoranda.c.id == memorandum_id)
    )
    return None if found is None else _memorandum(found)


def page(
    transaction: Transaction,
    bureaus: Sequence[str] | None,
    *,
    told: bool,
    before: tuple[str, str] | None,
    limit: int,
) -> tuple[Memorandum, ...]:
    """Return memoranda, the newest first, from the one before a key.

    Args:
        transaction: where to read.
        bureaus: whose they are; None: everybody's.
        told: whether those of others are listed of which the members were told.
        before: when the last one of the page before was drafted, and its id.
        limit: at most so many.
    """
    query = sa.select(memoranda.c.document).where(_shown(bureaus, told=told))
    if before is not None:
        drafted_at, memorandum = before
        query = query.where(
            sa.or_(
                memoranda.c.drafted_at < drafted_at,
                sa.and_(memoranda.c.drafted_at == drafted_at, memoranda.c.id < memorandum),
            )
        )
    ordered = query.order_by(memoranda.c.drafted_at.desc(), memoranda.c.id.desc())
    return tuple(map(_memorandum, transaction.connection.scalars(ordered.limit(limit))))


def waiting(
    transaction: Transaction,
    bureaus: Sequence[str] | None,
    *,
    told: bool,
    until: datetime.date,
    limit: int,
) -> tuple[Memorandum, ...]:
    """Return memoranda that wait for a day until this one, the earliest first; see `page`."""
    query = (
        sa.select(memoranda.c.document)
        .where(_shown(bureaus, told=told), memoranda.c.due <= until.isoformat())
        .order_by(memoranda.c.due, memoranda.c.id)
        .limit(limit)
    )
    return tuple(map(_memorandum, transaction.connection.scalars(query)))


def _shown(bureaus: Sequence[str] | None, *, told: bool) -> sa.ColumnElement[bool]:
    if bureaus is None:
        return sa.true()
    own = memoranda.c.id.in_(
        sa.select(memorandum_parties.c.memorandum).where(memorandum_parties.c.bureau.in_(bureaus))
    )
    return sa.or_(own, memoranda.c.is_told) if told else own


def _put_parties(transaction: Transaction, memorandum: Memorandum) -> None:
    transaction.connection.execute(
        sa.insert(memorandum_parties),
        [
            {"memorandum": memorandum.id, "bureau": each}
            for each in sorted(memorandum.terms.parties)
        ],
    )


def _row(memorandum: Memorandum, due: datetime.date | None, *, is_told: bool) -> dict[str, Any]:
    return {
        "is_told": is_told,
        "due": None if due is None else due.isoformat(),
        "version": memorandum.version,
        "document": canonical_bytes(memorandum_document(memorandum)).decode(),
    }


def _memorandum(document: str) -> Memorandum:
    return read_memorandum(json.loads(document))
