"""Promises of problem details (RFC 9457)."""

from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import BaseModel

from jisr.errors import Denied, RateExceeded, SignInMissing, StorageBusy
from jisr.kit.http.hub import Hub
from jisr.kit.http.problems import add_problems


class Body(BaseModel):
    """What the test's route reads."""

    number: int


def failing(hub: Hub) -> TestClient:
    """Return an application whose routes fail in every way."""
    app = FastAPI()
    app.state.hub = hub
    add_problems(app)

    @app.get("/denied")
    def denied() -> None:
        raise Denied(why="test.no")

    @app.get("/unknown")
    def unknown() -> None:
        raise SignInMissing

    @app.get("/fast")
    def fast() -> None:
        raise RateExceeded(seconds=7)

    @app.get("/busy")
    def busy() -> None:
        raise StorageBusy

    @app.get("/broken")
    def broken() -> None:
        secret = "the name of a traveller"  # noqa: S105  not a password
        raise RuntimeError(secret)

    @app.post("/body")
    def body(body: Body) -> int:
        return body.number

    return TestClient(app, raise_server_exceptions=False)


def test_a_refusal_is_told_with_its_reason(hub: Hub) -> None:
    """The code and the reason are stable, the detail is a sentence."""
    answer = failing(hub).get("/denied")
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json() == {
        "type": "urn:jisr:denied",
        "title": "Forbidden",
        "status": 403,
        "code": "denied",
        "detail": "Not allowed: the test says no",
        "reason": "test.no",
    }


def test_the_detail_is_in_the_callers_language(hub: Hub) -> None:
    """The sentence is translated, the code is not."""
    client = failing(hub)
    french = client.get("/busy", headers={"Accept-Language": "fr"}).json()
    arabic = client.get("/busy?lang=ar", headers={"Accept-Language": "fr"}).json()
    english = client.get("/busy").json()
    assert len({each["detail"] for each in (french, arabic, english)}) == 3
    assert {each["code"] for each in (french, arabic, english)} == {"unavailable.busy"}


def test_who_is_not_signed_in_is_told_how(hub: Hub) -> None:
    """401 carries the challenge that RFC 9110 asks for."""
    answer = failing(hub).get("/unknown")
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, 'Bearer realm="jisr"')


def test_who_asks_too_fast_is_told_when_to_come_back(hub: Hub) -> None:
    """429 says how many seconds to wait."""
    answer = failing(hub).get("/fast")
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "7")


def test_what_was_not_foreseen_tells_nothing_of_people(hub: Hub) -> None:
    """An error of the program is a plain 500 without its text."""
    answer = failing(hub).get("/broken")
    assert (answer.status_code, answer.json()["code"]) == (500, "internal")
    assert "traveller" not in answer.text


def test_a_malformed_field_is_named_and_never_repeated(hub: Hub) -> None:
    """The answer names the field; what was sent does not come back."""
    answer = failing(hub).post("/body", json={"number": "secret text"})
    assert answer.json()["detail"].startswith("number is not valid")
    assert (answer.status_code, "secret" in answer.text) == (400, False)


def test_a_missing_field_is_called_missing(hub: Hub) -> None:
    """What lacks is told apart from what is wrong."""
    assert (
        failing(hub).post("/body", json={}).json()["detail"] == "number is not valid: it is missing"
    )


def test_unknown_addresses_and_methods_are_problems_too(hub: Hub) -> None:
    """The framework's own refusals have the same shape."""
    client = failing(hub)
    codes = [client.get("/nowhere").json()["code"], client.delete("/body").json()["code"]]
    assert codes == ["not_found.address", "input.method"]
