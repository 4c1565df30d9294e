"""Runs the revisions: on an empty database, on an older one, never on a newer one."""

from pathlib import Path

import sqlalchemy as sa

from jisr.errors import HomeOutdated
from jisr.kit.db import Database

HERE = Path(__file__).parent
VERSION_TABLE = "alembic_version"
NONE_YET = "0000"


def upgrade(database: Database) -> None:
    """Bring the database to the newest schema, in one transaction."""
    import alembic.command  # noqa: PLC0415  a tenth of a second that only this needs
    import alembic.config  # noqa: PLC0415  same

    configuration = alembic.config.Config()
    configuration.set_main_option("script_location", str(HERE))
    with database.engine.begin() as connection:
        configuration.attributes["connection"] = connection
        alembic.command.upgrade(configuration, "head")


def require_current(database: Database) -> None:
    """Raise `HomeOutdated` unless the database has exactly the schema of this program."""
    found, needed = revision(database), newest_revision()
    if found != needed:
        raise HomeOutdated(path=database.url.database, found=found, needed=needed)


def newest_revision() -> str:
    """Return the newest revision there is: revisions are files named by their number."""
    return max(path.name.partition("_")[0] for path in (HERE / "versions").glob("[0-9]*.py"))


def is_empty(database: Database) -> bool:
    """Return whether the database holds no table yet."""
    return not sa.inspect(database.engine).get_table_names()


def revision(database: Database) -> str:
    """Return the revision that the database has; `NONE_YET` for one without tables of ours."""
    if not sa.inspect(database.engine).has_table(VERSION_TABLE):
        return NONE_YET
    with database.engine.connect() as connection:
        found = connection.execute(sa.text(f"SELECT version_num FROM {VERSION_TABLE}"))  # noqa: S608  a constant
        return str(found.scalar() or NONE_YET)
