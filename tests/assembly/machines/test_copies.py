"""The promises of a machine's copy: it believes what it has checked, and remembers what it saw."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from ballot_world import BallotWorld, text
from jisr.assembly.ballot.board import Board
from jisr.assembly.ballot.spelling import receipt_bytes, tracker
from jisr.assembly.machines.copies import BoardCopy
from jisr.assembly.machines.folder import Folder
from jisr.client.assembly import Receipt
from jisr.errors import BoardBroken, EntryRefused, NotFound


@dataclass
class Told:
    """A hub that tells these lines."""

    given: Sequence[bytes]

    def lines(self, _board: str, start: int = 0) -> Iterator[bytes]:
        """Yield the lines."""
        yield from self.given[start:]


def copy_of(lines: Sequence[bytes], place: Path) -> BoardCopy:
    """Return a copy of what a hub tells, not read yet."""
    return BoardCopy(Told(lines), "0" * 32, Folder(place))  # type: ignore[arg-type]  # it only asks for lines


def opened(members: int = 3) -> BallotWorld:
    """Return an open round in which the first member voted."""
    world = BallotWorld(members, 2)
    world.ceremony()
    world.vote("M000", (1, 0))
    return world


def test_a_board_is_checked_line_by_line(tmp_path: Path) -> None:
    """What is new is added to what is there, and a ballot is found by its tracker."""
    world = opened()
    copy = copy_of(world.lines, tmp_path)
    copy.catch_up()
    body = world.sealed("M001", (0, 1))
    world.post("ballot", "M001", body)
    copy.catch_up()
    assert (copy.board.head, copy.lines) == (world.board.head, world.lines)
    assert (copy.find(tracker(body)), copy.find("00" * 10)) == (17, None)
    assert copy.head_after(17) == world.board.head


def test_a_bad_line_is_named(tmp_path: Path) -> None:
    """The entry and the reason are in the error, and nothing after it is believed."""
    world = opened()
    world.lines[5] = world.lines[5].replace(b'"TN"', b'"AR"')
    copy = copy_of(world.lines, tmp_path)
    with pytest.raises(BoardBroken) as caught:
        copy.catch_up()
    assert caught.value.details == {"n": 5, "why": "boards.signature"}
    assert copy.board.size == 5


def test_a_board_that_forgets_is_found(tmp_path: Path) -> None:
    """A machine that saw more, or another line, tells that the hub shows two boards."""
    world = opened()
    copy_of(world.lines, tmp_path).catch_up()
    with pytest.raises(BoardBroken) as caught:
        copy_of(world.lines[:-1], tmp_path).catch_up()
    assert caught.value.details["n"] == 16
    other, fork = Board(world.group), world.lines[:-1]
    for line in fork:
        other.add(line)
    world.board, world.lines = other, list(fork)
    world.vote("M001", (1, 0))
    with pytest.raises(BoardBroken):
        copy_of(world.lines, tmp_path).catch_up()
    with pytest.raises(BoardBroken):  # under whatever id the hub shows it
        BoardCopy(Told(world.lines), "1" * 32, Folder(tmp_path)).catch_up()  # type: ignore[arg-type]  # as above


def test_nothing_is_no_board(tmp_path: Path) -> None:
    """A hub that tells no line has no such board."""
    with pytest.raises(NotFound):
        copy_of([], tmp_path).catch_up()


def test_a_receipt_is_for_this_place_on_this_board(tmp_path: Path) -> None:
    """Another place, another head, another entry or another key: the receipt is false."""
    world = opened()
    copy = copy_of(world.lines, tmp_path)
    copy.catch_up()
    n, head, entry = 16, world.board.head, "ab" * 16
    signed = receipt_bytes(world.board.manifest_hash, n, head, entry)
    true = text(world.keys["registrar"].sign(signed))
    copy.check_receipt(Receipt("0" * 32, n, text(head), entry, true))
    for false in (
        Receipt("0" * 32, 15, text(head), entry, true),
        Receipt("0" * 32, 99, text(head), entry, true),
        Receipt("0" * 32, n, text(bytes(32)), entry, true),
        Receipt("0" * 32, n, text(head), "cd" * 16, true),
        Receipt("0" * 32, n, text(head), entry, text(world.keys["AR"].sign(signed))),
        Receipt("0" * 32, n, text(head), entry, "no signature"),
    ):
        with pytest.raises(BoardBroken):
            copy.check_receipt(false)


def test_one_stands_in_the_manifest_by_ones_key(tmp_path: Path) -> None:
    """A machine finds as whom it stands for a use; another machine finds nobody."""
    world = BallotWorld(2, 2)
    folder = Folder(tmp_path)
    key = folder.key(93)
    world.manifest["roll"][1]["key"] = text(key.public)
    world.ceremony()
    copy = copy_of(world.lines, tmp_path)
    copy.catch_up()
    found = copy.own("vote")
    assert found is not None
    assert (found[0], found[1].public) == ("M001", key.public)
    assert copy.own("trustee") is None


def test_a_ballot_that_is_not_open_is_said(tmp_path: Path) -> None:
    """Before all are ready, and after the close."""
    world = opened()
    copy = copy_of(world.lines[:12], tmp_path / "one")
    (tmp_path / "one").mkdir()
    copy.catch_up()
    with pytest.raises(EntryRefused):
        copy.require_open()
    whole = copy_of(world.lines, tmp_path)
    whole.catch_up()
    whole.require_open()
