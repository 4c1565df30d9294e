"""The log: every version of a thing that is written is one entry, and readers follow entries.

An action seals its entry in its own transaction, unnumbered. The sequencer numbers it after the
commit, so a reader that follows positions never misses one that was committed late.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from itertools import islice

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from jisr.errors import AlreadyExists, NotFound, ProofPending, to_translate
from jisr.kit.clock import instant_text
from jisr.kit.db import ERASED, METADATA, Erasure, Transaction
from jisr.ledger.bundle import ProofBundle
from jisr.ledger.canonical import JsonValue
from jisr.ledger.entry import FIELD_CHARACTERS_MAX, Act, PlacedEntry, make_entry
from jisr.ledger.tree_store import inclusion, newest_checkpoint

ENTRIES_WAKE_UP = "entries"
"""The wake-up of a transaction that sealed something: the sequencer should run."""
ROWS_AT_ONCE = 1_000
"""Rows handed to the driver together; more gain nothing and hold memory."""
ENTRIES_AT_ONCE_MAX = 10_000
"""Entries that one reading returns at most."""

entries = sa.Table(
    "entries",
    METADATA,
    # Counts insertions; the sequencer numbers what is committed in this order.
    sa.Column(
        "arrival",
        sa.BigInteger().with_variant(sa.Integer, "sqlite"),
        primary_key=True,
        autoincrement=True,
    ),
    sa.Column("id", sa.String(32), nullable=False),
    sa.Column("position", sa.BigInteger),
    sa.Column("subject_kind", sa.String(FIELD_CHARACTERS_MAX), nullable=False),
    sa.Column("subject", sa.String(FIELD_CHARACTERS_MAX), nullable=False),
    sa.Column("version", sa.BigInteger),
    sa.Column("audience_class", sa.String(FIELD_CHARACTERS_MAX), nullable=False),
    sa.Column("sealed_at", sa.String(24), nullable=False),
    sa.Column("act", sa.LargeBinary, nullable=False),
    sa.Column("act_salt", sa.LargeBinary, nullable=False),
    sa.Column("act_commitment", sa.LargeBinary, nullable=False),
    sa.Column("document", sa.LargeBinary),
    sa.Column("document_salt", sa.LargeBinary),
    sa.Column("document_commitment", sa.LargeBinary, nullable=False),
    sa.Index("entries_id", "id", unique=True),
    sa.Index("entries_position", "position", unique=True),
)
"""The leaf is not stored: it follows from id, network and the two commitments."""

_WITH_VERSION = entries.c.version.is_not(None)
sa.Index(
    "entries_version",
    entries.c.subject,
    entries.c.version,
    unique=True,
    sqlite_where=_WITH_VERSION,
    postgresql_where=_WITH_VERSION,
)
_WAITING = entries.c.position.is_(None)
sa.Index("entries_waiting", entries.c.arrival, sqlite_where=_WAITING, postgresql_where=_WAITING)

_NAMES = {"entry_id": "id"}
_COLUMNS = [entries.c[_NAMES.get(each.name, each.name)] for each in fields(PlacedEntry)]
_READ = sa.select(*_COLUMNS)
_LAST_POSITION = sa.select(sa.func.max(entries.c.position))
_AFTER = (
    _READ.where(entries.c.position > sa.bindparam("after"))
    .order_by(entries.c.position)
    .limit(sa.bindparam("at_most"))
)


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be sealed as one entry.

    `version` is the number of the version of the subject that the document is, counted from 1;
    None for an act that wrote no version.
    """

    act: Act
    document: JsonValue
    version: int | None


@dataclass(frozen=True, slots=True)
class Sealed:
    """The receipt for an entry: its proof follows after the commit."""

    entry_id: str


def seal(transaction: Transaction, act: Act, document: JsonValue, *, version: int | None) -> Sealed:
    """Seal one entry in this transaction.

    Raises:
        ValueMalformed: the document holds something that is not sealed.
        InputTooLarge: the document is longer than its ceiling.
        AlreadyExists: this version of the subject is sealed already.
    """
    return seal_many(transaction, [Draft(act, document, version)])[0]


def seal_many(transaction: Transaction, drafts: Iterable[Draft]) -> list[Sealed]:
    """Seal many entries in this transaction, in the order given; raises what `seal` raises."""
    transaction.wake_ups.add(ENTRIES_WAKE_UP)
    sealed_at = instant_text(transaction.now)
    waiting, sealed = iter(drafts), []
    while rows := [_row(draft, sealed_at) for draft in islice(waiting, ROWS_AT_ONCE)]:
        try:
            transaction.connection.execute(sa.insert(entries), rows)
        except IntegrityError as error:
            raise AlreadyExists(thing=to_translate("version")) from error
        sealed += [Sealed(str(row["id"])) for row in rows]
    return sealed


def _row(draft: Draft, sealed_at: str) -> dict[str, object]:
    act = draft.act
    entry = make_entry(act, draft.document, version=draft.version)
    return {
        "id": entry.entry_id,
        "subject_kind": act.subject_kind,
        "subject": act.subject,
        "version": draft.version,
        "audience_class": act.audience_class,
        "sealed_at": sealed_at,
        "act": entry.act,
        "act_salt": entry.act_salt,
        "act_commitment": entry.act_commitment,
        "document": entry.document,
        "document_salt": entry.document_salt,
        "document_commitment": entry.document_commitment,
    }


