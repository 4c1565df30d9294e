"""The line to a hub: only encrypted, tried again where it breaks, never twice done."""

import contextlib
import http.server
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from jisr.client.line import TRIES, Line, checked_address
from jisr.errors import HubAddressWrong, HubRefused, HubStrange, HubUnreachable, ValueMalformed

BUSY = b'{"type":"t","title":"t","status":503,"code":"unavailable.busy","detail":"Busy."}'
Answer = tuple[int, bytes]
Served = Callable[..., "tuple[Line, list[Any]]"]


@pytest.fixture
def served() -> Iterator[Served]:
    """A server that answers as it is told, in order; None hangs up without an answer."""
    ending = contextlib.ExitStack()

    def serve(*answers: Answer | None) -> tuple[Line, list[Any]]:
        waiting, seen = list(answers), []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers.get("content-length", "0")))
                seen.append((self.headers["idempotency-key"], self.headers["authorization"]))
                answer = waiting.pop(0)
                if answer is None:
                    self.close_connection = True
                    return
                self.send_response(answer[0])
                self.send_header("content-length", str(len(answer[1])))
                self.end_headers()
                self.wfile.write(answer[1])

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        ending.callback(thread.join)
        ending.callback(server.server_close)
        ending.callback(server.shutdown)
        line = Line(f"http://127.0.0.1:{server.server_port}", "secret")
        ending.callback(line.close)
        return line, seen

    yield serve
    ending.close()


def test_write_is_tried_again_under_the_same_key(served: Served) -> None:
    """A line that breaks and a hub that is busy: the third try is the same write."""
    line, seen = served(None, (503, BUSY), (200, b'{"id":"1"}'))
    assert line.write("/x", dict[str, str], {"a": 1}) == {"id": "1"}
    assert len(seen) == 3
    assert len(set(seen)) == 1
    assert seen[0][1] == "Bearer secret"


def test_two_writes_have_two_keys(served: Served) -> None:
    """The same body sent by intention twice is two writes."""
    line, seen = served((200, b"{}"), (200, b"{}"))
    line.write("/x", dict[str, str], {})
    line.write("/x", dict[str, str], {})
    assert seen[0][0] != seen[1][0]


def test_trying_ends(served: Served) -> None:
    """A hub that stays busy is told as busy, exit code 6."""
    line, seen = served(*[(503, BUSY)] * TRIES)
    with pytest.raises(HubRefused) as refused:
        line.write("/x", dict[str, str], {})
    assert (refused.value.exit_code, len(seen)) == (6, TRIES)


def test_refusal_is_not_tried_again(served: Served) -> None:
    """What a rule refuses is refused once."""
    denied = b'{"type":"t","title":"t","status":403,"code":"denied","detail":"Not allowed."}'
    line, seen = served((403, denied))
    with pytest.raises(HubRefused) as refused:
        line.write("/x", dict[str, str], {})
    assert (refused.value.exit_code, len(seen)) == (3, 1)
    assert str(refused.value) == "The hub answers: Not allowed."


def test_code_that_nobody_knows_is_exit_code_one(served: Served) -> None:
    """A newer hub may refuse for reasons of its own."""
    strange = b'{"type":"t","title":"t","status":418,"code":"new.reason","detail":"No."}'
    line, _ = served((418, strange))
    with pytest.raises(HubRefused) as refused:
        line.write("/x", dict[str, str], {})
    assert refused.value.exit_code == 1


@pytest.mark.parametrize("answer", [(200, b"<html>"), (200, b"[]"), (404, b"no"), (302, b"")])
def test_what_is_no_hub_is_said_to_be_none(served: Served, answer: Answer) -> None:
    """Another page, another shape, a redirect: nothing is believed or followed."""
    line, _ = served(answer)
    with pytest.raises(HubStrange):
        line.write("/x", dict[str, str], {})


def test_nobody_answers() -> None:
    """An address where nothing listens is unreachable, exit code 6."""
    line = Line("http://127.0.0.1:9", "secret")
    with pytest.raises(HubUnreachable) as unreachable:
        line.send("GET", "/x")
    assert unreachable.value.exit_code == 6
    line.close()


@pytest.mark.parametrize(
    "url",
    [
        "http://hub.example",
        "http://192.0.2.1:8470",
        "http://localhost.example",
        "ftp://hub.example",
        "hub.example",
        "https://",
        "https://user:secret@hub.example",
        "https://hub.example/?a=1",
        "https://[::1",
    ],
)
def test_address_that_would_carry_the_token_in_clear_is_refused(url: str) -> None:
    """Only https, or this machine; no name, password or question in the address."""
    with pytest.raises(HubAddressWrong):
        checked_address(url)


@pytest.mark.parametrize(
    "url", ["https://hub.example/", "http://127.0.0.1:8470", "http://[::1]:1", "http://localhost:1"]
)
def test_address_is_kept_without_its_last_slash(url: str) -> None:
    """What may be asked is asked as it was named."""
    assert checked_address(url) == url.rstrip("/")


@pytest.mark.parametrize("given", [{"case": "ملف"}, {"purpose": "a\r\nb"}])
def test_what_no_header_holds_is_refused(given: dict[str, str]) -> None:
    """A case in other letters, or one that would begin another header."""
    with pytest.raises(ValueMalformed):
        Line("https://hub.example", "secret", **given)
