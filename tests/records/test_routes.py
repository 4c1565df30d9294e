"""Promises of the routes of records, over the real application and a real ledger."""

from pathlib import Path
from typing import Any

import pytest
from httpx2 import Response

from check_world import found_network
from jisr.access.sign_in.model import Scope
from jisr.kit.db import Database
from jisr.ledger.bundle import read_bundle
from web import Web, web_over

OWNER, STRANGER, EXCLUDED, CLERK = "head@mar", "officer@fra", "officer@syr", "port@mar"
DRAFT: dict[str, Any] = {
    "database": "vehicles",
    "subject": {"vin": "1M8GDM9AXKP042788", "make": "Bus"},
    "purpose": "investigation",
    "reference": "TNG-7",
}
FOR_FRANCE = {**DRAFT, "audience": {"everyone": False, "members": ["FRA"]}}


@pytest.fixture
def web(database: Database, tmp_path: Path) -> Web:
    """The application over officers of three members."""
    found_network(database, tmp_path)
    return web_over(database, tmp_path)


def added(web: Web, draft: dict[str, Any] = DRAFT, **headers: str) -> Response:
    """Add a record as the owner."""
    return web.post("/v1/records", OWNER, draft, **headers)


def changed(web: Web, record: str, draft: dict[str, Any], officer: str, etag: str) -> Response:
    """Write the next version of a record."""
    headers = web.headers(officer, If_Match=etag)
    return web.client.put(f"/v1/records/{record}", headers=headers, json=draft)


def test_a_record_is_added_opened_and_followed(web: Web) -> None:
    """The owner adds it, another member opens it, the owner reads its history."""
    new = added(web)
    record = new.json()["id"]
    opened = web.get(f"/v1/records/{record}", STRANGER)
    history = web.get(f"/v1/records/{record}/history", OWNER).json()
    assert (new.status_code, new.headers["etag"]) == (201, '"1"')
    assert new.headers["location"] == f"/v1/records/{record}"
    assert opened.json()["record"]["subject"] == DRAFT["subject"]
    assert opened.json()["instruction"]
    assert [(each["version"], each["verb"]) for each in history] == [(1, "record.added")]


def test_the_same_request_adds_one_record(web: Web) -> None:
    """Under one key a lost answer can be asked for again."""
    answers = [added(web, Idempotency_Key="k-1") for _ in range(2)]
    assert answers[0].json() == answers[1].json()
    assert added(web).json()["code"] == "conflict.exists"


def test_a_change_needs_the_version_that_was_read(web: Web) -> None:
    """Without it 428, with an old one 412, with the newest 200."""
    record = added(web).json()["id"]
    draft = {**DRAFT, "reference": "TNG-8"}
    bare = web.client.put(f"/v1/records/{record}", headers=web.headers(OWNER), json=draft)
    done = changed(web, record, draft, OWNER, '"1"')
    late = changed(web, record, draft, OWNER, '"1"')
    codes = [(each.status_code, each.headers.get("etag")) for each in (bare, done, late)]
    assert codes == [(428, None), (200, '"2"'), (412, None)]


def test_only_the_owner_changes_and_ends_a_record(web: Web) -> None:
    """Whoever may see it may not touch it; a head of the owner does both."""
    record = added(web).json()["id"]
    refused = [
        changed(web, record, DRAFT, STRANGER, '"1"'),
        web.post(f"/v1/records/{record}/withdrawal", STRANGER, {"reason": "mine"}),
        web.post(f"/v1/records/{record}/erasure", STRANGER, {"reason": "mine"}),
    ]
    withdrawn = web.post(f"/v1/records/{record}/withdrawal", OWNER, {"reason": "found"})
    erased = web.post(f"/v1/records/{record}/erasure", OWNER, {"reason": "purpose achieved"})
    assert {each.status_code for each in refused} <= {403, 404}
    assert (withdrawn.status_code, withdrawn.json()["state"]) == (200, "withdrawn")
    assert (erased.status_code, erased.json()["id"]) == (200, record)
    assert web.get(f"/v1/records/{record}", STRANGER).status_code == 404


def test_what_is_not_for_a_member_does_not_exist_for_it(web: Web) -> None:
    """Hidden and unknown sound alike, to the byte."""
    record = added(web, FOR_FRANCE).json()["id"]
    hidden = web.get(f"/v1/records/{record}", EXCLUDED)
    unknown = web.get(f"/v1/records/{'0' * 32}", EXCLUDED)
    assert (hidden.status_code, hidden.content) == (404, unknown.content)
    assert web.get(f"/v1/records/{record}", STRANGER).status_code == 200


def test_who_would_see_is_told_before_and_after(web: Web) -> None:
    """The same rule names the same members, with its sentence."""
    before = web.post("/v1/records/audience", OWNER, FOR_FRANCE).json()["viewers"]
    record = added(web, FOR_FRANCE).json()["id"]
    after = web.get(f"/v1/records/{record}/audience", OWNER).json()["viewers"]
    assert before == after
    assert {each["member"] for each in after if each["sees"]} == {"FRA", "MAR"}
    assert all(each["sentence"] and each["sentence"] != each["rule"] for each in after)


