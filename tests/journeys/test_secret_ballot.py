"""A secret ballot from the ceremony to the recount at home, each hand with its own program."""

import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from board_world import SESSION, TRUSTEES, WITNESSES, BoardWorld, found_session, head
from hub_process import HOST, HubProcess, token_of
from jisr.access.model import Purpose
from jisr.app.cli import build_cli
from jisr.assembly.ballot.spelling import to_text
from jisr.assembly.ballot.verify import BOARD_FILE
from jisr.assembly.boards import actions as boards
from jisr.assembly.sessions import actions as sessions
from jisr.assembly.sessions.model import KeyUse
from jisr.kit.db import Database
from jisr.ledger.keys import KEY_FILE, create_key
from jisr.migrations.upgrade import upgrade

JISR = Path(sys.executable).parent / "jisr"
MEMBERS = (*TRUSTEES, *WITNESSES, "EGY", "PER")
CHOICES = dict(zip(MEMBERS, (1, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 1), strict=True))
WAIT_SECONDS_MAX = 120


class Hall:
    """Twelve delegations, each at machines of its own, before one hub."""

    def __init__(self, home: Path, place: Path, world: BoardWorld, hub: HubProcess) -> None:
        self.home = home
        self.place = place
        self.world = world
        self.url = f"http://{HOST}:{hub.port}"
        self.tokens: dict[str, str] = {}
        self.trustees: list[subprocess.Popen[str]] = []

    def environment(self, member: str, use: str) -> dict[str, str]:
        """Return the environment of a member's machine."""
        if member not in self.tokens:
            headers = token_of(self.home, head(member), Purpose.INVESTIGATION, "A-1")
            self.tokens[member] = headers["Authorization"].removeprefix("Bearer ")
        return {
            "JISR_TOKEN": self.tokens[member],
            "JISR_HUB": self.url,
            "JISR_MACHINE": str(self.place / f"{use}-{member}"),
        }

    def run(self, member: str, *words: str, given: str = "") -> Result:
        """Return how a command ends on a member's machine."""
        environment = self.environment(member, words[0])
        return CliRunner().invoke(build_cli(), words, env=environment, input=given)

    def told(self, member: str, *words: str, given: str = "") -> dict[str, object]:
        """Return what a command that must succeed prints as JSON."""
        done = self.run(member, *words, "--json", given=given)
        assert done.exit_code == 0, done.stderr
        found: dict[str, object] = json.loads(done.stdout)
        return found

    def start_trustee(self, member: str, vote: str) -> None:
        """Start a trustee's program; it works and waits by itself."""
        process = subprocess.Popen(
            [JISR, "trustee", "work", vote],
            env={**os.environ, **self.environment(member, "trustee")},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.trustees.append(process)

    def stop(self) -> None:
        """End what a failed test left."""
        for process in self.trustees:
            with process:
                process.kill()

    def open_vote(self) -> str:
        """Open a ballot among all who have registered a key."""
        with self.world.database.reading() as transaction:
            for use in KeyUse:
                for key in sessions.keys(transaction, SESSION, use):
                    self.world.held[key.member, use] = key
        return self.world.open(3, ballots_min=10)


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    """A served network with a session in it."""
    home = tmp_path / "home"
    home.mkdir()
    create_key(home / KEY_FILE, "world")
    database = Database.at(home / "jisr.db")
    upgrade(database)
    world = found_session(database, home, MEMBERS, with_keys=False)
    hub = HubProcess(home)
    hub.wait()
    hall = Hall(home, tmp_path, world, hub)
    yield hall
    hall.stop()
    hub.stop()
    database.close()


def test_twelve_members_elect_and_everyone_recounts_at_home(hall: Hall) -> None:
    """Ceremony, audit, twelve ballots, witnesses, three of five trustees, recount with Python."""
    for member in MEMBERS:
        assert hall.told(member, "booth", "key", "--session", "93")["member"] == member
    for member in TRUSTEES:
        hall.told(member, "trustee", "key", "--session", "93")
    for member in WITNESSES:
        hall.told(member, "witness", "key", "--session", "93")
    vote = hall.open_vote()
    for member in TRUSTEES:
        hall.start_trustee(member, vote)
    wait_until_open(hall, vote)

    file = str(hall.place / "opening.json")
    audited = hall.told(
        "PER", "booth", "vote", vote, "--mark", "1", "--then", "audit", "--opening", file
    )
    checked = hall.told("EGY", "booth", "check", file)  # a second device
    assert (checked["holds"], checked["is_burnt"], checked["marks"]) == (True, True, [1, 0, 0])
    trackers = {}
    for member, option in CHOICES.items():
        typed = f"{option}\ncast\n"
        trackers[member] = vote_at(hall, member, vote, typed)
    assert audited["tracker"] not in trackers.values()
    again = hall.told("PER", "booth", "vote", vote)
    assert again["tracker"] == trackers["PER"]
    assert hall.told("PER", "booth", "find", trackers["PER"])["n"] == again["n"]

    hall.world.database.in_transaction(boards.close_board, hall.world.registrar, vote)
    for member in WITNESSES[:3]:
        assert hall.told(member, "witness", "sign", vote)["ballots"] == 12
    for process in hall.trustees:
        said, _ = process.communicate(timeout=WAIT_SECONDS_MAX)
        assert process.returncode == 0, said
    recount_at_home(hall, vote, trackers["PER"])


def wait_until_open(hall: Hall, vote: str) -> None:
    """Wait until every trustee is ready."""
    for _ in range(WAIT_SECONDS_MAX):
        shown = hall.told("MAR", "assembly", "boards", "show", vote)
        if shown["state"] == "open":
            return
    pytest.fail("the trustees were never ready")


def vote_at(hall: Hall, member: str, vote: str, typed: str) -> str:
    """Vote as a delegate does: read, type the mark, note the tracker, cast."""
    done = hall.run(member, "booth", "vote", vote, given=typed)
    assert done.exit_code == 0, done.stderr
    (noted,) = re.findall(r"Tracker: ([0-9a-f]{20})\.", done.stderr)
    return str(noted)


def recount_at_home(hall: Hall, vote: str, tracker: str) -> None:
    """Recount with the one file, with Python alone, in an empty environment; then damaged."""
    home = hall.place / "at home"
    home.mkdir()
    bundle, program = home / "bundle.zip", home / "verify.py"
    assert hall.run("MAR", "assembly", "boards", "bundle", vote, str(bundle)).exit_code == 0
    program.write_text(hall.run("MAR", "assembly", "recount-program").stdout, encoding="utf-8")
    code, said = recounted(home, "bundle.zip", tracker)
    with hall.world.database.reading() as transaction:
        board = hall.world.registrar.board(transaction, vote)
    manifest = board.manifest_hash.hex()[:32]
    assert (code, said) == (
        0,
        [
            f"Verified: 12 ballots, {board.size} entries.",
            f"Manifest {manifest}: compare it with the one shown in the hall.",
            f"Closed head {board.closed_head.hex()}: compare it with your witness's.",
            '     6  {"en":"Candidate 0"}',
            '     4  {"en":"Candidate 1"}',
            '     2  {"en":"Abstention"}',
            f"Tracker {tracker}: entry {hall.told('PER', 'booth', 'find', tracker)['n']}",
        ],
    )
    ours = hall.told("MAR", "assembly", "verify", str(bundle), tracker)
    assert (ours["totals"], ours["verifies"]) == ([6, 4, 2], True)
    assert to_text(board.closed_head) == to_text(bytes.fromhex(str(ours["closed_head"])))
    with zipfile.ZipFile(bundle) as opened:
        lines = opened.read(BOARD_FILE).split(b"\n")
    lines[20] = lines[20].replace(b'"ct":["', b'"ct":["A', 1)
    with zipfile.ZipFile(home / "false.zip", "w") as made:
        made.writestr(BOARD_FILE, b"\n".join(lines))
    code, said = recounted(home, "false.zip")
    assert (code, said[0].split(" is bad", maxsplit=1)[0]) == (1, "NOT VERIFIED. Entry 20")


def recounted(home: Path, *words: str) -> tuple[int, list[str]]:
    """Return how the recount program ends, in an environment without anything."""
    command = [sys.executable, "-I", "-S", "verify.py", *words]
    done = subprocess.run(
        command, capture_output=True, check=False, cwd=home, encoding="utf-8", env={}
    )
    assert done.stderr == ""
    return done.returncode, done.stdout.splitlines()
