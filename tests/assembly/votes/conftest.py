"""A session in which members vote."""

import pytest

from jisr.kit.db import Database
from vote_world import VoteWorld, found_votes


@pytest.fixture
def votes(database: Database) -> VoteWorld:
    """A session with five members represented, each delegate with a hall key."""
    return found_votes(database)
