"""Fields that were opened in an emergency: of which record, by whom, why and until when."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "record_openings",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("record", sa.String(length=32), nullable=False),
        sa.Column("record_version", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(length=64), nullable=False),
        sa.Column("bureau", sa.String(length=64), nullable=False),
        sa.Column("officer", sa.String(length=64), nullable=False),
        sa.Column("purpose", sa.String(length=32), nullable=False),
        sa.Column("case", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("opened_at", sa.String(length=24), nullable=False),
        sa.Column("ends_at", sa.String(length=24), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.Column("spoken_entry", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("record_openings_record", "record_openings", ["record", "opened_at"])
    op.create_index("record_openings_owner", "record_openings", ["owner", "opened_at", "id"])
    op.create_index("record_openings_bureau", "record_openings", ["bureau", "opened_at", "id"])
    op.create_index("record_openings_officer", "record_openings", ["officer", "opened_at"])
