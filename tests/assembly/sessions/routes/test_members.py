"""Promises of the routes of delegations, credentials, observers and dues."""

from typing import Any

import pytest
from httpx2 import Response

from hall_world import BUREAU, CHAIR, SECRETARY, HallWorld
from jisr.assembly.sessions.model import CredentialState
from web import Web

BASE = "/v1/assembly/sessions/93"
SENT: dict[str, Any] = {
    "delegates": [
        {"id": "delegate@fra", "posts": ["head"]},
        {"id": "alternate@fra", "posts": ["alternate"]},
        {"id": "caster@fra"},
    ]
}


def _send(
    web: Web, method: str, path: str, officer: str, body: Any = None, **more: str
) -> Response:
    headers = web.headers(officer, **more)
    return web.client.request(method, f"{BASE}/{path}", headers=headers, json=body)


def test_delegation_is_named_over_what_was_read(web: Web) -> None:
    """If-Match is the version that was read, "0" for the first; a stale one is told so."""
    path = "delegations/FRA"
    assert web.get(f"{BASE}/{path}", "head@fra").headers["etag"] == '"0"'
    named = _send(web, "PUT", path, "head@fra", SENT, If_Match='"0"')
    assert (named.status_code, named.headers["etag"]) == (200, '"1"')
    assert [each["name"] for each in named.json()["delegates"]] == [
        "delegate of fra",
        "alternate of fra",
        "caster of fra",
    ]
    assert _send(web, "PUT", path, "head@fra", SENT, If_Match='"0"').status_code == 412
    assert _send(web, "PUT", path, "head@fra", SENT).status_code == 428
    assert web.get(f"{BASE}/{path}", CHAIR).json() == named.json()


def test_delegations_come_in_pages(web: Web, hall: HallWorld) -> None:
    """By member; who sent nobody is not in the list, and no stranger is found."""
    for member in ("FRA", "EGY", "ISL"):
        hall.send(member)
    for path in ("delegations", "credentials"):
        page = web.get(f"{BASE}/{path}?limit=2", CHAIR).json()
        rest = web.get(f"{BASE}/{path}?cursor={page['next']}", CHAIR).json()
        members = [each["member"] for each in page["items"] + rest["items"]]
        assert (members, rest["next"]) == (["EGY", "FRA", "ISL"], "")
        assert web.get(f"{BASE}/{path}/PRK", CHAIR).status_code == 404
        assert web.get(f"{BASE}/{path}/x", CHAIR).status_code == 400


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"delegates": []},
        {"delegates": [{"id": "a"}] * 201},
        {"delegates": [{"id": "delegate@fra", "posts": ["king"]}]},
        {"delegates": [{"id": "delegate@fra", "is_extra": True}]},
    ],
)
def test_delegation_of_another_form_is_refused(web: Web, body: Any) -> None:
    """Lists are bounded, and nobody says of itself that it does not count."""
    refused = _send(web, "PUT", "delegations/FRA", "head@fra", body, If_Match='"0"')
    assert refused.status_code == 400


def test_each_change_is_refused_to_others(web: Web, hall: HallWorld) -> None:
    """Another member, a delegate without a post or office, and the secretary."""
    hall.send("FRA", state=CredentialState.SUBMITTED)
    refused = [
        _send(web, "PUT", "delegations/FRA", "head@egy", SENT, If_Match='"1"'),
        _send(web, "PUT", "delegations/FRA", SECRETARY, SENT, If_Match='"1"'),
        _send(web, "DELETE", "delegations/FRA/delegates/delegate@fra", SECRETARY),
        _send(web, "PUT", "credentials/FRA", "head@egy", {"issuer": "other"}),
        _send(
            web, "POST", "credentials/FRA/review", SECRETARY, {"state": "accepted"}, If_Match='"1"'
        ),
        _send(web, "PUT", "observers/x", CHAIR, _observer()),
        _send(web, "DELETE", "observers/x", CHAIR),
        _send(web, "POST", "dues", "head@fra", {"unpaid": {"FRA": []}}),
        _send(web, "POST", "waivers", CHAIR, {"member": "FRA", "item": "4"}),
    ]
    assert [each.status_code for each in refused] == [403] * len(refused)


def _observer(**more: Any) -> dict[str, Any]:
    return {"name": "Amina", "kind": "organisation", "is_listed": True, "is_partner": True, **more}


def test_delegate_is_withdrawn_at_once(web: Web, hall: HallWorld) -> None:
    """Whatever version was read: it cannot wait."""
    hall.send("FRA")
    left = _send(web, "DELETE", "delegations/FRA/delegates/delegate@fra", "head@fra").json()
    assert [(each["id"], each["is_revoked"]) for each in left["delegates"]] == [
        ("delegate@fra", True),
        ("alternate@fra", False),
    ]


def test_credentials_are_handed_in_and_reviewed(web: Web, hall: HallWorld) -> None:
    """By the member, then by the bureau over the version that it read."""
    hall.send("FRA", state=None)
    assert web.get(f"{BASE}/credentials/FRA", CHAIR).status_code == 404
    body = {"issuer": "foreign-minister"}
    handed = _send(web, "PUT", "credentials/FRA", "head@fra", body)
    assert (handed.json()["state"], handed.headers["etag"]) == ("submitted", '"1"')
    review = {"state": "disputed", "why": "the seal is missing"}
    path = "credentials/FRA/review"
    assert _send(web, "POST", path, BUREAU, review, If_Match='"2"').status_code == 412
    told = _send(web, "POST", path, BUREAU, review, If_Match='"1"').json()
    assert (told["state"], told["why"], told["changed_by"]) == (
        "disputed",
        "the seal is missing",
        BUREAU,
    )
    assert web.get(f"{BASE}/credentials/FRA", CHAIR).json() == told


def test_observers_are_let_in_and_out(web: Web) -> None:
    """Each with the list and the host's word; names are bounded."""
    assert _send(web, "PUT", "observers/x", SECRETARY, _observer()).json()["is_admitted"] is True
    unlisted = _observer(is_listed=False)
    assert _send(web, "PUT", "observers/y", SECRETARY, unlisted).status_code == 403
    assert _send(web, "PUT", "observers/y", SECRETARY, _observer(name="")).status_code == 400
    gone = _send(web, "DELETE", "observers/x", SECRETARY).json()
    assert (gone["is_admitted"], gone["version"]) == (False, 2)
    assert web.get(f"{BASE}/observers", CHAIR).json() == {"items": [gone], "next": ""}


def test_dues_and_waivers_are_told_together(web: Web) -> None:
    """Which years are unpaid, and under which item a vote was given back."""
    unpaid = {"FRA": [2026, 2025], "EGY": []}
    assert _send(web, "POST", "dues", SECRETARY, {"unpaid": unpaid}).status_code == 204
    waiver = {"member": "FRA", "item": "Item 4"}
    assert _send(web, "POST", "waivers", SECRETARY, waiver).status_code == 204
    assert web.get(f"{BASE}/dues", CHAIR).json()["items"] == [
        {"session": 93, "member": "EGY", "unpaid_years": [], "waived_by": ""},
        {"session": 93, "member": "FRA", "unpaid_years": [2025, 2026], "waived_by": "Item 4"},
    ]
    for bad in ({}, {"FRA": [1900]}, {"fra": [2026]}, {"FRA": [2026] * 51}):
        assert _send(web, "POST", "dues", SECRETARY, {"unpaid": bad}).status_code == 400
