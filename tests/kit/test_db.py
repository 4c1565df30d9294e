"""Promises of the doorway to the database, on both engines."""

import threading
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, IntegrityError

from jisr.errors import JisrError, LedgerReadOnly, StorageBusy, StorageFull
from jisr.kit.db import (
    LOOK_AGAIN_SECONDS,
    Database,
    Erasure,
    Transaction,
    insert_or_update,
    wait_for_writers,
)

SAMPLE = sa.Table(
    "sample",
    sa.MetaData(),
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("value", sa.Integer, nullable=False),
)


@pytest.fixture
def sample(database: Database) -> Database:
    """A database with one small table."""
    SAMPLE.metadata.create_all(database.engine)
    return database


def put(transaction: Transaction, number: int, value: int) -> None:
    """Insert one row."""
    transaction.connection.execute(sa.insert(SAMPLE).values(id=number, value=value))


def rows(database: Database) -> list[tuple[int, int]]:
    """Return what the table holds."""
    with database.reading() as transaction:
        found = transaction.connection.execute(sa.select(SAMPLE).order_by(SAMPLE.c.id))
        return [(row.id, row.value) for row in found]


def test_action_is_written_whole(sample: Database) -> None:
    """When the action returns, its rows are there."""
    sample.in_transaction(put, 1, value=10)
    assert rows(sample) == [(1, 10)]


def test_failing_action_writes_nothing(sample: Database) -> None:
    """An error in an action takes back everything that it wrote."""

    def fail(transaction: Transaction) -> None:
        put(transaction, 1, 10)
        put(transaction, 1, 11)

    with pytest.raises(IntegrityError):
        sample.in_transaction(fail)
    assert rows(sample) == []


def test_wake_up_comes_after_the_commit(sample: Database) -> None:
    """A listener is called once the rows can be read, and only when it was asked for."""
    seen: list[list[tuple[int, int]]] = []
    sample.listen("rows", lambda: seen.append(rows(sample)))

    def put_and_wake(transaction: Transaction) -> None:
        put(transaction, 1, 10)
        transaction.wake_ups.add("rows")

    sample.in_transaction(put_and_wake)
    sample.in_transaction(put, 2, 20)
    assert seen == [[(1, 10)]]


def test_erasures_are_remembered_before_the_commit(sample: Database) -> None:
    """What could not be remembered elsewhere is not erased."""
    remembered: list[Erasure] = []

    def erase(transaction: Transaction, number: int) -> None:
        put(transaction, number, 10)
        transaction.erasures.append(Erasure("subject", "entry", transaction.now))

    def refuse(_erasures: Sequence[Erasure]) -> None:
        raise StorageFull

    sample.in_transaction(erase, 1)
    sample.remember_erasures(remembered.extend)
    sample.in_transaction(put, 2, 10)
    sample.in_transaction(erase, 3)
    sample.remember_erasures(refuse)
    with pytest.raises(StorageFull):
        sample.in_transaction(erase, 4)
    assert [each.subject for each in remembered] == ["subject"]
    assert rows(sample) == [(1, 10), (2, 10), (3, 10)]


def test_reading_cannot_write(sample: Database) -> None:
    """A view that promised to read is refused a write by the database itself."""
    with pytest.raises(DBAPIError), sample.reading() as transaction:
        put(transaction, 1, 10)
    sample.in_transaction(put, 2, 20)
    assert rows(sample) == [(2, 20)]


def test_reading_sees_one_moment(sample: Database) -> None:
    """What is committed while one reads does not change what one reads."""
    with sample.reading() as transaction:
        count = sa.select(sa.func.count()).select_from(SAMPLE)
        before = transaction.connection.execute(count).scalar_one()
        sample.in_transaction(put, 1, 10)
        after = transaction.connection.execute(count).scalar_one()
    assert (before, after) == (0, 0)


def test_concurrent_additions_are_all_kept(sample: Database) -> None:
    """Writers that read and then write the same row never lose an update."""
    sample.in_transaction(put, 1, 0)

    def add_one(transaction: Transaction) -> None:
        value = transaction.connection.execute(sa.select(SAMPLE.c.value)).scalar_one()
        transaction.connection.execute(sa.update(SAMPLE).values(value=value + 1))

    def work() -> None:
        for _ in range(10):
            sample.in_transaction(add_one)

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert rows(sample) == [(1, 30)]


