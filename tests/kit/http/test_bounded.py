"""The head of a request has a ceiling, on real sockets."""

import asyncio
import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
import uvicorn
from starlette.responses import PlainTextResponse

from hub_process import HOST, free_port
from jisr.kit.http import bounded
from jisr.kit.http.bounded import HEAD_BYTES_MAX, IS_WHOLE, BoundedProtocol

GET = b"GET / HTTP/1.1\r\nHost: h\r\n"
Port = int


async def hello(scope: Any, receive: Any, send: Any) -> None:
    """Answer every request alike."""
    await PlainTextResponse("hello")(scope, receive, send)


class Hasty(BoundedProtocol):
    """Waits a short time only, so that the test does."""

    def _wait(self) -> None:
        self._wait_no_longer()
        self._late = asyncio.get_running_loop().call_later(0.2, self.transport.close)


@contextlib.contextmanager
def serving(protocol: type[BoundedProtocol], app: Any = hello) -> Iterator[Port]:
    """Serve the little application; give its port."""
    port = free_port()
    config = uvicorn.Config(
        app, host=HOST, port=port, http=protocol, lifespan="off", log_config=None
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield port
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="module")
def port() -> Iterator[Port]:
    """Where the application answers."""
    with serving(BoundedProtocol) as found:
        yield found


def sent(port: Port, *pieces: bytes) -> bytes:
    """Send bytes and return all that comes back before the connection ends."""
    with socket.create_connection((HOST, port), timeout=20) as line:
        with contextlib.suppress(ConnectionError):
            for piece in pieces:
                line.sendall(piece)
        got = b""
        with contextlib.suppress(ConnectionError):
            while piece := line.recv(65_536):
                got += piece
        return got


def test_head_within_the_ceiling_is_read(port: Port) -> None:
    """Nearly all of it in one header, then a second request on the same line."""
    long = b"X-A: " + b"a" * (HEAD_BYTES_MAX - 200) + b"\r\n\r\n"
    answer = sent(port, GET + long, GET + b"Connection: close\r\n\r\n")
    assert answer.count(b"hello") == 2


@pytest.mark.parametrize(
    "pieces",
    [
        (GET + b"X-A: " + b"a" * HEAD_BYTES_MAX + b"\r\n\r\n",),
        (GET + b"X-A: ", *[b"a" * 1_000] * 40),
        (GET, *[b"X: a\r\n"] * 10_000),
        (b"GET /" + b"a" * HEAD_BYTES_MAX + b" HTTP/1.1\r\nHost: h\r\n\r\n",),
    ],
    ids=["one long header", "a header that does not end", "many headers", "a long address"],
)
def test_longer_head_is_refused(port: Port, pieces: tuple[bytes, ...]) -> None:
    """431 and the line is closed, or closed while we still send."""
    answer = sent(port, *pieces)
    assert answer == b"" or answer.startswith(b"HTTP/1.1 431 ")
    assert b"hello" not in answer


def test_other_callers_are_answered_meanwhile(port: Port) -> None:
    """A head that does not end keeps nobody waiting."""
    with socket.create_connection((HOST, port)) as line:
        line.sendall(GET)
        assert b"hello" in sent(port, GET + b"Connection: close\r\n\r\n")


@pytest.mark.parametrize("begun", [b"", GET], ids=["nothing", "half a head"])
def test_head_that_does_not_come_ends_the_connection(begun: bytes) -> None:
    """Nothing, or half a head: the line is closed by itself."""
    with serving(Hasty) as port:
        assert sent(port, begun) == b""


def test_body_has_its_time() -> None:
    """Only the head is hurried: a body may come later."""
    with serving(Hasty) as port, socket.create_connection((HOST, port), timeout=20) as line:
        line.sendall(b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\na")
        time.sleep(0.4)
        line.sendall(b"b")
        assert b"hello" in line.recv(65_536)


def test_answer_names_its_length() -> None:
    """What is sent before there is a request is a whole answer."""
    head, _, body = bounded.TOO_LONG.partition(b"\r\n\r\n")
    assert f"content-length: {len(body)}".encode() in head


async def is_whole(scope: Any, receive: Any, send: Any) -> None:
    """Say whether all of the request was there when it was begun to be answered."""
    await PlainTextResponse(str(IS_WHOLE in scope["state"]))(scope, receive, send)


def test_a_request_that_has_come_is_marked() -> None:
    """One that is still coming is not, so that somebody measures its time."""
    post = b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n"
    with serving(Hasty, is_whole) as port:
        assert sent(port, post + b"ab" + GET + b"Connection: close\r\n\r\n").count(b"True") == 2
        assert sent(port, post + b"a").endswith(b"False")
