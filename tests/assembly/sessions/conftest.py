"""A network with a session of the assembly."""

import pytest

from hall_world import HallWorld, found_hall
from jisr.kit.db import Database


@pytest.fixture
def hall(database: Database) -> HallWorld:
    """A session that nobody was sent to yet."""
    return found_hall(database)
