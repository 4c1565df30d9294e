"""What the tests of memoranda share."""

from pathlib import Path

import pytest

from jisr.kit.db import Database
from memoranda_world import MemorandaWorld, memoranda_world


@pytest.fixture
def world(database: Database, tmp_path: Path) -> MemorandaWorld:
    """A network with parties, other members, and those who see nothing."""
    return memoranda_world(database, tmp_path)
