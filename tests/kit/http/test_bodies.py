"""Promises of bodies that are read as they came, and of versions in headers."""

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from jisr.kit.http.bodies import JsonBytes, VersionMatched, etag_of
from jisr.kit.http.hub import Hub
from jisr.kit.http.problems import add_problems


@pytest.fixture
def client(hub: Hub) -> TestClient:
    """An application with a route for each."""
    app = FastAPI()
    app.state.hub = hub
    add_problems(app)

    @app.post("/body")
    def body(content: JsonBytes) -> int:
        return len(content)

    @app.put("/version")
    def version(read: VersionMatched) -> int:
        return read

    return TestClient(app)


def test_json_is_handed_on_untouched(client: TestClient) -> None:
    """Not even what is no JSON is parsed here."""
    headers = {"content-type": "application/json; charset=utf-8"}
    assert client.post("/body", content=b"\xff{", headers=headers).json() == 2


@pytest.mark.parametrize("kind", ["text/plain", "application/xml", ""])
def test_another_kind_of_body_is_refused(client: TestClient, kind: str) -> None:
    """The caller is told what to send."""
    answer = client.post("/body", content=b"{}", headers={"content-type": kind})
    assert (answer.status_code, answer.json()["code"]) == (415, "input.media")
    assert "application/json" in answer.json()["detail"]


def test_an_etag_comes_back_as_its_version(client: TestClient) -> None:
    """What was sent as ETag is what If-Match says, also where a proxy made it weak."""
    for given in (etag_of(7), f"W/{etag_of(7)}"):
        assert client.put("/version", headers={"if-match": given}).json() == 7


@pytest.mark.parametrize(
    ("given", "status"), [("", 428), ("*", 400), ('"a"', 400), ('"-1"', 400), ('"' + "9" * 11, 400)]
)
def test_no_version_or_another_text_is_refused(client: TestClient, given: str, status: int) -> None:
    """A change without its version is never taken for a change of the newest."""
    assert client.put("/version", headers={"if-match": given}).status_code == status
