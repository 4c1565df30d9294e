"""Promises about own persons found by name: one's own alone, and only by who may read them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from check_world import NOUR, World, found_network
from jisr.checks.desk import Desk
from jisr.checks.own_names import OwnPersons
from jisr.kit.db import Database
from jisr.settings import Settings


@pytest.fixture
def world(database: Database, tmp_path: Path) -> World:
    """Officers of three members."""
    return found_network(database, tmp_path)


@pytest.fixture
def desk(world: World) -> Iterator[Desk]:
    """An open desk over two bureaus that recorded the same person."""
    for owner in ("MAR", "FRA"):
        world.record(NOUR, owner=owner)
    desk = Desk(world.database, Settings())
    desk.start()
    yield desk
    desk.stop()


def test_only_the_own_bureaus_persons_are_found(world: World, desk: Desk) -> None:
    """One each, in whatever script the name is written; a stranger finds nobody."""
    with world.database.reading() as transaction:
        found = {
            officer: [
                len(OwnPersons(desk).find(transaction, world.asking(officer), text, 10))
                for text in ("Nour Haddad", "نور الحداد", "Zbigniew Kowalski", "")
            ]
            for officer in ("officer@mar", "officer@fra", "officer@syr")
        }
    assert found == {
        "officer@mar": [1, 1, 0, 0],
        "officer@fra": [1, 1, 0, 0],
        "officer@syr": [0, 0, 0, 0],
    }


def test_who_may_not_read_finds_nobody(world: World, desk: Desk) -> None:
    """A clerk of an agency whose agreement is about something else looks through nothing."""
    with world.database.reading() as transaction:
        found = OwnPersons(desk).find(transaction, world.asking("port@mar"), "Nour Haddad", 10)
    assert found == []


def test_a_desk_that_is_not_open_finds_nobody(world: World) -> None:
    """Without an index a search still ends, with what numbers and references find."""
    closed = OwnPersons(Desk(world.database, Settings()))
    with world.database.reading() as transaction:
        assert closed.find(transaction, world.asking(), "Nour Haddad", 10) == []
