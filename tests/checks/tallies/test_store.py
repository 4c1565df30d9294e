"""The counts of checks are read through their keys, however many there are."""

import sqlalchemy as sa

from jisr.checks.tallies import store
from jisr.checks.tallies.model import By, Cell, Outcome, Reach
from jisr.kit.clock import instant_text
from jisr.kit.db import Database
from ticking import START

CELL = Cell("MAR", "2026-11-21T09", "identify", "", Outcome.NOTHING)


def test_counts_add_up(database: Database) -> None:
    """What is added twice stands there twice, by the hour and by the day."""
    for _ in range(2):
        database.in_transaction(store.add_cells, {CELL: 3})
    with database.reading() as transaction:
        hours = transaction.connection.execute(sa.select(store.check_hours.c.count)).scalars()
        days = transaction.connection.execute(sa.select(store.check_days.c.checks)).scalars()
        assert ([*hours], [*days]) == ([6], [6])


def test_an_older_instant_changes_nothing(database: Database) -> None:
    """The last check of a bureau is its newest, whatever tree is counted last."""
    newer, older = "2026-11-21T09:00:00.000Z", "2026-11-20T09:00:00.000Z"
    for at in (newer, older):
        database.in_transaction(store.put_last_asked, {"MAR": at})
    with database.reading() as transaction:
        (use,) = store.uses(transaction, "2026-11-21")
    assert use.last_asked_at is not None
    assert instant_text(use.last_asked_at) == newer


def test_records_that_are_gone_are_not_kept(database: Database) -> None:
    """A bureau that holds none any more is counted with none."""
    for held in ({"MAR": 2}, {"FRA": 1}):
        database.in_transaction(store.put_records, held)
    with database.reading() as transaction:
        found = [(each.bureau, each.records) for each in store.uses(transaction, "2026-11-21")]
    assert found == [("FRA", 1), ("MAR", 0)]


def test_figures_search_the_key_and_scan_nothing(database: Database) -> None:
    """The plan of SQLite names the key for a bureau, for what is under it, and for the network."""
    if not database.is_sqlite:
        return
    for bureau in ("", "MAR"):
        reach = Reach(bureau, START)
        with database.reading() as transaction:
            query = store.tallies_query(reach, By.PURPOSE)
            told = str(
                query.compile(transaction.connection, compile_kwargs={"literal_binds": True})
            )
            plan = transaction.connection.execute(sa.text(f"EXPLAIN QUERY PLAN {told}")).all()
        assert not [row for row in plan if "SCAN" in str(row)], plan
