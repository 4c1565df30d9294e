"""What a hostile or broken caller sends to a real hub: what is answered; and the hub lives on."""

import base64
import contextlib
import datetime
import http.client
import json
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from check_world import PASSPORT, found_network
from hub_process import HOST, HubProcess
from jisr.access import actions as access
from jisr.access.model import Purpose
from jisr.access.sign_in import actions as sign_in
from jisr.access.sign_in.model import EVERY_SCOPE, Claims, Terms
from jisr.access.sign_in.tokens import TokenKey
from jisr.app.web import token_key
from jisr.kit.clock import system_clock
from jisr.kit.db import Database
from jisr.ledger.keys import create_key
from jisr.migrations.upgrade import upgrade
from jisr.values import new_id

OFFICER = "officer@fra"
QUESTION = {"kind": "document", "number": PASSPORT.number, "country": "FRA"}
JSON = "application/json"
HOUR = datetime.timedelta(hours=1)
MEMORY_GROWTH_MAX = 64 << 20
"""What 500 MB that are refused may leave in the hub."""


class Caller:
    """An officer with a good token, and ways to send what nobody should."""

    def __init__(self, home: Path, hub: HubProcess, pid: int) -> None:
        self.home, self.hub, self.pid = home, hub, pid
        database = Database.at(home / "jisr.db")
        terms = Terms(EVERY_SCOPE, HOUR, Purpose.BORDER_MANAGEMENT, "TNG-1")
        self.claims = database.in_transaction(sign_in.issue_token, OFFICER, terms)
        with database.reading() as transaction:
            self.network = access.network(transaction).name
        database.close()
        self.key = TokenKey(token_key(home, self.network))

    def token(self, **changed: Any) -> str:
        """Return a token of ours, but for what is changed."""
        names = Claims.__dataclass_fields__
        said = {name: getattr(self.claims, name) for name in names} | changed
        return self.key.write(Claims(**said))

    def ask(
        self,
        method: str = "POST",
        path: str = "/v1/checks",
        body: bytes | None = None,
        **headers: str,
    ) -> tuple[int, dict[str, Any]]:
        """Return status and body of one request."""
        sent = {"Authorization": f"Bearer {self.token()}", "Content-Type": JSON}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        connection = http.client.HTTPConnection(HOST, self.hub.port, timeout=60)
        with contextlib.closing(connection):
            given = json.dumps(QUESTION).encode() if body is None else body
            connection.request(method, path, given if method != "GET" else None, sent)
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())

    def pour(self, begin: bytes, piece: bytes, count: int) -> tuple[int, bytes]:
        """Send a beginning and then one piece so often; return how often, and what came back."""
        with socket.create_connection((HOST, self.hub.port), timeout=60) as line:
            poured = 0
            with contextlib.suppress(ConnectionError):
                line.sendall(begin)
                for _ in range(count):
                    line.sendall(piece)
                    poured += 1
            with contextlib.suppress(ConnectionError):
                return poured, line.recv(65_536)
            return poured, b""

    def memory(self) -> int:
        """Return how many bytes the hub holds in memory."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        line = next(each for each in status.splitlines() if each.startswith("VmRSS"))
        return int(line.split()[1]) * 1_024


@pytest.fixture(scope="module")
def caller(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Caller]:
    """A hub that runs as a program of its own."""
    home = tmp_path_factory.mktemp("home")
    database = Database.at(home / "jisr.db")
    upgrade(database)
    found_network(database, home).record(PASSPORT)
    database.close()
    hub = HubProcess(home)
    hub.wait()
    yield Caller(home, hub, hub.pid)
    hub.stop()


@pytest.fixture(autouse=True)
def still_answers(caller: Caller) -> Iterator[None]:
    """After each of them the next caller is answered as if nothing had been."""
    yield
    status, answer = caller.ask()
    assert (status, len(answer["hits"])) == (200, 1)


# ── tokens ────────────────────────────────────────────────────────────────────────────────────


def _none(caller: Caller) -> str:
    """Return a token that says it needs no signature."""
    head = base64.urlsafe_b64encode(b'{"alg":"none","typ":"at+jwt"}').rstrip(b"=").decode()
    return f"{head}.{caller.token().split('.')[1]}."


def _foreign(caller: Caller) -> str:
    """Return the same claims under another network's key."""
    other = create_key(caller.home / f"{new_id()}.key", caller.network)
    return TokenKey(other).write(caller.claims)


TOKENS: dict[str, Callable[[Caller], str]] = {
    "expired": lambda caller: caller.token(
        issued_at=system_clock() - 2 * HOUR, expires_at=system_clock() - HOUR
    ),
    "not yet valid: the clock is an hour behind": lambda caller: caller.token(
        issued_at=system_clock() + HOUR, expires_at=system_clock() + 2 * HOUR
    ),
    "alg none": _none,
    "foreign": _foreign,
    "cut": lambda caller: caller.token()[:-8],
    "nothing": lambda _caller: "",
    "no token at all": lambda _caller: "a.b.c",
    "a path": lambda _caller: "../../token.key",
    "nine thousand letters": lambda _caller: "a" * 9_000,
}


@pytest.mark.parametrize("kind", TOKENS)
def test_token_that_is_none_of_ours_is_refused(caller: Caller, kind: str) -> None:
    """401 with a challenge in words; nothing of the token comes back."""
    token = TOKENS[kind](caller)
    status, problem = caller.ask(Authorization=f"Bearer {token}")
    assert (status, problem["code"] in {"denied.token", "denied.sign_in"}) == (401, True)
    assert token == "" or token not in json.dumps(problem)


