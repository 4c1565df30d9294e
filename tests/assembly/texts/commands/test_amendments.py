"""`jisr assembly amendment`: what is typed, and what comes back."""

import json
from collections.abc import Callable
from typing import Any

from typer.testing import Result

from hall_world import CHAIR, SECRETARY
from text_world import EGY, MAR, REASON, TextWorld

Run = Callable[..., Result]


def _told(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, result.output
    return dict(json.loads(result.stdout))


def test_amendment_goes_its_way(run: Run, world: TextWorld) -> None:
    """Proposed, translated, restated, accepted, withdrawn, set aside."""
    held = world.ready()
    text, paragraph = held.draft.draft_id, held.draft.paragraphs[2].paragraph_id
    proposing = ("amendment", "propose", text, "--change", "replace", "--paragraph", paragraph)
    first = _told(run(EGY, *proposing, "--text", "en=Urges members to take part", "--json"))
    second = _told(run(EGY, *proposing, "--text", "en=Asks states to contribute", "--json"))
    third = _told(run(EGY, *proposing, "--text", "en=Invites nobody", "--json"))
    translating = ("amendment", "translate", first["id"], "--text", "fr=Exhorte", "--json")
    assert _told(run(SECRETARY, *translating))["texts"]["fr"] == "Exhorte"
    accepted = _told(run(MAR, "amendment", "accept", first["id"], "--json"))
    assert accepted["state"] == "accepted"
    restating = ("amendment", "restate", second["id"], "--text", "en=Urges states", "--json")
    assert _told(run(EGY, *restating))["is_stale"] is False
    aside = ("amendment", "set-aside", third["id"], "--reason", REASON, "--json")
    assert run(EGY, *aside).exit_code == 3
    assert _told(run(CHAIR, *aside))["state"] == "fallen"
    withdrawn = _told(run(EGY, "amendment", "withdraw", second["id"], "--json"))
    assert withdrawn["state"] == "withdrawn"
    listed = json.loads(run(MAR, "amendment", "list", text, "--json").stdout)
    assert {each["number"]: each["state"] for each in listed} == {
        1: "accepted",
        2: "withdrawn",
        3: "fallen",
    }
    shown = _told(run(MAR, "amendment", "show", first["id"], "--json"))
    assert shown["revision"] == held.draft.revision
