"""Promises of the data directory; its journeys through the program are in test_cli.py."""

from pathlib import Path

from jisr.app.home import DATABASE_FILE, is_founded, open_session
from jisr.kit.console import Home, Options


def options(home: Path) -> Options:
    """Return what the command line says by itself."""
    return Options(home, officer="", language="", as_json=True)


def test_looking_makes_nothing(tmp_path: Path) -> None:
    """A command that takes the directory as it is leaves it as it was."""
    session = open_session(options(tmp_path / "home"), Home.AS_IS)
    assert (is_founded(session), (tmp_path / "home").exists()) == (False, False)


def test_the_first_opening_founds_and_the_second_finds(tmp_path: Path) -> None:
    """What was founded is there when it is opened again."""
    first = open_session(options(tmp_path), Home.FOUNDED)
    first.database.close()
    second = open_session(options(tmp_path), Home.FOUNDED)
    second.database.close()
    assert (first.network, second.officer) == (second.network, "officer@gs")
    assert (tmp_path / DATABASE_FILE).exists()
