"""What clients of OpenSanctions' yente send is answered in the shape that they read."""

from typing import Any

import pytest

from check_world import NOUR, World, person
from jisr.access.model import Purpose
from jisr.access.sign_in.model import Scope
from jisr.checks import traces
from jisr.checks.model import TraceFilter
from jisr.ledger.entry import read_act
from jisr.ledger.log import read_entry
from jisr.records.model import Audience
from web import CASE, Web

PUBLISHED = {
    "queries": {
        "q1": {
            "schema": "Person",
            "properties": {
                "name": ["Arkadiii Romanovich Rotenberg", "Ротенберг Аркадий"],
                "birthDate": ["1951"],
            },
        },
        "q2": {
            "schema": "Company",
            "properties": {"name": ["Stroygazmontazh"], "jurisdiction": ["Russia"]},
        },
    }
}
"""The example that OpenSanctions publishes for its matching API."""
DOCUMENTED = {
    "queries": {
        "entity1": {
            "schema": "Person",
            "properties": {
                "name": ["John Doe"],
                "birthDate": ["1975-04-21"],
                "nationality": ["us"],
            },
        },
        "entity2": {
            "schema": "Company",
            "properties": {
                "name": ["Brilliant Amazing Limited"],
                "jurisdiction": ["hk"],
                "registrationNumber": ["84BA99810"],
            },
        },
    }
}
"""The example of yente's own documentation."""


@pytest.fixture
def key(web: Web) -> dict[str, str]:
    """What such a client is configured with: a key, that is a token with purpose and case."""
    token = web.token("officer@mar", purpose=Purpose.INVESTIGATION, case=CASE)
    return {"Authorization": f"ApiKey {token}"}


@pytest.mark.parametrize("dataset", ["sanctions", "default", "nominal"])
def test_the_published_example_runs_unchanged(
    world: World, web: Web, key: dict[str, str], dataset: str
) -> None:
    """Both queries are answered; who is recorded is found in either script."""
    record = world.record(person("Аркадий Романович Ротенберг"))
    answer = web.client.post(f"/match/{dataset}", headers=key, json=PUBLISHED)
    responses = answer.json()["responses"]
    (found,) = responses["q1"]["results"]
    assert (answer.status_code, answer.headers["x-batch-size"]) == (200, "2")
    assert (found["id"], found["schema"], found["match"]) == (record.id, "Person", True)
    assert set(found) >= {"caption", "properties", "datasets", "referents", "target", "score"}
    assert set(found) >= {"features", "explanations", "first_seen", "last_seen", "last_change"}
    assert responses["q2"]["results"] == []
    assert responses["q1"]["total"] == {"value": 1, "relation": "eq"}
    assert responses["q1"]["query"]["properties"]["birthDate"] == ["1951"]


def test_the_documented_example_runs_unchanged(web: Web, key: dict[str, str]) -> None:
    """Nobody is recorded, so nobody is found; the options of yente are taken."""
    query = "algorithm=logic-v1&limit=5&threshold=0.7&cutoff=0.5"
    answer = web.client.post(f"/match/default?{query}", headers=key, json=DOCUMENTED).json()
    assert {name: each["results"] for name, each in answer["responses"].items()} == {
        "entity1": [],
        "entity2": [],
    }
    assert (answer["limit"], "name" in answer["matcher"]) == (5, True)


def test_every_name_of_every_example_is_sealed(world: World, web: Web, key: dict[str, str]) -> None:
    """Two names and one company leave three traces under the purpose of the token."""
    web.client.post("/match/default", headers=key, json=PUBLISHED)
    with world.database.reading() as transaction:
        reader = world.officer("guardian@mar")
        found = traces.read_traces(transaction, reader, TraceFilter("MAR"))
    assert sorted(each.code for each in found) == [
        "INVALID_SEARCH_ERROR",
        "NO_ANSWER",
        "NO_ANSWER",
    ]
    assert {(each.purpose, each.case) for each in found} == {("investigation", CASE)}


def test_without_a_token_nothing_is_answered(web: Web) -> None:
    """Not even what could be searched."""
    statuses = [
        web.client.post("/match/default", json=PUBLISHED).status_code,
        web.client.get("/search/default?q=nour").status_code,
        web.client.get(f"/entities/{'0' * 32}").status_code,
        web.client.get("/catalog").status_code,
        web.client.get("/algorithms").status_code,
    ]
    assert statuses == [401] * 5


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/match/atlantis", 404),
        ("/match/default?algorithm=guess", 400),
        ("/match/default?limit=51", 400),
        ("/match/default?threshold=2", 400),
    ],
)
def test_what_is_not_there_is_refused(
    web: Web, key: dict[str, str], path: str, status: int
) -> None:
    """A dataset, an algorithm or a bound that does not exist."""
    assert web.client.post(path, headers=key, json=PUBLISHED).status_code == status


