"""Promises of the limits of a request and of a caller."""

import asyncio
import contextlib
import json
import socket
import threading
import time
from collections.abc import AsyncIterator, Iterator

import pytest
import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import StreamingResponse
from fastapi.testclient import TestClient
from pydantic import BaseModel

from hub_process import HOST, free_port
from jisr.errors import RateExceeded
from jisr.kit.http.bounded import BoundedProtocol
from jisr.kit.http.hub import Hub
from jisr.kit.http.limits import CALLERS_KEPT_MAX, BodyLimit, Rate
from jisr.kit.http.problems import add_problems

Port = int


class Seconds:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        """Return the present second."""
        return self.now


def counting(hub: Hub) -> TestClient:
    """Return an application that counts the bytes it is sent, at most ten."""
    app = FastAPI()
    app.state.hub = hub
    add_problems(app)
    app.add_middleware(BodyLimit, bytes_max=10)

    @app.post("/")
    async def count(request: Request) -> int:
        return len(await request.body())

    return TestClient(app)


def test_a_body_within_the_ceiling_is_read(hub: Hub) -> None:
    """Ten bytes of ten pass."""
    assert counting(hub).post("/", content=b"x" * 10).json() == 10


def test_a_longer_body_is_refused_by_its_own_word(hub: Hub) -> None:
    """What says that it is longer is refused before it is read."""
    answer = counting(hub).post("/", content=b"x" * 11)
    assert (answer.status_code, answer.json()["code"]) == (413, "input.too_large")


def test_a_longer_body_in_pieces_is_refused_while_it_comes(hub: Hub) -> None:
    """A body without a length is counted as it comes."""
    answer = counting(hub).post("/", content=iter([b"x" * 6, b"x" * 6]))
    assert (answer.status_code, answer.json()["code"]) == (413, "input.too_large")


def test_a_stream_has_a_ceiling_of_its_own(hub: Hub) -> None:
    """What is read line by line may be longer; the other paths may not."""
    app = FastAPI()
    app.state.hub = hub
    add_problems(app)
    app.add_middleware(BodyLimit, bytes_max=10, streams={"/stream": 20})

    @app.post("/stream")
    @app.post("/other")
    async def count(request: Request) -> int:
        return len(await request.body())

    client = TestClient(app)
    statuses = [
        client.post(path, content=b"x" * length).status_code
        for path, length in (("/stream", 20), ("/stream", 21), ("/other", 11))
    ]
    assert statuses == [200, 413, 413]


