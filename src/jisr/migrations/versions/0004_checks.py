"""What checks keep beside their traces: what these are found by, findings counted, spreads."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_COLUMNS = {
    "officer": sa.Text(),
    "purpose": sa.String(length=64),
    "case": sa.Text(),
    "code": sa.String(length=32),
}
_NOTABLE = sa.text("code != 'NO_ANSWER'")


def upgrade() -> None:
    for name, kind in _COLUMNS.items():
        op.add_column("traces", sa.Column(name, kind, nullable=False, server_default=""))
    _fill()
    op.create_index("traces_of_officer", "traces", ["bureau", "officer", "asked_at", "id"])
    op.create_index("traces_of_case", "traces", ["bureau", "case", "asked_at", "id"])
    op.create_index(
        "traces_notable",
        "traces",
        ["bureau", "code", "asked_at", "id"],
        sqlite_where=_NOTABLE,
        postgresql_where=_NOTABLE,
    )
    op.create_table(
        "found_counts",
        sa.Column("record_id", sa.String(length=32), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("purpose", sa.String(length=64), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("record_id", "day", "purpose"),
    )
    op.create_table(
        "spreads",
        sa.Column("officer", sa.String(length=200), nullable=False),
        sa.Column("hour", sa.String(length=13), nullable=False),
        sa.Column("subjects", sa.LargeBinary(), nullable=False),
        sa.Column("is_alarmed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("officer", "hour"),
    )
    op.create_index("spreads_hour", "spreads", ["hour"])


def _fill() -> None:
    """Write of every trace what its sealed act says."""
    if op.get_bind().dialect.name == "sqlite":
        said = "json_extract(CAST(act AS TEXT), '$.{}')"
    else:
        said = "(convert_from(act, 'UTF8')::json ->> '{}')"
    parts = ", ".join(f'"{name}" = {said.format(name)}' for name in _COLUMNS)
    op.execute(f"UPDATE traces SET {parts}")  # noqa: S608  the names are written above
