"""Memoranda and who their parties are."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "memoranda",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("drafted_at", sa.String(length=24), nullable=False),
        sa.Column("is_told", sa.Boolean(), nullable=False),
        sa.Column("due", sa.String(length=10), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("memoranda_drafted_at", "memoranda", ["drafted_at", "id"])
    op.create_index("memoranda_due", "memoranda", ["due"])
    op.create_table(
        "memorandum_parties",
        sa.Column("memorandum", sa.String(length=32), nullable=False),
        sa.Column("bureau", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["memorandum"], ["memoranda.id"]),
        sa.ForeignKeyConstraint(["bureau"], ["bureaus.id"]),
        sa.PrimaryKeyConstraint("memorandum", "bureau"),
    )
    op.create_index("ix_memorandum_parties_bureau", "memorandum_parties", ["bureau"])
