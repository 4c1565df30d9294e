"""`jisr assembly agenda`: what is typed, and what comes back."""

import json
from collections.abc import Callable

from typer.testing import Result

from hall_world import SECRETARY
from text_world import EGY, FRA, MAR, TextWorld

Run = Callable[..., Result]


def test_item_is_requested_named_marked_and_withdrawn(run: Run) -> None:
    """By whom it is theirs to do; a refusal is a sentence and exit code 3."""
    made = run(MAR, "agenda", "request", "--title", "en=Documents", "--json")
    item = json.loads(made.stdout)["id"]
    run(MAR, "agenda", "name", item, "--title", "fr=Papiers", "--version", "1")
    marked = run(SECRETARY, "agenda", "mark", item, "--public", "--json")
    assert json.loads(marked.stdout)["is_public"] is True
    listed = run(EGY, "agenda", "list", "--lang", "fr")
    assert "Papiers" in listed.stdout
    assert "MAR" in listed.stdout
    refused = run(FRA, "agenda", "withdraw", item)
    assert (refused.exit_code, "only who requested the item" in refused.output) == (3, True)
    assert run(MAR, "agenda", "withdraw", item).exit_code == 0


def test_agenda_is_shown(run: Run, world: TextWorld) -> None:
    """When requests are in time, what was adopted, what the session is told."""
    world.ready()
    shown = json.loads(run(EGY, "agenda", "show", "--json").stdout)
    assert (shown["last_day"], shown["adopted_on"]) == ("2026-09-22", "2026-11-21")
    assert json.loads(run(EGY, "agenda", "told", "--json").stdout) == []
