"""Reads a bureau's own records in pages, and every version of one: SQL for people who look."""

import datetime
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from jisr.access.model import DatabaseName
from jisr.kit.db import Transaction
from jisr.ledger.log import entries
from jisr.records.document import read_document
from jisr.records.model import IdentifierKind, Record, State
from jisr.records.store import Row, find_newest, record_identifiers, records


@dataclass(frozen=True, slots=True)
class Filter:
    """Which records of an owner are meant; `ends_by` asks for those that end up to a day."""

    owner: str
    databases: Collection[DatabaseName]
    state: State | None = None
    ends_by: datetime.date | None = None


def list_owned(
    transaction: Transaction, wanted: Filter, *, after: str, limit: int
) -> list[tuple[Row, Record | None]]:
    """Return one page of an owner's records with their newest versions, after the one named.

    The order is that of their ends: the farthest, which were recorded last, first; with `ends_by`
    the nearest first.
    """
    columns = records.c
    key = sa.tuple_(columns.retained_until, columns.number)
    conditions: list[sa.ColumnElement[bool]] = [
        columns.owner == wanted.owner,
        columns.database.in_(list(wanted.databases)),
    ]
    if wanted.state is not None:
        conditions.append(columns.state == wanted.state)
    if wanted.ends_by is not None:
        conditions.append(columns.retained_until <= wanted.ends_by)
    if after:
        place = transaction.connection.execute(
            sa.select(columns.retained_until, columns.number).where(columns.id == after)
        ).one_or_none()
        if place is not None:
            begins = sa.tuple_(sa.literal(place[0], sa.Date), sa.literal(place[1]))
            conditions.append(key < begins if wanted.ends_by is None else key > begins)
    order = [columns.retained_until, columns.number]
    ordered = order if wanted.ends_by is not None else [each.desc() for each in order]
    ids = transaction.connection.scalars(
        sa.select(columns.id).where(*conditions).order_by(*ordered).limit(limit)
    ).all()
    return _in_order(transaction, ids)


def find_owned(
    transaction: Transaction,
    wanted: Filter,
    numbers: Iterable[tuple[IdentifierKind, str]],
    reference: str,
    *,
    limit: int,
) -> list[tuple[Row, Record | None]]:
    """Return an owner's records of one of the numbers, or whose id or reference is this text."""
    columns = records.c
    meant = [columns.reference == reference, columns.id == reference]
    for kind, value in numbers:
        named = sa.select(record_identifiers.c.number).where(
            record_identifiers.c.kind == kind, record_identifiers.c.value == value
        )
        meant.append(columns.number.in_(named))
    ids = transaction.connection.scalars(
        sa.select(columns.id)
        .where(
            columns.owner == wanted.owner,
            columns.database.in_(list(wanted.databases)),
            sa.or_(*meant),
        )
        .order_by(columns.number.desc())
        .limit(limit)
    ).all()
    return _in_order(transaction, ids)


def find_owned_numbers(
    transaction: Transaction, wanted: Filter, numbers: Sequence[int]
) -> list[tuple[Row, Record | None]]:
    """Return an owner's records of these numbers of the index, in their order."""
    found = transaction.connection.execute(
        sa.select(records.c.number, records.c.id).where(
            records.c.number.in_(list(numbers)),
            records.c.owner == wanted.owner,
            records.c.database.in_(list(wanted.databases)),
        )
    )
    known = {row.number: row.id for row in found}
    return _in_order(transaction, [known[each] for each in numbers if each in known])


def read_versions(transaction: Transaction, record_id: str) -> dict[int, Record]:
    """Return what each version of a record said, by its number; an erased one says nothing."""
    rows = transaction.connection.execute(
        sa.select(entries.c.document).where(
            entries.c.subject == record_id,
            entries.c.subject_kind == "record",
            entries.c.version.is_not(None),
            entries.c.document.is_not(None),
        )
    )
    found = {}
    for (document,) in rows:
        if b'"state":' in document:  # an erasure has none
            record, _ = read_document(document)
            found[record.version] = record
    return found


def _in_order(transaction: Transaction, ids: Sequence[str]) -> list[tuple[Row, Record | None]]:
    found = find_newest(transaction, list(ids)) if ids else {}
    return [found[each] for each in ids]
