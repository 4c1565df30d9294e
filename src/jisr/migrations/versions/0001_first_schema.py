"""The first schema: access, records, the ledger, traces, imports, the outbox."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audience_classes",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "audience_group_versions",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "audience_groups",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("member", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("name", "member"),
    )
    op.create_table(
        "checkpoints",
        sa.Column("origin", sa.String(length=255), nullable=False),
        sa.Column("size", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("time", sa.String(length=24), nullable=False),
        sa.PrimaryKeyConstraint("origin", "size"),
    )
    op.create_table(
        "entries",
        sa.Column(
            "arrival",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=True),
        sa.Column("subject_kind", sa.String(length=200), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=True),
        sa.Column("audience_class", sa.String(length=200), nullable=False),
        sa.Column("sealed_at", sa.String(length=24), nullable=False),
        sa.Column("act", sa.LargeBinary(), nullable=False),
        sa.Column("act_salt", sa.LargeBinary(), nullable=False),
        sa.Column("act_commitment", sa.LargeBinary(), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=True),
        sa.Column("document_salt", sa.LargeBinary(), nullable=True),
        sa.Column("document_commitment", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("arrival"),
    )
    op.create_index("entries_id", "entries", ["id"], unique=True)
    op.create_index("entries_position", "entries", ["position"], unique=True)
    op.create_index(
        "entries_version",
        "entries",
        ["subject", "version"],
        unique=True,
        sqlite_where=sa.text("version IS NOT NULL"),
        postgresql_where=sa.text("version IS NOT NULL"),
    )
    op.create_index(
        "entries_waiting",
        "entries",
        ["arrival"],
        unique=False,
        sqlite_where=sa.text("position IS NULL"),
        postgresql_where=sa.text("position IS NULL"),
    )
    op.create_table(
        "import_rejects",
        sa.Column("file_sha256", sa.String(length=64), nullable=False),
        sa.Column("officer", sa.String(), nullable=False),
        sa.Column("format", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.Column("column_name", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("file_sha256", "officer", "format", "purpose", "line"),
    )
    op.create_table(
        "imports",
        sa.Column("file_sha256", sa.String(length=64), nullable=False),
        sa.Column("officer", sa.String(), nullable=False),
        sa.Column("format", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("after_line", sa.BigInteger(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("is_done", sa.Boolean(), nullable=False),
        sa.Column("begun", sa.String(length=24), nullable=False),
        sa.Column("moved", sa.String(length=24), nullable=False),
        sa.PrimaryKeyConstraint("file_sha256", "officer", "format", "purpose"),
    )
    op.create_table(
        "members",
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("since", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("country"),
        sa.UniqueConstraint("slot"),
    )
    op.create_table(
        "networks",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("profile", sa.LargeBinary(), nullable=False),
        sa.Column("profile_hash", sa.Text(), nullable=False),
        sa.Column("founded", sa.Text(), nullable=False),
        sa.CheckConstraint("id = 1", name="networks_one"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("outbox_due", "outbox", ["due_at"], unique=False)
    op.create_table(
        "person_protection",
        sa.Column("record_id", sa.String(length=32), nullable=False),
        sa.Column("member", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("record_id", "member"),
    )
    op.create_table(
        "record_identifiers",
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("value", sa.String(length=200), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("kind", "value", "number"),
        sqlite_with_rowid=False,
    )
    op.create_index("record_identifiers_number", "record_identifiers", ["number"], unique=False)
    op.create_table(
        "records",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("database", sa.String(length=32), nullable=False),
        sa.Column("owner", sa.String(length=64), nullable=False),
        sa.Column("audience_class", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.Column("retained_until", sa.Date(), nullable=False),
        sa.Column("reference", sa.String(length=200), nullable=False),
        sa.Column("identity", sa.String(length=1000), nullable=True),
        sa.Column("content", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("database", "owner", "identity", name="records_identity"),
        sa.UniqueConstraint("id"),
    )
    op.create_index(
        "records_persons",
        "records",
        ["number"],
        unique=False,
        sqlite_where=sa.text("kind = 'person'"),
        postgresql_where=sa.text("kind = 'person'"),
    )
    op.create_index("records_retained", "records", ["owner", "retained_until"], unique=False)
    op.create_table(
        "trace_anchors",
        sa.Column("origin", sa.String(length=255), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("anchored_at", sa.String(length=24), nullable=False),
        sa.PrimaryKeyConstraint("origin"),
    )
    op.create_table(
        "traces",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("origin", sa.String(length=255), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("bureau", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.String(length=24), nullable=False),
        sa.Column("act", sa.LargeBinary(), nullable=False),
        sa.Column("act_salt", sa.LargeBinary(), nullable=False),
        sa.Column("terms", sa.LargeBinary(), nullable=True),
        sa.Column("terms_salt", sa.LargeBinary(), nullable=True),
        sa.Column("terms_commitment", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("origin", "position", name="traces_leaf"),
    )
    op.create_index("traces_of_bureau", "traces", ["bureau", "asked_at", "id"], unique=False)
    op.create_index(
        "traces_with_terms",
        "traces",
        ["asked_at"],
        unique=False,
        sqlite_where=sa.text("terms IS NOT NULL"),
        postgresql_where=sa.text("terms IS NOT NULL"),
    )
    op.create_table(
        "tree_tiles",
        sa.Column("origin", sa.String(length=255), nullable=False),
        sa.Column("level", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("index", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("hashes", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("origin", "level", "index"),
    )
    op.create_table(
        "bureaus",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("member", sa.Text(), nullable=True),
        sa.Column("parent", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["member"],
            ["members.country"],
        ),
        sa.ForeignKeyConstraint(
            ["parent"],
            ["bureaus.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "agreement_grants",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("bureau", sa.Text(), nullable=False),
        sa.Column("databases", sa.Text(), nullable=False),
        sa.Column("operations", sa.Text(), nullable=False),
        sa.Column("purposes", sa.Text(), nullable=False),
        sa.Column("counterparts", sa.Text(), nullable=False),
        sa.Column("starts", sa.Text(), nullable=False),
        sa.Column("ends", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["bureau"],
            ["bureaus.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        op.f("ix_agreement_grants_bureau"), "agreement_grants", ["bureau"], unique=False
    )
    op.create_table(
        "officers",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("bureau", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["bureau"],
            ["bureaus.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_officers_bureau"), "officers", ["bureau"], unique=False)
    op.create_table(
        "officer_roles",
        sa.Column("officer", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["officer"],
            ["officers.id"],
        ),
        sa.PrimaryKeyConstraint("officer", "role"),
    )
