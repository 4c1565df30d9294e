"""Promises of the migrations, on both engines."""

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

import jisr.app.cli  # noqa: F401  it imports every store, so that METADATA holds every table
from jisr.errors import HomeOutdated
from jisr.kit.db import METADATA, Database
from jisr.migrations.upgrade import HERE, is_empty, newest_revision, require_current, upgrade


@pytest.fixture
def empty(database: Database) -> Database:
    """A database without any table."""
    METADATA.drop_all(database.engine)
    return database


def test_revisions_end_at_the_declared_schema(empty: Database) -> None:
    """After the upgrade the database has exactly the tables that the stores declare."""
    upgrade(empty)
    with empty.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []


def test_upgrade_twice_changes_nothing(empty: Database) -> None:
    """A database at the newest schema stays as it is."""
    upgrade(empty)
    upgrade(empty)
    require_current(empty)


def test_database_of_another_schema_is_refused(empty: Database) -> None:
    """A program never works on a schema that it does not know."""
    upgrade(empty)
    with empty.engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(HomeOutdated):
        require_current(empty)


def test_empty_database_is_told_from_a_used_one(empty: Database) -> None:
    """Only a database without tables is empty."""
    before = is_empty(empty)
    upgrade(empty)
    assert (before, is_empty(empty)) == (True, False)


def test_newest_revision_is_the_head() -> None:
    """The file with the highest number is the end of the one line of revisions."""
    assert ScriptDirectory(str(HERE)).get_heads() == [newest_revision()]


def test_database_without_revisions_is_refused(empty: Database) -> None:
    """Tables that no revision made are not ours."""
    with empty.engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE foreign_table (id INTEGER)"))
    with pytest.raises(HomeOutdated):
        require_current(empty)
