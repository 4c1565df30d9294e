"""`jisr assembly elections`: what secretary, member, board and chair type."""

import json
from pathlib import Path

import pytest

from board_world import SECRETARY, head
from election_commands import Run, runner, told
from election_world import BOARD, CHAIR, EARLY, ElectionWorld
from jisr.assembly.sessions import actions as sessions
from jisr.assembly.sessions.model import Office


@pytest.fixture
def run(world: ElectionWorld, tmp_path: Path) -> Run:
    """Runs one command as an officer."""
    return runner(world, tmp_path)


def nominated(run: Run, world: ElectionWorld, election: str) -> str:
    """Nominate for Morocco in time, and accept; return the nomination."""
    words = ("--nominee", head("MAR"), "--post", "Director", "--speaks", "fr", "--json")
    world.clock.instant -= EARLY
    made: str = told(run(head("MAR"), "nominate", election, *words))["id"]
    told(run(head("MAR"), "accept", made, "--json"))
    world.clock.instant += EARLY
    return made


def test_an_election_from_the_command_line(run: Run, world: ElectionWorld, tmp_path: Path) -> None:
    """Announced, nominated, checked, opened, counted, announced, and written as sheets."""
    election = told(run(SECRETARY, "announce", "93", "president", "--json"))["id"]
    world.election = election
    world.nominated = {"MAR": nominated(run, world, election)}
    accepted = told(run(BOARD[0], "review", world.nominated["MAR"], "--json"))
    assert (accepted["state"], {each["passes"] for each in accepted["checks"]}) == (
        *("accepted", {True}),
    )
    opened = told(run(CHAIR, "open", election, "--json"))
    world.board.board_id = opened["pending"]
    world.board.ceremony()
    pending = world.progress().pending
    if pending is None:
        raise AssertionError
    world.cast(pending, [["MAR"]] * 14)
    world.count(pending)
    ended = told(run(CHAIR, "announce-ballot", election, "--json"))
    assert (ended["stage"], ended["ballots"][0]["expressed"]) == ("elected", 14)
    sheet = tmp_path / "sheet.pdf"
    assert run(head("JPN"), "sheet", election, str(sheet), "--lang", "ar").exit_code == 0
    assert sheet.read_bytes()[:5] == b"%PDF-"
    refused = run(head("JPN"), "sheet", election, str(sheet), "--press")
    assert (refused.exit_code, "under embargo" in refused.output) == (3, True)
    seen = str(ended["version"])
    told(run(SECRETARY, "embargo", election, "2026-11-20T09:00:00.000Z", "--seen", seen, "--json"))
    assert run(head("JPN"), "sheet", election, str(sheet), "--press").exit_code == 0
    listed = told(run(head("JPN"), "list", "93", "--json"))
    assert [each["id"] for each in listed] == [election]
    shown = run(head("JPN"), "show", election)
    assert "Ballot 1: 14 votes expressed of 18 entitled." in shown.output
    assert "head@mar (Morocco)" in shown.output


def test_a_nomination_is_refused_disputed_and_withdrawn(run: Run, world: ElectionWorld) -> None:
    """Each command prints the nomination; who may not is told why, with exit code 3."""
    election = told(run(SECRETARY, "announce", "93", "president", "--json"))["id"]
    nomination = nominated(run, world, election)
    states = [
        told(run(who, *words, "--json"))["state"]
        for who, *words in (
            (BOARD[0], "review", nomination, "--refuse", "No such post exists."),
            (head("MAR"), "dispute", nomination),
            (head("MAR"), "withdraw", nomination),
        )
    ]
    assert states == ["refused", "disputed", "withdrawn"]
    shown = run(head("JPN"), "nomination", nomination)
    assert f"Nomination {nomination} of MAR: head@mar, withdrawn." in shown.output
    denied = [
        run(CHAIR, "settle", nomination, "0" * 32),
        run(head("JPN"), "withdraw", nomination),
        run(head("JPN"), "open", election),
        run(head("JPN"), "announce-ballot", election),
        run(head("JPN"), "announce", "93", "president"),
    ]
    assert [each.exit_code for each in denied] == [3] * 5


def test_a_committee_is_recorded_from_a_file(run: Run, tmp_path: Path) -> None:
    """The same list that is shown as JSON; what is no list of holders is refused."""
    holder = {"post": "president", "person": "old@fra", "name": "Claude Petit", "member": "FRA"}
    file = tmp_path / "committee.json"
    file.write_text(json.dumps([{**holder, "is_leaving": True}]), encoding="utf-8")
    made = told(run(SECRETARY, "set-committee", "93", str(file), "--json"))
    assert (made["version"], made["recorded"]) == (1, [{**holder, "is_leaving": True}])
    stale = run(SECRETARY, "set-committee", "93", str(file))
    assert stale.exit_code == 5
    file.write_text('{"post": 1}', encoding="utf-8")
    assert run(SECRETARY, "set-committee", "93", str(file), "--seen", "1").exit_code == 2
    assert "Claude Petit" in run(head("JPN"), "committee", "93").output


def test_tables_are_shown_to_people(run: Run, world: ElectionWorld) -> None:
    """Without --json a person reads titles in the language asked for."""
    world.do(sessions.name_offices, SECRETARY, 93, Office.ELECTIONS_BOARD, BOARD)
    election = told(run(SECRETARY, "announce", "93", "president", "--json"))["id"]
    listed = run(head("JPN"), "list", "93", "--lang", "fr").output
    assert ("Élection du président" in listed, election in listed) == (True, True)
