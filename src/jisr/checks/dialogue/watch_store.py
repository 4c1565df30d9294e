"""How far the watch over traces and entries has come: its SQL."""

import hashlib
from collections.abc import Sequence
from dataclasses import fields

import sqlalchemy as sa

from jisr.checks.store import SealedTrace, traces
from jisr.checks.traces import TREE_MARK
from jisr.kit.db import METADATA, Transaction, insert_or_update
from jisr.ledger.log import next_position
from jisr.ledger.note import NAME_BYTES_MAX
from jisr.ledger.tree_store import tree_origins, tree_size

LEASE_SECONDS = 30
ENTRIES = "entries"
"""The mark of the common ledger; no trace tree is called so."""
LEASE = "lease"
NAMES = "names"
"""The mark that the watch over names has begun; with a tree, how far it came in that one."""
NOTHING = -1

hit_watch = sa.Table(
    "hit_watch",
    METADATA,
    sa.Column("name", sa.String(NAME_BYTES_MAX), primary_key=True),
    sa.Column("position", sa.BigInteger, nullable=False),
)
"""The last position treated of each tree, once for its numbers and once for its names; the row
`lease` holds until when (seconds) one process looks. The first look of all begins at what there is:
nobody is told of old questions."""


def take_lease(transaction: Transaction) -> bool:
    """Take the look for this process; return False while another one has it.

    It only saves work: two processes that look at once treat each trace once all the same.
    """
    now = int(transaction.now.timestamp())
    until = position(transaction, LEASE)
    if now < until <= now + LEASE_SECONDS:
        return False
    if until == NOTHING:
        _begin(transaction)
    if position(transaction, NAMES) == NOTHING:
        _begin_names(transaction)
    keep_lease(transaction)
    return True


def keep_lease(transaction: Transaction) -> None:
    """Let this process look on: a look at very many traces takes longer than its lease."""
    put_position(transaction, LEASE, int(transaction.now.timestamp()) + LEASE_SECONDS)


def names_of(origin: str) -> str:
    """Return under which name it is kept how far the names of a tree were treated."""
    # A hash, because a tree may be called by a name as long as the column.
    return f"{NAMES}:{hashlib.sha256(origin.encode()).hexdigest()}"


def end_lease(transaction: Transaction) -> None:
    """Let the next process look."""
    put_position(transaction, LEASE, 0)


def _begin(transaction: Transaction) -> None:
    for origin in origins(transaction):
        put_position(transaction, origin, tree_size(transaction, origin) - 1)
    put_position(transaction, ENTRIES, next_position(transaction) - 1)


def _begin_names(transaction: Transaction) -> None:
    for origin in origins(transaction):
        put_position(transaction, names_of(origin), position(transaction, origin))
    put_position(transaction, NAMES, 0)


def origins(transaction: Transaction) -> list[str]:
    """Return the names of all trace trees."""
    return [each for each in tree_origins(transaction) if TREE_MARK in each]


def position(transaction: Transaction, name: str) -> int:
    """Return the last position treated; -1 where nothing was."""
    found = transaction.connection.scalar(
        sa.select(hit_watch.c.position).where(hit_watch.c.name == name)
    )
    return NOTHING if found is None else int(found)


def put_position(transaction: Transaction, name: str, position: int) -> None:
    """Note how far the watch has come."""
    row = {"name": name, "position": position}
    insert_or_update(transaction, hit_watch, [row], key=("name",))


def traces_after(
    transaction: Transaction, origin: str, position: int, *, limit: int
) -> Sequence[SealedTrace]:
    """Return the traces of a tree after a position, in order."""
    rows = transaction.connection.execute(
        sa.select(traces)
        .where(traces.c.origin == origin, traces.c.position > position)
        .order_by(traces.c.position)
        .limit(limit)
    )
    names = [each.name for each in fields(SealedTrace)]
    return [SealedTrace(**{name: getattr(row, name) for name in names}) for row in rows]
