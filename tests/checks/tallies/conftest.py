"""Networks whose checks are counted."""

from pathlib import Path

import pytest

from hit_world import Desk, found_desk
from jisr.kit.db import Database


@pytest.fixture
def desk(database: Database, tmp_path: Path) -> Desk:
    """A network with every role that has to do with hits."""
    return found_desk(database, tmp_path)
