"""`jisr openings`: what a head of bureau types, and what comes back."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from check_world import CAR
from hit_world import Desk
from hub_thread import listening
from jisr.access.model import Purpose
from jisr.checks.openings import commands
from jisr.kit.console import Home, Options, Program, Session
from jisr.kit.db import Database
from jisr.kit.words import Words
from jisr.records.model import HandlingCode, Record
from jisr.records.reasons import REASONS
from jisr.settings import Settings
from web import web_over

Run = Callable[..., Result]
WHY = "a child is missing and the plane leaves in an hour"
ASKED = ("--purpose", "wanted-person", "--case", "TNG-1")


def _run(desk: Desk, home: Path, hub: str = "", token: str = "") -> Run:
    """Return what runs one command as an officer, here or over a hub."""
    app = typer.Typer()
    commands.add_to(app)

    def opened(options: Options, _home: Home) -> Session:
        database = Database(
            desk.database.url.render_as_string(hide_password=False), clock=desk.database.clock
        )
        return Session(
            home=home,
            database=database,
            settings=Settings(),
            words=Words(options.language or "en", REASONS),
            officer=options.officer,
            as_json=options.as_json,
            network="world",
            hub=hub,
        )

    def run_one(officer: str, *words: str) -> Result:
        given = ("--hub", hub) if hub else ("--as", officer)
        program = Program(opened, REASONS)
        environment = {"JISR_TOKEN": token}
        return CliRunner(env=environment).invoke(app, ["openings", *words, *given], obj=program)

    return run_one


@pytest.fixture
def run(desk: Desk, tmp_path: Path) -> Run:
    """Run one command over the network's database."""
    return _run(desk, tmp_path)


@pytest.fixture
def record(desk: Desk) -> Record:
    """Return a car of FRA whose make waits for its permission."""
    handling = {"make": HandlingCode.ORIGINATOR_CONTROL}
    return desk.world.record(CAR, handling=handling)


def _json(result: Result) -> Any:
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def test_head_opens_and_is_told_until_when(run: Run, record: Record) -> None:
    """The sentence names the end and the bureau that is told; both sides list it."""
    said = run("head@mar", "open", record.id, "--reason", WHY, *ASKED)
    assert (said.exit_code, "Bureau FRA is told." in said.output) == (0, True)
    (mine,) = _json(run("head@mar", "list", "--json"))
    (theirs,) = _json(run("officer@fra", "list", "--json"))
    assert (mine["record"], mine["reason"], mine["officer"]) == (record.id, WHY, "head@mar")
    assert theirs == {**mine, "officer": ""}
    assert mine["ends_at"] in said.output
    table = run("officer@fra", "list")
    assert (table.exit_code, "MAR" in table.output) == (0, True)


def test_opening_is_printed_as_json(run: Run, record: Record) -> None:
    """With --json the whole opening is printed."""
    made = _json(run("head@mar", "open", record.id, "--reason", WHY, *ASKED, "--json"))
    assert (made["owner"], made["bureau"], made["version"]) == ("FRA", "MAR", 1)


@pytest.mark.parametrize(
    ("officer", "reason", "code"),
    [("officer@mar", WHY, 3), ("head@mar", "urgent", 3), ("port@mar", WHY, 4)],
)
def test_who_may_not_is_told_why(
    run: Run, record: Record, officer: str, reason: str, code: int
) -> None:
    """The exit code says whether it is refused or not there; nothing is listed."""
    refused = run(officer, "open", record.id, "--reason", reason, *ASKED)
    assert refused.exit_code == code, refused.output
    assert _json(run("officer@fra", "list", "--json")) == []


def test_the_same_over_a_hub(desk: Desk, record: Record, tmp_path: Path) -> None:
    """With --hub the command asks the hub, which tells the same."""
    web = web_over(desk.database, tmp_path)
    token = web.token("head@mar", purpose=Purpose.WANTED_PERSON, case="TNG-1")
    with listening(web) as url:
        run = _run(desk, tmp_path, url, token)
        made = _json(run("", "open", record.id, "--reason", WHY, *ASKED, "--json"))
        assert _json(run("", "list", "--json")) == [made]
