"""The live connection over a real socket: who may follow, what comes, and what ends it."""

import contextlib
import http.client
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from hall_world import CHAIR, HallWorld, found_hall
from hub_thread import listening
from jisr.access import actions as access
from jisr.access.callers import KNOWN_SECONDS
from jisr.access.model import BureauKind, Role
from jisr.access.sign_in import sessions
from jisr.access.sign_in.model import Scope
from jisr.access.sign_in.origins import COOKIE
from jisr.access.sign_in.sessions import Lifetimes
from jisr.assembly.hall import feed as feeds
from jisr.assembly.hall.feed import Feed
from jisr.assembly.votes import actions as votes
from jisr.assembly.votes.model import Method, Opening, Subject, SubjectKind, Vote
from jisr.kit.clock import system_clock
from jisr.kit.db import Database
from jisr.values import LanguageMap
from web import Web, web_over

PATH = "/v1/assembly/sessions/93/live"
READ_SECONDS_MAX = 10.0
TIMES = Lifetimes.of(30, 10)
TITLE = LanguageMap({"ar": "سؤال", "en": "A question", "fr": "Une question", "es": "Una pregunta"})


@dataclass(frozen=True, slots=True)
class Line:
    """One connection that follows; `state` waits for the next state."""

    answer: http.client.HTTPResponse

    @property
    def status(self) -> int:
        """What the hub answered."""
        return self.answer.status

    def problem(self) -> dict[str, Any]:
        """Return why the hub refused."""
        found: dict[str, Any] = json.loads(self.answer.read())
        return found

    def event(self) -> tuple[str, Any]:
        """Wait for the next event; `end` when the hub closed the line."""
        name = ""
        while line := self.answer.readline().decode().rstrip("\n"):
            field, _, value = line.partition(": ")
            if field == "event":
                name = value
            if field == "data":
                return name, json.loads(value)
        return ("end", None) if self.answer.isclosed() else self.event()

    def state(self) -> Any:
        """Wait for the next state."""
        while True:
            name, content = self.event()
            if name == "state":
                return content
            if name == "end":
                raise EOFError


@dataclass(frozen=True, slots=True)
class Hall:
    """A hub that listens, over a session with two delegations."""

    world: HallWorld
    web: Web
    address: str

    @contextlib.contextmanager
    def follow(self, headers: dict[str, str], path: str = PATH) -> Iterator[Line]:
        """Connect and follow."""
        host = urlsplit(self.address).netloc
        connection = http.client.HTTPConnection(host, timeout=READ_SECONDS_MAX)
        try:
            connection.request("GET", path, headers=headers)
            yield Line(connection.getresponse())
        finally:
            connection.close()

    def as_officer(self, officer: str, *scopes: Scope) -> dict[str, str]:
        """Return the headers of an officer with a token."""
        return {"Authorization": f"Bearer {self.web.token(officer, *scopes)}"}

    def open_vote(self) -> Vote:
        """Put a question to a roll-call."""
        opening = Opening(
            93, Subject(SubjectKind.QUESTION), Method.ROLL_CALL, "resolution", title=TITLE
        )
        return self.world.do(votes.open_vote, CHAIR, opening)


@pytest.fixture
def hall(database: Database, tmp_path: Path) -> Iterator[Hall]:
    """A hub behind a real socket; its clock is the machine's."""
    database.clock = system_clock
    world = found_hall(database, home=tmp_path)
    for member in ("MAR", "FRA"):
        world.send(member)
    web = web_over(database, tmp_path)
    with listening(web) as address:
        yield Hall(world, web, address)


def test_follower_sees_a_vote_open_and_close(hall: Hall) -> None:
    """The state comes at once and again with each change, until the chair has closed the vote."""
    with hall.follow(hall.as_officer("delegate@mar")) as line:
        assert line.answer.getheader("content-type") == "text/event-stream; charset=utf-8"
        assert line.event()[0] == "clock"
        assert line.state() == {"session": 93, "votes": []}
        vote = hall.open_vote()
        (shown,) = line.state()["votes"]
        assert (shown["id"], shown["state"], shown["title"]) == (vote.id, "open", TITLE.texts)
        assert (shown["entitled"], shown["received"], shown["totals"]) == (2, 0, None)
        hall.world.do(votes.close_vote, CHAIR, vote.id)
        (shown,) = line.state()["votes"]
        assert (shown["state"], shown["totals"]["expressed"]) == ("closed", 0)


