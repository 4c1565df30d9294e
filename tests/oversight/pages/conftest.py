"""A supervisor's browser before the running hub of a small network."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from browser import Browser, browser_over
from check_world import PASSPORT
from hit_world import Desk, found_desk
from jisr.kit.db import Database
from jisr.records.model import Audience, Record
from sitting import sit_down


@pytest.fixture
def desk(database: Database, tmp_path: Path) -> Desk:
    """The network, with every role that has to do with its work."""
    return found_desk(database, tmp_path)


@pytest.fixture
def record(desk: Desk) -> Record:
    """A stolen passport of France that every member sees."""
    return desk.world.record(PASSPORT, audience=Audience(everyone=True))


@pytest.fixture
def browser(desk: Desk, tmp_path: Path) -> Iterator[Browser]:
    """The data-protection officer of France, who has said what he works on."""
    opened = browser_over(desk.database, tmp_path)
    with opened.client:
        sit_down(opened, "guardian@fra")
        yield opened
