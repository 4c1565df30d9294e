"""Keeps dialogues, their statements, and how bureaus are notified: all SQL of hits."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from jisr.access.model import DatabaseName, Purpose
from jisr.checks.dialogue.model import (
    Channel,
    Course,
    Dialogue,
    Preference,
    Side,
    Signature,
    SignatureKind,
    State,
    Statement,
    Which,
    Word,
)
from jisr.errors import AlreadyExists, to_translate
from jisr.kit.clock import instant_text, parse_instant
from jisr.kit.db import METADATA, Transaction, insert_or_update
from jisr.records.model import Kind

_INSTANT = 24

hits = sa.Table(
    "hits",
    METADATA,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("trace", sa.String(32), nullable=False),
    sa.Column("record", sa.String(32), nullable=False),
    sa.Column("record_version", sa.Integer, nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("database", sa.String(32), nullable=False),
    sa.Column("asking", sa.String(64), nullable=False),
    sa.Column("owner", sa.String(64), nullable=False),
    sa.Column("purpose", sa.String(32), nullable=False),
    sa.Column("asking_reference", sa.Text, nullable=False),
    sa.Column("owner_reference", sa.Text, nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("opened_at", sa.String(_INSTANT), nullable=False),
    sa.Column("audience_class", sa.String(64), nullable=False),
    sa.Column("is_referred", sa.Boolean, nullable=False),
    sa.Column("is_urgent", sa.Boolean, nullable=False),
    sa.Column("noticed_at", sa.String(_INSTANT)),
    sa.Column("asked_at", sa.String(_INSTANT)),
    sa.Column("due_at", sa.String(_INSTANT)),
    sa.Column("reminded_at", sa.String(_INSTANT)),
    sa.Column("escalated_at", sa.String(_INSTANT)),
    sa.Column("answered_at", sa.String(_INSTANT)),
    sa.Column("outcome", sa.String(64), nullable=False),
    sa.UniqueConstraint("trace", "record", name="hits_once"),
    sa.Index("hits_of_asking", "asking", "opened_at", "id"),
    sa.Index("hits_of_owner", "owner", "opened_at", "id"),
    sa.Index("hits_of_record", "record"),
    sa.Index("hits_asked_at", "asked_at"),
)
sa.Index(
    "hits_running",
    hits.c.due_at,
    sqlite_where=hits.c.escalated_at.is_(None),
    postgresql_where=hits.c.escalated_at.is_(None),
)
_IS_WAITING = hits.c.state == sa.literal_column("'asked'")
sa.Index(
    "hits_waiting",
    hits.c.asked_at,
    sqlite_where=_IS_WAITING,
    postgresql_where=_IS_WAITING,
)

hit_statements = sa.Table(
    "hit_statements",
    METADATA,
    sa.Column("hit", sa.String(32), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("word", sa.String(16), nullable=False),
    sa.Column("side", sa.String(16), nullable=False),
    sa.Column("bureau", sa.String(64), nullable=False),
    sa.Column("officer", sa.String(64), nullable=False),
    sa.Column("said_at", sa.String(_INSTANT), nullable=False),
    sa.Column("code", sa.String(64), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("attachment", sa.String(32), nullable=False),
    sa.Column("signature_kind", sa.String(16), nullable=False),
    sa.Column("signature_key", sa.Text, nullable=False),
    sa.Column("signature_value", sa.Text, nullable=False),
    sa.Column("version_entry", sa.String(32), nullable=False),
    sa.Column("spoken_entry", sa.String(32), nullable=False),
)
"""`version_entry` and `spoken_entry` name what was sealed of a statement; see `documents`."""

hit_preferences = sa.Table(
    "hit_preferences",
    METADATA,
    sa.Column("bureau", sa.String(64), primary_key=True),
    sa.Column("channel", sa.String(16), nullable=False),
    sa.Column("address", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
)

_UNSEEN = (State.BLIND.value, State.LIFTING.value)
_MOMENTS = frozenset(
    ("opened_at", "noticed_at", "asked_at", "due_at", "reminded_at", "escalated_at", "answered_at")
)
READ = sa.select(*(hits.c[each.name] for each in fields(Dialogue)))
"""Reads dialogues; `dialogue_of` makes one of each row."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Which dialogues an officer may be listed at all.

    `bureau` is the side for which he stands, with what is under it; empty for none. `everything`
    is for oversight; `unseen`, `escalated` and `referred` are for the secretariat.
    """

    bureau: str = ""
    everything: bool = False
    unseen: bool = False
    escalated: bool = False
    referred: bool = False


@dataclass(frozen=True, slots=True)
class Sealed:
    """The two entries of one statement."""

    version_entry: str
    spoken_entry: str


def add(transaction: Transaction, dialogue: Dialogue) -> None:
    """Write a new dialogue; raise `AlreadyExists` where another process began it just now."""
    try:
        transaction.connection.execute(sa.insert(hits).values(**_columns(dialogue)))
    except IntegrityError as error:
        raise AlreadyExists(thing=to_translate("hit")) from error


def change(transaction: Transaction, dialogue: Dialogue) -> bool:
    """Write the next version; return False where another writer made it first."""
    changed = transaction.connection.execute(
        sa.update(hits)
        .where(hits.c.id == dialogue.id, hits.c.version == dialogue.version - 1)
        .values(**_columns(dialogue))
    )
    return changed.rowcount == 1


def find(transaction: Transaction, hit: str) -> Dialogue | None:
    """Return the dialogue of this id, or None."""
    row = transaction.connection.execute(READ.where(hits.c.id == hit)).one_or_none()
    return None if row is None else dialogue_of(row)


def find_of(transaction: Transaction, trace: str, record: str) -> Dialogue | None:
    """Return the dialogue about one record that one question found, or None."""
    where = (hits.c.trace == trace, hits.c.record == record)
    row = transaction.connection.execute(READ.where(*where)).one_or_none()
    return None if row is None else dialogue_of(row)


def list_dialogues(
    transaction: Transaction,
    reach: Reach,
    which: Which,
    *,
    before: tuple[str, str] | None,
    limit: int,
) -> list[Dialogue]:
    """Return dialogues within reach, the newest first.

    Args:
        transaction: where to read.
        reach: what the reader may know of.
        which: what he wants to see of it.
        before: opening instant and id of the last one of the page before.
        limit: how many at most.
    """
    query = READ.where(within(reach), _wanted(reach, which, instant_text(transaction.now)))
    if before is not None:
        query = query.where(sa.tuple_(hits.c.opened_at, hits.c.id) < sa.tuple_(*before))
    query = query.order_by(hits.c.opened_at.desc(), hits.c.id.desc()).limit(limit)
    return [dialogue_of(row) for row in transaction.connection.execute(query)]


def running(
    transaction: Transaction, *, asked_before: str, after: str, limit: int
) -> list[Dialogue]:
    """Return dialogues whose clock runs, by id, from the one after `after`."""
    is_asked = sa.and_(hits.c.state == State.ASKED.value, hits.c.asked_at <= asked_before)
    runs = sa.or_(is_asked, hits.c.state == State.LIFTING.value)
    query = READ.where(hits.c.escalated_at.is_(None), runs, hits.c.id > after)
    rows = transaction.connection.execute(query.order_by(hits.c.id).limit(limit))
    return [dialogue_of(row) for row in rows]


def courses(transaction: Transaction, *, since: str, owner: str, limit: int) -> list[Course]:
    """Return how the newest dialogues went that were asked since an instant.

    Args:
        transaction: where to read.
        since: the instant.
        owner: whose records; empty for all.
        limit: how many at most.
    """
    columns = hits.c
    query = sa.select(
        columns.is_urgent,
        columns.asked_at,
        columns.due_at,
        columns.answered_at,
        columns.escalated_at,
    ).where(columns.asked_at >= since)
    if owner:
        query = query.where(_of(columns.owner, owner))
    rows = transaction.connection.execute(query.order_by(columns.asked_at.desc()).limit(limit))
    return [
        Course(
            is_urgent=row.is_urgent,
            asked_at=parse_instant(row.asked_at),
            due_at=parse_instant(row.due_at),
            answered_at=_moment(row.answered_at),
            is_escalated=row.escalated_at is not None,
        )
        for row in rows
    ]


def oldest_waiting(transaction: Transaction, *, owner: str) -> datetime.datetime | None:
    """Return when the question was put that has waited longest for an owner; empty: for any."""
    query = sa.select(sa.func.min(hits.c.asked_at)).where(_IS_WAITING)
    if owner:
        query = query.where(_of(hits.c.owner, owner))
    return _moment(transaction.connection.scalar(query))


def of_records(transaction: Transaction, records: Sequence[str]) -> list[Dialogue]:
    """Return every dialogue about these records that still keeps data."""
    query = READ.where(hits.c.record.in_(records), hits.c.state != State.ERASED.value)
    return [dialogue_of(row) for row in transaction.connection.execute(query.order_by(hits.c.id))]


# ── statements ────────────────────────────────────────────────────────────────────────────────


def add_statement(transaction: Transaction, hit: str, statement: Statement, sealed: Sealed) -> None:
    """Write one statement."""
    transaction.connection.execute(
        sa.insert(hit_statements).values(
            hit=hit,
            number=statement.number,
            word=statement.word.value,
            side=statement.side.value,
            bureau=statement.bureau,
            officer=statement.officer,
            said_at=instant_text(statement.said_at),
            code=statement.code,
            text=statement.text,
            attachment=statement.attachment,
            signature_kind=statement.signature.kind.value,
            signature_key=statement.signature.key,
            signature_value=statement.signature.value,
            version_entry=sealed.version_entry,
            spoken_entry=sealed.spoken_entry,
        )
    )


def statements(transaction: Transaction, hit: str) -> list[Statement]:
    """Return what was said in a dialogue, in order."""
    rows = transaction.connection.execute(
        sa.select(hit_statements)
        .where(hit_statements.c.hit == hit)
        .order_by(hit_statements.c.number)
    )
    return [
        Statement(
            number=row.number,
            word=Word(row.word),
            side=Side(row.side),
            bureau=row.bureau,
            officer=row.officer,
            said_at=parse_instant(row.said_at),
            code=row.code,
            text=row.text,
            attachment=row.attachment,
            signature=Signature(
                SignatureKind(row.signature_kind), row.signature_key, row.signature_value
            ),
        )
        for row in rows
    ]


def spoken_entry(transaction: Transaction, hit: str, number: int) -> str:
    """Return the entry that says who made a statement; empty where no officer did."""
    columns = hit_statements.c
    found = transaction.connection.execute(
        sa.select(columns.spoken_entry).where(columns.hit == hit, columns.number == number)
    ).scalar_one_or_none()
    return str(found or "")


def sealed_entries(transaction: Transaction, hit: str) -> list[str]:
    """Return every entry that was sealed of a dialogue."""
    columns = hit_statements.c
    rows = transaction.connection.execute(
        sa.select(columns.version_entry, columns.spoken_entry).where(columns.hit == hit)
    )
    return [entry for row in rows for entry in row if entry]


def forget_texts(transaction: Transaction, hit: str) -> None:
    """Empty what was written in a dialogue; who spoke when stays."""
    transaction.connection.execute(
        sa.update(hit_statements)
        .where(hit_statements.c.hit == hit)
        .values(text="", attachment="", code="", signature_value="")
    )


# ── preferences ───────────────────────────────────────────────────────────────────────────────


def find_preference(transaction: Transaction, bureau: str) -> Preference | None:
    """Return how a bureau wants to be notified; None if it never said."""
    row = transaction.connection.execute(
        sa.select(hit_preferences).where(hit_preferences.c.bureau == bureau)
    ).one_or_none()
    if row is None:
        return None
    return Preference(row.bureau, Channel(row.channel), row.address, row.version)


def put_preference(transaction: Transaction, preference: Preference) -> None:
    """Write how a bureau wants to be notified."""
    row = {
        "bureau": preference.bureau,
        "channel": preference.channel.value,
        "address": preference.address,
        "version": preference.version,
    }
    insert_or_update(transaction, hit_preferences, [row], key=("bureau",))


# ── rows ──────────────────────────────────────────────────────────────────────────────────────


def _of(column: sa.ColumnElement[str], bureau: str) -> sa.ColumnElement[bool]:
    """Return the condition that a side is the bureau or stands under it."""
    return sa.or_(column == bureau, column.startswith(f"{bureau}.", autoescape=True))


def asks(reach: Reach) -> sa.ColumnElement[bool]:
    """Return the condition that the reader stands on the side that asked."""
    return sa.and_(_of(hits.c.asking, reach.bureau), hits.c.state.not_in(_UNSEEN))


def owns(reach: Reach) -> sa.ColumnElement[bool]:
    """Return the condition that the reader stands on the owner's side, which was told."""
    is_told = sa.and_(hits.c.noticed_at.is_not(None), sa.not_(hits.c.is_referred))
    return sa.and_(_of(hits.c.owner, reach.bureau), is_told)


