"""Runs the revisions: on an empty database, on an older one, never on a newer one."""

from pathlib import Path

import alembic.command
import alembic.config
import sqlalchemy as sa
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from jisr.errors import HomeOutdated
from jisr.kit.db import Database


def upgrade(database: Database) -> None:
    """Bring the database to the newest schema, in one transaction."""
    with database.engine.begin() as connection:
        configuration = _configuration()
        configuration.attributes["connection"] = connection
        alembic.command.upgrade(configuration, "head")


def require_current(database: Database) -> None:
    """Raise `HomeOutdated` unless the database has exactly the schema of this program."""
    needed = ScriptDirectory.from_config(_configuration()).get_current_head()
    with database.engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    if found != needed:
        raise HomeOutdated(
            path=database.url.database, found=found or "0000", needed=needed or "0000"
        )


def is_empty(database: Database) -> bool:
    """Return whether the database holds no table yet."""
    return not sa.inspect(database.engine).get_table_names()


def _configuration() -> alembic.config.Config:
    configuration = alembic.config.Config()
    configuration.set_main_option("script_location", str(Path(__file__).parent))
    return configuration
