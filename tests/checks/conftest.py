"""Networks in which checks are made, also over HTTP."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from check_world import World, found_network
from jisr.kit.db import Database
from web import Web, web_over


@pytest.fixture
def world(database: Database, tmp_path: Path) -> World:
    """A network that works."""
    return found_network(database, tmp_path)


@pytest.fixture
def measuring(database: Database, tmp_path: Path) -> World:
    """A network that was made to measure."""
    return found_network(database, tmp_path, measures=True)


@pytest.fixture
def web(world: World, tmp_path: Path) -> Iterator[Web]:
    """The running application over that network."""
    served = web_over(world.database, tmp_path)
    with served.client:
        yield served
