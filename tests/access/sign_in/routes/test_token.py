"""Promises of the route that gives tokens to machines."""

import base64
import time
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fastapi.testclient import TestClient

from jisr.access.callers import KNOWN_SECONDS
from jisr.access.sign_in import machines
from jisr.access.sign_in.assertions import ASSERTION_TYPE, thumbprint
from jisr.access.sign_in.routes.token import FORM_BYTES_MAX
from jisr.access.sign_in.throttle import FAILURES_BY_ACCOUNT_MAX
from jisr.kit.db import Database
from jisr.settings import Settings
from machine_world import HEAD, MACHINE, claims, found_machine, register, signed
from web import Web, web_over

PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


@pytest.fixture
def web(database: Database, tmp_path: Path) -> Web:
    """The application of a network with a machine that has a key."""
    found_machine(database)
    register(database, PRIVATE)
    return web_over(database, tmp_path)


def form(web: Web, name: str = "one", **changed: str) -> dict[str, str]:
    """Return what a machine sends."""
    return {
        "grant_type": "client_credentials",
        "client_assertion_type": ASSERTION_TYPE,
        "client_assertion": signed(PRIVATE, claims(web.hub.database.clock(), jti=name)),
        **changed,
    }


def test_a_machine_gets_a_token_that_works(web: Web) -> None:
    """As OAuth says it; the token is what was asked for."""
    asked = form(web, scope="check read", purpose="border-management", case="A-1")
    answer = web.client.post("/v1/token", data=asked)
    told = answer.json()
    token = told.pop("access_token")
    assert told == {"token_type": "Bearer", "expires_in": 900, "scope": "check read"}
    assert answer.headers["cache-control"] == "no-store"
    me = web.client.get("/v1/me", headers={"Authorization": f"Bearer {token}"}).json()
    assert me == {
        "officer": "desk@mar",
        "name": "Desk",
        "bureau": "MAR",
        "roles": ["machine"],
        "means": "token",
        "scopes": ["check", "read"],
        "purpose": "border-management",
        "case": "A-1",
    }


def test_tokens_end_with_their_key(web: Web) -> None:
    """Within a second of its revocation, also where one was in use a moment ago."""
    token = web.client.post("/v1/token", data=form(web)).json()["access_token"]
    bearer = {"Authorization": f"Bearer {token}"}
    before = web.client.get("/v1/me", headers=bearer).status_code
    key = thumbprint(PRIVATE.public_key().public_bytes_raw())
    web.hub.database.in_transaction(machines.revoke_key, HEAD, MACHINE, key)
    time.sleep(KNOWN_SECONDS + 0.1)
    assert (before, web.client.get("/v1/me", headers=bearer).status_code) == (200, 401)


def test_a_replayed_assertion_is_refused(web: Web) -> None:
    """The answer is a problem that OAuth clients understand too."""
    again = form(web)
    web.client.post("/v1/token", data=again)
    answer = web.client.post("/v1/token", data=again)
    told = answer.json()
    assert (answer.status_code, told["error"], told["code"]) == (
        401,
        "invalid_client",
        "denied.credential",
    )
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("changed", "status", "error"),
    [
        ({"scope": "administer"}, 403, "invalid_scope"),
        ({"scope": "everything"}, 400, "invalid_request"),
        ({"purpose": "curiosity"}, 400, "invalid_request"),
        ({"case": "x" * 65}, 400, "invalid_request"),
        ({"grant_type": "password"}, 400, "invalid_request"),
        ({"client_assertion_type": "x"}, 400, "invalid_request"),
        ({"client_assertion": ""}, 400, "invalid_request"),
        ({"client_assertion": "x.y.z"}, 401, "invalid_client"),
    ],
)
def test_what_is_wrong_is_said(web: Web, changed: dict[str, Any], status: int, error: str) -> None:
    """Each fault has the status and the code of RFC 6749."""
    answer = web.client.post("/v1/token", data=form(web, **changed))
    assert (answer.status_code, answer.json()["error"]) == (status, error)


def test_only_a_short_form_is_read(web: Web) -> None:
    """Another kind, a long one, a field twice, something that is no text: refused unparsed."""
    kind = {"content-type": "application/x-www-form-urlencoded"}
    answers = [
        web.client.post("/v1/token", json=form(web)),
        web.client.post("/v1/token", content=b"a" * (FORM_BYTES_MAX + 1), headers=kind),
        web.client.post("/v1/token", content=b"scope=a&scope=b", headers=kind),
        web.client.post("/v1/token", content=b"\xff=1", headers=kind),
        web.client.post(
            "/v1/token", content=b"&".join(b"%d=1" % n for n in range(20)), headers=kind
        ),
    ]
    assert [each.status_code for each in answers] == [415, 413, 400, 400, 400]


def test_a_page_in_a_browser_gets_no_token(web: Web) -> None:
    """Nor can a page elsewhere make failures that count for its visitor's address."""
    for name, value in (("origin", "https://evil.example"), ("sec-fetch-site", "cross-site")):
        answer = web.client.post("/v1/token", data=form(web), headers={name: value})
        assert answer.json()["code"] == "denied.origin"


def test_who_guesses_waits(web: Web) -> None:
    """After ten refused attempts a machine is told to wait there, also with a good assertion."""
    said = claims(web.hub.database.clock())
    bad = form(web, client_assertion=signed(Ed25519PrivateKey.generate(), said))
    for _ in range(FAILURES_BY_ACCOUNT_MAX):
        assert web.client.post("/v1/token", data=bad).status_code == 401
    answer = web.client.post("/v1/token", data=form(web))
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0


def test_a_proxy_shows_the_machines_certificate(database: Database, tmp_path: Path) -> None:
    """A token got with it is good with it alone; the same header from elsewhere shows nothing."""
    found_machine(database)
    register(database, PRIVATE)
    web = web_over(database, tmp_path, Settings(trusted_proxy="10.0.0.5"))
    by_proxy, direct = (
        TestClient(web.client.app, client=(address, 1)) for address in ("10.0.0.5", "127.0.0.1")
    )
    shown = {"Client-Cert": f":{base64.b64encode(b'certificate').decode()}:"}
    token = by_proxy.post("/v1/token", data=form(web), headers=shown).json()["access_token"]
    bearer = {"Authorization": f"Bearer {token}"}
    statuses = [
        client.get("/v1/me", headers={**bearer, **headers}).status_code
        for client, headers in ((by_proxy, shown), (by_proxy, {}), (direct, shown))
    ]
    assert statuses == [200, 401, 401]


def test_failures_behind_a_proxy_are_counted_where_they_come_from(
    database: Database, tmp_path: Path
) -> None:
    """One caller that fails locks out nobody else behind the same proxy."""
    found_machine(database)
    register(database, PRIVATE)
    web = web_over(database, tmp_path, Settings(trusted_proxy="10.0.0.5"))
    by_proxy = TestClient(web.client.app, client=("10.0.0.5", 1))
    wrong = {**form(web), "client_assertion": form(web)["client_assertion"][:-4] + "AAAA"}
    for _ in range(FAILURES_BY_ACCOUNT_MAX):
        by_proxy.post("/v1/token", data=wrong, headers={"X-Forwarded-For": "198.51.100.1"})
    statuses = [
        by_proxy.post(
            "/v1/token", data=form(web, name), headers={"X-Forwarded-For": name}
        ).status_code
        for name in ("198.51.100.1", "198.51.100.2")
    ]
    assert statuses == [429, 200]