def test_writers_that_wait_for_each_other_do_not_try_again(sample: Database) -> None:
    """Who waits before it reads sees what the one before it wrote, however many come at once."""
    sample.in_transaction(put, 1, 0)
    tries: list[int] = []

    def add_one(transaction: Transaction) -> None:
        tries.append(1)
        wait_for_writers(transaction, SAMPLE)
        value = transaction.connection.execute(sa.select(SAMPLE.c.value)).scalar_one()
        transaction.connection.execute(sa.update(SAMPLE).values(value=value + 1))

    threads = [threading.Thread(target=sample.in_transaction, args=(add_one,)) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (rows(sample), len(tries)) == ([(1, 12)], 12)


def test_insert_or_update_replaces_what_has_the_key(sample: Database) -> None:
    """Rows with a known key are updated, the others inserted."""
    sample.in_transaction(put, 1, 10)
    sample.in_transaction(
        insert_or_update, SAMPLE, [{"id": 1, "value": 11}, {"id": 2, "value": 20}], key=("id",)
    )
    assert rows(sample) == [(1, 11), (2, 20)]


def test_full_storage_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    """A database that may not grow says that the storage is full, and keeps what it had."""
    database = Database.at(tmp_path / "small.db")
    SAMPLE.metadata.create_all(database.engine)

    def fill(transaction: Transaction) -> None:
        transaction.connection.exec_driver_sql("PRAGMA max_page_count=4")
        for number in range(100_000):
            put(transaction, number, number)

    with pytest.raises(StorageFull):
        database.in_transaction(fill)
    database.close()
    again = Database.at(tmp_path / "small.db")
    assert rows(again) == []
    again.close()


def test_writer_that_waits_too_long_is_told_so(tmp_path: Path) -> None:
    """While another process writes, a writer waits its time and then says busy."""
    url = f"sqlite:///{tmp_path / 'busy.db'}"
    first, second = Database(url), Database(url, busy_wait_seconds=0.05)
    SAMPLE.metadata.create_all(first.engine)

    def hold(transaction: Transaction) -> None:
        put(transaction, 1, 10)
        with pytest.raises(StorageBusy):
            second.in_transaction(put, 2, 20)

    first.in_transaction(hold)
    assert rows(first) == [(1, 10)]
    first.close()
    second.close()


def test_frozen_database_is_only_read(sample: Database) -> None:
    """After freezing, every action is refused with the reason, and reading goes on."""
    sample.in_transaction(put, 1, 10)
    sample.freeze(LedgerReadOnly(why="restored"))
    with pytest.raises(LedgerReadOnly):
        sample.in_transaction(put, 2, 20)
    assert rows(sample) == [(1, 10)]


def test_frozen_database_is_looked_at_again(sample: Database) -> None:
    """At most once a second, and from then on it acts as before."""
    asked = []

    def look() -> JisrError | None:
        asked.append(sample.is_frozen)
        return LedgerReadOnly(why="still") if len(asked) == 1 else None

    sample.freeze(LedgerReadOnly(why="restored"), look)
    frozen = [sample.is_frozen for _ in range(5)]
    time.sleep(LOOK_AGAIN_SECONDS + 0.05)
    with pytest.raises(LedgerReadOnly) as refused:
        sample.in_transaction(lambda _: None)
    time.sleep(LOOK_AGAIN_SECONDS + 0.05)
    sample.in_transaction(lambda _: None)
    assert (frozen, refused.value.details) == ([True] * 5, {"why": "still"})
    assert (len(asked), sample.is_frozen) == (2, False)


def test_sqlite_is_as_durable_as_promised(tmp_path: Path) -> None:
    """Each connection runs with WAL, full synchronisation, foreign keys and secure deletion."""
    database = Database.at(tmp_path / "durable.db")
    with database.reading() as transaction:
        found = [
            transaction.connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        ]
    database.close()
    assert found == ["wal", 2, 1, 1]


def test_folding_the_log_changes_nothing(sample: Database) -> None:
    """It is done while others read and write; what was written stays, and nobody waits for it."""
    sample.in_transaction(put, 1, value=10)
    with sample.reading() as transaction:
        sample.fold_log()
        held = transaction.connection.execute(sa.select(SAMPLE.c.value)).scalars().all()
    sample.in_transaction(put, 2, value=20)
    assert (held, rows(sample)) == ([10], [(1, 10), (2, 20)])
