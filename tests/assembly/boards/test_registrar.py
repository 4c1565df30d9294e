"""The promises of the registrar: one key, and boards in memory that never lie."""

from pathlib import Path

import pytest

from board_world import BoardWorld
from jisr.assembly.boards import store
from jisr.assembly.boards.registrar import BOARDS_MAX, KEY_FILE, Registrar
from jisr.errors import LedgerBroken


def test_the_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    """A second process reads the key that the first one made."""
    first, second = Registrar.at(tmp_path, "world"), Registrar.at(tmp_path, "world")
    assert first.key.public == second.key.public
    assert (tmp_path / KEY_FILE).stat().st_mode & 0o777 == 0o600


def test_a_board_in_memory_is_nobodys_to_change(world: BoardWorld) -> None:
    """Who adds a line to his copy, or breaks it, changes no other copy."""
    world.open()
    world.ceremony()
    first = world.board()
    first.ballots["MAR"] = 99
    first.ready.clear()
    assert (world.board().ballots, len(world.board().ready)) == ({}, 5)


def test_a_board_is_caught_up_from_where_it_is(world: BoardWorld) -> None:
    """Another process's lines are added; a line that was changed underneath stops the board."""
    world.open()
    other = Registrar(world.registrar.key)
    with world.database.reading() as transaction:
        assert other.board(transaction, world.board_id).size == 1
    world.ceremony()
    with world.database.engine.begin() as connection:
        connection.execute(
            store.lines.update().where(store.lines.c.n == 9).values(text=b"{}", head=b"\0" * 32)
        )
    with pytest.raises(LedgerBroken), world.database.reading() as transaction:
        other.board(transaction, world.board_id)


def test_memory_holds_so_many_boards(world: BoardWorld) -> None:
    """The oldest board goes first, and is read again when it is asked for."""
    first = world.open()
    size = world.board().size
    for _ in range(BOARDS_MAX + 2):
        world.open()
    assert len(world.registrar._boards) == BOARDS_MAX
    world.board_id = first
    assert world.board().size == size
