"""Promises of the operator's metrics."""

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from jisr.kit.http.hub import Hub
from jisr.kit.http.metrics import Metered, router
from jisr.kit.http.problems import add_problems


def metered(hub: Hub, host: str = "127.0.0.1") -> TestClient:
    """Return an application with one route, asked from an address."""
    app = FastAPI()
    app.state.hub = hub
    add_problems(app)
    app.add_middleware(Metered)
    app.include_router(router)

    @app.get("/things/{thing}")
    def one(thing: str) -> str:
        return thing

    return TestClient(app, client=(host, 1))


def test_requests_are_counted_by_route_and_not_by_thing(hub: Hub) -> None:
    """The pattern of the route is a label; what stood in its place is not in any."""
    client = metered(hub)
    for thing in ("secret-one", "secret-two"):
        client.get(f"/things/{thing}")
    text = client.get("/metrics").text
    line = 'jisr_requests_total{method="GET",route="/things/{thing}",status="200"}'
    counted = next(each for each in text.splitlines() if each.startswith(line))
    assert float(counted.rpartition(" ")[2]) >= 2
    assert "secret" not in text


def test_unknown_paths_and_methods_share_a_label(hub: Hub) -> None:
    """Nobody fills the memory with addresses that are not there."""
    client = metered(hub)
    for number in range(3):
        client.request(f"BREW{number}", f"/nowhere/{number}")
    text = client.get("/metrics").text
    assert "nowhere" not in text
    assert "BREW" not in text


def test_an_answer_can_be_found_in_the_log(hub: Hub) -> None:
    """Each answer carries the id of its log line."""
    answers = [metered(hub).get("/things/x").headers["x-request-id"] for _ in range(2)]
    assert len(set(answers)) == 2


@pytest.mark.parametrize("host", ["192.0.2.7", "2001:db8::1", "testclient"])
def test_metrics_are_for_this_machine(hub: Hub, host: str) -> None:
    """From elsewhere the address does not exist."""
    assert metered(hub, host).get("/metrics").status_code == 404


@pytest.mark.parametrize("header", ["Forwarded", "X-Forwarded-For", "X-Real-IP"])
def test_a_proxy_does_not_open_the_metrics(hub: Hub, header: str) -> None:
    """What was forwarded comes from elsewhere, whatever its last hop."""
    answer = metered(hub).get("/metrics", headers={header: "127.0.0.1"})
    assert answer.status_code == 404
