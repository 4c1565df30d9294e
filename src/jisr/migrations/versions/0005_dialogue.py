"""Hits become dialogues: their statements and files, who is notified how, what was watched."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "hits",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("trace", sa.String(length=32), nullable=False),
        sa.Column("record", sa.String(length=32), nullable=False),
        sa.Column("record_version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("database", sa.String(length=32), nullable=False),
        sa.Column("asking", sa.String(length=64), nullable=False),
        sa.Column("owner", sa.String(length=64), nullable=False),
        sa.Column("purpose", sa.String(length=32), nullable=False),
        sa.Column("asking_reference", sa.Text(), nullable=False),
        sa.Column("owner_reference", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("opened_at", sa.String(length=24), nullable=False),
        sa.Column("audience_class", sa.String(length=64), nullable=False),
        sa.Column("is_referred", sa.Boolean(), nullable=False),
        sa.Column("is_urgent", sa.Boolean(), nullable=False),
        sa.Column("noticed_at", sa.String(length=24)),
        sa.Column("asked_at", sa.String(length=24)),
        sa.Column("due_at", sa.String(length=24)),
        sa.Column("reminded_at", sa.String(length=24)),
        sa.Column("escalated_at", sa.String(length=24)),
        sa.Column("answered_at", sa.String(length=24)),
        sa.Column("outcome", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("trace", "record", name="hits_once"),
    )
    op.create_index("hits_of_asking", "hits", ["asking", "opened_at", "id"])
    op.create_index("hits_of_owner", "hits", ["owner", "opened_at", "id"])
    op.create_index("hits_of_record", "hits", ["record"])
    op.create_index("hits_asked_at", "hits", ["asked_at"])
    op.create_index(
        "hits_running",
        "hits",
        ["due_at"],
        sqlite_where=sa.text("escalated_at IS NULL"),
        postgresql_where=sa.text("escalated_at IS NULL"),
    )
    op.create_table(
        "hit_statements",
        sa.Column("hit", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("word", sa.String(length=16), nullable=False),
        sa.Column("side", sa.String(length=16), nullable=False),
        sa.Column("bureau", sa.String(length=64), nullable=False),
        sa.Column("officer", sa.String(length=64), nullable=False),
        sa.Column("said_at", sa.String(length=24), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("attachment", sa.String(length=32), nullable=False),
        sa.Column("signature_kind", sa.String(length=16), nullable=False),
        sa.Column("signature_key", sa.Text(), nullable=False),
        sa.Column("signature_value", sa.Text(), nullable=False),
        sa.Column("version_entry", sa.String(length=32), nullable=False),
        sa.Column("spoken_entry", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("hit", "number"),
    )
    op.create_table(
        "hit_attachments",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("hit", sa.String(length=32), nullable=False),
        sa.Column("media_type", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.String(length=24), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("hit_attachments_of", "hit_attachments", ["hit"])
    op.create_table(
        "hit_preferences",
        sa.Column("bureau", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("bureau"),
    )
    op.create_table(
        "hit_watch",
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
