"""Sessions of the assembly: delegations, credentials, observers, dues, keys."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_NUMBER = "assembly_sessions.number"
_MEMBER = "members.country"


def upgrade() -> None:
    op.create_table(
        "assembly_sessions",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("opens", sa.Text(), nullable=False),
        sa.Column("closes", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("ix_assembly_sessions_opens", "assembly_sessions", ["opens"])
    for name in ("assembly_delegations", "assembly_credentials", "assembly_dues"):
        op.create_table(
            name,
            sa.Column("session", sa.Integer(), nullable=False),
            sa.Column("member", sa.Text(), nullable=False),
            sa.Column("version", sa.Integer(), nullable=False),
            *_own_columns(name),
            sa.ForeignKeyConstraint(["session"], [_NUMBER]),
            sa.ForeignKeyConstraint(["member"], [_MEMBER]),
            sa.PrimaryKeyConstraint("session", "member"),
        )
    op.create_table(
        "assembly_observers",
        sa.Column("session", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("is_listed", sa.Boolean(), nullable=False),
        sa.Column("is_partner", sa.Boolean(), nullable=False),
        sa.Column("is_approved_by_host", sa.Boolean(), nullable=False),
        sa.Column("is_admitted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["session"], [_NUMBER]),
        sa.PrimaryKeyConstraint("session", "id"),
    )
    for name in ("assembly_waivers", "assembly_lots"):
        op.create_table(
            name,
            sa.Column("session", sa.Integer(), nullable=False),
            sa.Column("member", sa.Text(), nullable=False),
            *_own_columns(name),
            sa.ForeignKeyConstraint(["session"], [_NUMBER]),
            sa.ForeignKeyConstraint(["member"], [_MEMBER]),
            sa.PrimaryKeyConstraint("session", "member"),
        )
    op.create_table(
        "assembly_keys",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("session", sa.Integer(), nullable=False),
        sa.Column("officer", sa.Text(), nullable=False),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("use", sa.Text(), nullable=False),
        sa.Column("public", sa.Text(), nullable=False),
        sa.Column("sealing", sa.Text(), nullable=False),
        sa.Column("proof", sa.Text(), nullable=False),
        sa.Column("registered_at", sa.Text(), nullable=False),
        sa.Column("revoked_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["session"], [_NUMBER]),
        sa.ForeignKeyConstraint(["officer"], ["officers.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("public"),
    )
    op.create_index("assembly_keys_session", "assembly_keys", ["session", "use"])


def _own_columns(table: str) -> list[sa.Column[Any]]:
    texts = {
        "assembly_credentials": ("issuer", "state", "why", "changed_by", "changed_at"),
        "assembly_dues": ("unpaid_years",),
        "assembly_waivers": ("item",),
        "assembly_lots": ("commitment", "value"),
    }
    if table == "assembly_delegations":
        return [sa.Column("document", sa.LargeBinary(), nullable=False)]
    return [sa.Column(name, sa.Text(), nullable=False) for name in texts[table]]
