"""Brings a database to the schema of this program (Alembic revisions, which import nothing of ours)."""
