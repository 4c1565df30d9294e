"""Promises of the limits of a request and of a caller."""

import pytest
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient

from jisr.errors import RateExceeded
from jisr.kit.http.hub import Hub
from jisr.kit.http.limits import CALLERS_KEPT_MAX, BodyLimit, Rate
from jisr.kit.http.problems import add_problems


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
