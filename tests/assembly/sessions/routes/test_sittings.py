"""Promises of the routes of sessions and their hall."""

import hashlib
from typing import Any

import pytest

from hall_world import CHAIR, SECRETARY, HallWorld
from jisr.assembly.counting.lots import commitment
from jisr.assembly.sessions import actions
from ticking import TickingClock
from web import Web

BASE = "/v1/assembly/sessions"
NEXT: dict[str, Any] = {
    "number": 94,
    "host": "FRA",
    "city": {"fr": "Lyon", "en": "Lyon"},
    "opens": "2027-11-22",
    "closes": "2027-11-25",
}
SOON: dict[str, Any] = {
    "number": 95,
    "kind": "extraordinary",
    "host": "FRA",
    "city": {"fr": "Lyon"},
    "opens": "2027-01-11",
    "convocation": {"requested_on": "2026-11-21", "subjects": ["Fraud centres"]},
}


def _put(web: Web, path: str, officer: str, body: Any) -> Any:
    return web.client.put(f"{BASE}/{path}", headers=web.headers(officer), json=body)


def test_session_is_opened_read_and_listed(web: Web) -> None:
    """The answer is the session as it stands, with its version as ETag."""
    fact = {"key": "venue", "text": "A palace", "evidence": "press", "source": "a newspaper"}
    made = web.post(BASE, SECRETARY, {**NEXT, "facts": [fact]})
    assert (made.status_code, made.headers["etag"]) == (201, '"1"')
    told = made.json()
    assert told["facts"] == [fact]
    assert (told["order"][0], len(told["order"]), told["is_generated"]) == ("FRA", 196, False)
    read = web.get(f"{BASE}/94", CHAIR)
    assert (read.json(), read.headers["etag"]) == (told, '"1"')
    page = web.get(f"{BASE}?limit=1", CHAIR).json()
    rest = web.get(f"{BASE}?cursor={page['next']}", CHAIR).json()
    assert [each["number"] for each in page["items"] + rest["items"]] == [94, 93]
    assert web.post(BASE, SECRETARY, SOON).json()["convocation"] == SOON["convocation"]


def test_current_session_is_found_without_its_number(web: Web, clock: TickingClock) -> None:
    """The one of today, or the last one; another number is not found."""
    assert web.get(f"{BASE}/current", CHAIR).json()["number"] == 93
    clock.advance(days=400)
    assert web.get(f"{BASE}/current", CHAIR).json()["number"] == 93
    assert web.get(f"{BASE}/94", CHAIR).status_code == 404


def test_register_of_real_sessions_is_read_beside(web: Web) -> None:
    """With what sources contradict each other on marked so."""
    told = {each["number"]: each for each in web.get("/v1/assembly/register", CHAIR).json()}
    assert told[92]["facts"][0]["evidence"] == "disputed"


@pytest.mark.parametrize(
    "changed",
    [
        {"number": 10_000},
        {"host": "fra"},
        {"city": {}},
        {"city": {"en": "x" * 201}},
        {"opens": "22.11.2027"},
        {"facts": [{}] * 51},
        {"kind": "secret"},
        {"is_generated": True},
    ],
)
def test_session_of_another_form_is_refused(web: Web, changed: dict[str, Any]) -> None:
    """Every field is bounded, and nobody says by the API that a session is generated."""
    assert web.post(BASE, SECRETARY, {**NEXT, **changed}).status_code == 400


def test_secretary_alone_serves_the_session(web: Web) -> None:
    """Every change of it by anybody else is refused with the reason."""
    changes = (
        ("POST", "", NEXT),
        ("POST", "/93/timetable/invitations-sent", None),
        ("PUT", "/93/offices/chair", {"officers": ["head@fra"]}),
        ("PUT", "/93/letter", {"letter": "M", "evidence": "drawn by the chair"}),
        ("POST", "/93/letter/draw", None),
    )
    for method, path, body in changes:
        answer = web.client.request(method, f"{BASE}{path}", headers=web.headers(CHAIR), json=body)
        assert answer.status_code == 403
        assert "secretary of the assembly" in answer.json()["detail"]


def test_calendar_says_what_is_late(web: Web) -> None:
    """Each duty with its last day, its article and who does it."""
    told = web.get(f"{BASE}/93/timetable", CHAIR).json()
    sent = next(each for each in told if each["key"] == "invitations-sent")
    assert (sent["day"], sent["state"], sent["days_left"]) == ("2026-07-24", "late", -120)
    web.post(f"{BASE}/93/timetable/invitations-sent", SECRETARY, None)
    told = web.get(f"{BASE}/93/timetable", CHAIR).json()
    assert next(each for each in told if each["key"] == "invitations-sent")["state"] == "done-late"
    assert web.post(f"{BASE}/93/timetable/none", SECRETARY, None).status_code == 404


