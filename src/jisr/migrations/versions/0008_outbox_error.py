"""Why a message was not delivered the last time: the kind of failure, never what was sent."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("outbox", sa.Column("error", sa.String(length=64), nullable=True))
