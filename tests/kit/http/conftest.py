"""A hub over an empty database."""

from pathlib import Path

import pytest

from jisr.kit.db import Database
from jisr.kit.http.hub import Hub
from jisr.settings import Settings


@pytest.fixture
def hub(database: Database, tmp_path: Path) -> Hub:
    """A hub that has no police work."""
    return Hub(tmp_path, database, Settings(), "test-net", {"test.no": "the test says no"})
