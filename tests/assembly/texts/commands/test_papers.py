"""`jisr assembly text`: what is typed, and what comes back."""

import json
from collections.abc import Callable
from typing import Any

from typer.testing import Result

from hall_world import CHAIR, SECRETARY
from text_world import EGY, FRA, MAR, REASON, TextWorld

Run = Callable[..., Result]


def _told(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, result.output
    return dict(json.loads(result.stdout))


def test_paper_is_filed_written_and_translated(run: Run, world: TextWorld) -> None:
    """Paragraph by paragraph, with what it asks of whom; then released and withdrawn."""
    item = world.item().item.item_id
    filing = ("text", "file", item, "--kind", "resolution", "--title", "en=Documents", "--json")
    text = _told(run(MAR, *filing))["id"]
    duty = ("--addressee", "GS", "--action", "en=report", "--due", "2027-10-01")
    adding = ("text", "add", text, "--kind", "operative", "--text", "en=Asks all", *duty)
    paragraph = _told(run(MAR, *adding, "--json"))["paragraphs"][0]
    assert paragraph["duty"]["due"] == "2027-10-01"
    writing = ("text", "write", text, paragraph["id"], "--text", "en=Asks", "--version", "2")
    assert _told(run(MAR, *writing, "--json"))["paragraphs"][0]["texts"] == {"en": "Asks"}
    assert run(MAR, *writing).exit_code == 5  # changed since version 2
    translating = ("text", "translate", text, paragraph["id"], "--text", "fr=Demande", "--json")
    assert _told(run(SECRETARY, *translating))["paragraphs"][0]["texts"]["fr"] == "Demande"
    shown = _told(run(EGY, "text", "show", text, "--json"))
    assert {each["fault"] for each in shown["findings"]} == {"missing"}
    assert _told(run(SECRETARY, "text", "release", text, "--json"))["is_released"] is True
    assert _told(run(MAR, "text", "remove", text, paragraph["id"], "--json"))["paragraphs"] == []
    assert _told(run(MAR, "text", "withdraw", text, "--json"))["state"] == "withdrawn"
    assert run(MAR, "text", "write", text, paragraph["id"], "--text", "no language").exit_code == 2


def test_sponsors_and_chair(run: Run, world: TextWorld) -> None:
    """Join, invite, leave; a vote on a paragraph; order and ruling with reasons."""
    held = world.ready()
    text = held.draft.draft_id
    run(FRA, "text", "join", text)
    invited = _told(run(MAR, "text", "invite", text, "FRA", "--json"))
    assert invited["sponsors"] == ["MAR", "FRA"]
    assert _told(run(FRA, "text", "leave", text, "--json"))["sponsors"] == ["MAR"]
    ids = [world.amend(held, 2, each).amendment.amendment_id for each in ({"en": "Asks"}, {})]
    ordered = _told(run(CHAIR, "text", "order", text, *ids, "--reason", REASON, "--json"))
    assert ordered["order"] == ids
    ruled = _told(run(CHAIR, "text", "rule", text, ids[1], ids[0], "--reason", REASON, "--json"))
    assert ruled["rulings"][0]["accepted_id"] == ids[0]
    refused = run(SECRETARY, "text", "order", text, *ids, "--reason", REASON)
    assert (refused.exit_code, "only the chair" in refused.output) == (3, True)
    paragraph = held.draft.paragraphs[1].paragraph_id
    asked = _told(run(EGY, "text", "part-vote", text, paragraph, "--json"))
    assert asked["parts"][0]["asked_by"] == "EGY"
