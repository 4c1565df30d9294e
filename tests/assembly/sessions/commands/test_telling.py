"""Which session a command means."""

import pytest

from hall_world import HallWorld, found_hall
from jisr.assembly.sessions.commands.telling import number_of
from jisr.errors import NotFound
from jisr.kit.db import Database


def test_named_session_is_meant(hall: HallWorld) -> None:
    """Without a name the current one."""
    assert hall.ask(number_of, 12) == 12
    assert hall.ask(number_of, 0) == 93


def test_nothing_is_meant_where_no_session_is(database: Database) -> None:
    """The command says so instead of guessing."""
    hall = found_hall(database, session=None)
    with pytest.raises(NotFound):
        hall.ask(number_of, 0)
