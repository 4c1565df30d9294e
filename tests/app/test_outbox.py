"""`jisr outbox`: an operator mends what was not delivered, and reads none of it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from check_world import World, found_network
from jisr.access.reasons import REASONS as ACCESS_REASONS
from jisr.app import outbox as commands
from jisr.checks.dialogue.reasons import REASONS
from jisr.kit import outbox
from jisr.kit.console import Home, Options, Program, Session
from jisr.kit.courier.letters import MAIL, WEBHOOK
from jisr.kit.db import Database
from jisr.kit.words import Words
from jisr.settings import Settings

Run = Callable[..., Result]
ALL_REASONS = {**ACCESS_REASONS, **REASONS}


@pytest.fixture
def world(database: Database, tmp_path: Path) -> World:
    """A network with a coordinator and others."""
    return found_network(database, tmp_path)


@pytest.fixture
def run(world: World, tmp_path: Path) -> Run:
    """Run one command as an officer over the network's database."""
    app = typer.Typer()
    commands.add_to(app)

    def opened(options: Options, _home: Home) -> Session:
        url = world.database.url.render_as_string(hide_password=False)
        database = Database(url, clock=world.database.clock)
        words = Words("en", ALL_REASONS)
        return Session(tmp_path, database, Settings(), words, options.officer, options.as_json)

    def run_one(officer: str, *words: str) -> Result:
        program = Program(opened, ALL_REASONS)
        return CliRunner().invoke(app, ["outbox", *words, "--as", officer], obj=program)

    return run_one


def shown(result: Result) -> Any:
    """Return the JSON that a command printed."""
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


@pytest.fixture
def letters(world: World) -> tuple[str, str]:
    """A dead letter and one that is still tried; both name somebody."""
    body = json.dumps({"to": "nour@example", "subject": "s", "text": "Nour"}).encode()
    dead = world.database.in_transaction(outbox.put, MAIL, body)
    waiting = world.database.in_transaction(outbox.put, WEBHOOK, b'{"url":"https://nour.example"}')
    world.database.in_transaction(outbox.give_up, dead, "SMTPRecipientsRefused")
    return dead, waiting


def test_letters_are_listed_without_contents(run: Run, letters: tuple[str, str]) -> None:
    """How, how often, what failed; on request also what waits; nobody is named."""
    dead, waiting = letters
    told = shown(run("root", "list", "--json"))
    assert told == [
        {
            "message": dead,
            "by": "e-mail",
            "attempts": outbox.ATTEMPTS_MAX,
            "error": "SMTPRecipientsRefused",
            "next": "",
        }
    ]
    every = shown(run("root", "list", "--waiting", "--json"))
    assert {each["message"]: each["by"] for each in every} == {dead: "e-mail", waiting: "webhook"}
    page = shown(run("root", "list", "--waiting", "--after", min(letters), "--json"))
    assert [each["message"] for each in page] == [max(letters)]
    table = run("root", "list", "--waiting")
    assert (table.exit_code, dead in table.stdout, "nour" in table.stdout.lower()) == (
        0,
        True,
        False,
    )


def test_letter_is_sent_again(run: Run, letters: tuple[str, str]) -> None:
    """It waits as a new one; what waits is no dead letter."""
    for message, code in ((letters[0], 0), (letters[0], 4), (letters[1], 4), ("nonsense", 4)):
        assert run("root", "resend", message).exit_code == code
    assert shown(run("root", "list", "--json")) == []
    assert len(shown(run("root", "list", "--waiting", "--json"))) == 2


def test_letter_is_dropped(run: Run, letters: tuple[str, str]) -> None:
    """It is gone; what is still tried is not dropped."""
    for message, code in ((letters[0], 0), (letters[0], 4), (letters[1], 4)):
        assert run("root", "drop", message).exit_code == code
    every = shown(run("root", "list", "--waiting", "--json"))
    assert [each["message"] for each in every] == [letters[1]]


@pytest.mark.parametrize("words", [("list",), ("resend", "0" * 32), ("drop", "0" * 32)])
def test_others_have_nothing_to_do_with_it(run: Run, words: tuple[str, ...]) -> None:
    """Not even the head of a bureau."""
    refused = run("head@fra", *words)
    assert (refused.exit_code, "only operators" in refused.stderr) == (3, True)
