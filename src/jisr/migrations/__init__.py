"""Brings a database to the schema of this program; the revisions import nothing of ours."""
