"""Counts of checks by the hour and day, how far the traces are counted, hits that wait."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "check_hours",
        sa.Column("bureau", sa.String(length=64), nullable=False),
        sa.Column("hour", sa.String(length=13), nullable=False),
        sa.Column("purpose", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("bureau", "hour", "purpose", "kind", "outcome"),
        sqlite_with_rowid=False,
    )
    op.create_index("check_hours_hour", "check_hours", ["hour"])
    op.create_table(
        "check_days",
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("bureau", sa.String(length=64), nullable=False),
        sa.Column("checks", sa.BigInteger(), nullable=False),
        sa.Column("found", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("day", "bureau"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "bureau_uses",
        sa.Column("bureau", sa.String(length=64), nullable=False),
        sa.Column("last_asked_at", sa.String(length=24), nullable=True),
        sa.Column("records", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("bureau"),
    )
    op.create_table(
        "tally_places",
        sa.Column("origin", sa.String(length=255), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("origin"),
    )
    op.create_table(
        "tally_looks",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("checks_at", sa.String(length=24), nullable=True),
        sa.Column("records_at", sa.String(length=24), nullable=True),
        sa.CheckConstraint("id = 1", name="tally_looks_one"),
        sa.PrimaryKeyConstraint("id"),
    )
    is_waiting = sa.text("state = 'asked'")
    op.create_index(
        "hits_waiting",
        "hits",
        ["asked_at"],
        sqlite_where=is_waiting,
        postgresql_where=is_waiting,
    )
