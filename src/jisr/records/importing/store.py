"""The tables of imports: how far each has come, and what it rejected until the file is made."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

import sqlalchemy as sa

from jisr.kit.clock import instant_text
from jisr.kit.db import METADATA, Transaction
from jisr.kit.lines import shortened
from jisr.kit.tables import RejectedRow
from jisr.records.importing.model import Account

ROWS_READ_AT_ONCE = 1_000

imports = sa.Table(
    "imports",
    METADATA,
    sa.Column("file_sha256", sa.String(64), primary_key=True),
    sa.Column("officer", sa.String, primary_key=True),
    sa.Column("format", sa.String, primary_key=True),
    sa.Column("purpose", sa.String, primary_key=True),
    sa.Column("after_line", sa.BigInteger, nullable=False),
    sa.Column("account", sa.String, nullable=False),
    sa.Column("is_done", sa.Boolean, nullable=False),
    sa.Column("begun", sa.String(24), nullable=False),
    sa.Column("moved", sa.String(24), nullable=False),
)
"""One row for each file that an officer imports in one way; `after_line` is its cursor."""

import_rejects = sa.Table(
    "import_rejects",
    METADATA,
    sa.Column("file_sha256", sa.String(64), primary_key=True),
    sa.Column("officer", sa.String, primary_key=True),
    sa.Column("format", sa.String, primary_key=True),
    sa.Column("purpose", sa.String, primary_key=True),
    sa.Column("line", sa.BigInteger, primary_key=True),
    sa.Column("column_name", sa.String, nullable=False),
    sa.Column("reason", sa.String, nullable=False),
    sa.Column("value", sa.String, nullable=False),
)
"""Rejected rows wait here until their file is written, so that a resumed import tells them all."""


@dataclass(frozen=True, slots=True)
class ImportKey:
    """What makes an import the same one: file, officer, reader and purpose."""

    file_sha256: str
    officer: str
    format: str
    purpose: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import has come."""

    after_line: int
    account: Account
    is_done: bool = False


def find(transaction: Transaction, key: ImportKey) -> Progress | None:
    """Return how far the import has come, or `None` if it never began."""
    row = transaction.connection.execute(
        sa.select(imports.c.after_line, imports.c.account, imports.c.is_done).where(
            *_is(imports, key)
        )
    ).one_or_none()
    if row is None:
        return None
    return Progress(row.after_line, Account(**json.loads(row.account)), row.is_done)


def save(transaction: Transaction, key: ImportKey, progress: Progress) -> None:
    """Write how far the import has come."""
    now = instant_text(transaction.now)
    told = {
        **asdict(key),
        "after_line": progress.after_line,
        "account": json.dumps(asdict(progress.account), sort_keys=True),
        "is_done": progress.is_done,
        "moved": now,
    }
    moved = transaction.connection.execute(
        sa.update(imports).where(*_is(imports, key)).values(told)
    )
    if moved.rowcount == 0:
        transaction.connection.execute(sa.insert(imports).values(**told, begun=now))


def add_rejects(transaction: Transaction, key: ImportKey, rejects: Iterable[RejectedRow]) -> None:
    """Keep rejected rows until their file is written."""
    rows = [
        {
            **asdict(key),
            "line": each.line,
            "column_name": each.column,
            "reason": each.reason,
            "value": shortened(each.value),
        }
        for each in rejects
    ]
    if rows:
        transaction.connection.execute(sa.insert(import_rejects), rows)


def rejects(transaction: Transaction, key: ImportKey) -> Iterator[RejectedRow]:
    """Yield the rejected rows that wait, by line."""
    columns = (
        import_rejects.c.line,
        import_rejects.c.column_name,
        import_rejects.c.reason,
        import_rejects.c.value,
    )
    after = -1
    while True:
        page = transaction.connection.execute(
            sa.select(*columns)
            .where(*_is(import_rejects, key), import_rejects.c.line > after)
            .order_by(import_rejects.c.line)
            .limit(ROWS_READ_AT_ONCE)
        ).all()
        if not page:
            return
        yield from (RejectedRow(*row) for row in page)
        after = page[-1].line


def forget_rejects(transaction: Transaction, key: ImportKey) -> None:
    """Destroy the rejected rows: they may hold personal data and stand in their file now."""
    transaction.connection.execute(sa.delete(import_rejects).where(*_is(import_rejects, key)))


def _is(table: sa.Table, key: ImportKey) -> list[sa.ColumnElement[bool]]:
    return [table.c[name] == value for name, value in asdict(key).items()]