def within(reach: Reach) -> sa.ColumnElement[bool]:
    """Return the condition that the reader may know of a hit at all."""
    if reach.everything:
        return sa.true()
    allowed: list[sa.ColumnElement[bool]] = [sa.false()]
    if reach.bureau:
        allowed += [asks(reach), owns(reach)]
    if reach.escalated:
        is_open = sa.not_(hits.c.is_referred)
        allowed.append(sa.and_(hits.c.escalated_at.is_not(None), is_open))
    if reach.unseen:
        is_open = sa.not_(hits.c.is_referred)
        allowed.append(sa.and_(hits.c.state.in_(_UNSEEN), is_open))
    if reach.referred:
        allowed.append(hits.c.is_referred)
    return sa.or_(*allowed)


def _wanted(reach: Reach, which: Which, now: str) -> sa.ColumnElement[bool]:
    if which is Which.MINE:
        return asks(reach)
    if which is Which.THEIRS:
        return owns(reach)
    if which is Which.OPEN:
        over = (State.CLOSED.value, State.DISMISSED.value, State.ERASED.value)
        return hits.c.state.not_in(over)
    if which is Which.OVERDUE:
        return sa.and_(hits.c.state == State.ASKED.value, hits.c.due_at <= now)
    return sa.true()


def _columns(dialogue: Dialogue) -> dict[str, Any]:
    given = {each.name: getattr(dialogue, each.name) for each in fields(Dialogue)}
    for name in _MOMENTS:
        given[name] = None if given[name] is None else instant_text(given[name])
    for name in ("kind", "database", "purpose", "state"):
        given[name] = given[name].value
    return given


def dialogue_of(row: sa.Row[Any]) -> Dialogue:
    """Return the dialogue that a row of `READ` holds."""
    given = dict(row._mapping)  # noqa: SLF001  SQLAlchemy's public way to a row as a mapping
    for name in _MOMENTS:
        given[name] = _moment(given[name])
    given["kind"] = Kind(given["kind"])
    given["database"] = DatabaseName(given["database"])
    given["purpose"] = Purpose(given["purpose"])
    given["state"] = State(given["state"])
    return Dialogue(**given)


def _moment(text: str | None) -> datetime.datetime | None:
    return None if text is None else parse_instant(text)
