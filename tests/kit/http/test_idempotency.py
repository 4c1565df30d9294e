"""Promises of writes that are sent twice."""

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.responses import Response

from jisr.errors import Conflict, IdempotencyReused
from jisr.kit.db import Database, Transaction
from jisr.kit.http.hub import Hub
from jisr.kit.http.idempotency import WritingNow, Written, answer_once, forget_answers
from jisr.kit.http.problems import add_problems
from ticking import TickingClock


class Counter:
    """An action that counts how often it is done."""

    def __init__(self) -> None:
        self.done = 0

    def __call__(self, _transaction: Transaction) -> Written:
        """Count."""
        self.done += 1
        return Written(str(self.done).encode(), 201, {"etag": f'"{self.done}"'})


def test_the_same_write_is_done_once_and_answered_alike(database: Database) -> None:
    """The second answer is the first, to the byte."""
    action = Counter()
    answers = [
        database.in_transaction(answer_once, "caller", "key", b"x" * 32, action) for _ in range(2)
    ]
    assert answers[0] == answers[1] == Written(b"1", 201, {"etag": '"1"'})
    assert action.done == 1


def test_a_key_with_another_request_is_refused(database: Database) -> None:
    """The key stands for one request only."""
    action = Counter()
    database.in_transaction(answer_once, "caller", "key", b"x" * 32, action)
    with pytest.raises(IdempotencyReused):
        database.in_transaction(answer_once, "caller", "key", b"y" * 32, action)
    assert action.done == 1


def test_callers_do_not_share_keys(database: Database) -> None:
    """Two callers may choose the same key."""
    action = Counter()
    for caller in ("one", "two"):
        database.in_transaction(answer_once, caller, "key", b"x" * 32, action)
    assert action.done == 2


def test_without_a_key_every_request_counts(database: Database) -> None:
    """Nothing is kept for a caller who gave no key."""
    action = Counter()
    for _ in range(2):
        database.in_transaction(answer_once, "caller", "", b"x" * 32, action)
    assert action.done == 2


def test_what_failed_may_be_tried_again(database: Database) -> None:
    """A refusal is rolled back with everything, so the key is free."""

    def refuse(_transaction: Transaction) -> Written:
        raise Conflict(why="test")

    with pytest.raises(Conflict):
        database.in_transaction(answer_once, "caller", "key", b"x" * 32, refuse)
    action = Counter()
    database.in_transaction(answer_once, "caller", "key", b"x" * 32, action)
    assert action.done == 1


def test_an_answer_is_kept_for_a_day(database: Database, clock: TickingClock) -> None:
    """After it the key is free again."""
    action = Counter()
    database.in_transaction(answer_once, "caller", "key", b"x" * 32, action)
    clock.advance(hours=25)
    database.in_transaction(answer_once, "caller", "key", b"y" * 32, action)
    assert action.done == 2


def test_an_answer_about_what_was_erased_is_forgotten(database: Database) -> None:
    """Its body held the data; the answers about other things stay."""
    bodies = {"one": b'{"id": "3fa9"}', "two": b'{"id": "77b0"}'}

    def count() -> list[str]:
        runs: list[str] = []
        for key, body in bodies.items():

            def write(_transaction: Transaction, key: str = key, body: bytes = body) -> Written:
                runs.append(key)
                return Written(body)

            database.in_transaction(answer_once, "amina@mar", key, b"x" * 32, write)
        return runs

    assert (count(), count()) == (["one", "two"], [])
    database.in_transaction(forget_answers, "3fa9")
    assert count() == ["one"]


def test_a_route_writes_once_over_http(hub: Hub) -> None:
    """The header of the draft does it, and its form is checked."""
    app, action = FastAPI(), Counter()
    app.state.hub = hub
    add_problems(app)

    @app.post("/write")
    def write(writing: WritingNow) -> Response:
        return writing.run("caller", action)

    client = TestClient(app)
    for body in ("a", "a", "b"):
        client.post("/write", headers={"Idempotency-Key": "k1"}, content=body)
    other = client.post("/write", headers={"Idempotency-Key": "k1"}, content="b")
    long = client.post("/write", headers={"Idempotency-Key": "k" * 65}, content="a")
    assert (action.done, other.status_code, long.status_code) == (1, 422, 400)
