"""Promises of the outbox, on both engines."""

import datetime

import pytest

from jisr.errors import InputTooLarge, NotFound
from jisr.kit import outbox
from jisr.kit.db import Database, Transaction
from jisr.kit.outbox import Counts
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
    (dead,) = database.in_transaction(outbox.letters, with_waiting=False, limit=10)
    assert (take(database), dead.attempts, dead.is_dead) == ([], outbox.ATTEMPTS_MAX, True)


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
    database.in_transaction(outbox.give_up, message_id, "gone")
    with database.reading() as transaction:
        dead = [each.id for each in outbox.letters(transaction, with_waiting=False, limit=10)]
    assert (take(database), dead) == ([], [message_id])


def test_operator_sees_letters_and_no_contents(database: Database, clock: TickingClock) -> None:
    """Dead ones by id, on request those that wait; the kind of the last failure, cut to length."""
    one, two = sorted(database.in_transaction(outbox.put, "mail", b"secret") for _ in range(2))
    database.in_transaction(outbox.take, limit=10)
    wait = datetime.timedelta(seconds=10)
    database.in_transaction(outbox.retry_later, one, wait, "TimeoutError")
    database.in_transaction(outbox.give_up, two, "x" * 100)
    with database.reading() as transaction:
        dead = outbox.letters(transaction, with_waiting=False, limit=10)
        every = outbox.letters(transaction, with_waiting=True, limit=10)
        after = outbox.letters(transaction, with_waiting=True, after=one, limit=10)
    assert [(each.id, each.error, each.is_dead) for each in every] == [
        (one, "TimeoutError", False),
        (two, "x" * outbox.ERROR_LENGTH_MAX, True),
    ]
    assert ([each.id for each in dead], after) == ([two], dead)
    assert every[0].due_at - clock() <= wait
    assert "secret" not in repr(every)


def test_dead_letter_is_sent_again(database: Database) -> None:
    """It is due at once with all its attempts; one that is still tried is no dead letter."""
    message = database.in_transaction(outbox.put, "mail", b"hello")
    for act in (outbox.resend, outbox.drop):
        with pytest.raises(NotFound):
            database.in_transaction(act, message)
    database.in_transaction(outbox.give_up, message, "gone")
    database.in_transaction(outbox.resend, message)
    (taken,) = database.in_transaction(outbox.take, limit=10)
    assert (taken.id, taken.attempts) == (message, 1)


def test_dead_letter_is_dropped(database: Database) -> None:
    """Nothing of it is left."""
    message = database.in_transaction(outbox.put, "mail", b"hello")
    database.in_transaction(outbox.give_up, message, "gone")
    database.in_transaction(outbox.drop, message)
    with database.reading() as transaction:
        assert outbox.letters(transaction, with_waiting=True, limit=10) == []


def test_what_waits_and_what_was_given_up_is_counted(
    database: Database, clock: TickingClock
) -> None:
    """Since when the first is due, too; dead letters are due never."""
    with database.reading() as transaction:
        assert outbox.counts(transaction) == Counts(0, 0, None)
    dead = database.in_transaction(outbox.put, "mail", b"hello")
    database.in_transaction(outbox.give_up, dead, "gone")
    for _ in range(2):
        database.in_transaction(outbox.put, "mail", b"hello")
    with database.reading() as transaction:
        found = outbox.counts(transaction)
    assert (found.waiting, found.dead) == (2, 1)
    assert found.due_since is not None
    assert found.due_since <= clock()
