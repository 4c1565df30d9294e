"""Promises of what is kept of sessions and failed attempts."""

import dataclasses
import datetime

from jisr.access.sign_in import session_store
from jisr.access.sign_in.model import WebSession
from jisr.kit.db import Database
from ticking import START, TickingClock

HOUR = datetime.timedelta(hours=1)
SESSION = WebSession("one", "amal@mar", START, START, START + HOUR)
DIGEST = bytes(32)


def test_a_session_is_read_as_it_was_kept(database: Database) -> None:
    """Seen and confirmed when it was told so; then ended."""
    database.in_transaction(session_store.add, DIGEST, SESSION)
    with database.reading() as transaction:
        assert session_store.find(transaction, DIGEST) == SESSION
        assert session_store.find_by_id(transaction, "one") == SESSION
        assert session_store.find_by_id(transaction, "two") is None
        assert session_store.find(transaction, b"1" * 32) is None
    database.in_transaction(session_store.see, "one")
    database.in_transaction(session_store.confirm, "one")
    with database.reading() as transaction:
        found = session_store.find(transaction, DIGEST)
    assert found is not None
    assert found.confirmed_at is not None
    assert START < found.seen_at < found.confirmed_at
    same = dataclasses.replace(SESSION, seen_at=found.seen_at, confirmed_at=found.confirmed_at)
    assert found == same
    database.in_transaction(session_store.end, "one")
    with database.reading() as transaction:
        assert session_store.find(transaction, DIGEST) is None


def test_the_sessions_of_an_officer(database: Database) -> None:
    """Only that officer's, the oldest first."""
    later = dataclasses.replace(SESSION, id="two", begun_at=START + HOUR)
    other = dataclasses.replace(SESSION, id="three", officer="badr@mar")
    for number, session in enumerate((later, SESSION, other)):
        database.in_transaction(session_store.add, bytes([number]) * 32, session)
    with database.reading() as transaction:
        assert session_store.sessions_of(transaction, "amal@mar") == (SESSION, later)


def test_sessions_that_ended_are_forgotten(database: Database, clock: TickingClock) -> None:
    """The table does not grow with the years."""
    database.in_transaction(session_store.add, DIGEST, SESSION)
    clock.advance(hours=2)
    later = dataclasses.replace(SESSION, id="two", ends_at=clock.instant + HOUR)
    database.in_transaction(session_store.add, b"2" * 32, later)
    with database.reading() as transaction:
        assert session_store.find(transaction, DIGEST) is None


def test_failures_count_until_an_instant(database: Database, clock: TickingClock) -> None:
    """Then they are as if they had not been; so are those that are forgotten."""

    def known(digest: bytes) -> tuple[int, datetime.datetime] | None:
        with database.reading() as transaction:
            return session_store.failures(transaction, digest)

    until = START + HOUR
    database.in_transaction(session_store.note_failure, DIGEST, 1, until)
    database.in_transaction(session_store.note_failure, DIGEST, 2, until)
    assert known(DIGEST) == (2, until)
    database.in_transaction(session_store.note_failure, b"1" * 32, 5, until)
    database.in_transaction(session_store.forget_failures, b"1" * 32)
    assert known(b"1" * 32) is None
    clock.advance(hours=1)
    assert known(DIGEST) is None