def test_a_request_has_at_most_a_hundred_examples(web: Web, key: dict[str, str]) -> None:
    """As with yente."""
    example = PUBLISHED["queries"]["q2"]
    codes = [
        web.client.post(
            "/match/default",
            headers=key,
            json={"queries": {str(number): example for number in range(count)}},
        ).status_code
        for count in (0, 101)
    ]
    assert codes == [400, 400]


def test_a_name_is_searched(world: World, web: Web, key: dict[str, str]) -> None:
    """The search of yente finds persons by name; another database holds none."""
    record = world.record(NOUR)
    told = web.client.get("/search/default?q=Nour Al Haddad", headers=key).json()
    other = web.client.get("/search/vehicles?q=Nour Al Haddad", headers=key).json()
    assert [each["id"] for each in told["results"]] == [record.id]
    assert (told["total"], told["offset"], told["facets"]) == (
        {"value": 1, "relation": "eq"},
        0,
        {},
    )
    assert other["results"] == []


def test_an_entity_is_opened(world: World, web: Web, key: dict[str, str]) -> None:
    """A record in the shape of yente; the reading is sealed under the token's purpose and case."""
    record = world.record(NOUR)
    answer = web.client.get(f"/entities/{record.id}?nested=false", headers=key)
    told = answer.json()
    assert (answer.status_code, told["id"], told["schema"]) == (200, record.id, "Person")
    assert told["properties"]["name"] == [each.text for each in NOUR.names]
    assert (told["caption"], told["datasets"], told["target"]) == (
        NOUR.names[0].text,
        ["nominal"],
        True,
    )
    assert set(told) == {
        *("id", "caption", "schema", "properties", "datasets", "referents", "target"),
        *("first_seen", "last_seen", "last_change"),
    }
    with world.database.reading() as transaction:
        act, _ = read_act(read_entry(transaction, answer.headers["Jisr-Entry"]).act)
    assert (act.verb, act.subject, act.officer, act.purpose) == (
        "record.read",
        record.id,
        "officer@mar",
        "investigation",
    )


def test_an_entity_that_is_not_for_the_caller_is_none(
    world: World, web: Web, key: dict[str, str]
) -> None:
    """Hidden, never there and no id at all sound alike."""
    hidden = world.record(NOUR, audience=Audience(everyone=False, members=("SYR",)))
    answers = [
        web.client.get(f"/entities/{each}", headers=key)
        for each in (hidden.id, "0" * 32, "NK-7ndmGLRjEPkn8p9bVyGMNn")
    ]
    assert {each.status_code for each in answers} == {404}
    assert len({each.json()["detail"] for each in answers}) == 1


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({}, "denied.sign_in"),
        ({"scopes": Scope.CHECK}, "denied"),
        ({"purpose": "border-management"}, "denied"),
        ({"case": ""}, "input.case_missing"),
    ],
)
def test_an_entity_needs_scope_purpose_and_case(
    world: World, web: Web, headers: dict[str, Any], code: str
) -> None:
    """A token that may only check, another purpose than the token's, no case: refused."""
    record = world.record(NOUR)
    sent = {}
    if headers:
        scopes = [headers["scopes"]] if "scopes" in headers else []
        token = web.token(
            "officer@mar",
            *scopes,
            purpose=Purpose.INVESTIGATION,
            case=headers.get("case", CASE),
        )
        sent = {"Authorization": f"ApiKey {token}", "Jisr-Purpose": headers.get("purpose", "")}
    answer = web.client.get(f"/entities/{record.id}", headers=sent)
    assert (answer.status_code >= 400, answer.json()["code"]) == (True, code)


def test_catalog_and_algorithms_are_told(web: Web, key: dict[str, str]) -> None:
    """A client finds what it may name."""
    catalog = web.client.get("/catalog", headers=key).json()
    algorithms = web.client.get("/algorithms", headers=key).json()
    assert {"default", "sanctions", "nominal"} <= set(catalog["current"])
    assert algorithms["default"] in {each["name"] for each in algorithms["algorithms"]}