def entries_after(transaction: Transaction, position: int, limit: int) -> list[PlacedEntry]:
    """Return numbered entries that follow the position, in order; -1 begins at the first.

    At most `limit` entries are returned, and never more than `ENTRIES_AT_ONCE_MAX`.
    """
    at_most = min(limit, ENTRIES_AT_ONCE_MAX)
    rows = transaction.connection.execute(_AFTER, {"after": position, "at_most": at_most})
    return [PlacedEntry(*row) for row in rows]


def entries_about(
    transaction: Transaction, kinds: Collection[str], position: int, limit: int
) -> list[PlacedEntry]:
    """Return numbered entries about these kinds of subjects; else as `entries_after`."""
    about = _AFTER.where(entries.c.subject_kind.in_(kinds))
    at_most = min(limit, ENTRIES_AT_ONCE_MAX)
    rows = transaction.connection.execute(about, {"after": position, "at_most": at_most})
    return [PlacedEntry(*row) for row in rows]


def find_entry(transaction: Transaction, kinds: Collection[str], subject: str) -> str | None:
    """Return the id of the first entry about a subject of one of these kinds."""
    first = (
        sa.select(entries.c.id)
        .where(entries.c.subject_kind.in_(kinds), entries.c.subject == subject)
        .order_by(entries.c.arrival)
        .limit(1)
    )
    found = transaction.connection.execute(first).scalar_one_or_none()
    return None if found is None else str(found)


def read_entry(transaction: Transaction, entry_id: str) -> PlacedEntry:
    """Return one entry, numbered or not.

    Raises:
        NotFound: there is none with this id.
    """
    row = transaction.connection.execute(_READ.where(entries.c.id == entry_id)).first()
    if row is None:
        raise NotFound(thing=to_translate("entry"))
    return PlacedEntry(*row)


def prove_entry(
    transaction: Transaction, network: str, entry_id: str, *, with_document: bool
) -> ProofBundle:
    """Return what proves the entry at the newest checkpoint.

    The bundle shows the act and, if asked and not erased, the document: give it only to who is
    entitled to both.

    Raises:
        NotFound: there is no such entry.
        ProofPending: no signed checkpoint covers the entry yet.
        LedgerBroken: the stored tree lacks what the proof needs.
    """
    entry = read_entry(transaction, entry_id)
    newest = newest_checkpoint(transaction, network)
    if newest is None or entry.position is None or entry.position >= newest.checkpoint.size:
        raise ProofPending
    return ProofBundle(
        checkpoint=newest.note,
        index=entry.position,
        inclusion=inclusion(transaction, network, entry.position, newest.checkpoint.size),
        header=entry.header(network).encode(),
        act=entry.act,
        act_salt=entry.act_salt,
        document=entry.document if with_document else None,
        document_salt=entry.document_salt if with_document else None,
    )


def erase_document(transaction: Transaction, entry_id: str) -> None:
    """Destroy the entry's document and its salt; the leaf and every proof of it stay.

    Erasing twice is no error. The erasure itself is sealed by who calls this.

    Raises:
        NotFound: there is no such entry.
    """
    subject = transaction.connection.scalar(
        sa.update(entries)
        .where(entries.c.id == entry_id)
        .values(document=None, document_salt=None)
        .returning(entries.c.subject)
    )
    if subject is None:
        raise NotFound(thing=to_translate("entry"))
    transaction.erasures.append(Erasure(str(subject), entry_id, transaction.now))
    transaction.wake_ups.add(ERASED)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A committed entry that has no position yet."""

    arrival: int
    entry_id: str
    act_commitment: bytes
    document_commitment: bytes


def waiting_entries(transaction: Transaction, limit: int) -> list[Waiting]:
    """Return entries without a position in the order in which they arrived."""
    rows = transaction.connection.execute(
        sa.select(
            entries.c.arrival,
            entries.c.id,
            entries.c.act_commitment,
            entries.c.document_commitment,
        )
        .where(_WAITING)
        .order_by(entries.c.arrival)
        .limit(limit)
    )
    return [Waiting(*row) for row in rows]


def number_entries(transaction: Transaction, waiting: list[Waiting], first: int) -> int:
    """Give the entries the positions from `first` on; return how many rows took one."""
    numbered = start = 0
    while start < len(waiting):
        end = _run_end(waiting, start)
        numbered += transaction.connection.execute(
            sa.update(entries)
            # An entry that has a position keeps it, whatever happened since it was read.
            .where(_WAITING)
            .where(entries.c.arrival.between(waiting[start].arrival, waiting[end - 1].arrival))
            .values(position=entries.c.arrival - waiting[start].arrival + first + start)
        ).rowcount
        start = end
    return numbered


def _run_end(waiting: list[Waiting], start: int) -> int:
    """Return where the arrivals that follow each other without a gap end."""
    end = start + 1
    while end < len(waiting) and waiting[end].arrival == waiting[end - 1].arrival + 1:
        end += 1
    return end


def next_position(transaction: Transaction) -> int:
    """Return the position that the next numbered entry takes."""
    last = transaction.connection.scalar(_LAST_POSITION)
    return 0 if last is None else int(last) + 1


_NEWEST = sa.select(sa.func.max(entries.c.arrival), sa.func.max(entries.c.position))


def newest(transaction: Transaction) -> tuple[int, int]:
    """Return the newest arrival and position: they differ as soon as anything more is committed.

    On PostgreSQL an entry may be committed after one that arrived later; its position tells then.
    """
    arrival, position = transaction.connection.execute(_NEWEST).one()
    return arrival or 0, -1 if position is None else position
