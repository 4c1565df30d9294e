"""Traces over HTTP: who may see which, and how they are sought."""

import pytest

from check_world import PASSPORT, World
from jisr.access.model import Purpose
from jisr.access.sign_in.model import Scope
from jisr.checks.model import DocumentQuery
from web import CASE, Web


def _ids(web: Web, query: str, officer: str = "guardian@mar") -> list[str]:
    return [each["id"] for each in web.get(f"/v1/traces?{query}", officer).json()["items"]]


def test_traces_are_sought_by_what_they_say(world: World, web: Web) -> None:
    """Time, officer, purpose, case and outcome, alone and together."""
    world.record(PASSPORT)
    first = world.check(DocumentQuery("ZZ000001")).trace
    second = world.check(DocumentQuery(PASSPORT.number), purpose=Purpose.INVESTIGATION).trace
    third = world.check(DocumentQuery("ZZ000002")).trace
    told = {
        query: _ids(web, query)
        for query in (
            "",
            "purpose=investigation",
            "outcome=NO_ERROR",
            "outcome=NO_ANSWER&purpose=investigation",
            "officer=officer@mar&case=TNG-1",
            "officer=head@mar",
            "case=OTHER",
            "since=2026-11-21T00:00:00Z&until=2026-11-22T00:00:00Z",
            "until=2026-11-21T00:00:00",
        )
    }
    everything = [third, second, first]
    assert list(told.values()) == [
        everything,
        [second],
        [second],
        [],
        everything,
        [],
        [],
        everything,
        [],
    ]


def test_pages_follow_each_other(world: World, web: Web) -> None:
    """`next` begins the page after; the last page has none."""
    for number in range(5):
        world.check(DocumentQuery(f"ZZ00000{number}"))
    seen, cursor, pages = [], "", 0
    while pages == 0 or cursor:
        page = web.get(f"/v1/traces?limit=2&cursor={cursor}", "guardian@mar").json()
        seen += [each["id"] for each in page["items"]]
        cursor, pages = page["next"], pages + 1
    assert (pages, len(set(seen)), seen) == (3, 5, _ids(web, ""))


@pytest.mark.parametrize(
    ("path", "officer", "status"),
    [
        ("/v1/traces?bureau=MAR", "officer@fra", 403),
        ("/v1/traces", "port@mar", 200),
        ("/v1/traces?bureau=MAR", "port@mar", 403),
        ("/v1/traces?cursor=nonsense", "officer@mar", 400),
        ("/v1/traces?outcome=GUESS", "officer@mar", 400),
        ("/v1/traces?officer=%00", "officer@mar", 400),
        ("/v1/traces?since=0001-01-01T00:00:00%2B14:00", "officer@mar", 400),
        ("/v1/traces/nonsense", "officer@mar", 400),
        ("/v1/traces/" + "0" * 32, "officer@mar", 404),
    ],
)
def test_each_bureau_reads_its_own(web: Web, path: str, officer: str, status: int) -> None:
    """Another bureau's traces are refused; what is no trace is not found."""
    assert web.get(path, officer).status_code == status


def test_one_trace_is_read_without_its_terms(world: World, web: Web) -> None:
    """Who, when, why and with what outcome; a stranger is told that there is none."""
    trace = world.check(DocumentQuery("ZZ000001")).trace
    told = web.get(f"/v1/traces/{trace}", "officer@mar").json()
    assert {name: told[name] for name in ("id", "officer", "purpose", "case", "outcome")} == {
        "id": trace,
        "officer": "officer@mar",
        "purpose": "border-management",
        "case": "TNG-1",
        "outcome": "NO_ANSWER",
    }
    assert "ZZ000001" not in str(told)
    assert web.get(f"/v1/traces/{trace}", "officer@fra").status_code == 404


def test_terms_are_for_the_guardian_with_the_scope(world: World, web: Web) -> None:
    """The officer who asked may not read them again; a token for reading is not enough."""
    trace = world.check(DocumentQuery("ZZ000001", "FRA")).trace
    path = f"/v1/traces/{trace}/terms"
    told = web.post(path, "guardian@mar", None).json()
    narrow = {
        "Authorization": f"Bearer {web.token('guardian@mar', Scope.READ)}",
        "Jisr-Case": CASE,
    }
    caseless = {"Authorization": f"Bearer {web.token('guardian@mar')}"}
    statuses = [
        web.post(path, "officer@mar", None).status_code,
        web.post(path, "guardian@fra", None).status_code,
        web.client.post(path, headers=narrow).status_code,
        web.client.post(path, headers=caseless).status_code,
        web.client.post(path).status_code,
    ]
    assert told["query"] == {"number": "ZZ000001", "country": "FRA"}
    assert statuses == [403, 404, 403, 400, 401]
