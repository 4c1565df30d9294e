"""The promises of the booth's machine, before a real hub."""

import json

import pytest

from jisr.assembly.boards import actions as boards
from jisr.assembly.boards.model import Kind
from jisr.assembly.machines.booth import Booth, board_of_tracker, check_opening, read_opening
from jisr.assembly.sessions.model import KeyUse
from jisr.errors import BoardBroken, Denied, EntryRefused, FileUnreadable, HubRefused, NotFound
from machine_room import Room


@pytest.fixture
def open_room(room: Room) -> Room:
    """A room with an open ballot of three options."""
    room.open_with({})
    return room


def booth(room: Room, member: str = "PER") -> Booth:
    """Return a member's booth, begun anew."""
    return Booth(room.copy(member, KeyUse.VOTE))


def test_a_ballot_is_cast_and_its_receipt_kept(open_room: Room) -> None:
    """The receipt is checked against the board and stays on the machine."""
    machine = booth(open_room)
    sealed = machine.seal((0, 1, 0))
    cast = machine.cast(sealed)
    assert cast.receipt.n == open_room.world.board().ballots["PER"]
    assert board_of_tracker(machine.folder, cast.tracker) == open_room.world.board_id
    kept = json.loads((machine.folder.path / f"receipt-{cast.tracker}.json").read_text())
    assert (kept["n"], kept["signature"]) == (cast.receipt.n, cast.receipt.signature)
    again = booth(open_room).cast_before()
    assert again == cast
    with pytest.raises(NotFound):
        board_of_tracker(machine.folder, "00" * 10)


def test_nothing_of_the_choice_is_kept(open_room: Room) -> None:
    """Whoever finds the machine's folder finds the sealed ballot and no more."""
    machine = booth(open_room)
    sealed = machine.seal((0, 1, 0))
    randomness = sealed._randomness
    machine.cast(sealed)
    kept = json.loads((machine.folder.path / f"cast-{machine.copy.round}.json").read_text())
    assert (set(kept), kept["body"]) == ({"body", "sig"}, sealed.body)
    everything = b"".join(path.read_bytes() for path in machine.folder.path.glob("*.json"))
    assert not any(str(each).encode() in everything for each in randomness)


def test_a_ballot_that_did_not_arrive_is_sent_again(open_room: Room) -> None:
    """The machine died before it sent: the next run sends the very same ballot."""
    machine = booth(open_room)
    sealed = machine.seal((0, 0, 1))
    entry = open_room.world.entry
    body = sealed.cast()
    kept = {"body": body, "sig": entry(Kind.BALLOT, "PER", body).sig}
    machine.folder.write(f"cast-{machine.copy.round}", kept)
    cast = booth(open_room).cast_before()
    assert cast is not None
    assert (cast.tracker, list(open_room.world.board().ballots)) == (sealed.tracker, ["PER"])


def test_a_ballot_that_is_refused_is_forgotten(open_room: Room) -> None:
    """What the hub does not take is not sent again for ever."""
    machine = booth(open_room)
    sealed = machine.seal((0, 0, 1))
    open_room.world.database.in_transaction(
        boards.revoke_voter, open_room.world.registrar, open_room.world.board_id, "PER"
    )
    with pytest.raises(HubRefused):
        machine.cast(sealed)
    assert booth(open_room).cast_before() is None


def test_another_ballot_in_ones_name_is_found(open_room: Room) -> None:
    """Where another ballot stands than the one that this machine cast, somebody has the key."""
    machine = booth(open_room)
    open_room.world.vote("PER", (1, 0, 0))
    machine.folder.write(f"cast-{machine.copy.round}", {"body": {"ct": []}, "sig": ""})
    with pytest.raises(BoardBroken):
        booth(open_room).cast_before()


def test_an_audit_shows_what_was_sealed_and_burns_it(open_room: Room) -> None:
    """A second device finds the marks; other marks, or another randomness, do not hold."""
    machine = booth(open_room)
    file = open_room.place / "opening.json"
    sealed = machine.seal((0, 1, 0))
    machine.audit(sealed, file)
    copy, told = open_room.copy("EGY", KeyUse.VOTE), read_opening(file)
    found = check_opening(copy, told, file)
    assert (found.member, found.marks, found.tracker, found.holds, found.is_burnt) == (
        "PER",
        (0, 1, 0),
        sealed.tracker,
        True,
        True,
    )
    for changed in ({"marks": [1, 0, 0]}, {"manifest_hash": "00" * 64}):
        assert not check_opening(copy, {**told, **changed}, file).holds
    for wrong in ({"marks": None}, {"randomness": "x"}, {"body": 7}, {"marks": [1]}):
        with pytest.raises(FileUnreadable):
            check_opening(copy, {**told, **wrong}, file)
    assert file.stat().st_mode & 0o777 == 0o600


def test_what_is_no_opening_is_refused(open_room: Room) -> None:
    """Another JSON file is not taken for one."""
    file = open_room.place / "other.json"
    file.write_text('{"format":"other","board":"x"}')
    with pytest.raises(FileUnreadable):
        read_opening(file)


def test_marks_that_are_not_allowed_are_not_sealed(open_room: Room) -> None:
    """The booth says so before anything is sent."""
    with pytest.raises(EntryRefused):
        booth(open_room).seal((1, 1, 0))


def test_a_machine_without_a_key_on_the_roll_is_no_booth(open_room: Room) -> None:
    """A witness's machine casts nothing."""
    with pytest.raises(Denied):
        Booth(open_room.copy("NOR", KeyUse.WITNESS))
