"""`/v1/assembly/texts`: written, translated, sponsored, ordered."""

from typing import Any

from httpx2 import Response

from hall_world import CHAIR, SECRETARY
from jisr.assembly.texts.held import HeldDraft
from text_world import EGY, FRA, MAR, REASON, TextWorld
from texts_made import SECOND, TITLE
from web import Web

ENGLISH = {"en": "Asks all members to take part"}
DUTY = {"addressee": "GS", "action": {"en": "report"}, "due": "2027-10-01"}


def _path(held: HeldDraft) -> str:
    return f"/v1/assembly/texts/{held.draft.draft_id}"


def _put(web: Web, path: str, officer: str, version: int, body: Any) -> Response:
    headers = web.headers(officer, If_Match=f'"{version}"')
    return web.client.put(path, headers=headers, json=body)


def test_paper_is_written_paragraph_by_paragraph(world: TextWorld, web: Web) -> None:
    """Added, written anew, translated, removed; each answer names the next version."""
    held = world.draft()
    path, version = _path(held), held.version
    new = {"kind": "operative", "texts": ENGLISH, "duty": DUTY, "after": None}
    added = web.post(f"{path}/paragraphs", MAR, new, If_Match=f'"{version}"')
    assert (added.status_code, added.headers["etag"]) == (201, f'"{version + 1}"')
    last = added.json()["paragraphs"][-1]
    assert (last["place"], last["duty"]) == ("OP3", DUTY)
    one = f"{path}/paragraphs/{last['id']}"
    written = _put(web, one, MAR, version + 1, {"texts": {"en": "Asks all"}, "duty": None})
    assert written.json()["paragraphs"][-1]["texts"] == {"en": "Asks all"}
    french = {"texts": {"fr": "Demande à tous"}}
    translated = _put(web, f"{path}/languages/{last['id']}", SECRETARY, version + 2, french)
    assert translated.json()["paragraphs"][-1]["texts"]["fr"] == "Demande à tous"
    shown = web.get(path, EGY)
    assert shown.headers["etag"] == f'"{version + 3}"'
    missing = [(each["place"], each["language"]) for each in shown.json()["findings"]]
    assert missing == [("OP3", "ar"), ("OP3", "es")]
    headers = web.headers(MAR, If_Match=f'"{version + 3}"')
    removed = web.client.delete(one, headers=headers)
    assert len(removed.json()["paragraphs"]) == 3


def test_sponsors_join_and_leave(world: TextWorld, web: Web) -> None:
    """By asking and being invited; the last one withdraws instead."""
    path = _path(world.draft())
    assert web.post(f"{path}/sponsors", FRA, None).json()["asking"] == ["FRA"]
    invited = web.post(f"{path}/invitations", MAR, {"member": "FRA"})
    assert invited.json()["sponsors"] == ["MAR", "FRA"]
    left = web.client.delete(f"{path}/sponsors", headers=web.headers(MAR))
    assert left.json()["sponsors"] == ["FRA"]
    version = left.json()["version"]
    withdrawn = web.post(f"{path}/withdrawal", FRA, None, If_Match=f'"{version}"')
    assert withdrawn.json()["state"] == "withdrawn"
    assert web.post(f"{path}/sponsors", EGY, None).status_code == 403


def test_secretary_releases(world: TextWorld, web: Web) -> None:
    """A sponsor does not."""
    held = world.draft()
    match = f'"{held.version}"'
    assert web.post(f"{_path(held)}/release", MAR, None, If_Match=match).status_code == 403
    released = web.post(f"{_path(held)}/release", SECRETARY, None, If_Match=match)
    assert released.json()["is_released"] is True


def test_chair_orders_and_rules(world: TextWorld, web: Web) -> None:
    """With a reason; a delegation asks for a vote on a paragraph."""
    held = world.ready()
    ids = [world.amend(held, 2, each).amendment.amendment_id for each in (ENGLISH, {})]
    order = {"amendments": ids, "reason": REASON}
    assert _put(web, f"{_path(held)}/order", SECRETARY, held.version, order).status_code == 403
    ordered = _put(web, f"{_path(held)}/order", CHAIR, held.version, order)
    assert (ordered.json()["order"], ordered.json()["order_reason"]) == (ids, REASON)
    ruling = {"amendment": ids[1], "accepted": ids[0], "reason": REASON}
    match = f'"{held.version + 1}"'
    ruled = web.post(f"{_path(held)}/rulings", CHAIR, ruling, If_Match=match)
    assert ruled.json()["rulings"][0]["reason"] == REASON
    part = {"paragraph": held.draft.paragraphs[1].paragraph_id}
    asked = web.post(f"{_path(held)}/part-votes", EGY, part)
    assert asked.json()["parts"][0]["asked_by"] == "EGY"
    assert web.get(_path(held), EGY).json()["next_amendment"] == ids[0]


def test_lone_language_and_hidden_signs_are_refused(world: TextWorld, web: Web) -> None:
    """A language that is not official, and characters that turn words around."""
    held = world.draft()
    title = f"{_path(held)}/languages/title"
    for texts in ({"de": "Papiere"}, {"en": "abc\u202ecba"}, {"en": ""}):
        assert _put(web, title, MAR, held.version, {"texts": texts}).status_code == 400
    fine = _put(web, title, MAR, held.version, {"texts": {**TITLE, "en": SECOND.texts["en"]}})
    assert fine.status_code == 200


def test_text_that_is_not_there_is_not_found(web: Web) -> None:
    """Nor is one of another kind of id."""
    for unknown in ("00" * 16, "x"):
        assert web.get(f"/v1/assembly/texts/{unknown}", MAR).status_code == 404
