"""`jisr demo` shows a stranger a working network, and what it prints can be pasted."""

import json
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from jisr.app.cli import build_cli

SMALL = ("--persons", "300", "--documents", "400", "--delegations", "20")


def run(*arguments: str) -> Result:
    """Run the program."""
    return CliRunner().invoke(build_cli(), arguments)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the demo network goes."""
    return tmp_path_factory.mktemp("demo") / "home"


@pytest.fixture(scope="module")
def told(home: Path) -> dict[str, object]:
    """What the demo tells a program."""
    result = run("demo", "--home", str(home), "--json", *SMALL)
    assert result.exit_code == 0, result.output
    answer: dict[str, object] = json.loads(result.stdout)
    return answer


def test_hidden_travellers_are_found(told: dict[str, object]) -> None:
    """Nearly all who are recorded in another disguise come first in their alerts."""
    assert told["checked"] == 500
    assert told["hidden"] == 31
    assert isinstance(told["found"], int)
    assert told["found"] >= 29


def test_printed_commands_work(told: dict[str, object]) -> None:
    """A name in another script hits, a document hits, and the ledger verifies."""
    commands = told["commands"]
    assert isinstance(commands, list)
    results = []
    for command in commands:
        words = shlex.split(command)
        start = next(at for at, word in enumerate(words) if word in {"check", "verify"})
        results.append(run(*words[start:]))
    assert [result.exit_code for result in results] == [0, 0, 0]
    person, document, _ = results
    assert "Presumed the same person" in person.stdout
    assert "Same number, document" in document.stdout


def test_demo_leaves_a_list_and_its_alerts(told: dict[str, object], home: Path) -> None:
    """The files that the demo names are there, for their owner only."""
    assert told["home"] == str(home)
    for name in ("arrivals.csv", "alerts.csv"):
        assert (home / name).stat().st_mode & 0o077 == 0
    assert len((home / "arrivals.csv").read_text(encoding="utf-8").splitlines()) == 501


def test_a_home_that_holds_a_network_is_refused(told: dict[str, object]) -> None:
    """Nothing is added to a network that is there."""
    result = run("demo", "--home", str(told["home"]), *SMALL)
    assert result.exit_code == 5
    assert "holds a network already" in result.output


@pytest.mark.parametrize("language", ["ar", "en", "fr", "es"])
def test_demo_speaks_every_language(language: str, tmp_path: Path) -> None:
    """The table names travellers, and the commands stand at the end, in each language."""
    tiny = ("--persons", "100", "--documents", "100", "--delegations", "20")
    result = run("demo", "--home", str(tmp_path / "home"), "--lang", language, *tiny)
    assert result.exit_code == 0, result.output
    assert f"verify --home {tmp_path / 'home'}" in result.stdout
