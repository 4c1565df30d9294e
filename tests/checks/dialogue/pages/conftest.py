"""A browser before a network in which hits become dialogues."""

from pathlib import Path

import pytest

from browser import browser_over
from hit_office import Office
from hit_world import Desk


@pytest.fixture
def office(desk: Desk, tmp_path: Path) -> Office:
    """The pages of a network with every role that has to do with hits."""
    return Office(desk, browser_over(desk.database, tmp_path))
