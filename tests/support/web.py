"""The real web application over a test's database, and callers with real tokens."""

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient
from httpx2 import Response

from jisr.access.model import Purpose
from jisr.access.sign_in import actions as sign_in
from jisr.access.sign_in.model import EVERY_SCOPE, Scope, Terms
from jisr.access.sign_in.tokens import TokenKey
from jisr.app.home import REASONS
from jisr.app.web import build_hub, build_web, token_key
from jisr.kit.console import Session
from jisr.kit.db import Database
from jisr.kit.http.hub import Hub
from jisr.kit.words import Words
from jisr.settings import Settings

CASE = "TNG-2026-0117"


@dataclass(frozen=True, slots=True)
class Web:
    """A running application; `as_officer` returns what a caller sends."""

    hub: Hub
    client: TestClient

    def token(
        self,
        officer: str,
        *scopes: Scope,
        purpose: Purpose | None = None,
        case: str = "",
        minutes: int = 15,
    ) -> str:
        """Return an access token for an officer, good for everything unless scopes are named."""
        life = datetime.timedelta(minutes=minutes)
        terms = Terms(frozenset(scopes) or EVERY_SCOPE, life, purpose, case)
        claims = self.hub.database.in_transaction(sign_in.issue_token, officer, terms)
        return TokenKey(token_key(self.hub.home, self.hub.network)).write(claims)

    def headers(self, officer: str, purpose: str = "investigation", **more: str) -> dict[str, str]:
        """Return the headers of an officer who asks for a purpose in a case."""
        return {
            "Authorization": f"Bearer {self.token(officer)}",
            "Jisr-Purpose": purpose,
            "Jisr-Case": CASE,
            **{name.replace("_", "-"): value for name, value in more.items()},
        }

    def get(self, path: str, officer: str, **options: Any) -> Response:
        """Ask for a path as an officer."""
        return self.client.get(path, headers=self.headers(officer), **options)

    def post(self, path: str, officer: str, body: Any, **headers: str) -> Response:
        """Send JSON to a path as an officer."""
        return self.client.post(path, headers=self.headers(officer, **headers), json=body)


def web_over(database: Database, home: Path, settings: Settings | None = None) -> Web:
    """Return the application over a founded network; enter `client` to start its services."""
    session = Session(home, database, settings or Settings(), Words("en", REASONS), "")
    hub = build_hub(session)
    client = TestClient(build_web(hub, is_encrypted=False), raise_server_exceptions=False)
    return Web(hub, client)
