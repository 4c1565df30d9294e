"""Entries in short, newest first: what was sealed about what, without the documents."""

from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa

from jisr.kit.db import Transaction
from jisr.ledger.log import ENTRIES_AT_ONCE_MAX, entries


@dataclass(frozen=True, slots=True)
class EntryLine:
    """A numbered entry without its document; `is_erased` tells whether there is one still."""

    entry_id: str
    position: int
    audience_class: str
    act: bytes
    is_erased: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """The positions from `start` to before `end`, and which entries there are looked for.

    `classes` None means of any audience class; no `kinds` means about any kind of subject.
    """

    start: int
    end: int
    classes: Collection[str] | None
    kinds: Collection[str] = ()


def lines_in(transaction: Transaction, stretch: Stretch, limit: int) -> list[EntryLine]:
    """Return the newest entries of a stretch of the log, at most `ENTRIES_AT_ONCE_MAX`."""
    wanted = (
        sa.select(
            entries.c.id,
            entries.c.position,
            entries.c.audience_class,
            entries.c.act,
            entries.c.document.is_(None),
        )
        .where(entries.c.position >= stretch.start, entries.c.position < stretch.end)
        .order_by(entries.c.position.desc())
        .limit(min(limit, ENTRIES_AT_ONCE_MAX))
    )
    if stretch.classes is not None:
        wanted = wanted.where(entries.c.audience_class.in_(stretch.classes))
    if stretch.kinds:
        wanted = wanted.where(entries.c.subject_kind.in_(stretch.kinds))
    rows = transaction.connection.execute(wanted)
    return [EntryLine(each[0], int(each[1]), each[2], each[3], bool(each[4])) for each in rows]
