"""Keeps the newest state of each record and what it is found by: all SQL of records.

The documents themselves stand once, in the ledger's entries; a row here names the entry of the
newest version. `number` is private to indexes: given once, never reused, never shown.
"""

import datetime
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any
from zlib import crc32

import sqlalchemy as sa

from jisr.access.model import DatabaseName
from jisr.kit.db import METADATA, Transaction, insert_or_update
from jisr.ledger.canonical import canonical_bytes
from jisr.ledger.entry import read_act
from jisr.ledger.log import entries
from jisr.records.document import class_document, read_class, read_document, read_state
from jisr.records.identity import Identifier
from jisr.records.model import (
    AudienceClass,
    Held,
    IdentifierKind,
    Kind,
    Record,
    State,
    VersionLine,
)
from jisr.records.visibility import matchable

records = sa.Table(
    "records",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("id", sa.String(32), nullable=False, unique=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("database", sa.String(32), nullable=False),
    sa.Column("owner", sa.String(64), nullable=False),
    sa.Column("audience_class", sa.String(32), nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("entry_id", sa.String(32), nullable=False),
    sa.Column("retained_until", sa.Date, nullable=False),
    sa.Column("reference", sa.String(200), nullable=False),
    sa.Column("identity", sa.String(1000)),
    sa.Column("content", sa.String(32)),
    sa.UniqueConstraint("database", "owner", "identity", name="records_identity"),
    sa.Index("records_retained", "owner", "retained_until"),
)
"""`content` is a hash of what the owner said, so that a list sent again changes nothing."""

_IS_PERSON = records.c.kind == sa.literal_column("'person'")
sa.Index(
    "records_persons",
    records.c.number,
    sqlite_where=_IS_PERSON,
    postgresql_where=_IS_PERSON,
)

record_identifiers = sa.Table(
    "record_identifiers",
    METADATA,
    sa.Column("kind", sa.String(32), primary_key=True),
    sa.Column("value", sa.String(200), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Index("record_identifiers_number", "number"),
    sqlite_with_rowid=False,
)

audience_classes = sa.Table(
    "audience_classes",
    METADATA,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("epoch", sa.Integer, nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
)

audience_groups = sa.Table(
    "audience_groups",
    METADATA,
    sa.Column("name", sa.String(64), primary_key=True),
    sa.Column("member", sa.String(64), primary_key=True),
)

group_versions = sa.Table(
    "audience_group_versions",
    METADATA,
    sa.Column("name", sa.String(64), primary_key=True),
    sa.Column("version", sa.Integer, nullable=False),
)

person_protection = sa.Table(
    "person_protection",
    METADATA,
    sa.Column("record_id", sa.String(32), primary_key=True),
    sa.Column("member", sa.String(64), primary_key=True),
)


@dataclass(frozen=True, slots=True)
class Row:
    """The newest state of a record, without its data."""

    number: int
    id: str
    version: int
    kind: Kind
    database: DatabaseName
    owner: str
    audience_class: str
    state: State
    entry_id: str
    retained_until: datetime.date
    reference: str
    identity: str | None
    content: str | None


MayFind = Callable[[DatabaseName, str, str], bool]
"""Whether records of a database, an owner and an audience class may be found."""

_ROW_NAMES = tuple(each.name for each in fields(Row))
_ROW = sa.select(records)
_FOUND = sa.select(records.c.number, records.c.audience_class, entries.c.document).join(
    entries, entries.c.id == records.c.entry_id
)
_IS_ACTIVE = records.c.state == State.ACTIVE
_LAST_NUMBER = sa.select(sa.func.max(records.c.number))
_NAMED = (
    sa.select(record_identifiers.c.kind, record_identifiers.c.value, record_identifiers.c.number)
    .where(
        record_identifiers.c.kind.in_(sa.bindparam("of_kinds", expanding=True)),
        record_identifiers.c.value.in_(sa.bindparam("wanted", expanding=True)),
    )
    .order_by(record_identifiers.c.value, record_identifiers.c.number)
)
_OPEN = sa.select(
    records.c.number, records.c.database, records.c.owner, records.c.audience_class
).where(
    records.c.number.in_(sa.bindparam("numbers", expanding=True)),
    records.c.retained_until >= sa.bindparam("today"),
    _IS_ACTIVE,
)
_BY_NUMBER = _FOUND.where(records.c.number.in_(sa.bindparam("numbers", expanding=True)))
_HELD = (
    sa.select(record_identifiers.c.value, *_FOUND.selected_columns)
    .join_from(record_identifiers, records, records.c.number == record_identifiers.c.number)
    .join(entries, entries.c.id == records.c.entry_id)
    .where(
        record_identifiers.c.kind == sa.bindparam("of_kind"),
        record_identifiers.c.value.in_(sa.bindparam("wanted", expanding=True)),
        records.c.retained_until >= sa.bindparam("today"),
        _IS_ACTIVE,
    )
    .order_by(record_identifiers.c.value, records.c.number)
)
_PERSONS_AFTER = (
    _FOUND.where(_IS_PERSON, _IS_ACTIVE, records.c.number > sa.bindparam("after"))
    .order_by(records.c.number)
    .limit(sa.bindparam("at_most"))
)


# ── records ───────────────────────────────────────────────────────────────────────────────────


def next_number(transaction: Transaction) -> int:
    """Return the number that the next record takes; rows are never deleted."""
    last = transaction.connection.scalar(sa.select(sa.func.max(records.c.number)))
    return 1 if last is None else last + 1


def find_identities(
    transaction: Transaction, database: DatabaseName, owner: str, identities: Sequence[str]
) -> dict[str, Row]:
    """Return the owner's records of these identities, by identity."""
    if not identities:
        return {}
    rows = transaction.connection.execute(
        _ROW.where(
            records.c.database == database,
            records.c.owner == owner,
            records.c.identity.in_(identities),
        )
    )
    return {row.identity: _row(row) for row in rows}


def add_rows(transaction: Transaction, rows: Sequence[Row]) -> None:
    """Write new records."""
    if rows:
        transaction.connection.execute(sa.insert(records), [_columns(row) for row in rows])


def change_rows(transaction: Transaction, rows: Sequence[Row]) -> None:
    """Write the newest state of known records."""
    insert_or_update(transaction, records, [_columns(row) for row in rows], key=("number",))


def list_expiring(
    transaction: Transaction,
    owner: str,
    until: Mapping[DatabaseName, datetime.date],
    *,
    after: str,
    limit: int,
) -> list[Row]:
    """Return one page of the owner's active records that end by the day of their database."""
    near = [
        sa.and_(records.c.database == database, records.c.retained_until <= day)
        for database, day in until.items()
    ]
    rows = transaction.connection.execute(
        _ROW.where(
            records.c.owner == owner, records.c.id > after, sa.or_(sa.false(), *near), _IS_ACTIVE
        )
        .order_by(records.c.id)
        .limit(limit)
    )
    return [_row(row) for row in rows]


def count_records(transaction: Transaction) -> dict[DatabaseName, int]:
    """Return how many active records each database holds."""
    rows = transaction.connection.execute(
        sa.select(records.c.database, sa.func.count()).where(_IS_ACTIVE).group_by("database")
    )
    return {DatabaseName(name): number for name, number in rows}


def count_owned(transaction: Transaction) -> dict[str, int]:
    """Return how many active records each bureau holds; reads every record once."""
    rows = transaction.connection.execute(
        sa.select(records.c.owner, sa.func.count()).where(_IS_ACTIVE).group_by(records.c.owner)
    )
    return {str(owner): int(number) for owner, number in rows}


# ── identifiers ───────────────────────────────────────────────────────────────────────────────


def add_identifiers(transaction: Transaction, found: Sequence[tuple[int, Identifier]]) -> None:
    """Write by which numbers records are found."""
    rows = [{"kind": kind, "value": value, "number": number} for number, (kind, value) in found]
    if rows:
        transaction.connection.execute(sa.insert(record_identifiers), rows)


def remove_identifiers(transaction: Transaction, numbers: Sequence[int]) -> None:
    """Forget by which numbers records are found."""
    if numbers:
        transaction.connection.execute(
            sa.delete(record_identifiers).where(record_identifiers.c.number.in_(numbers))
        )


def find_held(
    transaction: Transaction, kind: IdentifierKind, values: Iterable[str], today: datetime.date
) -> dict[str, tuple[Held, ...]]:
    """Return the active records of these identifiers that are still kept, by value."""
    found: dict[str, tuple[Held, ...]] = {}
    rows = transaction.connection.execute(
        _HELD, {"of_kind": kind, "wanted": list(values), "today": today}
    )
    for value, *held in rows:
        found[value] = (*found.get(value, ()), _held(held))
    return found


def find_visible(
    transaction: Transaction,
    wanted: Collection[Identifier],
    today: datetime.date,
    may_find: MayFind,
) -> dict[Identifier, tuple[Held, ...]]:
    """Return of those records the ones that may be found; the time tells nothing of the others.

    For an identifier without a record another record is looked at in its place, so that a hidden
    record and none at all take the same steps. Only what may be found is read.
    """
    named = _named(transaction, wanted)
    last = transaction.connection.scalar(_LAST_NUMBER) or 1
    missing = set(wanted).difference(identifier for identifier, _ in named)
    decoys = {crc32("".join(each).encode()) % last + 1 for each in missing}
    numbers = decoys.union(number for _, number in named)
    visible = {
        number
        for number, database, owner, audience in transaction.connection.execute(
            _OPEN, {"numbers": sorted(numbers), "today": today}
        )
        if may_find(DatabaseName(database), owner, audience)
    }
    shown = sorted(number for _, number in named if number in visible)
    if not shown:
        return {}
    rows = transaction.connection.execute(_BY_NUMBER, {"numbers": shown})
    held = {each.number: each for each in map(_held, rows)}
    found: dict[Identifier, tuple[Held, ...]] = {}
    for identifier, number in named:
        if number in held:
            found[identifier] = (*found.get(identifier, ()), held[number])
    return found


def _named(
    transaction: Transaction, wanted: Collection[Identifier]
) -> list[tuple[Identifier, int]]:
    """Return the numbers of records of identifiers: one reading for all kinds together."""
    sought = {
        "of_kinds": sorted({kind for kind, _ in wanted}),
        "wanted": sorted({value for _, value in wanted}),
    }
    rows = transaction.connection.execute(_NAMED, sought)
    named = (((IdentifierKind(kind), value), number) for kind, value, number in rows)
    return [each for each in named if each[0] in wanted]


def list_identifiers(
    transaction: Transaction, *, after: tuple[str, str, int], limit: int
) -> list[tuple[IdentifierKind, str, int]]:
    """Return identifiers in order of kind, value and number, from the one after `after`."""
    columns = record_identifiers.c
    rows = transaction.connection.execute(
        sa.select(columns.kind, columns.value, columns.number)
        .where(sa.tuple_(columns.kind, columns.value, columns.number) > sa.tuple_(*after))
        .order_by(columns.kind, columns.value, columns.number)
        .limit(limit)
    )
    return [(IdentifierKind(kind), value, number) for kind, value, number in rows]


# ── documents ─────────────────────────────────────────────────────────────────────────────────


def list_entries(transaction: Transaction, record_id: str) -> list[str]:
    """Return the entry of each version of a record, oldest first."""
    rows = transaction.connection.scalars(
        sa.select(entries.c.id)
        .where(entries.c.subject == record_id, entries.c.version.is_not(None))
        .order_by(entries.c.version)
    )
    return list(rows)


def list_versions(transaction: Transaction, record_id: str) -> list[VersionLine]:
    """Return the history of a record, oldest version first."""
    rows = transaction.connection.execute(
        sa.select(entries.c.id, entries.c.act, entries.c.document)
        .where(entries.c.subject == record_id, entries.c.version.is_not(None))
        .order_by(entries.c.version)
    )
    return [_version_line(*row) for row in rows]


def list_persons(transaction: Transaction, *, after: int, limit: int) -> list[Held]:
    """Return one page of active persons by number, from the one after `after`."""
    rows = transaction.connection.execute(_PERSONS_AFTER, {"after": after, "at_most": limit})
    return [_held(row) for row in rows]


def find_newest(
    transaction: Transaction, record_ids: Sequence[str]
) -> dict[str, tuple[Row, Record | None]]:
    """Return state and newest version of these records, by id; an erased one has no version."""
    rows = transaction.connection.execute(
        sa.select(records, entries.c.document)
        .join(entries, entries.c.id == records.c.entry_id)
        .where(records.c.id.in_(record_ids))
    )
    found: dict[str, tuple[Row, Record | None]] = {}
    for *columns, document in rows:
        row = _row(columns)
        record = None if row.state is State.ERASED else read_document(document)[0]
        found[row.id] = (row, record)
    return found


# ── audiences ─────────────────────────────────────────────────────────────────────────────────


def find_classes(transaction: Transaction, ids: Iterable[str]) -> dict[str, AudienceClass]:
    """Return the known ones of these classes, by id."""
    rows = transaction.connection.scalars(
        sa.select(audience_classes.c.content).where(audience_classes.c.id.in_(list(ids)))
    )
    return {each.id: each for each in map(read_class, rows)}


def list_classes(transaction: Transaction) -> list[AudienceClass]:
    """Return every class, by id."""
    rows = transaction.connection.scalars(
        sa.select(audience_classes.c.content).order_by(audience_classes.c.id)
    )
    return [read_class(content) for content in rows]


def put_classes(transaction: Transaction, classes: Iterable[AudienceClass]) -> None:
    """Write classes in their newest epoch."""
    rows = [
        {"id": each.id, "epoch": each.epoch, "content": canonical_bytes(class_document(each))}
        for each in classes
    ]
    insert_or_update(transaction, audience_classes, rows, key=("id",))


def read_groups(transaction: Transaction) -> dict[str, frozenset[str]]:
    """Return the members of every group that has some."""
    found: dict[str, frozenset[str]] = {}
    for name, member in transaction.connection.execute(sa.select(audience_groups)):
        found[name] = found.get(name, frozenset()) | {member}
    return found


def put_group(transaction: Transaction, name: str, members: Iterable[str]) -> int:
    """Write the members of a group; return the version that this is."""
    columns = group_versions.c
    version = transaction.connection.scalar(sa.select(columns.version).where(columns.name == name))
    version = 1 if version is None else version + 1
    insert_or_update(
        transaction, group_versions, [{"name": name, "version": version}], key=("name",)
    )
    transaction.connection.execute(sa.delete(audience_groups).where(audience_groups.c.name == name))
    rows = [{"name": name, "member": member} for member in members]
    if rows:
        transaction.connection.execute(sa.insert(audience_groups), rows)
    return version


# ── protection ────────────────────────────────────────────────────────────────────────────────


def put_protection(transaction: Transaction, record_id: str, members: Iterable[str]) -> None:
    """Write from which members a person is protected, in place of what was written."""
    transaction.connection.execute(
        sa.delete(person_protection).where(person_protection.c.record_id == record_id)
    )
    rows = [{"record_id": record_id, "member": member} for member in members]
    if rows:
        transaction.connection.execute(sa.insert(person_protection), rows)


def read_protection(transaction: Transaction, record_id: str) -> frozenset[str]:
    """Return from which members a person is protected."""
    return frozenset(
        transaction.connection.scalars(
            sa.select(person_protection.c.member).where(person_protection.c.record_id == record_id)
        )
    )


def _columns(row: Row) -> dict[str, object]:
    return {name: getattr(row, name) for name in _ROW_NAMES}


def _row(columns: Iterable[Any]) -> Row:
    given = dict(zip(_ROW_NAMES, columns, strict=True))
    given["kind"] = Kind(given["kind"])
    given["database"] = DatabaseName(given["database"])
    given["state"] = State(given["state"])
    return Row(**given)


def _held(row: Iterable[Any]) -> Held:
    number, audience_class, document = row
    return Held(number, audience_class, matchable(read_document(document)[0]))


def _version_line(entry_id: str, act: bytes, document: bytes | None) -> VersionLine:
    done, version = read_act(act)
    state, reason = None, ""
    if document is not None:
        state, reason = read_state(document)
    return VersionLine(
        version=version or 0,
        state=state,
        time=done.time,
        bureau=done.bureau,
        officer=done.officer,
        verb=done.verb,
        reason=reason,
        entry_id=entry_id,
    )
