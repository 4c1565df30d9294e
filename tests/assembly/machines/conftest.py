"""A hub behind a real socket with a session in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from board_world import found_session
from hub_thread import listening
from jisr.assembly.boards.registrar import Registrar
from jisr.kit.db import METADATA, Database
from jisr.ledger.keys import KEY_FILE, create_key
from machine_room import Room
from web import web_over


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    """A session whose people have registered no key yet."""
    database = Database.at(tmp_path / "jisr.db")
    METADATA.create_all(database.engine)
    create_key(tmp_path / KEY_FILE, "world")
    world = found_session(database, tmp_path, with_keys=False)
    web = web_over(database, tmp_path)
    world.registrar = web.hub.part(Registrar)
    with listening(web) as url:
        room = Room(world, web, url, tmp_path)
        yield room
        for each in room.clients.values():
            each.close()
    database.close()
