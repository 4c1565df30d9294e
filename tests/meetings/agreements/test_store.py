"""Memoranda are kept by version, and listed by whose they are."""

import dataclasses

from jisr.kit.db import Transaction
from jisr.meetings.agreements import store
from memoranda_world import MemorandaWorld


def test_only_the_next_version_is_written(world: MemorandaWorld) -> None:
    """Two at once: the second finds that it is no longer the next."""
    drafted = world.draft()
    changed = dataclasses.replace(drafted, version=2)

    def write(transaction: Transaction) -> list[bool]:
        return [store.change(transaction, changed, due=None, is_told=False) for _ in range(2)]

    assert world.database.in_transaction(write) == [True, False]


def test_parties_follow_the_terms(world: MemorandaWorld) -> None:
    """Who is no longer a party no longer lists it; unknown ids are none."""
    drafted = world.draft()
    terms = dataclasses.replace(drafted.terms, parties=("FRA", "SYR"))
    changed = dataclasses.replace(drafted, terms=terms, version=2)

    def write(transaction: Transaction) -> list[int]:
        store.change(transaction, changed, due=None, is_told=False)
        return [
            len(store.page(transaction, [bureau], told=False, before=None, limit=5))
            for bureau in ("MAR", "FRA", "SYR")
        ]

    assert world.database.in_transaction(write) == [0, 1, 1]
    with world.database.reading() as transaction:
        assert store.find(transaction, "0" * 32) is None
