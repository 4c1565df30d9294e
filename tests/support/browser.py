"""A person's browser before the real application: it keeps cookies, and names its page."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient
from httpx2 import Response

from authenticator import Authenticator, encoded
from jisr.access.sign_in import ceremonies, passkey_store, sessions, signatures
from jisr.access.sign_in.model import Passkey
from jisr.access.sign_in.origins import COOKIE, Relying
from jisr.access.sign_in.sessions import Lifetimes
from jisr.app.web import build_web
from jisr.kit.db import Database
from jisr.kit.http.hub import Hub
from jisr.settings import Settings
from web import web_over

ORIGIN = "https://jisr.example"
TIMES = Lifetimes.of(30, 10)


@dataclass(slots=True)
class Browser:
    """One browser; `send` asks like a page of `origin` would."""

    hub: Hub
    client: TestClient
    csrf: str = ""
    origin: str = ORIGIN
    headers: dict[str, str] = field(default_factory=dict)

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> Response:
        """Send a request as a page does."""
        same = self.origin == ORIGIN
        told = {
            "Origin": self.origin,
            "Sec-Fetch-Site": "same-origin" if same else "cross-site",
            "Jisr-CSRF": self.csrf,
            **self.headers,
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        return self.client.request(method, path, json=body, headers=told)

    def send_signed(
        self,
        device: Authenticator,
        path: str,
        body: Any,
        headers: Mapping[str, str],
        message: bytes = b"",
    ) -> Response:
        """Post what a passkey signed: the body, or the message where the route says so."""
        content = json.dumps(body).encode()
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        asked = {
            "method": "POST",
            "path": path,
            "content": signatures.content_of(message or content),
            "version": told.get("If-Match", ""),
        }
        begun = self.send("POST", "/v1/sign-in/statements", asked).json()
        signature = device.use(begun["options"])
        signed = json.dumps({"statement": begun["statement"]["nonce"], "signature": signature})
        told |= {
            "Origin": self.origin,
            "Jisr-CSRF": self.csrf,
            "Content-Type": "application/json",
            "Jisr-Signature": encoded(signed.encode()),
        }
        return self.client.post(path, content=content, headers=told)

    def register(self, device: Authenticator, officer: str) -> None:
        """Register the passkey of a device for an officer without a ceremony."""
        challenge = bytes(ceremonies.CHALLENGE_BYTES)
        relying = Relying(device.relying, device.origin)
        options = ceremonies.creation_options(relying, self.hub.network, officer, challenge, [])
        made = ceremonies.read_made(relying, challenge, device.make(options))
        name = ceremonies.passkey_id(made.credential)
        now = self.hub.database.clock()
        passkey = Passkey(name, officer, made.credential, made.public, 0, "device", now)
        self.hub.database.in_transaction(passkey_store.add, passkey)

    def sign_in(self, officer: str, *, confirmed: bool = False) -> None:
        """Begin a session without a ceremony."""
        secret, _ = self.hub.database.in_transaction(
            sessions.begin, officer, "local", TIMES, confirmed=confirmed
        )
        self.client.cookies.clear()
        self.client.cookies.set(COOKIE, secret)
        self.csrf = self.send("GET", "/v1/sign-in/session").json()["csrf"]


def browser_over(database: Database, home: Path, **settings: Any) -> Browser:
    """Return a browser before the hub of a founded network."""
    told = Settings(**{"public_url": ORIGIN, **settings})
    hub = web_over(database, home, told).hub
    app = build_web(hub, is_encrypted=True)
    return Browser(hub, TestClient(app, base_url=ORIGIN, raise_server_exceptions=False))
