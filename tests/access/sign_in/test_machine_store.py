"""Promises of what is kept of machines."""

import datetime

from jisr.access.model import Purpose
from jisr.access.sign_in import machine_store
from jisr.access.sign_in.model import MachineKey, Scope
from jisr.kit.db import Database
from ticking import START, TickingClock

KEY = MachineKey(
    id="one",
    officer="desk@mar",
    public=bytes(32),
    name="Tangier",
    scopes=frozenset({Scope.CHECK, Scope.HITS}),
    purposes=frozenset({Purpose.WARN, Purpose.LOCATE}),
    added_at=START,
)
MINUTE = datetime.timedelta(minutes=1)


def test_a_key_is_read_as_it_was_kept(database: Database) -> None:
    """By its id and by its machine; a revoked one says since when."""
    database.in_transaction(machine_store.add_key, KEY)
    with database.reading() as transaction:
        assert machine_store.find_key(transaction, "one") == KEY
        assert machine_store.keys_of(transaction, "desk@mar") == (KEY,)
        assert machine_store.find_key(transaction, "two") is None
    database.in_transaction(machine_store.revoke_key, "one")
    with database.reading() as transaction:
        found = machine_store.find_key(transaction, "one")
    assert found is not None
    assert found.revoked_at is not None


def test_an_assertion_is_used_up_once(database: Database, clock: TickingClock) -> None:
    """Under one machine; what has ended is forgotten, so that the table stays small."""

    def use(officer: str, name: str) -> bool:
        until = clock.instant + MINUTE
        return database.in_transaction(machine_store.use_up, officer, name, until)

    assert [use("a", "x"), use("a", "x"), use("b", "x"), use("a", "y")] == [True, False, True, True]
    clock.advance(minutes=2)
    assert use("c", "z")
    with database.reading() as transaction:
        rows = transaction.connection.exec_driver_sql("SELECT count(*) FROM used_assertions")
        assert rows.scalar_one() == 1
