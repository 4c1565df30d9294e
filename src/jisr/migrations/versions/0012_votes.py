"""Votes of the assembly and the entries of roll-calls."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "votes",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("session", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("subject_kind", sa.String(length=16), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("closes_at", sa.String(length=24), nullable=True),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("entry", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("session", "number", name="votes_number"),
    )
    op.create_index("votes_of_subject", "votes", ["subject_kind", "subject"])
    is_open = sa.text("state = 'open'")
    op.create_index(
        "votes_open", "votes", ["closes_at"], sqlite_where=is_open, postgresql_where=is_open
    )
    op.create_table(
        "vote_calls",
        sa.Column("vote", sa.String(length=32), nullable=False),
        sa.Column("member", sa.String(length=3), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("choice", sa.String(length=64), nullable=False),
        sa.Column("officer", sa.String(length=64), nullable=False),
        sa.Column("cast_at", sa.String(length=24), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("entry", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["vote"], ["votes.id"]),
        sa.PrimaryKeyConstraint("vote", "member", "version"),
    )
