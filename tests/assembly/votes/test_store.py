"""Promises about how votes are kept."""

from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from jisr.assembly.votes import store
from jisr.kit.db import Database, Transaction
from vote_made import MADE, call

ENTRY = "0" * 32


def test_a_vote_is_kept_whole(database: Database) -> None:
    """As it was written, with the entry that sealed it."""
    database.in_transaction(store.add_vote, MADE, ENTRY)
    with database.reading() as transaction:
        assert store.find_vote(transaction, MADE.id) == MADE
        assert store.votes_about(transaction, MADE.subject) == (MADE,)
        assert store.vote_entry(transaction, MADE.id) == ENTRY
        assert store.next_number(transaction, 93) == 8
        assert store.next_number(transaction, 94) == 1


def test_only_the_next_version_is_written(database: Database) -> None:
    """Who was faster wins; the other is told."""
    database.in_transaction(store.add_vote, MADE, ENTRY)
    second = replace(MADE, version=2, why="changed")
    told = [database.in_transaction(store.change_vote, second, ENTRY) for _ in range(2)]
    assert told == [True, False]


def test_a_version_of_an_entry_is_written_once(database: Database) -> None:
    """The newest counts, every one is kept."""
    database.in_transaction(store.add_vote, MADE, ENTRY)

    def write(transaction: Transaction) -> None:
        store.add_call(transaction, call("FRA", "for"), ENTRY)
        store.add_call(transaction, call("FRA", "against", 2), ENTRY)

    database.in_transaction(write)
    with database.reading() as transaction:
        assert store.find_call(transaction, MADE.id, "FRA") == call("FRA", "against", 2)
        assert store.find_call(transaction, MADE.id, "EGY") is None
        assert store.calls(transaction, MADE.id) == {"FRA": call("FRA", "against", 2)}
        assert len(store.every_call(transaction, MADE.id)) == 2
        assert store.call_entry(transaction, MADE.id, "FRA", 1) == ENTRY
        assert store.call_entry(transaction, MADE.id, "FRA", 3) is None
    with pytest.raises(IntegrityError):
        database.in_transaction(store.add_call, call("FRA", "for"), ENTRY)
