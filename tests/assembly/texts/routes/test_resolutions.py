"""`/v1/assembly/resolutions` and the duties of adopted texts."""

from hall_world import SECRETARY
from text_world import EGY, FRA, TextWorld
from web import Web


def test_adopted_text_is_read_and_listed(world: TextWorld, web: Web) -> None:
    """With its number, vote and seal, and whether it is untouched."""
    number = world.adopted().number
    shown = web.get(f"/v1/assembly/resolutions/{number}", FRA).json()
    assert (shown["number"], shown["is_untouched"]) == ("AG-2026-RES-01", True)
    assert [each["place"] for each in shown["paragraphs"]] == ["PP1", "OP1", "OP2"]
    listed = web.get("/v1/assembly/resolutions", FRA, params={"session": 93}).json()
    assert [each["seal"] for each in listed["items"]] == [shown["seal"]]
    assert web.get("/v1/assembly/resolutions/AG-2026-RES-02", FRA).status_code == 404


def test_duties_are_reported_on_and_shown(world: TextWorld, web: Web) -> None:
    """By whom they address; what is completed names what shows it."""
    number = world.adopted().number
    path = f"/v1/assembly/resolutions/{number}/duties/OP1/reports"
    assert web.post(path, EGY, {"status": "under way"}).status_code == 403
    assert web.post(path, SECRETARY, {"status": "completed"}).status_code == 403
    done = {"status": "completed", "evidence": ["Report 12/2027"]}
    reported = web.post(path, SECRETARY, done)
    assert (reported.status_code, reported.json()["reports"][0]["reporter"]) == (201, "GS")
    first = web.get("/v1/assembly/duties", FRA, params={"limit": 1}).json()
    rest = web.get("/v1/assembly/duties", FRA, params={"cursor": first["next"]}).json()
    assert [(each["place"], each["status"]) for each in (*first["items"], *rest["items"])] == [
        ("OP1", "completed"),
        ("OP2", "no report"),
    ]
