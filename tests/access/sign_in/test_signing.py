"""Promises about the signature that a request carries."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response

from authenticator import Authenticator
from browser import ORIGIN, Browser, browser_over
from jisr.access.callers import CallerNow
from jisr.access.sign_in import passkey_store, signatures, statements
from jisr.access.sign_in.origins import Relying
from jisr.access.sign_in.signatures import Statement
from jisr.access.sign_in.signing import LooselySignedNow, SignedNow
from jisr.kit.db import Database
from jisr.kit.http.hub import HubNow
from jisr.kit.http.problems import add_problems
from jisr.values import new_id
from machine_world import HEAD, MACHINE, found_machine, register
from web import Web

RELYING = Relying("jisr.example", ORIGIN)
BODY = b'{"reason": "answered"}'
PATH = "/v1/things"


@pytest.fixture
def device() -> Authenticator:
    """A device that holds a passkey of the head."""
    return Authenticator(ORIGIN, RELYING.id)


@pytest.fixture
def browser(database: Database, tmp_path: Path, device: Authenticator) -> Browser:
    """A signed-in browser before a hub whose `/things` must be signed."""
    found_machine(database)
    browser = browser_over(database, tmp_path)
    browser.register(device, HEAD)
    browser.sign_in(HEAD)
    app: Any = browser.client.app
    app.include_router(things().router, prefix="/v1")
    return browser


def things() -> FastAPI:
    """Return an application with two routes that are signed."""
    app = FastAPI()
    add_problems(app)

    @app.post("/things")
    def make(hub: HubNow, caller: CallerNow, signed: SignedNow) -> dict[str, str]:
        if signed is None:
            return {"by": "nobody"}
        hub.database.in_transaction(statements.keep, caller, signed, new_id())
        return {"by": signed.kind, "key": signed.key, "value": signed.value}

    @app.post("/loose")
    def loose(signed: LooselySignedNow) -> dict[str, bool]:
        return {"covers": signed is not None and signed.covers(b"message")}

    return app


def begin(browser: Browser, content: bytes = BODY, path: str = PATH, **changed: str) -> Any:
    """Ask what to sign."""
    told = {"method": "POST", "path": path, "content": signatures.content_of(content), **changed}
    return browser.send("POST", "/v1/sign-in/statements", told).json()


def header(begun: Any, signature: Any) -> str:
    """Return what is sent as Jisr-Signature."""
    told = {"statement": begun["statement"]["nonce"], "signature": signature}
    return base64.urlsafe_b64encode(json.dumps(told).encode()).decode()


def post(browser: Browser, path: str, signed: str, body: bytes = BODY) -> Response:
    """Send a change with a signature."""
    headers = {
        "Origin": ORIGIN,
        "Jisr-CSRF": browser.csrf,
        "Content-Type": "application/json",
        **({"Jisr-Signature": signed} if signed else {}),
        **browser.headers,
    }
    return browser.client.post(path, content=body, headers=headers)


def test_a_person_signs_a_change(browser: Browser, device: Authenticator) -> None:
    """The statement names the change; what is kept is verified offline."""
    begun = begin(browser)
    signed = header(begun, device.use(begun["options"]))
    told = post(browser, PATH, signed).json()
    kept = json.loads(told["value"])
    assert (told["by"], kept["statement"]) == ("passkey", begun["statement"])
    with browser.hub.database.reading() as transaction:
        found = passkey_store.find(transaction, told["key"])
    assert found is not None
    assert signatures.verify(
        Statement(**kept["statement"]),
        kept["assertion"],
        found.public,
        Relying(kept["relying_party"], kept["origin"]),
    )


def test_a_person_must_sign(browser: Browser) -> None:
    """Without a signature the change is refused, and told how to sign."""
    answer = post(browser, PATH, "")
    assert (answer.status_code, answer.json()["code"]) == (403, "denied.signature_missing")


def test_a_signature_is_good_once(browser: Browser, device: Authenticator) -> None:
    """A replayed one is refused."""
    begun = begin(browser)
    signed = header(begun, device.use(begun["options"]))
    assert [post(browser, PATH, signed).status_code for _ in range(2)] == [200, 403]


def test_another_change_is_not_signed(browser: Browser, device: Authenticator) -> None:
    """Another body, path, method or version than the statement's."""
    for content, path, changed in (
        (b"{}", PATH, {}),
        (BODY, "/v1/loose", {}),
        (BODY, PATH, {"method": "PUT"}),
        (BODY, PATH, {"version": '"3"'}),
    ):
        begun = begin(browser, content, path, **changed)
        signed = header(begun, device.use(begun["options"]))
        answer = post(browser, PATH, signed)
        assert (answer.status_code, answer.json()["code"]) == (403, "denied.signature")


def test_a_signature_of_another_passkey_is_refused(browser: Browser, device: Authenticator) -> None:
    """Of a stranger's device, of a page elsewhere, or of a clone whose counter fell behind."""
    elsewhere = Authenticator("https://evil.example", RELYING.id, private=device.private)
    elsewhere.credential = device.credential
    for other in (Authenticator(ORIGIN, RELYING.id), elsewhere):
        begun = begin(browser)
        assert post(browser, PATH, header(begun, other.use(begun["options"]))).status_code == 403
    statuses = []
    for uses in (5, 2):
        device.uses = uses
        begun = begin(browser)
        statuses.append(
            post(browser, PATH, header(begun, device.use(begun["options"]))).status_code
        )
    assert statuses == [200, 403]


@pytest.mark.parametrize("signed", ["x", "e30", "é".encode().hex(), "W10", "bnVsbA"])
def test_what_is_no_signature_is_refused(browser: Browser, signed: str) -> None:
    """In words, not with a crash."""
    assert post(browser, PATH, signed).json()["code"] == "denied.signature"


def test_a_route_may_say_what_was_signed(browser: Browser, device: Authenticator) -> None:
    """Where the signed bytes are not the body."""
    begun = begin(browser, b"message", "/v1/loose")
    signed = header(begun, device.use(begun["options"]))
    assert post(browser, "/v1/loose", signed).json() == {"covers": True}


def test_a_machine_may_sign_and_must_not(browser: Browser) -> None:
    """With its own key over the statement's bytes; another key's signature is refused."""
    private = Ed25519PrivateKey.generate()
    key = register(browser.hub.database, private)
    browser.client.cookies.clear()
    token = Web(browser.hub, browser.client).token(MACHINE)
    browser.headers = {"Authorization": f"Bearer {token}"}
    assert post(browser, PATH, "").json() == {"by": "nobody"}
    answers = []
    for signer in (private, Ed25519PrivateKey.generate()):
        begun = begin(browser)
        statement = Statement(**begun["statement"])
        signature = {"key": key.id, "signature": signatures.sign(statement, signer)}
        answers.append(post(browser, PATH, header(begun, signature)))
    assert [each.status_code for each in answers] == [200, 403]
    assert answers[0].json()["by"] == "machine-key"


def test_somebody_elses_statement_is_refused(browser: Browser, device: Authenticator) -> None:
    """Who began it must send it."""
    begun = begin(browser)
    signed = header(begun, device.use(begun["options"]))
    token = Web(browser.hub, TestClient(browser.client.app)).token(MACHINE)
    browser.headers = {"Authorization": f"Bearer {token}"}
    assert post(browser, PATH, signed).status_code == 403
