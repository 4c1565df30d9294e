"""Keeps boards and their lines: all SQL of boards."""

import datetime
from collections.abc import Iterator

import sqlalchemy as sa

from jisr.assembly.boards.model import HeldBoard, Kind, Line
from jisr.assembly.sessions.model import Matter
from jisr.kit.clock import instant_text, parse_instant
from jisr.kit.db import METADATA, Transaction, wait_for_writers

boards = sa.Table(
    "boards",
    METADATA,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("manifest_hash", sa.String(128), nullable=False, unique=True),
    sa.Column("session", sa.Integer, nullable=False, index=True),
    sa.Column("matter", sa.String(16), nullable=False),
    sa.Column("opened_at", sa.String(24), nullable=False),
    sa.Column("closes_at", sa.String(24)),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("bytes", sa.Integer, nullable=False),
)

lines = sa.Table(
    "board_lines",
    METADATA,
    sa.Column("board", sa.String(32), sa.ForeignKey("boards.id"), primary_key=True),
    sa.Column("n", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("author", sa.String(64), nullable=False),
    sa.Column("head", sa.LargeBinary(32), nullable=False),
    sa.Column("entry", sa.String(32), nullable=False),
    sa.Column("received_at", sa.String(24), nullable=False),
    sa.Column("text", sa.LargeBinary, nullable=False),
    sa.Index("board_lines_author", "board", "kind", "author"),
)
"""`head` is the head after the line, by which a copy in memory is known to be this board."""


def add_board(transaction: Transaction, held: HeldBoard) -> None:
    """Write a new board, which has no lines yet."""
    transaction.connection.execute(
        sa.insert(boards).values(
            id=held.id,
            manifest_hash=held.manifest_hash,
            session=held.session,
            matter=held.matter.value,
            opened_at=instant_text(held.opened_at),
            closes_at=instant_text(held.closes_at) if held.closes_at else None,
            size=held.size,
            bytes=held.bytes,
        )
    )


def find_board(
    transaction: Transaction, board_id: str, *, is_for_writing: bool = False
) -> HeldBoard | None:
    """Return the board, or None.

    For writing, of two workers one waits here, before it has checked anything, and not at the end.
    """
    if is_for_writing:
        wait_for_writers(transaction, boards)
    asked = sa.select(boards).where(boards.c.id == board_id)
    row = transaction.connection.execute(asked).one_or_none()
    if row is None:
        return None
    return HeldBoard(
        id=row.id,
        manifest_hash=row.manifest_hash,
        session=row.session,
        matter=Matter(row.matter),
        opened_at=parse_instant(row.opened_at),
        closes_at=parse_instant(row.closes_at) if row.closes_at else None,
        size=row.size,
        bytes=row.bytes,
    )


def has_manifest(transaction: Transaction, manifest_hash: str) -> bool:
    """Return whether some board began with this manifest."""
    asked = sa.select(boards.c.id).where(boards.c.manifest_hash == manifest_hash)
    return transaction.connection.scalar(asked) is not None


def add_line(transaction: Transaction, board_id: str, line: Line) -> None:
    """Write the next line of a board."""
    transaction.connection.execute(
        sa.insert(lines).values(
            board=board_id,
            n=line.n,
            kind=line.kind.value,
            author=line.author,
            head=line.head,
            entry=line.entry,
            received_at=instant_text(line.received_at),
            text=line.text,
        )
    )
    transaction.connection.execute(
        sa.update(boards)
        .where(boards.c.id == board_id)
        .values(size=line.n + 1, bytes=boards.c.bytes + len(line.text))
    )


def head_after(transaction: Transaction, board_id: str, n: int) -> bytes | None:
    """Return the head after line `n`, or None where the board has no such line."""
    asked = sa.select(lines.c.head).where(lines.c.board == board_id, lines.c.n == n)
    found = transaction.connection.scalar(asked)
    return None if found is None else bytes(found)


def list_texts(
    transaction: Transaction, board_id: str, *, start: int, limit: int | None = None
) -> Iterator[bytes]:
    """Yield the lines as they stand on the board, from line `start` on."""
    asked = (
        sa.select(lines.c.text)
        .where(lines.c.board == board_id, lines.c.n >= start)
        .order_by(lines.c.n)
        .limit(limit)
    )
    for (text,) in transaction.connection.execute(asked):
        yield bytes(text)


def list_lines(
    transaction: Transaction, board_id: str, kind: Kind, author: str = ""
) -> tuple[Line, ...]:
    """Return the lines of one kind, by all authors or by one."""
    asked = sa.select(lines).where(lines.c.board == board_id, lines.c.kind == kind.value)
    if author:
        asked = asked.where(lines.c.author == author)
    return tuple(_line(row) for row in transaction.connection.execute(asked.order_by(lines.c.n)))


def list_received(
    transaction: Transaction, board_id: str, kind: Kind
) -> dict[str, datetime.datetime]:
    """Return who has written a line of this kind, and when it arrived, in order."""
    asked = (
        sa.select(lines.c.author, lines.c.received_at)
        .where(lines.c.board == board_id, lines.c.kind == kind.value)
        .order_by(lines.c.n)
    )
    rows = transaction.connection.execute(asked)
    return {row.author: parse_instant(row.received_at) for row in rows}


def _line(row: sa.Row[tuple[object, ...]]) -> Line:
    return Line(
        n=row.n,
        kind=Kind(row.kind),
        author=row.author,
        head=bytes(row.head),
        entry=row.entry,
        received_at=parse_instant(row.received_at),
        text=bytes(row.text),
    )
