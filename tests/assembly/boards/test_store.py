"""The promises of what is kept of boards, on both engines."""

import datetime

from board_world import SESSION, BoardWorld
from jisr.assembly.boards import store
from jisr.assembly.boards.model import HeldBoard, Kind, Line
from jisr.assembly.sessions.model import Matter
from jisr.kit.db import Transaction

ID = "ab" * 16
AT = datetime.datetime(2026, 11, 22, 10, 0, 0, 5000, tzinfo=datetime.UTC)
HELD = HeldBoard(ID, "cd" * 64, SESSION, Matter.ELECTION, AT, AT + datetime.timedelta(hours=1))
LINES = (
    Line(0, Kind.MANIFEST, "registrar", b"\1" * 32, "0" * 32, AT, b"{}"),
    Line(1, Kind.BALLOT, "TUN", b"\2" * 32, "1" * 32, AT, b'{"a":1}'),
    Line(2, Kind.BALLOT, "MAR", b"\3" * 32, "2" * 32, AT, b'{"b":2}'),
)


def test_a_board_comes_back_with_its_lines(world: BoardWorld) -> None:
    """What was written is read, counted, and told by place, kind and author."""
    with world.database.engine.begin() as connection:
        transaction = Transaction(connection, AT)
        store.add_board(transaction, HELD)
        assert store.find_board(transaction, ID) == HELD
        for line in LINES:
            store.add_line(transaction, ID, line)
        found = store.find_board(transaction, ID, is_for_writing=True)
        assert found is not None
        assert (found.size, found.bytes) == (3, 16)
        texts = [line.text for line in LINES]
        assert list(store.list_texts(transaction, ID, start=0)) == texts
        assert list(store.list_texts(transaction, ID, start=1, limit=1)) == texts[1:2]
        assert store.list_lines(transaction, ID, Kind.BALLOT) == LINES[1:]
        assert store.list_lines(transaction, ID, Kind.BALLOT, "MAR") == LINES[2:]
        assert list(store.list_received(transaction, ID, Kind.BALLOT).items()) == [
            ("TUN", AT),
            ("MAR", AT),
        ]
        heads = [store.head_after(transaction, ID, n) for n in (0, 2, 3)]
        assert heads == [b"\1" * 32, b"\3" * 32, None]
        assert store.has_manifest(transaction, "cd" * 64)
        assert not store.has_manifest(transaction, "ce" * 64)
        assert store.find_board(transaction, "ac" * 16) is None
