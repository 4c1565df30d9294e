"""A stream of checks: a line in, a line out."""

import contextlib
import http.client
import json
from urllib.parse import urlsplit

import pytest

from check_world import PASSPORT, World
from hub_thread import listening
from jisr.checks import traces
from jisr.checks.model import TraceFilter
from jisr.checks.routes.streaming import LINE_BYTES_MAX, NDJSON
from web import Web


def _stream(web: Web, body: bytes, officer: str = "officer@mar") -> list[dict[str, object]]:
    headers = web.headers(officer, "border-management") | {"content-type": NDJSON}
    answer = web.client.post("/v1/checks/stream", headers=headers, content=body)
    assert (answer.status_code, answer.headers["content-type"]) == (200, NDJSON)
    return [json.loads(line) for line in answer.text.splitlines()]


def _line(number: str) -> bytes:
    return json.dumps({"kind": "document", "number": number}).encode() + b"\n"


def test_every_line_is_answered_with_its_number(world: World, web: Web) -> None:
    """In order, over many pieces, each with a trace; empty lines are passed over."""
    record = world.record(PASSPORT)
    numbers = [PASSPORT.number if n == 120 else f"ZZ{n:06d}" for n in range(250)]
    told = _stream(web, b"\n" + b"".join(map(_line, numbers)))
    found = [each["line"] for each in told if each["answer"]["hits"]]  # type: ignore[index]  # JSON
    with world.database.reading() as transaction:
        reader = world.officer("guardian@mar")
        sealed = traces.read_traces(transaction, reader, TraceFilter("MAR"), limit=500)
    assert [each["line"] for each in told] == list(range(2, 252))
    assert (found, len(sealed), sum(each.hit_count for each in sealed)) == ([122], 250, 1)
    del record


def test_who_waits_for_each_answer_gets_it(web: Web) -> None:
    """A line is answered while the list is still being sent."""
    headers = web.headers("officer@mar", "border-management") | {"content-type": NDJSON}
    told = []
    with listening(web) as address:
        url = urlsplit(address)
        caller = http.client.HTTPConnection(url.hostname or "", url.port, timeout=30)
        with contextlib.closing(caller):
            caller.putrequest("POST", "/v1/checks/stream")
            for name, value in {**headers, "transfer-encoding": "chunked"}.items():
                caller.putheader(name, value)
            caller.endheaders()
            answer = None
            for line in map(_line, ("ZZ000001", "ZZ000002")):
                caller.send(b"%x\r\n%b\r\n" % (len(line), line))
                answer = answer or caller.getresponse()
                told.append(json.loads(answer.readline())["line"])
            caller.send(b"0\r\n\r\n")
    assert told == [1, 2]


def test_a_line_that_cannot_be_read_is_refused_and_the_next_answered(web: Web) -> None:
    """A mistake in a list costs its line."""
    told = _stream(web, b"nonsense\n" + _line("ZZ000001") + b'{"kind":"person","name":"\xff"}')
    shapes = [(each["line"], "problem" in each) for each in told]
    assert shapes == [(1, True), (2, False), (3, True)]


def test_a_line_without_end_breaks_the_list_off(web: Web) -> None:
    """What came before is answered; memory is bounded."""
    told = _stream(web, _line("ZZ000001") + b"x" * (2 * LINE_BYTES_MAX))
    assert told[-1]["problem"]["code"] == "input.too_large"  # type: ignore[index]  # JSON


def test_a_stream_needs_its_media_and_a_token(web: Web) -> None:
    """It is refused before a line is read."""
    headers = web.headers("officer@mar") | {"content-type": "application/json"}
    wrong = web.client.post("/v1/checks/stream", headers=headers, content=b"{}")
    nobody = web.client.post("/v1/checks/stream", headers={"content-type": NDJSON}, content=b"{}")
    assert (wrong.status_code, nobody.status_code) == (415, 401)


@pytest.mark.parametrize("lines", [0, 1])
def test_short_lists_are_lists(web: Web, lines: int) -> None:
    """Nothing asked is nothing answered."""
    assert len(_stream(web, _line("ZZ000001") * lines)) == lines
