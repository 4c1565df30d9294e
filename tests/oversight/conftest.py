"""A network in which records were written, read and found."""

from pathlib import Path

import pytest

from hit_world import Desk, found_desk
from jisr.kit.db import Database


@pytest.fixture
def desk(database: Database, tmp_path: Path) -> Desk:
    """The network, with every role that has to do with its work."""
    return found_desk(database, tmp_path)
