"""A session with elections, on both engines."""

from pathlib import Path

import pytest

from election_world import ElectionWorld, found_elections
from jisr.assembly.boards.registrar import Registrar
from jisr.kit.db import Database
from ticking import TickingClock
from web import Web, web_over


@pytest.fixture
def world(database: Database, tmp_path: Path, clock: TickingClock) -> ElectionWorld:
    """A session of eighteen members with a chair, an elections board, trustees and witnesses."""
    return found_elections(database, tmp_path, clock)


@pytest.fixture
def web(world: ElectionWorld, tmp_path: Path) -> Web:
    """The hub of the session, which keeps the same boards."""
    made = web_over(world.database, tmp_path)
    made.hub.parts[Registrar] = world.board.registrar
    return made
