"""`/v1/assembly/agenda` and its items."""

from hall_world import NUMBER, SECRETARY
from text_world import EGY, MAR, TextWorld
from texts_made import TITLE
from web import Web

AGENDA = f"/v1/assembly/agenda/{NUMBER}"


def test_item_goes_its_way(web: Web) -> None:
    """Requested, named, marked public, filed under, withdrawn: each with its version."""
    made = web.post(f"{AGENDA}/items", MAR, {"title": {"en": "Documents"}})
    item = made.json()
    assert (made.status_code, item["number"], item["is_public"]) == (201, 1, False)
    path = f"/v1/assembly/items/{item['id']}"
    headers = web.headers(MAR, If_Match='"1"')
    named = web.client.put(f"{path}/title", headers=headers, json={"title": TITLE})
    assert named.json()["title"] == TITLE
    headers = web.headers(SECRETARY, If_Match='"2"')
    marked = web.client.put(f"{path}/access", headers=headers, json={"is_public": True})
    assert (marked.json()["is_public"], marked.headers["etag"]) == (True, '"3"')
    filed = web.post(f"{path}/texts", MAR, {"kind": "report", "title": TITLE})
    assert (filed.status_code, filed.json()["sponsors"]) == (201, ["MAR"])
    withdrawn = web.client.delete(path, headers=web.headers(MAR, If_Match='"3"'))
    assert withdrawn.status_code == 200
    (shown,) = web.get(f"{AGENDA}/items", EGY).json()["items"]
    assert (shown["state"], shown["papers"]) == ("withdrawn", [filed.json()["id"]])


def test_agenda_is_told_page_by_page(world: TextWorld, web: Web) -> None:
    """With the last day of requests, and when it was adopted."""
    held = world.draft()
    world.item()
    before = web.get(AGENDA, EGY).json()
    assert (before["last_day"], before["adopted_on"]) == ("2026-09-22", None)
    world.adopt_agenda()
    after = web.get(AGENDA, EGY).json()
    assert (after["adopted_on"], after["items"]) == ("2026-11-21", [held.draft.item_id])
    first = web.get(f"{AGENDA}/items", EGY, params={"limit": 1}).json()
    second = web.get(f"{AGENDA}/items", EGY, params={"cursor": first["next"]}).json()
    assert [each["number"] for each in (*first["items"], *second["items"])] == [1, 2]
    assert second["next"] == ""


def test_session_is_told_of_duties(world: TextWorld, web: Web) -> None:
    """Nothing, where no earlier one gave any; and only of a session there is."""
    world.adopted()
    assert web.get(f"{AGENDA}/told", EGY).json() == {"items": [], "next": ""}
    assert web.get("/v1/assembly/agenda/94/told", EGY).status_code == 404


def test_refusals_are_told_in_words(world: TextWorld, web: Web) -> None:
    """A rule is 403, a stale version 412, none 428, an unknown item 404, a strange field 422."""
    item = world.item().item.item_id
    path = f"/v1/assembly/items/{item}"
    body = {"is_public": True}
    denied = web.client.put(f"{path}/access", headers=web.headers(MAR, If_Match='"2"'), json=body)
    assert (denied.status_code, denied.json()["code"]) == (403, "denied")
    assert "only the secretary of the assembly does this" in denied.json()["detail"]
    stale = web.headers(SECRETARY, If_Match='"1"')
    assert web.client.put(f"{path}/access", headers=stale, json=body).status_code == 412
    none = web.headers(SECRETARY)
    assert web.client.put(f"{path}/access", headers=none, json=body).status_code == 428
    assert web.client.delete(f"{path}0", headers=stale).status_code == 404
    strange = {"title": TITLE, "is_public": True}
    assert web.post(f"{AGENDA}/items", MAR, strange).status_code in {400, 422}