def test_offices_are_named_in_bounded_lists(web: Web) -> None:
    """The new holders are told; more than fifty are refused unread."""
    told = _put(web, "93/offices/elections-board", SECRETARY, {"officers": ["head@egy"]})
    assert told.json()["offices"]["elections-board"] == ["head@egy"]
    many = {"officers": ["head@egy"] * 51}
    assert _put(web, "93/offices/chair", SECRETARY, many).status_code == 400
    assert _put(web, "93/offices/king", SECRETARY, {"officers": []}).status_code == 400


def test_caller_learns_as_what_he_sits(web: Web, hall: HallWorld) -> None:
    """Each for himself."""
    hall.send("FRA")
    assert web.get(f"{BASE}/93/capacity", "delegate@fra").json() == {
        "standing": "delegation",
        "member": "FRA",
        "posts": ["head"],
        "offices": [],
        "is_secretary": False,
    }
    assert web.get(f"{BASE}/93/capacity", SECRETARY).json()["is_secretary"] is True


def test_hall_comes_in_pages_in_its_order(web: Web, hall: HallWorld) -> None:
    """Every member once, with its place, its vote and the reason."""
    hall.send("FRA")
    hall.do(actions.record_dues, SECRETARY, 93, {"FRA": frozenset({2025, 2026})})
    order = web.get(f"{BASE}/93", CHAIR).json()["order"]
    seen, cursor = [], ""
    while True:
        page = web.get(f"{BASE}/93/hall?limit=150&cursor={cursor}", CHAIR).json()
        seen += page["items"]
        cursor = page["next"]
        if not cursor:
            break
    assert [each["member"] for each in seen] == order
    assert [each["place"] for each in seen] == list(range(1, 197))
    assert next(each for each in seen if each["member"] == "FRA") == {
        "place": order.index("FRA") + 1,
        "member": "FRA",
        "delegates": 2,
        "standing": "delegation",
        "credentials": "accepted",
        "unpaid_years": [2025, 2026],
        "is_waived": False,
        "is_entitled": False,
        "why": "sessions.suspended",
    }
    amended = web.get(f"{BASE}/93/hall?limit=200&matter=constitution", CHAIR).json()["items"]
    assert [each["member"] for each in amended if each["is_entitled"]] == ["FRA"]


def test_letter_is_drawn_by_lots_over_the_api(web: Web) -> None:
    """Committed, revealed, drawn; the hall sits by the letter that anyone draws again."""
    for member in ("FRA", "EGY", "ISL"):
        sealed = commitment(actions.draw_id(93), member, _value(member)).hex()
        made = web.post(f"{BASE}/93/letter/lots", f"head@{member.lower()}", {"commitment": sealed})
        assert (made.status_code, made.json()["value"]) == (201, "")
    for member in ("FRA", "EGY", "ISL"):
        body = {"value": _value(member).hex()}
        web.post(f"{BASE}/93/letter/values", f"head@{member.lower()}", body)
    lots = web.get(f"{BASE}/93/letter/lots", CHAIR).json()
    assert [(each["member"], bool(each["value"])) for each in lots] == [
        ("EGY", True),
        ("FRA", True),
        ("ISL", True),
    ]
    told = web.post(f"{BASE}/93/letter/draw", SECRETARY, None).json()
    assert told["draw"]["values"] == {each["member"]: each["value"] for each in lots}
    assert told["letter"]


def _value(member: str) -> bytes:
    return hashlib.sha256(member.encode()).digest()


def test_lot_of_a_stranger_is_refused(web: Web) -> None:
    """The secretary and a plain delegate put nothing in, and every value is bounded."""
    body = {"commitment": "0" * 64}
    for officer in (SECRETARY, "delegate@fra"):
        assert web.post(f"{BASE}/93/letter/lots", officer, body).status_code == 403
    for path, bad in (("lots", {"commitment": "x"}), ("values", {"value": "0" * 65})):
        assert web.post(f"{BASE}/93/letter/{path}", "head@fra", bad).status_code == 400


def test_letter_drawn_by_hand_is_entered_with_its_evidence(web: Web) -> None:
    """Without where and before whom it is refused."""
    assert _put(web, "93/letter", SECRETARY, {"letter": "M"}).status_code == 400
    told = _put(web, "93/letter", SECRETARY, {"letter": "M", "evidence": "before the chair"})
    assert (told.json()["letter"], told.json()["order"][:2]) == ("M", ["MAR", "MKD"])
