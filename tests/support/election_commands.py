"""Runs commands of elections as an officer over a session, for their tests."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import typer
from typer.testing import CliRunner, Result

from election_world import ElectionWorld
from jisr.app.home import REASONS
from jisr.assembly.elections import commands
from jisr.kit.console import Home, Options, Program, Session
from jisr.kit.db import Database
from jisr.kit.words import Words
from jisr.settings import Settings

Run = Callable[..., Result]


def runner(world: ElectionWorld, home: Path) -> Run:
    """Return what runs one command of elections as an officer."""
    app = typer.Typer()
    app.callback()(lambda: None)
    commands.add_to(app)

    def opened(options: Options, _home: Home) -> Session:
        url = world.database.url.render_as_string(hide_password=False)
        return Session(
            home=home,
            database=Database(url, clock=world.clock),
            settings=Settings(),
            words=Words(options.language or "en", REASONS),
            officer=options.officer,
            as_json=options.as_json,
            network="world",
        )

    def run_one(officer: str, *words: str) -> Result:
        told = Program(opened, REASONS)
        return CliRunner().invoke(app, ["elections", *words, "--as", officer], obj=told)

    return run_one


def told(answer: Result) -> Any:
    """Return what a command printed as JSON; it must not have failed."""
    assert answer.exit_code == 0, answer.output
    return json.loads(answer.stdout)
