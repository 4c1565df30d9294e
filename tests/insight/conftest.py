"""Networks whose use is told in figures, over HTTP and on pages."""

from pathlib import Path

import pytest

from browser import browser_over
from hit_office import Office
from hit_world import Desk, found_desk
from jisr.kit.db import Database
from web import Web, web_over


@pytest.fixture
def desk(database: Database, tmp_path: Path) -> Desk:
    """A network with every role that has to do with hits."""
    return found_desk(database, tmp_path)


@pytest.fixture
def office(desk: Desk, tmp_path: Path) -> Office:
    """Its pages."""
    return Office(desk, browser_over(desk.database, tmp_path))


@pytest.fixture
def web(desk: Desk, tmp_path: Path) -> Web:
    """Its interface for programs."""
    return web_over(desk.database, tmp_path)