def test_a_reader_does_not_learn_the_audience(web: Web) -> None:
    """Restrictions are themselves confidential (RPD Art. 58)."""
    record = added(web, FOR_FRANCE).json()["id"]
    answers = [
        web.get(f"/v1/records/{record}/{part}", STRANGER) for part in ("audience", "history")
    ]
    assert [each.status_code for each in answers] == [404, 404]


def test_the_owner_holds_a_proof(web: Web) -> None:
    """It is the bundle that anybody verifies offline; a reader gets none."""
    record = added(web).json()["id"]
    proof = web.get(f"/v1/records/{record}/proof", OWNER)
    refused = web.get(f"/v1/records/{record}/proof", STRANGER)
    assert read_bundle(proof.content).encode() == proof.content
    assert refused.status_code == 404


def test_expiring_records_are_listed_to_their_bureau(web: Web) -> None:
    """What ends within six months is the owner's to review, and nobody else's."""
    soon = {**DRAFT, "retained_until": "2027-01-15"}
    record = added(web, soon).json()["id"]
    mine = web.get("/v1/records/expiring", OWNER).json()["items"]
    others = web.get("/v1/records/expiring", STRANGER).json()["items"]
    assert [(each["id"], each["retained_until"]) for each in mine] == [(record, "2027-01-15")]
    assert others == []


@pytest.mark.parametrize(
    ("method", "path", "scope"),
    [
        ("POST", "/v1/records", Scope.READ),
        ("POST", "/v1/records/audience", Scope.READ),
        ("GET", "/v1/records/{id}", Scope.CHECK),
        ("PUT", "/v1/records/{id}", Scope.READ),
        ("POST", "/v1/records/{id}/withdrawal", Scope.READ),
        ("POST", "/v1/records/{id}/erasure", Scope.READ),
        ("GET", "/v1/records/{id}/history", Scope.CHECK),
        ("GET", "/v1/records/{id}/audience", Scope.CHECK),
        ("GET", "/v1/records/{id}/proof", Scope.CHECK),
        ("GET", "/v1/records/expiring", Scope.CHECK),
    ],
)
def test_a_token_is_good_for_its_scope_only(web: Web, method: str, path: str, scope: Scope) -> None:
    """Each route refuses a token of another scope, whatever its officer may do."""
    headers = {
        **web.headers(OWNER, If_Match='"1"'),
        "Authorization": f"Bearer {web.token(OWNER, scope)}",
    }
    body = {"reason": "x"} if path.endswith(("withdrawal", "erasure")) else DRAFT
    answer = web.client.request(method, path.format(id="0" * 32), headers=headers, json=body)
    assert (answer.status_code, answer.json().get("reason")) == (403, "sign_in.scope")


def test_an_agency_reads_no_more_than_its_agreement(web: Web) -> None:
    """A clerk who may check may not open: the record does not exist for him."""
    record = added(web).json()["id"]
    answers = [
        web.get(f"/v1/records/{record}", CLERK).status_code,
        web.post("/v1/records", CLERK, DRAFT).status_code,
    ]
    assert answers == [404, 403]


@pytest.mark.parametrize(
    ("content", "kind", "code"),
    [
        (b"{", "application/json", "input.malformed"),
        (b"\xff\xfe", "application/json", "input.malformed"),
        (b"[" * 5_000, "application/json", "input.malformed"),
        (b"{}", "text/plain", "input.media"),
        (
            b'{"database": "vehicles", "subject": {}, "owner": "FRA"}',
            "application/json",
            "input.malformed",
        ),
        (b" " * (9 << 20), "application/json", "input.too_large"),
        (b" " * (2 << 20), "application/json", "input.too_large"),
    ],
)
def test_a_body_that_is_no_record_is_refused(
    web: Web, content: bytes, kind: str, code: str
) -> None:
    """In words, with nothing written."""
    headers = {**web.headers(OWNER), "content-type": kind}
    answer = web.client.post("/v1/records", headers=headers, content=content)
    assert answer.json()["code"] == code


def test_purpose_and_case_are_never_optional(web: Web) -> None:
    """Nothing is read or written for no reason."""
    bearer = {"Authorization": f"Bearer {web.token(OWNER)}"}
    codes = [
        web.client.get("/v1/records/expiring", headers={**bearer, **more}).json()["code"]
        for more in (
            {"Jisr-Case": "C-1"},
            {"Jisr-Purpose": "locate"},
            {"Jisr-Purpose": "curiosity", "Jisr-Case": "C-1"},
        )
    ]
    assert codes == ["input.purpose_missing", "input.case_missing", "input.purpose_unknown"]
