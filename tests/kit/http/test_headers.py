"""Promises of the security headers."""

from fastapi import FastAPI, Response
from fastapi.testclient import TestClient

from jisr.kit.http.headers import HEADERS, STRICT_TRANSPORT, SecurityHeaders


def answering(*, is_encrypted: bool) -> TestClient:
    """Return an application with one plain route and one that sets a header itself."""
    app = FastAPI()
    app.add_middleware(SecurityHeaders, is_encrypted=is_encrypted)

    @app.get("/kept")
    def kept() -> Response:
        return Response(headers={"cache-control": "max-age=60"})

    return TestClient(app)


def test_every_answer_carries_the_headers() -> None:
    """Even one that finds nothing."""
    answer = answering(is_encrypted=False).get("/nowhere")
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert "strict-transport-security" not in answer.headers


def test_an_encrypted_hub_asks_for_encryption_for_ever() -> None:
    """Strict transport is said only where there is TLS."""
    answer = answering(is_encrypted=True).get("/nowhere")
    assert answer.headers["strict-transport-security"] == STRICT_TRANSPORT


def test_a_route_keeps_its_own_header() -> None:
    """What may be cached says so itself."""
    assert answering(is_encrypted=False).get("/kept").headers["cache-control"] == "max-age=60"
