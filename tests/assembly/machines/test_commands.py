"""The promises of `jisr booth`, `jisr trustee` and `jisr witness` as their holders use them."""

import json
import re
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from board_world import SESSION, TRUSTEES
from jisr.app.cli import build_cli
from jisr.assembly.boards import actions as boards
from jisr.assembly.sessions.model import KeyUse
from machine_room import Room


class Desk:
    """Runs commands on the machines of a room."""

    def __init__(self, room: Room) -> None:
        self.room = room

    def run(self, member: str, *words: str, given: str = "", use: str = "") -> Result:
        """Return how a command ends on a member's machine."""
        uses = {"booth": "vote", "trustee": "trustee", "witness": "witness"}
        folder = self.room.folder(member, KeyUse(use or uses[words[0]]))
        environment = {
            "JISR_HUB": self.room.url,
            "JISR_TOKEN": self.room.token(member),
            "JISR_MACHINE": str(folder.path),
        }
        return CliRunner().invoke(build_cli(), words, env=environment, input=given)

    def told(self, member: str, *words: str, **more: Any) -> dict[str, Any]:
        """Return what a command that must succeed prints as JSON."""
        done = self.run(member, *words, "--json", **more)
        assert done.exit_code == 0, done.stderr
        found: dict[str, Any] = json.loads(done.stdout)
        return found


@pytest.fixture
def desk(room: Room) -> Desk:
    """Machines before an open ballot of three options."""
    room.open_with({})
    return Desk(room)


def test_a_key_is_made_and_registered(room: Room) -> None:
    """Its private half is where the command says, and nowhere else."""
    done = Desk(room).run("PER", "booth", "key", "--session", str(SESSION))
    assert done.exit_code == 0, done.stderr
    assert "is registered for PER in session 93" in done.stderr
    (name,) = [path.name for path in room.folder("PER", KeyUse.VOTE).path.glob("*.key")]
    assert name == "hall-93.key"
    again = Desk(room).run("PER", "booth", "key", "--session", str(SESSION))
    assert again.exit_code == 5  # the hub has it already


def test_a_delegate_votes_at_the_booth(desk: Desk) -> None:
    """He reads the options, types a number, notes the tracker, casts, and finds it again."""
    vote = desk.room.world.board_id
    done = desk.run("PER", "booth", "vote", vote, given="2\ncast\n")
    assert done.exit_code == 0, done.stderr
    assert "Election of the President" in done.stderr
    assert "   2  Candidate 1" in done.stderr
    (tracker,) = re.findall(r"Tracker: ([0-9a-f]{20})\.", done.stderr)
    place = desk.room.world.board().ballots["PER"]
    assert f"The ballot {tracker} stands on the board at entry {place}." in done.stderr
    assert desk.told("PER", "booth", "find", tracker) == {"tracker": tracker, "n": place}
    elsewhere = desk.told("EGY", "booth", "find", tracker, "--vote", vote)
    assert elsewhere["n"] == place
    again = desk.run("PER", "booth", "vote", vote)
    assert again.exit_code == 0
    assert "You have voted; this is the ballot that counts." in again.stderr


def test_an_audit_is_checked_on_a_second_device(desk: Desk) -> None:
    """The burnt ballot shows the marks that were chosen; a changed file shows a false booth."""
    vote, file = desk.room.world.board_id, desk.room.place / "opening.json"
    words = ("booth", "vote", vote, "--opening", str(file))
    done = desk.run("PER", *words, given="3\naudit\n")
    assert done.exit_code == 0, done.stderr
    assert "This ballot is burnt and never counts." in done.stderr
    checked = desk.run("EGY", "booth", "check", str(file))
    assert checked.exit_code == 0, checked.stderr
    assert "of PER seals these marks: 3." in checked.stderr
    told = json.loads(file.read_text())
    told["marks"] = [1, 0, 0]
    file.write_text(json.dumps(told))
    false = desk.run("EGY", "booth", "check", str(file))
    assert (false.exit_code, "the booth is false" in false.stderr) == (3, True)


@pytest.mark.parametrize(
    ("words", "given"),
    [
        (("--mark", "4"), ""),
        (("--mark", "1", "--mark", "1"), ""),
        ((), "0\n"),
        ((), "one\n"),
        (("--mark", "1", "--then", "burn"), ""),
        (("--mark", "1"), "neither\n"),
    ],
)
def test_a_slip_casts_nothing(desk: Desk, words: tuple[str, ...], given: str) -> None:
    """A number that is not there, a word that is neither: said, and nothing is sent."""
    done = desk.run("PER", "booth", "vote", desk.room.world.board_id, *words, given=given)
    assert (done.exit_code, desk.room.world.board().ballots) == (2, {})


def test_a_tracker_that_is_not_there_is_said(desk: Desk) -> None:
    """A delegate whose ballot was dropped learns it from the exit code."""
    vote = desk.room.world.board_id
    assert desk.run("PER", "booth", "find", "00" * 10, "--vote", vote).exit_code == 4
    assert desk.run("PER", "booth", "find", "00" * 10).exit_code == 4


def test_a_trustee_does_what_can_be_done(desk: Desk) -> None:
    """Once, without waiting: before the close there is nothing to do, after it the sums open."""
    world, vote = desk.room.world, desk.room.world.board_id
    waiting = desk.run(TRUSTEES[0], "trustee", "work", vote, "--once")
    assert (waiting.exit_code, "waiting for its close" in waiting.stderr) == (0, True)
    world.vote("MAR", (1, 0, 0))
    world.vote("TUN", (1, 0, 0))
    world.close()
    for member in TRUSTEES[:3]:
        done = desk.run(member, "trustee", "work", vote)
        assert done.exit_code == 0, done.stderr
        assert "You have opened your part of the sums" in done.stderr
    assert world.totals() == (2, 0, 0)
    over = desk.run(TRUSTEES[4], "trustee", "work", vote)
    assert "There is nothing more to do at this ballot." in over.stderr


def test_a_witness_signs_what_is_closed(desk: Desk) -> None:
    """Before the close there is nothing to sign; afterwards twice is as once."""
    world, vote = desk.room.world, desk.room.world.board_id
    early = desk.run("CHL", "witness", "sign", vote)
    assert (early.exit_code, "not closed yet" in early.stderr) == (5, True)
    world.vote("MAR", (1, 0, 0))
    world.database.in_transaction(boards.close_board, world.registrar, vote)
    told = [desk.told("CHL", "witness", "sign", vote) for _ in range(2)]
    assert told == [{"head": world.board().closed_head.hex(), "ballots": 1}] * 2
    assert world.board().witnesses == {"CHL"}
    stranger = desk.run("EGY", "witness", "sign", vote)
    assert stranger.exit_code == 3


def test_a_machine_names_its_hub() -> None:
    """Without a hub there is nothing to speak to, and that is said first."""
    done = CliRunner().invoke(build_cli(), ("booth", "key", "--session", "93"))
    assert (done.exit_code, "name it with --hub or JISR_HUB" in done.stderr) == (2, True)
