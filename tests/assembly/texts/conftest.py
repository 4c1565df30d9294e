"""A network in session."""

import pytest

from jisr.kit.db import Database
from text_world import TextWorld, found_texts
from ticking import TickingClock


@pytest.fixture
def world(database: Database, clock: TickingClock) -> TextWorld:
    """A session whose delegations sit with full rights."""
    return found_texts(database, clock)
