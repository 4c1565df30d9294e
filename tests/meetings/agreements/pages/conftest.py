"""What the tests of these pages share."""

from pathlib import Path

import pytest

from browser import browser_over
from memoranda_world import MemorandaWorld
from staffed import Staffed


@pytest.fixture
def staffed(world: MemorandaWorld, tmp_path: Path) -> Staffed:
    """Its officers before the pages."""
    return Staffed(world.database, browser_over(world.database, tmp_path))
