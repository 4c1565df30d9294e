"""The promises of the commands of boards: shown, saved, revoked, recounted."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from ballot_world import election
from board_world import SECRETARY, BoardWorld, found_session, head
from jisr.app.cli import build_cli
from jisr.assembly.ballot.bundle import write_bundle
from jisr.assembly.ballot.spelling import tracker
from jisr.assembly.ballot.verify import one_file
from jisr.kit.db import Database
from jisr.ledger.keys import KEY_FILE, create_key
from jisr.migrations.upgrade import upgrade


@pytest.fixture
def hall(tmp_path: Path) -> BoardWorld:
    """A data directory with an open ballot in it."""
    create_key(tmp_path / KEY_FILE, "world")
    database = Database.at(tmp_path / "jisr.db")
    upgrade(database)
    world = found_session(database, tmp_path)
    world.open()
    world.ceremony()
    return world


def run(home: Path, *words: str, officer: str = "") -> Result:
    """Run a command over the data directory."""
    told = [*words, "--home", str(home), "--as", officer or head("MAR")]
    return CliRunner().invoke(build_cli(), told)


def test_a_board_is_shown(hall: BoardWorld, tmp_path: Path) -> None:
    """How far it is, who voted, and nothing of how."""
    hall.vote("MAR", (1, 0, 0))
    told = run(tmp_path, "assembly", "boards", "show", hall.board_id, "--json")
    shown = json.loads(told.stdout)
    assert (shown["state"], list(shown["ballots"]), shown["totals"]) == ("open", ["MAR"], None)
    table = run(tmp_path, "assembly", "boards", "show", hall.board_id).stdout
    assert shown["manifest_hash"][:32] in table
    assert "1: MAR" in table


def test_a_saved_board_is_recounted(hall: BoardWorld, tmp_path: Path) -> None:
    """The file that is saved verifies once it holds a result, and names what is missing before."""
    hall.vote("MAR", (1, 0, 0))
    hall.vote("TUN", (0, 1, 0))
    file = tmp_path / "bundle.zip"
    assert run(tmp_path, "assembly", "boards", "bundle", hall.board_id, str(file)).exit_code == 0
    early = run(tmp_path, "assembly", "verify", str(file), "--json")
    assert (early.exit_code, json.loads(early.stdout)) == (
        1,
        {"verifies": False, "why": "The board ends at entry 18 without a result."},
    )
    hall.close()
    hall.share("ARG", "JPN", "TUN")
    run(tmp_path, "assembly", "boards", "bundle", hall.board_id, str(file))
    told = run(tmp_path, "assembly", "verify", str(file), "--json")
    assert (told.exit_code, json.loads(told.stdout)["totals"]) == (0, [1, 1, 0])


def test_trackers_are_looked_for(tmp_path: Path) -> None:
    """One that stands there is named with its entry; one that does not ends with exit code 1."""
    world = election(2, 2)
    file = tmp_path / "bundle.zip"
    write_bundle(file, world.lines)
    place = world.board.ballots["M001"]
    wanted = tracker(json.loads(world.lines[place])["body"])
    found = run(tmp_path, "assembly", "verify", str(file), wanted)
    assert (found.exit_code, found.stdout.splitlines()[-1]) == (
        0,
        f"Tracker {wanted}: entry {place}",
    )
    missing = run(tmp_path, "assembly", "verify", str(file), "00" * 10)
    assert (missing.exit_code, missing.stdout.splitlines()[-1]) == (
        1,
        f"Tracker {'00' * 10}: NOT on the board",
    )


def test_a_changed_byte_is_named(tmp_path: Path) -> None:
    """The sentence says which entry is bad, and why."""
    world = election(2, 2)
    file = tmp_path / "bundle.zip"
    lines = list(world.lines)
    lines[16] = lines[16].replace(b'"ct":["', b'"ct":["A', 1)
    write_bundle(file, lines)
    told = run(tmp_path, "assembly", "verify", str(file))
    assert (told.exit_code, told.stdout) == (
        1,
        "NOT VERIFIED. Entry 16 is bad: the signature is not its author's.\n",
    )


def test_the_recount_program_is_printed(tmp_path: Path) -> None:
    """It is the one file, whole."""
    assert run(tmp_path, "assembly", "recount-program").stdout == one_file()


def test_a_member_is_revoked(hall: BoardWorld, tmp_path: Path) -> None:
    """The secretary may, another head of delegation may not."""
    words = ("assembly", "boards", "revoke", hall.board_id, "per")
    refused = run(tmp_path, *words, officer=head("TUN"))
    done = run(tmp_path, *words, officer=SECRETARY)
    assert (refused.exit_code, done.exit_code, hall.board().revoked) == (3, 0, {"PER"})
