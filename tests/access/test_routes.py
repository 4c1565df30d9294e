"""Promises of the routes of access."""

from pathlib import Path
from typing import Any

import pytest

from jisr.access.callers import Callers
from jisr.access.sign_in.model import Scope
from jisr.kit.db import Database
from web import Web, web_over

AGREEMENT = {
    "bureau": "MAR.PORT",
    "databases": ["vehicles"],
    "operations": ["check"],
    "purposes": ["border-management"],
    "starts": "2026-11-21",
    "source": "Charter of the port, 2026",
}


@pytest.fixture
def web(founded: Database, tmp_path: Path) -> Web:
    """The application over the small network."""
    return web_over(founded, tmp_path)


def pages(web: Web, path: str, officer: str) -> list[list[Any]]:
    """Return the ids of each page of a list, two items a page."""
    found, cursor = [], ""
    while True:
        page = web.get(path, officer, params={"limit": 2, "cursor": cursor}).json()
        found.append([each.get("id") or each["country"] for each in page["items"]])
        cursor = page["next"]
        if not cursor:
            return found


def test_me_tells_who_calls(web: Web) -> None:
    """A caller learns how the hub knows them."""
    assert web.get("/v1/me", "amina").json() == {
        "officer": "amina",
        "name": "Amina",
        "bureau": "MAR",
        "roles": ["head-of-bureau"],
        "means": "token",
        "scopes": ["administer", "assembly", "check", "hits", "oversee", "read", "write"],
        "purpose": "",
        "case": "",
    }


def test_lists_come_in_pages(web: Web) -> None:
    """Every item once, in order, and the last page names no next."""
    assert pages(web, "/v1/members", "port") == [["DZA", "FRA"], ["MAR"]]
    assert pages(web, "/v1/bureaus", "port") == [
        ["CCF", "DZA"],
        ["FRA", "GS"],
        ["MAR", "MAR.PORT"],
        ["MAR.TNG"],
    ]


def test_an_officer_is_registered_once_under_one_key(web: Web) -> None:
    """The same request under the same key is one officer and one answer."""
    new = {"id": "desk@mar", "bureau": "MAR", "name": "Desk", "roles": ["machine"]}
    key = {"Idempotency_Key": "k-1"}
    headers = web.headers("amina", **key)
    answers = [web.client.post("/v1/officers", headers=headers, json=new) for _ in range(2)]
    again = web.post("/v1/officers", "amina", new)
    assert [each.status_code for each in (*answers, again)] == [201, 201, 409]
    assert answers[0].json() == answers[1].json() == {**new, "is_active": True}


def test_roles_are_changed_and_taken(web: Web) -> None:
    """A head gives and takes the roles of the officers below."""
    path = "/v1/officers/port"
    changed = web.client.put(
        f"{path}/roles", headers=web.headers("amina"), json={"roles": ["head-of-bureau"]}
    )
    taken = web.client.delete(path, headers=web.headers("amina"))
    assert (changed.status_code, changed.json()["roles"]) == (200, ["head-of-bureau"])
    assert (taken.status_code, taken.json()["is_active"]) == (200, False)


def test_officers_are_seen_from_their_bureau_or_above(web: Web) -> None:
    """A head sees the agency's officers; the agency does not see the head's."""
    below = web.get("/v1/officers", "amina", params={"bureau": "MAR.PORT"})
    own = web.get("/v1/officers", "port")
    above = web.get("/v1/officers", "port", params={"bureau": "MAR"})
    assert [each["id"] for each in below.json()["items"]] == ["port"]
    assert [each["id"] for each in own.json()["items"]] == ["port"]
    assert (above.status_code, above.json()["reason"]) == (403, "access.officers_of_others")


def test_an_agreement_is_given_and_ended(web: Web) -> None:
    """It is listed from the moment it is given; ended, its last day was yesterday."""
    given = web.post("/v1/agreements", "amina", AGREEMENT)
    listed = web.get("/v1/agreements", "port", params={"bureau": "MAR.PORT"}).json()["items"]
    ended = web.client.delete(f"/v1/agreements/{given.json()['id']}", headers=web.headers("amina"))
    assert given.status_code == 201
    assert listed == [given.json()]
    assert (ended.status_code, ended.json()["ends"] < "2026-11-21") == (200, True)


def test_a_bureau_is_registered_under_its_member(web: Web) -> None:
    """The head of a member registers its agencies, in any language."""
    new = {"id": "MAR.AIR", "kind": "agency", "name": {"ar": "المطار"}}
    made = web.post("/v1/bureaus", "amina", new)
    assert (made.status_code, made.json()["name"]) == (201, {"ar": "المطار"})


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/v1/bureaus", {"id": "MAR.X", "kind": "agency", "name": {"en": "X"}}),
        (
            "POST",
            "/v1/officers",
            {"id": "x@mar", "bureau": "MAR", "name": "X", "roles": ["bureau-officer"]},
        ),
        ("PUT", "/v1/officers/amina/roles", {"roles": ["bureau-officer"]}),
        ("DELETE", "/v1/officers/amina", None),
        ("POST", "/v1/agreements", AGREEMENT),
        ("DELETE", f"/v1/tokens/{'1' * 32}", None),
    ],
)
def test_a_clerk_of_an_agency_changes_nothing(
    web: Web, method: str, path: str, body: object
) -> None:
    """Each write is refused with its rule to whoever is not trusted with it."""
    answer = web.client.request(method, path, headers=web.headers("port"), json=body)
    assert (answer.status_code, answer.json()["code"]) == (403, "denied")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/v1/bureaus"),
        ("GET", "/v1/officers"),
        ("POST", "/v1/officers"),
        ("PUT", "/v1/officers/port/roles"),
        ("DELETE", "/v1/officers/port"),
        ("POST", "/v1/agreements"),
    ],
)
def test_a_token_for_checks_administers_nothing(web: Web, method: str, path: str) -> None:
    """A head's token that is good for checks only is refused before anything is read."""
    bearer = {"Authorization": f"Bearer {web.token('amina', Scope.CHECK)}"}
    answer = web.client.request(method, path, headers=bearer, json={"roles": ["machine"]})
    assert answer.status_code in {400, 403}
    if method == "GET":
        assert answer.json()["reason"] == "sign_in.scope"


def test_an_unknown_field_is_refused(web: Web) -> None:
    """A body says only what is asked, so that a misspelt limit never opens everything."""
    answer = web.post("/v1/agreements", "amina", {**AGREEMENT, "counterpart": ["FRA"]})
    assert (answer.status_code, answer.json()["detail"][:11]) == (400, "counterpart")


def test_a_holder_ends_their_own_token(web: Web) -> None:
    """Who lost a token ends it; the answer has no body."""
    token = web.token("port")
    credential = web.hub.part(Callers).by_token(token).credential
    bearer = {"Authorization": f"Bearer {token}"}
    answer = web.client.delete(f"/v1/tokens/{credential}", headers=bearer)
    assert (answer.status_code, answer.content) == (204, b"")
