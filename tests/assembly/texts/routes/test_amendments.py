"""`/v1/assembly/amendments`: proposed, translated, restated, accepted, withdrawn, set aside."""

from typing import Any

from httpx2 import Response

from hall_world import CHAIR, SECRETARY
from text_world import EGY, MAR, REASON, TextWorld
from web import Web

URGES = {"en": "Urges members to take part"}
OTHER = {"en": "Invites states to contribute"}


def _do(web: Web, request: str, officer: str, version: int, body: Any) -> Response:
    method, _, path = request.partition(" ")
    headers = web.headers(officer, If_Match=f'"{version}"')
    return web.client.request(method, f"/v1/assembly/{path}", headers=headers, json=body)


def _propose(web: Web, text: str, paragraph: str, texts: dict[str, str]) -> Response:
    change = "replace" if texts else "delete"
    body = {"change": change, "paragraph": paragraph, "texts": texts}
    return web.post(f"/v1/assembly/texts/{text}/amendments", EGY, body)


def test_amendment_goes_its_way(world: TextWorld, web: Web) -> None:
    """Each is shown with its compared text and what falls with it, page by page."""
    held = world.ready()
    text, paragraph = held.draft.draft_id, held.draft.paragraphs[2].paragraph_id
    made = _propose(web, text, paragraph, URGES).json()
    assert made["compared"]["en"][:2] == [
        {"fate": "removed", "text": "Invites"},
        {"fate": "added", "text": "Urges"},
    ]
    _propose(web, text, paragraph, {})
    first = web.get(f"/v1/assembly/texts/{text}/amendments", MAR, params={"limit": 1}).json()
    assert [(each["number"], each["falls_with"]) for each in first["items"]] == [(2, [1])]
    rest = web.get(
        f"/v1/assembly/texts/{text}/amendments", MAR, params={"cursor": first["next"]}
    ).json()
    assert [each["number"] for each in rest["items"]] == [1]
    path = f"amendments/{made['id']}"
    french = {"texts": {"fr": "Exhorte les membres"}}
    translated = _do(web, f"PUT {path}/languages", SECRETARY, 1, french)
    assert translated.json()["texts"] == {**URGES, **french["texts"]}
    restated = _do(web, f"PUT {path}", EGY, 2, {"texts": OTHER})
    assert (restated.json()["texts"], restated.headers["etag"]) == (OTHER, '"3"')
    assert web.get(f"/v1/assembly/{path}", MAR).headers["etag"] == '"3"'
    assert _do(web, f"POST {path}/withdrawal", MAR, 3, None).status_code == 403
    withdrawn = _do(web, f"POST {path}/withdrawal", EGY, 3, None)
    assert withdrawn.json()["state"] == "withdrawn"


def test_sponsors_accept_and_the_chair_sets_aside(world: TextWorld, web: Web) -> None:
    """What collides with a merged amendment must be restated, or is set aside with a reason."""
    held = world.ready()
    text, paragraph = held.draft.draft_id, held.draft.paragraphs[2].paragraph_id
    merged, stale = (_propose(web, text, paragraph, each).json()["id"] for each in (URGES, OTHER))
    accepted = _do(web, f"POST amendments/{merged}/acceptance", MAR, 1, None)
    assert (accepted.json()["state"], accepted.json()["agreed"]) == ("accepted", ["MAR"])
    assert web.get(f"/v1/assembly/amendments/{stale}", MAR).json()["is_stale"] is True
    path, reason = f"amendments/{stale}/setting-aside", {"reason": REASON}
    assert _do(web, f"POST {path}", SECRETARY, 1, reason).status_code == 403
    aside = _do(web, f"POST {path}", CHAIR, 1, reason)
    assert (aside.json()["state"], aside.json()["reason"]) == ("fallen", REASON)


def test_adopted_text_takes_no_amendment(world: TextWorld, web: Web) -> None:
    """The refusal says that adopted texts are never changed."""
    held = world.ready()
    world.vote("draft", held.draft.draft_id)
    refused = _propose(web, held.draft.draft_id, held.draft.paragraphs[2].paragraph_id, URGES)
    assert refused.status_code == 403
    assert "adopted texts are never changed" in refused.json()["detail"]
