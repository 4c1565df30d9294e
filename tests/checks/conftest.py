"""Networks in which checks are made."""

from pathlib import Path

import pytest

from check_world import World, found_network
from jisr.kit.db import Database


@pytest.fixture
def world(database: Database, tmp_path: Path) -> World:
    """A network that works."""
    return found_network(database, tmp_path)


@pytest.fixture
def measuring(database: Database, tmp_path: Path) -> World:
    """A network that was made to measure."""
    return found_network(database, tmp_path, measures=True)