def test_lost_connection_gets_the_newest_state_at_once(hall: Hall) -> None:
    """What was missed is in the first state after the return; nothing is asked for."""
    headers = hall.as_officer("delegate@mar")
    with hall.follow(headers) as line:
        assert line.state()["votes"] == []
    vote = hall.open_vote()
    with hall.follow(headers | {"Last-Event-ID": "0123456789abcdef"}) as line:
        assert [each["id"] for each in line.state()["votes"]] == [vote.id]


def test_observer_follows_the_public_sitting(hall: Hall) -> None:
    """A question of the sitting is public; an observer's own account is enough."""
    name = LanguageMap({"en": "AFRIPOL"})
    hall.world.do(access.register_bureau, "root@gs", "AFRIPOL", BureauKind.INTERNATIONAL, name)
    hall.world.add_officer("head@afripol", "AFRIPOL", Role.HEAD_OF_BUREAU, by="root@gs")
    observer = hall.world.add_officer(
        "observer@afripol", "AFRIPOL", Role.OBSERVER, by="head@afripol"
    )
    vote = hall.open_vote()
    with hall.follow(hall.as_officer(observer.id)) as line:
        assert [each["id"] for each in line.state()["votes"]] == [vote.id]


def test_page_follows_with_its_session(hall: Hall) -> None:
    """A signed-in page needs no token; a session that ended is told so."""
    secret, session = hall.world.do(sessions.begin, "delegate@fra", "local", TIMES, confirmed=False)
    cookie = {"Cookie": f"{COOKIE}={secret}"}
    with hall.follow(cookie) as line:
        assert line.state() == {"session": 93, "votes": []}
    hall.world.do(sessions.end_all, "delegate@fra")
    time.sleep(KNOWN_SECONDS + 0.1)
    with hall.follow(cookie) as line:
        assert (line.status, line.problem()["code"]) == (401, "denied.sign_in")
    assert session.officer == "delegate@fra"


def test_who_may_not_follow_is_told_why(hall: Hall) -> None:
    """Without a good credential, or a session of this network, there is nothing to follow."""
    good = hall.as_officer("delegate@mar")
    refused: tuple[tuple[dict[str, str], str, int, str], ...] = (
        ({}, PATH, 401, "denied.sign_in"),
        ({"Authorization": "Bearer "}, PATH, 401, "denied.token"),
        ({"Authorization": "Bearer x.y.z"}, PATH, 401, "denied.token"),
        (good, "/v1/assembly/sessions/94/live", 404, "not_found"),
        (good, "/v1/assembly/sessions/0/live", 400, "input.malformed"),
    )
    for headers, path, status, code in refused:
        with hall.follow(headers, path) as line:
            assert (line.status, line.problem()["code"]) == (status, code)


def test_token_for_something_else_does_not_follow(hall: Hall) -> None:
    """A token must be good for the assembly."""
    with hall.follow(hall.as_officer("delegate@mar", Scope.CHECK)) as line:
        assert (line.status, line.problem()["reason"]) == (403, "sign_in.scope")


def test_full_hall_is_refused_clearly(hall: Hall) -> None:
    """One screen more than the process serves is told to come back; the others stay."""
    hall.web.hub.part(Feed).followers_max = 1
    with hall.follow(hall.as_officer("delegate@mar")) as first:
        first.state()
        with hall.follow(hall.as_officer("delegate@fra")) as second:
            assert (second.status, second.problem()["code"]) == (503, "unavailable.hall_full")
        hall.open_vote()
        assert len(first.state()["votes"]) == 1


def test_ended_session_ends_its_connection(hall: Hall) -> None:
    """The credential is looked at again while the connection lasts."""
    secret, _ = hall.world.do(sessions.begin, "delegate@fra", "local", TIMES, confirmed=False)
    with hall.follow({"Cookie": f"{COOKIE}={secret}"}) as line:
        line.state()
        hall.world.do(sessions.end_all, "delegate@fra")
        time.sleep(KNOWN_SECONDS + 0.1)
        for each in hall.web.hub.part(Feed)._followers():
            each.checked_at -= feeds.CHECKED_EVERY_SECONDS
        with pytest.raises(EOFError):
            line.state()


def test_follower_who_left_is_forgotten(hall: Hall) -> None:
    """A closed connection makes room and costs nothing more."""
    feed = hall.web.hub.part(Feed)
    with hall.follow(hall.as_officer("delegate@mar")) as line:
        line.state()
        assert feed.followers == 1
    started = time.monotonic()
    while feed.followers and time.monotonic() - started < READ_SECONDS_MAX:
        time.sleep(0.01)
    assert feed.followers == 0
