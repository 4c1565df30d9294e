"""The API over a session of the assembly."""

from pathlib import Path

import pytest

from hall_world import HallWorld, found_hall
from jisr.kit.db import Database
from web import Web, web_over


@pytest.fixture
def hall(database: Database, tmp_path: Path) -> HallWorld:
    """A session that nobody was sent to yet, in a data directory."""
    return found_hall(database, home=tmp_path)


@pytest.fixture
def web(hall: HallWorld, tmp_path: Path) -> Web:
    """The application over it."""
    return web_over(hall.database, tmp_path)