@contextlib.contextmanager
def dripping(hub: Hub) -> Iterator[Port]:
    """Serve an application whose bodies have a quarter of a second; give its port."""
    app = FastAPI()
    app.state.hub = hub
    add_problems(app)
    app.add_middleware(BodyLimit, streams={"/stream": 100}, seconds_max=0.25, idle_seconds_max=0.25)

    class Told(BaseModel):
        text: str

    @app.post("/model")
    def read(told: Told) -> str:
        return told.text

    @app.post("/stream")
    @app.post("/bytes")
    async def count(request: Request) -> int:
        return len(await request.body())

    @app.post("/unread")
    def unread() -> str:
        return "unread"

    @app.post("/later")
    async def later(request: Request) -> StreamingResponse:
        body = await request.body()

        async def slowly() -> AsyncIterator[bytes]:
            await asyncio.sleep(0.5)
            yield body

        return StreamingResponse(slowly())

    config = uvicorn.Config(
        app, host=HOST, port=free_port(), http=Hasty, log_config=None, timeout_keep_alive=1
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield config.port
    server.should_exit = True
    thread.join()


class Hasty(BoundedProtocol):
    """Waits a short time only, so that the test does."""

    def _wait(self) -> None:
        self._wait_no_longer()
        self._late = asyncio.get_running_loop().call_later(0.4, self.transport.close)


def dripped(port: Port, path: str, pieces: int, *, pause: float = 0.1) -> tuple[bytes, float]:
    """Send a body piece by piece, one byte each; return what comes back, and after how long."""
    head = f"POST {path} HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
    began = time.monotonic()
    with socket.create_connection((HOST, port), timeout=20) as line:
        line.sendall(f"{head}Content-Length: 20\r\n\r\n".encode())
        with contextlib.suppress(ConnectionError):
            for _ in range(pieces):
                line.sendall(b"1")
                time.sleep(pause)
        got = b""
        with contextlib.suppress(ConnectionError):
            while piece := line.recv(65_536):
                got += piece
        return got, time.monotonic() - began


@pytest.mark.parametrize("path", ["/bytes", "/model"])
def test_a_body_that_drips_is_refused(hub: Hub, path: str) -> None:
    """Whoever sends a byte now and then holds nothing for long: 408, and the line is closed."""
    with dripping(hub) as port:
        answer, seconds = dripped(port, path, 4)
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 408 ")
    assert b"connection: close" in head.lower()
    assert json.loads(body)["code"] == "input.late"
    assert seconds < 2


def test_a_stream_may_last_while_it_comes(hub: Hub) -> None:
    """Only the pause between two pieces is limited."""
    with dripping(hub) as port:
        whole, _ = dripped(port, "/stream", 20, pause=0.04)
        broken, _ = dripped(port, "/stream", 1)
    assert whole.endswith(b"20")
    assert broken.startswith(b"HTTP/1.1 408 ")


def test_an_answer_may_take_longer_than_its_body(hub: Hub) -> None:
    """What came in time is answered, however long that takes."""
    with dripping(hub) as port:
        answer, _ = dripped(port, "/later", 20, pause=0)
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert b"1" * 20 in answer


def test_the_rest_of_a_body_that_nobody_reads_is_not_waited_for(hub: Hub) -> None:
    """The answer is there; the line is closed although bytes still come."""
    with dripping(hub) as port:
        answer, seconds = dripped(port, "/unread", 12)
    assert b"unread" in answer
    assert seconds < 2


def test_a_burst_passes_and_then_the_rate_holds() -> None:
    """A caller spends its burst, waits, and may ask again."""
    seconds = Seconds()
    rate = Rate(per_second=2, burst=3, now=seconds)
    for _ in range(3):
        rate.take("a")
    with pytest.raises(RateExceeded) as refused:
        rate.take("a")
    seconds.now += 0.5
    rate.take("a")
    assert refused.value.details == {"seconds": 1}


def test_workers_give_out_their_parts() -> None:
    """Four of them, asked each for itself, give one burst and then one rate."""
    seconds = Seconds()
    rates = [Rate(per_second=2, burst=4, now=seconds, workers=4) for _ in range(4)]
    given = []
    for _ in range(5):
        passed = 0
        for rate in rates:
            with contextlib.suppress(RateExceeded):
                rate.take("a")
                passed += 1
        given.append(passed)
        seconds.now += 1
    assert given == [4, 0, 4, 0, 4]


def test_callers_do_not_spend_for_each_other() -> None:
    """One that asks too much leaves the others alone."""
    rate = Rate(per_second=1, burst=1, now=Seconds())
    rate.take("a")
    rate.take("b")
    with pytest.raises(RateExceeded):
        rate.take("a")


def test_a_list_longer_than_the_burst_is_paid_afterwards() -> None:
    """A batch passes when the burst is full, and its caller then waits for what it cost."""
    seconds = Seconds()
    rate = Rate(per_second=10, burst=5, now=seconds)
    rate.take("a", cost=100)
    seconds.now += 9
    with pytest.raises(RateExceeded):
        rate.take("a")
    seconds.now += 1
    rate.take("a")


def test_the_memory_of_callers_is_bounded() -> None:
    """However many callers come, only so many are remembered."""
    rate = Rate(per_second=1, burst=1, now=Seconds())
    for number in range(CALLERS_KEPT_MAX + 10):
        rate.take(str(number))
    assert len(rate._left) == CALLERS_KEPT_MAX
