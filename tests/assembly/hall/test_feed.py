"""The feed: who follows is given the newest state, never a queue, and leaves no trace."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import pytest

from jisr.assembly.hall import feed as feeds
from jisr.assembly.hall.feed import CONNECTIONS, Channel, Feed, Follower, event
from jisr.errors import HallFull, SignInMissing
from jisr.kit.db import Database, Transaction
from jisr.ledger.entry import Act
from jisr.ledger.log import newest, seal

HALL = Channel(93, shows_closed=True)
WAIT_SECONDS_MAX = 5.0


def read(transaction: Transaction, channel: Channel) -> Mapping[str, Any]:
    """Return a state that differs with each entry."""
    return {"session": channel.session, "entries": newest(transaction)[0]}


def write(transaction: Transaction) -> None:
    """Seal an entry; it asks nobody to wake."""
    act = Act("2026-11-24T10:00:00.000Z", "GS", "root", "vote.opened", "vote:1", "x", "all")
    seal(transaction, act, {}, version=None)


def follower(officer: str = "delegate@mar", recheck: Callable[[], object] = dict) -> Follower:
    """Return somebody who wants to follow."""
    return Follower(HALL, officer, recheck)


async def given(one: Follower) -> list[tuple[str, Any]]:
    """Wait for what comes next; return the name and content of each event."""
    async with asyncio.timeout(WAIT_SECONDS_MAX):
        await one.woken.wait()
    return told(one.take())


def told(content: bytes) -> list[tuple[str, Any]]:
    """Return the name and content of each event in what was sent."""
    found = []
    for block in content.decode().split("\n\n")[:-1]:
        fields = dict(line.split(": ", 1) for line in block.split("\n"))
        found.append((fields["event"], json.loads(fields["data"])))
    return found


async def state_of(one: Follower) -> Any:
    """Wait for the next state and return it."""
    while True:
        states = [content for name, content in await given(one) if name == "state"]
        if states:
            return states[-1]


def followed(database: Database, course: Callable[[Feed], Awaitable[None]], **limits: int) -> Feed:
    """Run a course of events in an event loop, with a feed that is stopped after it."""
    feed = Feed(database, read, **limits)

    async def run() -> None:
        try:
            await course(feed)
        finally:
            await asyncio.to_thread(feed.stop)

    asyncio.run(run())
    return feed


def test_follower_is_told_the_time_and_the_state_at_once(database: Database) -> None:
    """Who connects, or connects again, needs no change to see how things stand."""

    async def course(feed: Feed) -> None:
        for officer in ("delegate@mar", "delegate@fra"):
            one = follower(officer)
            feed.join(one)
            first = await given(one)
            assert first[0][0] == "clock"
            state = [content for name, content in first if name == "state"]
            assert (state or [await state_of(one)]) == [{"session": 93, "entries": 0}]

    followed(database, course)


def test_change_by_anybody_is_shown_to_all(database: Database) -> None:
    """A change that nobody announced, as another process writes it, reaches each follower."""

    async def course(feed: Feed) -> None:
        all_of_them = [follower(f"delegate{number}@mar") for number in range(3)]
        for one in all_of_them:
            feed.join(one)
            await state_of(one)
        await asyncio.to_thread(database.in_transaction, write)
        states = [await state_of(one) for one in all_of_them]
        assert states == [{"session": 93, "entries": 1}] * 3

    followed(database, course)


def test_slow_follower_gets_the_newest_state_only(database: Database) -> None:
    """However much happened while a line was slow, one snapshot waits."""

    async def course(feed: Feed) -> None:
        slow, quick = follower("slow@mar"), follower("quick@mar")
        for one in (slow, quick):
            feed.join(one)
            await state_of(one)
        for number in (1, 2, 3):
            await asyncio.to_thread(database.in_transaction, write)
            assert (await state_of(quick))["entries"] == number
        assert told(slow.take()) == [("state", {"session": 93, "entries": 3})]

    followed(database, course)


def test_nothing_is_told_twice(database: Database) -> None:
    """A state that looks as before is not sent again."""
    feed = Feed(database, lambda *_: {"always": "the same"})

    async def course() -> None:
        one = follower()
        feed.join(one)
        await state_of(one)
        await asyncio.to_thread(database.in_transaction, write)
        await asyncio.sleep(3 * feeds.BETWEEN_SECONDS)
        assert one.take() == b""
        await asyncio.to_thread(feed.stop)

    asyncio.run(course())


def test_hall_that_is_full_refuses(database: Database) -> None:
    """A process serves so many, and one officer so many; who leaves makes room."""

    async def course(feed: Feed) -> None:
        first, second = follower("a@mar"), follower("b@mar")
        feed.join(first)
        feed.join(second)
        with pytest.raises(HallFull):
            feed.join(follower("c@mar"))
        feed.leave(first)
        feed.join(follower("c@mar"))

    followed(database, course, followers_max=2)


def test_one_officer_cannot_fill_the_hall(database: Database) -> None:
    """Twenty screens of one officer are enough; another officer still comes in."""

    async def course(feed: Feed) -> None:
        for _ in range(feeds.FOLLOWERS_OF_ONE_MAX):
            feed.join(follower())
        with pytest.raises(HallFull):
            feed.join(follower())
        feed.join(follower("delegate@fra"))

    followed(database, course)


def test_credential_that_is_good_no_more_ends_the_connection(database: Database) -> None:
    """When its turn comes a follower is looked at again, and closed if it may follow no more."""

    def refused() -> None:
        raise SignInMissing

    async def course(feed: Feed) -> None:
        good, bad = follower("good@mar"), follower("bad@mar", refused)
        for one in (good, bad):
            one.checked_at -= feeds.CHECKED_EVERY_SECONDS
            feed.join(one)
        async with asyncio.timeout(WAIT_SECONDS_MAX):
            while not bad.is_ended:
                await bad.woken.wait()
                bad.take()
        assert not good.is_ended

    followed(database, course)


def test_stopped_feed_ends_every_connection(database: Database) -> None:
    """The hub does not wait for connections that have no end of their own."""
    one = follower()

    async def course(feed: Feed) -> None:
        feed.join(one)

    feed = followed(database, course)
    assert one.is_ended

    async def late() -> None:
        with pytest.raises(HallFull):
            feed.join(follower())

    asyncio.run(late())


def test_connections_are_counted_for_the_operator(database: Database) -> None:
    """The gauge holds who follows now, and nothing of who left."""
    before = CONNECTIONS._value.get()

    async def course(feed: Feed) -> None:
        one = follower()
        feed.join(one)
        assert (feed.followers, CONNECTIONS._value.get() - before) == (1, 1)
        feed.leave(one)
        assert (feed.followers, CONNECTIONS._value.get() - before) == (0, 0)

    followed(database, course)


def test_state_is_named_by_what_it_says() -> None:
    """The same state has the same id on every worker and after every start."""
    assert event("state", {"title": "مرحبا"}) == (
        'id: 1de4d029287c6d83\nevent: state\ndata: {"title":"مرحبا"}\n\n'.encode()
    )
    assert event("clock", {"now": "x"}) == b'event: clock\ndata: {"now":"x"}\n\n'
