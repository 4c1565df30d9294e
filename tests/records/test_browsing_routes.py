"""Promises of the routes by which a bureau looks through its own records."""

from pathlib import Path
from typing import Any

import pytest

from check_world import found_network
from jisr.access.sign_in.model import Scope
from jisr.kit.db import Database
from web import Web, web_over

OWNER, COLLEAGUE, STRANGER, CLERK = "head@mar", "officer@mar", "officer@fra", "port@mar"
BUS: dict[str, Any] = {
    "database": "vehicles",
    "subject": {"vin": "1M8GDM9AXKP042788", "make": "Bus"},
    "purpose": "investigation",
    "reference": "TNG-7",
}
NOUR: dict[str, Any] = {
    "database": "nominal",
    "subject": {
        "names": [{"text": "نور الحداد", "latin": "Nour Al Haddad"}],
        "documents": [{"number": "XY998877", "country": "MAR"}],
    },
    "purpose": "locate",
    "status": "suspect",
    "event": "Case 12/2026",
    "reference": "TNG-8",
}


@pytest.fixture
def web(database: Database, tmp_path: Path) -> Web:
    """The application over officers of three members."""
    found_network(database, tmp_path)
    return web_over(database, tmp_path)


def added(web: Web, draft: dict[str, Any], officer: str = OWNER) -> str:
    """Add a record; return its id."""
    return str(web.post("/v1/records", officer, draft).json()["id"])


def ids(web: Web, query: str = "", officer: str = OWNER) -> list[str]:
    """Return the ids of a list."""
    return [each["id"] for each in web.get(f"/v1/records{query}", officer).json()["items"]]


def searched(web: Web, text: str, officer: str = OWNER) -> list[str]:
    """Return the ids that a text means."""
    found = web.post("/v1/records/search", officer, {"text": text}).json()["items"]
    return [each["id"] for each in found]


def test_a_bureau_lists_its_own_records_by_kind_state_and_end(web: Web) -> None:
    """What another bureau owns is not among them, whoever may see it."""
    bus, nour = added(web, BUS), added(web, NOUR)
    soon = added(web, {**BUS, "subject": {"plate": "1"}, "retained_until": "2027-01-15"})
    foreign = added(web, {**BUS, "subject": {"plate": "2"}}, "head@fra")
    web.post(f"/v1/records/{bus}/withdrawal", OWNER, {"reason": "found"})
    assert set(ids(web)) == {bus, nour, soon}
    assert ids(web, "?kind=person") == [nour]
    assert ids(web, "?state=withdrawn") == [bus]
    assert ids(web, "?expiring=true&state=active") == [soon]
    assert ids(web, officer=STRANGER) == [foreign]


def test_a_list_comes_in_pages(web: Web) -> None:
    """Each record once, in one order, to the end."""
    made = {added(web, {**BUS, "subject": {"plate": f"{n}"}}) for n in range(5)}
    first = web.get("/v1/records?limit=2", OWNER).json()
    second = web.get(f"/v1/records?limit=2&cursor={first['next']}", OWNER).json()
    third = web.get(f"/v1/records?limit=2&cursor={second['next']}", OWNER).json()
    pages = [[each["id"] for each in page["items"]] for page in (first, second, third)]
    assert [len(each) for each in pages] == [2, 2, 1]
    assert ({each for page in pages for each in page}, third["next"]) == (made, "")


def test_own_records_are_found_by_number_reference_and_id(web: Web) -> None:
    """In any spelling of the number; another bureau finds nothing of them."""
    bus, nour = added(web, BUS), added(web, NOUR)
    texts = ("1m8gdm9axkp042788", " TNG-7 ", bus)
    assert [searched(web, each) for each in texts] == [[bus]] * 3
    assert (searched(web, "xy 998877"), searched(web, "nobody")) == ([nour], [])
    assert [searched(web, each, STRANGER) for each in (*texts, "XY998877")] == [[]] * 4


def test_own_persons_are_found_by_name_in_any_script(web: Web) -> None:
    """Where the desk is open; what other bureaus own is never among them."""
    nour = added(web, NOUR)
    added(web, NOUR, "head@fra")
    with web.client:
        found = [searched(web, each) for each in ("Nour Haddad", "نور الحداد", "Zbigniew Kowalski")]
    assert found == [[nour], [nour], []]


def test_every_version_says_what_it_said(web: Web) -> None:
    """With who wrote it; an erased record says nothing any more."""
    bus = added(web, BUS)
    headers = web.headers(OWNER, If_Match='"1"')
    web.client.put(f"/v1/records/{bus}", headers=headers, json={**BUS, "reference": "TNG-9"})
    shown = web.get(f"/v1/records/{bus}/versions", OWNER).json()
    told = [(each["version"], each["record"]["metadata"]["reference"]) for each in shown]
    assert told == [(1, "TNG-7"), (2, "TNG-9")]
    web.post(f"/v1/records/{bus}/erasure", OWNER, {"reason": "purpose achieved"})
    assert web.get(f"/v1/records/{bus}/versions", OWNER).status_code == 404


def test_versions_are_for_the_owner(web: Web) -> None:
    """Another member that sees the record, and an unknown id, sound alike."""
    bus = added(web, BUS)
    hidden = web.get(f"/v1/records/{bus}/versions", STRANGER)
    unknown = web.get(f"/v1/records/{'0' * 32}/versions", STRANGER)
    assert (hidden.status_code, hidden.content) == (404, unknown.content)


def test_looking_through_records_is_sealed(web: Web) -> None:
    """Each page of a list, each search and each history is an entry."""
    bus = added(web, BUS)
    before = _readings(web)
    ids(web)
    searched(web, "TNG-7")
    web.get(f"/v1/records/{bus}/versions", OWNER)
    assert _readings(web) - before == 3


def test_a_clerk_without_the_right_to_read_sees_no_list(web: Web) -> None:
    """An agency that may only check looks through nothing."""
    added(web, BUS)
    assert (ids(web, officer=CLERK), searched(web, "TNG-7", CLERK)) == ([], [])


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/v1/records"),
        ("POST", "/v1/records/search"),
        ("GET", f"/v1/records/{'0' * 32}/versions"),
    ],
)
def test_a_token_is_good_for_its_scope_only(web: Web, method: str, path: str) -> None:
    """Each refuses a token of another scope."""
    bearer = f"Bearer {web.token(OWNER, Scope.CHECK)}"
    headers = {**web.headers(OWNER), "Authorization": bearer}
    answer = web.client.request(method, path, headers=headers, json={"text": "x"})
    assert (answer.status_code, answer.json().get("reason")) == (403, "sign_in.scope")


@pytest.mark.parametrize(
    ("query", "body"),
    [
        ("?kind=people", None),
        ("?limit=9999", None),
        ("?cursor=%%%", None),
        ("", {"text": "x" * 201}),
    ],
)
def test_what_is_no_question_is_refused(web: Web, query: str, body: dict[str, str] | None) -> None:
    """In words."""
    if body is None:
        answer = web.get(f"/v1/records{query}", OWNER)
    else:
        answer = web.post("/v1/records/search", OWNER, body)
    assert (answer.status_code, answer.json()["code"]) == (400, "input.malformed")


def _readings(web: Web) -> int:
    with web.hub.database.reading() as transaction:
        query = "SELECT count(*) FROM entries WHERE subject_kind = 'record' AND version IS NULL"
        found = transaction.connection.exec_driver_sql(query).scalar()
    return int(found or 0)
