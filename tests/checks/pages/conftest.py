"""A person's browser before the running hub of a small network."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from browser import Browser, browser_over
from check_world import World
from sitting import sit_down


@pytest.fixture
def browser(world: World, tmp_path: Path) -> Iterator[Browser]:
    """An officer of Morocco before the check desk, who has said what he works on."""
    opened = browser_over(world.database, tmp_path)
    with opened.client:
        sit_down(opened, "officer@mar")
        yield opened
