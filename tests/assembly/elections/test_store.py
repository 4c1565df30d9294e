"""What the tables of elections keep, on both engines."""

import datetime
from dataclasses import replace

from jisr.assembly.elections import store
from jisr.assembly.elections.model import (
    Committee,
    Election,
    ElectionKind,
    Holder,
    LotsDraw,
    Nomination,
)
from jisr.kit.db import Database, Transaction

NOW = datetime.datetime(2025, 11, 24, 9, tzinfo=datetime.UTC)


def election(number: int, kind: ElectionKind = ElectionKind.DELEGATES) -> Election:
    """Return an election with an id of its own."""
    return Election(f"{number:032x}", 93, kind, "", 2, 0, NOW, (), {}, {})


def test_the_newest_version_is_kept_and_its_result_stays(database: Database) -> None:
    """A later version does not lose the result that was sealed before it."""
    first = election(1)
    ended = replace(first, version=2, result_digest="ab")

    def write(transaction: Transaction) -> None:
        store.put_election(transaction, first)
        store.put_election(transaction, ended, b"{}")
        store.put_election(transaction, replace(ended, version=3))

    database.in_transaction(write)
    with database.reading() as transaction:
        assert store.find_election(transaction, first.id) == replace(ended, version=3)
        assert store.find_result(transaction, first.id) == b"{}"
        assert store.find_election(transaction, "f" * 32) is None
        assert store.has_election(transaction, election(9))
        assert not store.has_election(transaction, election(9, ElectionKind.PRESIDENT))


def test_nominations_and_draws_belong_to_their_election(database: Database) -> None:
    """They are found by it, in their order, and by their session."""
    held = election(1)
    made = [Nomination(f"{n:032x}", held.id, "MAR", "", "Rabat", "", (), NOW, "x") for n in (2, 1)]
    draws = [
        LotsDraw(f"{n:032x}", held.id, ("a", "b"), 1, NOW + datetime.timedelta(hours=3 - n))
        for n in (1, 2)
    ]

    def write(transaction: Transaction) -> None:
        store.put_election(transaction, held)
        for each in made:
            store.put_nomination(transaction, each)
        for draw in draws:
            store.put_draw(transaction, draw)

    database.in_transaction(write)
    with database.reading() as transaction:
        assert store.list_nominations(transaction, held.id) == (made[1], made[0])
        assert store.list_nominations(transaction, held.id, after=made[1].id) == (made[0],)
        assert store.nominations_of_session(transaction, 93) == (made[1], made[0])
        assert store.nominations_of_session(transaction, 92) == ()
        assert store.list_draws(transaction, held.id) == (draws[1], draws[0])


def test_a_committee_is_empty_before_it_is_recorded(database: Database) -> None:
    """Version 0 says that nobody wrote it."""
    holders = (Holder(ElectionKind.PRESIDENT, "a@fra", "A", "FRA", is_leaving=True),)
    with database.reading() as transaction:
        assert store.find_committee(transaction, 93) == Committee(93)
    database.in_transaction(store.put_committee, Committee(93, holders, 1))
    with database.reading() as transaction:
        assert store.find_committee(transaction, 93) == Committee(93, holders, 1)
