"""The guides name what is there: pages, commands, one guide for each tour."""

import re
from pathlib import Path

import pytest
from starlette.routing import Match

from browser import Browser, browser_over
from check_world import found_network
from jisr.app.pages.guide_tours import TOURS
from jisr.kit.db import Database

ROOT = Path(__file__).parents[1]
GUIDES = sorted((ROOT / "docs" / "guides").glob("*.md"))
_PATH = re.compile(r"`(/[a-z][^`\s]*)`")
_COMMAND = re.compile(r"`jisr ([a-z][a-z -]*?)(?: -| [A-Z]|`)")


@pytest.fixture
def browser(database: Database, tmp_path: Path) -> Browser:
    """A browser before a hub."""
    found_network(database, tmp_path)
    return browser_over(database, tmp_path)


def test_every_tour_has_its_guide() -> None:
    """One page for each person, and the README leads to each."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [each.stem for each in GUIDES] == sorted(TOURS)
    assert [each.stem for each in GUIDES if f"docs/guides/{each.name}" not in readme] == []


def test_every_path_that_a_guide_names_is_there(browser: Browser) -> None:
    """Whoever follows a guide comes to a page, or to a call of the API."""
    routes = browser.client.app.routes  # type: ignore[attr-defined]  # it is a FastAPI
    named = {
        (guide.name, path)
        for guide in GUIDES
        for path in _PATH.findall(guide.read_text(encoding="utf-8"))
    }
    lost = [
        (guide, path)
        for guide, path in sorted(named)
        if not any(
            route.matches({"type": "http", "method": method, "path": path})[0] is Match.FULL
            for route in routes
            for method in ("GET", "POST")
        )
    ]
    assert (lost, len(named) > len(GUIDES)) == ([], True)


def test_every_command_that_a_guide_names_is_there() -> None:
    """Whoever types it finds it among the commands."""
    known = re.findall(
        r"^## `jisr ([a-z][a-z -]*?)(?: [A-Z\[].*)?`$",
        (ROOT / "docs" / "commands.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    named = {
        command
        for guide in GUIDES
        for command in _COMMAND.findall(guide.read_text(encoding="utf-8"))
    }
    assert (sorted(named - set(known)), len(named) > 0) == ([], True)
