"""What the tests of these pages share."""

from pathlib import Path

import pytest

from jisr.kit.db import Database
from staffed import Staffed, staffed_over


@pytest.fixture
def staffed(database: Database, tmp_path: Path) -> Staffed:
    """A network with an officer of every role."""
    return staffed_over(database, tmp_path)
