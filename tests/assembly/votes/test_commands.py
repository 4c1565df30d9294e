"""`jisr assembly votes`: what the chair and a delegate type, and what comes back."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from hall_world import CHAIR
from jisr.app.home import REASONS
from jisr.assembly.votes import commands
from jisr.kit.console import Home, Options, Program, Session
from jisr.kit.db import Database
from jisr.kit.words import Words
from jisr.settings import Settings
from vote_world import TITLE, found_votes

Run = Callable[..., Result]
TITLES = [word for code, text in TITLE.texts.items() for word in ("--title", f"{code}={text}")]


@pytest.fixture
def run(database: Database, tmp_path: Path) -> Run:
    """Runs one command as an officer over a demo session in which members vote."""
    found_votes(database, is_demo=True)
    app = typer.Typer()
    commands.add_to(app)

    def opened(options: Options, _home: Home) -> Session:
        url = database.url.render_as_string(hide_password=False)
        return Session(
            home=tmp_path,
            database=Database(url, clock=database.clock),
            settings=Settings(),
            words=Words(options.language or "en", REASONS),
            officer=options.officer,
            as_json=options.as_json,
            network="world",
        )

    def run_one(officer: str, *words: str) -> Result:
        told = Program(opened, REASONS)
        return CliRunner().invoke(app, [*words, "--as", officer], obj=told)

    return run_one


def opened(run: Run, *options: str) -> str:
    """Open a question; return its id."""
    words = ("open", "93", "--rule", "procedural_motion", *TITLES, *options, "--json")
    answer = run(CHAIR, "votes", *words)
    return str(json.loads(answer.stdout)["id"])


def test_a_roll_call_from_the_command_line(run: Run, tmp_path: Path) -> None:
    """Opened, cast, corrected, closed, announced, recorded and recounted."""
    vote = opened(run)
    steps = [
        run("delegate@fra", "votes", "cast", vote, "for"),
        run("delegate@fra", "votes", "cast", vote, "abstain", "--correct"),
        run("delegate@egy", "votes", "cast", vote, "for"),
        run("delegate@egy", "votes", "own", vote),
        run(CHAIR, "votes", "close", vote),
        run(CHAIR, "votes", "announce", vote),
        run(CHAIR, "votes", "show", vote),
        run(CHAIR, "votes", "list", "93"),
        run(CHAIR, "votes", "record", vote, str(tmp_path / "record.json")),
        run("", "recount", str(tmp_path / "record.json")),
    ]
    assert [each.exit_code for each in steps] == [0] * 10, [each.output for each in steps]
    assert "The entry of EGY arrived: for." in steps[3].output
    assert "Abstentions" in steps[6].stdout
    assert "adopted" in steps[7].stdout
    assert "2 entries were recounted" in steps[9].stdout


def test_a_changed_record_is_refused(run: Run, tmp_path: Path) -> None:
    """With the exit code of a broken ledger."""
    vote = opened(run)
    run("delegate@fra", "votes", "cast", vote, "for")
    run(CHAIR, "votes", "close", vote)
    file = tmp_path / "record.json"
    run(CHAIR, "votes", "record", vote, str(file))
    file.write_bytes(file.read_bytes().replace(b'"choice":"for"', b'"choice":"abstain"'))
    answer = run("", "recount", str(file), "--json")
    assert answer.exit_code != 0
    assert "recount.tally" in answer.stdout


def test_hands_and_a_consensus(run: Run) -> None:
    """Counted, demanded, objected to, annulled, overruled."""
    hands = opened(run, "--method", "show-of-hands")
    counted = run(CHAIR, "votes", "hands", hands, "--in-favour", "3", "--against", "1", "--json")
    demanded = run("delegate@egy", "votes", "demand", hands, "--json")
    consensus = opened(run, "--method", "consensus")
    objected = run("delegate@egy", "votes", "object", consensus, "--json")
    called = json.loads(demanded.stdout)["id"]
    annulled = run(CHAIR, "votes", "annul", called, "--reason", "opened by mistake", "--json")
    assert json.loads(counted.stdout)["unverified"] is True
    assert json.loads(objected.stdout)["why"] == "EGY"
    assert json.loads(annulled.stdout)["state"] == "annulled"


def test_an_overruling_is_shown_beside_the_count(run: Run) -> None:
    """Who, and why."""
    vote = opened(run)
    run("delegate@fra", "votes", "cast", vote, "for")
    run(CHAIR, "votes", "close", vote)
    reason = "The Assembly decided otherwise on appeal."
    words = ("--outcome", "rejected", "--reason", reason)
    overruled = run(CHAIR, "votes", "overrule", vote, *words)
    shown = run(CHAIR, "votes", "show", vote)
    assert (overruled.exit_code, shown.exit_code) == (0, 0)
    assert reason in shown.output


def test_what_is_refused_says_why(run: Run) -> None:
    """With the exit code of a refusal."""
    vote = opened(run)
    answer = run("delegate@fra", "votes", "close", vote)
    assert (answer.exit_code, "Not allowed" in answer.output) == (3, True)
