"""A session with a secret ballot, on both engines."""

from pathlib import Path

import pytest

from board_world import BoardWorld, found_session
from jisr.kit.db import Database


@pytest.fixture
def world(database: Database, tmp_path: Path) -> BoardWorld:
    """A session of eighteen members, five trustees and five witnesses."""
    return found_session(database, tmp_path)