def test_token_of_500_megabytes_is_cut_off(caller: Caller) -> None:
    """The line is closed long before; the hub keeps nothing of it."""
    before = caller.memory()
    begin = b"POST /v1/checks HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer "
    poured, answer = caller.pour(begin, b"a" * (1 << 20), 500)
    assert poured < 50
    assert answer == b"" or answer.startswith(b"HTTP/1.1 431 ")
    assert caller.memory() - before < MEMORY_GROWTH_MAX


# ── heads and bodies ──────────────────────────────────────────────────────────────────────────


def test_bomb_of_headers_is_cut_off(caller: Caller) -> None:
    """A million headers: refused within the first of them."""
    before = caller.memory()
    poured, answer = caller.pour(b"GET /v1/me HTTP/1.1\r\nHost: h\r\n", b"X: a\r\n" * 10_000, 100)
    assert poured < 90
    assert answer == b"" or answer.startswith(b"HTTP/1.1 431 ")
    assert caller.memory() - before < MEMORY_GROWTH_MAX


def test_body_of_100_megabytes_that_says_so_is_not_read(caller: Caller) -> None:
    """Its length is enough to refuse it."""
    head = b"POST /v1/checks HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
    token = f"Authorization: Bearer {caller.token()}\r\n".encode()
    before = caller.memory()
    _, answer = caller.pour(head + token + b"Content-Length: 104857600\r\n\r\n", b"", 0)
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert caller.memory() - before < MEMORY_GROWTH_MAX


def test_body_of_100_megabytes_in_pieces_is_cut_off(caller: Caller) -> None:
    """Without a length it is counted as it comes."""
    head = b"POST /v1/checks HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
    token = f"Authorization: Bearer {caller.token()}\r\n".encode()
    begin = head + token + b"Transfer-Encoding: chunked\r\n\r\n"
    before = caller.memory()
    _, answer = caller.pour(begin, b"100000\r\n" + b" " * (1 << 20) + b"\r\n", 100)
    assert answer == b"" or answer.startswith(b"HTTP/1.1 413 ")
    assert caller.memory() - before < MEMORY_GROWTH_MAX


@pytest.mark.parametrize(
    ("body", "path", "status", "code"),
    [
        (b'{"kind":"person","name":"\xff\xfe"}', "/v1/checks", 400, "input.malformed"),
        (b"\xff\xfe\x00", "/v1/checks/batch", 400, "input.malformed"),
        (b"[" * 100_000, "/v1/checks", 400, "input.malformed"),
        (b'{"checks":[]}', "/v1/checks/batch", 400, "input.malformed"),
        (
            json.dumps({"checks": [QUESTION] * 10_000}).encode(),
            "/v1/checks/batch",
            400,
            "input.malformed",
        ),
        (b'{"kind":"person","name":"a\\u0000b"}', "/v1/checks", 400, "input.malformed"),
        (b'{"kind":"person","name":"\\ud800"}', "/v1/checks", 400, "input.malformed"),
        (b'{"a":1}', "/v1/records", 400, "input.malformed"),
    ],
    ids=[
        "invalid UTF-8",
        "invalid UTF-8 in a batch",
        "a hundred thousand brackets",
        "an empty batch",
        "a batch of 10,000 rows",
        "a letter that is none",
        "half a letter",
        "a record that is none",
    ],
)
def test_body_that_cannot_be_read_is_refused(
    caller: Caller, body: bytes, path: str, status: int, code: str
) -> None:
    """One problem with a stable code; nothing is asked."""
    found, problem = caller.ask(path=path, body=body)
    assert (found, problem["code"]) == (status, code)


# ── paths and writes ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "path",
    [
        "/v1/records/../../../../etc/passwd",
        "/v1/records/%2e%2e%2f%2e%2e%2ftoken.key",
        "/v1/ledger/tile/../../ledger.key",
        "/v1/ledger/tile/%2e%2e/%2e%2e/ledger.key",
        "/v1/ledger/tile/0/000%00",
        "/v1/hits/..%5c..%5cjisr.db",
        "//etc/passwd",
        "/match/..%2f..%2fjisr.db",
    ],
)
def test_path_that_climbs_finds_nothing(caller: Caller, path: str) -> None:
    """No file of the machine is an address of the hub."""
    status, problem = caller.ask("GET", path)
    assert (status in {400, 404, 405}, problem["status"]) == (True, status)
    assert "root:" not in json.dumps(problem)


def test_key_that_comes_back_with_another_body_is_refused(caller: Caller) -> None:
    """The first write is answered twice alike; another one under its key is a conflict."""
    subject = {
        "number": "QX000001",
        "country": "FRA",
        "type": "passport",
        "fraud_type": "stolen",
        "theft_country": "FRA",
    }
    draft = {
        "database": "travel-documents",
        "subject": subject,
        "purpose": "border-management",
    }
    other = draft | {"reference": "R-2"}
    sent = [json.dumps(each).encode() for each in (draft, draft, other)]
    key = new_id()
    answers = [caller.ask(path="/v1/records", body=each, Idempotency_Key=key) for each in sent]
    assert [status for status, _ in answers] == [201, 201, 422]
    assert answers[0] == answers[1]
    assert answers[2][1]["code"] == "conflict.idempotency"
