"""The API over the texts of a session."""

from pathlib import Path

import pytest

from jisr.kit.db import Database
from text_world import TextWorld, found_texts
from ticking import TickingClock
from web import Web, web_over


@pytest.fixture
def world(database: Database, clock: TickingClock, tmp_path: Path) -> TextWorld:
    """A session whose delegations sit with full rights, in a data directory."""
    return found_texts(database, clock, home=tmp_path)


@pytest.fixture
def web(world: TextWorld, tmp_path: Path) -> Web:
    """The application over it."""
    return web_over(world.database, tmp_path)
