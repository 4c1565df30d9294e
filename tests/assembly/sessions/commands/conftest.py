"""`jisr assembly …` over a session of the assembly."""

from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from hall_world import HallWorld
from jisr.app.home import REASONS
from jisr.assembly.sessions import commands
from jisr.kit.console import Home, Options, Program, Session
from jisr.kit.db import Database
from jisr.kit.words import Words
from jisr.settings import Settings

Run = Callable[..., Result]


@pytest.fixture
def run(hall: HallWorld, tmp_path: Path) -> Run:
    """What runs one command as an officer."""
    app = typer.Typer()
    commands.add_to(app)

    def opened(options: Options, _home: Home) -> Session:
        url = hall.database.url.render_as_string(hide_password=False)
        return Session(
            home=tmp_path,
            database=Database(url, clock=hall.database.clock),
            settings=Settings(),
            words=Words(options.language or "en", REASONS),
            officer=options.officer,
            as_json=options.as_json,
            network="world",
        )

    def run_one(officer: str, *words: str) -> Result:
        program = Program(opened, REASONS)
        return CliRunner().invoke(app, [*words, "--as", officer], obj=program)

    return run_one
