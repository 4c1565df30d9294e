"""The files of dialogues: their SQL."""

import sqlalchemy as sa

from jisr.checks.dialogue.model import Attachment
from jisr.kit.clock import instant_text, parse_instant
from jisr.kit.db import METADATA, Transaction

hit_attachments = sa.Table(
    "hit_attachments",
    METADATA,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("hit", sa.String(32), nullable=False),
    sa.Column("media_type", sa.String(64), nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("length", sa.Integer, nullable=False),
    sa.Column("added_at", sa.String(24), nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
    sa.Index("hit_attachments_of", "hit"),
)


def add(transaction: Transaction, attachment: Attachment, content: bytes) -> None:
    """Write one file."""
    transaction.connection.execute(
        sa.insert(hit_attachments).values(
            id=attachment.id,
            hit=attachment.hit,
            media_type=attachment.media_type,
            sha256=attachment.sha256,
            length=attachment.length,
            added_at=instant_text(attachment.added_at),
            content=content,
        )
    )


def find(transaction: Transaction, hit: str, attachment_id: str) -> tuple[Attachment, bytes] | None:
    """Return a file of a dialogue, or None."""
    columns = hit_attachments.c
    row = transaction.connection.execute(
        sa.select(hit_attachments).where(columns.id == attachment_id, columns.hit == hit)
    ).one_or_none()
    if row is None:
        return None
    added_at = parse_instant(row.added_at)
    found = Attachment(row.id, row.hit, row.media_type, row.sha256, row.length, added_at)
    return found, row.content


def count(transaction: Transaction, hit: str) -> int:
    """Return how many files a dialogue has."""
    number = sa.select(sa.func.count()).where(hit_attachments.c.hit == hit)
    return int(transaction.connection.scalar(number) or 0)


def remove(transaction: Transaction, hit: str) -> None:
    """Destroy every file of a dialogue."""
    transaction.connection.execute(sa.delete(hit_attachments).where(hit_attachments.c.hit == hit))
