"""The promises of the recount: alone with Python it finds the result, or names the bad entry."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from ballot_world import BallotWorld, election
from jisr.assembly.ballot.board import Board
from jisr.assembly.ballot.bundle import write_bundle
from jisr.assembly.ballot.curve import PlainGroup, Refused
from jisr.assembly.ballot.sodium import SodiumGroup
from jisr.assembly.ballot.verify import BOARD_FILE, main, one_file, read_board, read_lines

VECTORS: dict[str, Any] = json.loads(
    (Path(__file__).parents[3] / "docs/formats/ballot-vectors.json").read_text(encoding="utf-8")
)
LINES = [line.encode() for line in VECTORS["board"]]


def test_the_board_of_the_document_holds() -> None:
    """The published vectors lead to the published key, head and totals."""
    board = read_board(LINES, PlainGroup())
    assert (
        board.manifest_hash.hex(),
        board.group.encode(board.joint).hex(),
        board.closed_head.hex(),
        board.totals,
    ) == tuple(VECTORS[name] for name in ("manifest_hash", "joint_key", "closed_head", "totals"))


def test_the_one_file_needs_python_alone(tmp_path: Path) -> None:
    """The program runs without this package and without any other, and finds the tracker."""
    program, bundle = tmp_path / "recount.py", tmp_path / "bundle.zip"
    program.write_text(one_file(), encoding="utf-8")
    write_bundle(bundle, LINES)
    wanted = VECTORS["trackers"]["M002"]
    run = subprocess.run(
        [sys.executable, "-I", "-S", program, bundle, wanted],
        capture_output=True,
        check=False,
        cwd=tmp_path,
        encoding="utf-8",
    )
    assert (run.returncode, run.stderr, run.stdout.splitlines()) == (
        0,
        "",
        [
            "Verified: 4 ballots, 28 entries.",
            f"Manifest {VECTORS['manifest_hash'][:32]}: compare it with the one shown in the hall.",
            f"Closed head {VECTORS['closed_head']}: compare it with your witness's.",
            '     2  {"en":"Candidate 0"}',
            '     1  {"en":"Candidate 1"}',
            '     1  {"en":"Abstention"}',
            f"Tracker {wanted}: entry 18",
        ],
    )


def test_one_byte_changed_is_found_at_its_entry() -> None:
    """Whatever byte of whatever entry changes, the sentence names that entry."""
    group = SodiumGroup()
    named = []
    for n, line in enumerate(LINES):
        changed = bytearray(line)
        changed[(97 * n + 31) % len(line)] ^= 1
        with pytest.raises(Refused) as caught:
            read_board([*LINES[:n], bytes(changed), *LINES[n + 1 :]], group)
        named.append(str(caught.value).split(" is bad", maxsplit=1)[0])
    assert named == [f"Entry {n}" for n in range(len(LINES))]


def test_an_entry_left_out_or_moved_is_found() -> None:
    """A board with a ballot missing, doubled or in another place does not hold."""
    for lines in (
        [*LINES[:17], *LINES[18:]],
        [*LINES[:17], LINES[17], *LINES[17:]],
        [*LINES[:16], LINES[17], LINES[16], *LINES[18:]],
    ):
        with pytest.raises(Refused) as caught:
            read_board(lines, SodiumGroup())
        assert str(caught.value).endswith("is bad: it does not follow the entry before it.")


def test_two_boards_of_one_round_have_two_heads() -> None:
    """A member who was shown another board sees it by the closed head of the witnesses."""
    world = BallotWorld(3, 2)
    world.ceremony()
    start = list(world.lines)
    heads = []
    for marks in ((1, 0), (0, 1)):
        world.board, world.lines = Board(world.group), []
        for line in start:
            world.post_line(line)
        for member in world.members:
            world.vote(member, marks)
        world.close()
        heads.append(world.board.closed_head)
    assert heads[0] != heads[1]


def test_a_board_without_its_result_is_not_verified() -> None:
    """A board that ends early is no result."""
    with pytest.raises(Refused) as caught:
        read_board(LINES[:-1], SodiumGroup())
    assert str(caught.value) == "The board ends at entry 27 without a result."


def test_a_file_that_is_no_bundle_is_refused(tmp_path: Path) -> None:
    """A missing, damaged, foreign or swollen file ends in a sentence and exit code 1."""
    foreign, swollen, damaged = (tmp_path / name for name in ("f.zip", "s.zip", "d.zip"))
    with zipfile.ZipFile(foreign, "w") as bundle:
        bundle.writestr("other", b"")
    with zipfile.ZipFile(swollen, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr(BOARD_FILE, bytes(40_000_000))
    write_bundle(damaged, LINES)
    raw = bytearray(damaged.read_bytes())
    raw[9_000] ^= 1
    damaged.write_bytes(raw)
    for path in (foreign, swollen, damaged, tmp_path / "missing.zip"):
        with pytest.raises(Refused):
            read_lines(path)
        assert main([str(path)]) == 1
    assert main([]) == 1


def test_a_tracker_that_is_not_there_fails(tmp_path: Path) -> None:
    """A delegate whose ballot was dropped learns it from the exit code."""
    write_bundle(tmp_path / "bundle.zip", election(2, 2).lines)
    assert main([str(tmp_path / "bundle.zip"), "00" * 10]) == 1
