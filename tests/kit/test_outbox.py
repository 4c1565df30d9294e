"""Promises of the outbox, on both engines."""

import datetime

import pytest

from jisr.errors import InputTooLarge
from jisr.kit import outbox
from jisr.kit.db import Database, Transaction
from ticking import TickingClock


def take(database: Database) -> list[tuple[str, bytes, int]]:
    """Take what is due."""
    taken = database.in_transaction(outbox.take, limit=10)
    return [(each.kind, each.body, each.attempts) for each in taken]


def test_message_is_given_to_one_taker(database: Database) -> None:
    """A taken message is not given out again while its lease runs."""
    database.in_transaction(outbox.put, "mail", b"hello")
    assert (take(database), take(database)) == ([("mail", b"hello", 1)], [])


def test_message_that_nobody_finished_comes_back(database: Database, clock: TickingClock) -> None:
    """When the lease ends, the message is due again."""
    database.in_transaction(outbox.put, "mail", b"hello")
    take(database)
    clock.advance(seconds=outbox.LEASE.total_seconds())
    assert take(database) == [("mail", b"hello", 2)]


def test_finished_message_is_gone(database: Database, clock: TickingClock) -> None:
    """A delivered message never comes back."""
    message_id = database.in_transaction(outbox.put, "mail", b"hello")
    take(database)
    database.in_transaction(outbox.done, message_id)
    clock.advance(days=1)
    assert take(database) == []


def test_message_given_up_is_kept_as_a_dead_letter(database: Database, clock: TickingClock) -> None:
    """After its last attempt a message waits for the operator instead of being lost."""
    database.in_transaction(outbox.put, "mail", b"hello")
    for _ in range(outbox.ATTEMPTS_MAX):
        take(database)
        clock.advance(days=1)
    dead = database.in_transaction(outbox.dead_letters, limit=10)
    assert (take(database), [each.body for each in dead]) == ([], [b"hello"])


def test_message_of_a_failed_action_was_never_sent(database: Database) -> None:
    """The message lives and dies with the rows of its action."""

    def fail(transaction: Transaction) -> None:
        outbox.put(transaction, "mail", b"hello")
        raise InputTooLarge(field="x", limit=1)

    with pytest.raises(InputTooLarge):
        database.in_transaction(fail)
    assert take(database) == []


def test_too_long_message_is_refused(database: Database) -> None:
    """A message has a ceiling."""
    with pytest.raises(InputTooLarge):
        database.in_transaction(outbox.put, "mail", b"x" * (outbox.BODY_BYTES_MAX + 1))


def test_message_given_back_is_due_after_its_wait(database: Database, clock: TickingClock) -> None:
    """Who could not deliver says when to try again; until then nobody is given the message."""
    message_id = database.in_transaction(outbox.put, "mail", b"hello")
    take(database)
    database.in_transaction(outbox.retry_later, message_id, datetime.timedelta(seconds=10))
    before = take(database)
    clock.advance(seconds=10)
    assert (before, take(database)) == ([], [("mail", b"hello", 2)])


def test_message_given_up_at_once_is_a_dead_letter(database: Database) -> None:
    """What can never arrive is kept for the operator without another attempt."""
    message_id = database.in_transaction(outbox.put, "mail", b"hello")
    take(database)
    database.in_transaction(outbox.give_up, message_id)
    with database.reading() as transaction:
        dead = [each.id for each in outbox.dead_letters(transaction, limit=10)]
    assert (take(database), dead) == ([], [message_id])
