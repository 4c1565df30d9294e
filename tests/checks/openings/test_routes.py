"""Promises of the routes of openings, over the real application."""

from pathlib import Path
from typing import Any

import pytest
from httpx2 import Response

from authenticator import Authenticator
from browser import ORIGIN, browser_over
from hit_world import found_desk
from jisr.access.sign_in.model import Scope
from jisr.kit.db import Database
from jisr.settings import Settings
from ticking import TickingClock
from web import CASE, Web, web_over

OWNER, HEAD, CLERK = "head@mar", "head@fra", "officer@fra"
WHY = {"reason": "a child is missing and the plane leaves in an hour"}
DRAFT: dict[str, Any] = {
    "database": "vehicles",
    "subject": {"vin": "1M8GDM9AXKP042788", "make": "Bus", "colour": "red", "plate": "1 A"},
    "purpose": "investigation",
    "reference": "TNG-7",
    "handling": {"colour": "originator-control", "make": "confirm-only"},
}
MAR = {"everyone": False, "members": ["SYR"]}


@pytest.fixture
def web(database: Database, tmp_path: Path) -> Web:
    """The application over officers of three members."""
    found_desk(database, tmp_path)
    return web_over(database, tmp_path, Settings(opening_seconds=600))


def _added(web: Web, **more: object) -> str:
    record: str = web.post("/v1/records", OWNER, {**DRAFT, **more}).json()["id"]
    return record


def _opened(
    web: Web, record: str, officer: str = HEAD, body: object = WHY, **headers: str
) -> Response:
    return web.post(f"/v1/records/{record}/opening", officer, body, **headers)


def _subject(web: Web, record: str, officer: str = HEAD) -> dict[str, Any]:
    subject: dict[str, Any] = web.get(f"/v1/records/{record}", officer).json()["record"]["subject"]
    return subject


def test_head_opens_reads_and_the_owner_follows(web: Web, clock: TickingClock) -> None:
    """Opened, read in the same case, listed by both, closed after the time that is set."""
    record = _added(web)
    withheld = {"vin": "1M8GDM9AXKP042788", "plate": "1 A"}
    assert _subject(web, record) == withheld
    made = _opened(web, record)
    told = made.json()
    assert (made.status_code, told["record"], told["case"]) == (201, record, CASE)
    assert (told["owner"], told["bureau"], told["officer"]) == ("MAR", "FRA", HEAD)
    assert _subject(web, record) == withheld | {"colour": "red"}
    listed = web.get("/v1/openings", HEAD).json()["items"]
    owners = web.get("/v1/openings", OWNER).json()["items"]
    assert (listed, owners) == ([told], [{**told, "officer": ""}])
    history = web.get(f"/v1/records/{record}/history", OWNER).json()
    assert [(each["verb"], each["officer"], each["reason"]) for each in history] == [
        ("record.added", OWNER, ""),
        ("record.opened", "", WHY["reason"]),
    ]
    clock.advance(minutes=11)
    assert _subject(web, record) == withheld


def test_openings_come_in_pages(web: Web) -> None:
    """The cursor of a page leads to the next one; a made-up cursor is refused."""
    made = [
        _opened(web, _added(web, subject={**DRAFT["subject"], "vin": "", "plate": f"{n} B"})).json()
        for n in range(3)
    ]
    first = web.get("/v1/openings?limit=2", HEAD).json()
    rest = web.get("/v1/openings", HEAD, params={"cursor": first["next"]}).json()
    assert first["items"] + rest["items"] == made[::-1]
    assert web.get("/v1/openings?cursor=AAAA", HEAD).status_code == 400


def test_same_request_opens_once(web: Web) -> None:
    """Under one key a lost answer can be asked for again."""
    record = _added(web)
    answers = [_opened(web, record, Idempotency_Key="k-1").json() for _ in range(2)]
    assert answers[0] == answers[1]
    assert len(web.get("/v1/openings", HEAD).json()["items"]) == 1


@pytest.mark.parametrize(
    ("officer", "body", "status", "why"),
    [
        (CLERK, WHY, 403, "record.opening_role"),
        (HEAD, {"reason": "urgent"}, 403, "record.opening_reason"),
        (HEAD, {"reason": ""}, 400, None),
        (HEAD, {}, 400, None),
        (OWNER, WHY, 403, "record.opening_needless"),
        ("port@mar", WHY, 404, None),
    ],
)
def test_who_may_not_is_refused(
    web: Web, officer: str, body: object, status: int, why: str | None
) -> None:
    """Another role, no reason, an own record, a bureau without an agreement."""
    record = _added(web)
    refused = _opened(web, record, officer, body)
    assert (refused.status_code, refused.json().get("reason")) == (status, why)
    assert web.get("/v1/openings", OWNER).json()["items"] == []


def test_hidden_and_missing_records_sound_alike(web: Web) -> None:
    """Nobody learns by it that there is a record."""
    hidden = _opened(web, _added(web, audience=MAR))
    missing = _opened(web, "0" * 32)
    answers = [(each.status_code, each.json()["code"]) for each in (hidden, missing)]
    assert answers == [(404, "not_found")] * 2


def test_token_that_only_reads_opens_nothing(web: Web) -> None:
    """What widens a reading is more than a reading."""
    record = _added(web)
    headers = {**web.headers(HEAD), "Authorization": f"Bearer {web.token(HEAD, Scope.READ)}"}
    refused = web.client.post(f"/v1/records/{record}/opening", headers=headers, json=WHY)
    assert refused.status_code == 403
    assert web.client.post(f"/v1/records/{record}/opening", json=WHY).status_code == 401


def test_person_at_a_page_signs_what_he_opens(database: Database, tmp_path: Path) -> None:
    """Without his own key it is refused; with it, it is done and the signature is sealed."""
    found_desk(database, tmp_path)
    record = _added(web_over(database, tmp_path))
    browser = browser_over(database, tmp_path)
    browser.sign_in(HEAD)
    device = Authenticator(ORIGIN, "jisr.example")
    browser.register(device, HEAD)
    path, why = (
        f"/v1/records/{record}/opening",
        {
            "Jisr_Purpose": "investigation",
            "Jisr_Case": CASE,
        },
    )
    refused = browser.send("POST", path, WHY, **why)
    assert refused.json()["code"] == "denied.signature_missing"
    assert browser.send_signed(device, path, WHY, why).status_code == 201
    other = {"reason": "another reason that is long enough"}
    assert browser.send("POST", path, other, **why).status_code == 403
