"""Agenda, drafts, amendments, resolutions and how their duties are followed up."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "agenda_items",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("session", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("agenda_items_session", "agenda_items", ["session", "number"], unique=True)
    op.create_table(
        "agendas",
        sa.Column("session", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("session"),
    )
    op.create_table(
        "text_drafts",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("item", sa.String(length=64), nullable=False),
        sa.Column("filed_at", sa.String(length=24), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["item"], ["agenda_items.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("text_drafts_item", "text_drafts", ["item"])
    op.create_table(
        "text_amendments",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("draft", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["draft"], ["text_drafts.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("text_amendments_draft", "text_amendments", ["draft", "number"], unique=True)
    op.create_table(
        "text_holds",
        sa.Column("vote", sa.String(length=64), nullable=False),
        sa.Column("subject_kind", sa.String(length=16), nullable=False),
        sa.Column("subject", sa.String(length=160), nullable=False),
        sa.Column("draft", sa.String(length=64), nullable=False),
        sa.Column("words", sa.String(length=160), nullable=False),
        sa.PrimaryKeyConstraint("vote"),
        sa.UniqueConstraint("words"),
    )
    op.create_table(
        "resolutions",
        sa.Column("number", sa.String(length=64), nullable=False),
        sa.Column("session", sa.Integer(), nullable=False),
        sa.Column("draft", sa.String(length=64), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["draft"], ["text_drafts.id"]),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("resolutions_session", "resolutions", ["session"])
    op.create_table(
        "duty_reports",
        sa.Column("resolution", sa.String(length=64), nullable=False),
        sa.Column("place", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("resolution", "place", "version"),
    )
