"""Tests of the tables of records, on both engines."""

import dataclasses
import datetime

from jisr.access.model import DatabaseName
from jisr.kit.db import Database
from jisr.records import store
from jisr.records.audience import new_class
from jisr.records.model import Audience, IdentifierKind, Kind, State
from recording import TODAY

ROW = store.Row(
    number=1,
    id="a" * 32,
    version=1,
    kind=Kind.DOCUMENT,
    database=DatabaseName.TRAVEL_DOCUMENTS,
    owner="MAR",
    audience_class="c" * 32,
    state=State.ACTIVE,
    entry_id="e" * 32,
    retained_until=TODAY,
    reference="R-1",
    identity="number|AB123456",
    content="0" * 32,
)


def every_row(database: Database) -> list[store.Row]:
    """Return what the table of records holds."""
    with database.reading() as transaction:
        return [store._row(each) for each in transaction.connection.execute(store._ROW)]


def test_row_is_kept_whole(database: Database) -> None:
    """A row comes back as it was written, on each engine."""
    database.in_transaction(store.add_rows, [ROW])
    assert every_row(database) == [ROW]


def test_identity_is_found_for_its_owner_alone(database: Database) -> None:
    """The same identity of another owner or database is another record."""
    other = dataclasses.replace(ROW, number=2, id="b" * 32, owner="TUN")
    database.in_transaction(store.add_rows, [ROW, other])
    identities = ["number|AB123456", "number|ZZ"]
    with database.reading() as transaction:
        found = [
            store.find_identities(transaction, name, owner, identities)
            for name, owner in (
                (DatabaseName.TRAVEL_DOCUMENTS, "MAR"),
                (DatabaseName.TRAVEL_DOCUMENTS, "EGY"),
                (DatabaseName.NOMINAL, "MAR"),
            )
        ]
        nothing = store.find_identities(transaction, DatabaseName.NOMINAL, "MAR", [])
    assert ([*found], nothing) == ([{"number|AB123456": ROW}, {}, {}], {})


def test_many_records_have_no_identity(database: Database) -> None:
    """Records without identity never collide."""
    rows = [
        dataclasses.replace(ROW, number=number, id=str(number) * 32, identity=None)
        for number in (1, 2, 3)
    ]
    database.in_transaction(store.add_rows, rows)
    with database.reading() as transaction:
        assert store.next_number(transaction) == 4


def test_changed_row_keeps_its_number(database: Database) -> None:
    """The newest state replaces the one before."""
    changed = dataclasses.replace(
        ROW, version=2, state=State.ERASED, identity=None, content=None, entry_id="f" * 32
    )
    database.in_transaction(store.add_rows, [ROW])
    database.in_transaction(store.change_rows, [changed])
    assert every_row(database) == [changed]
    with database.reading() as transaction:
        assert store.count_records(transaction) == {}


def test_identifiers_are_added_listed_and_removed(database: Database) -> None:
    """One number may find several records; removing one record's leaves the others."""
    kind = IdentifierKind.VIN
    found = [(1, (kind, "A")), (2, (kind, "A")), (2, (IdentifierKind.ENGINE, "B"))]
    database.in_transaction(store.add_identifiers, found)
    start = ("", "", 0)
    with database.reading() as transaction:
        before = store.list_identifiers(transaction, after=start, limit=10)
        second = store.list_identifiers(transaction, after=before[0], limit=1)
    database.in_transaction(store.remove_identifiers, [2])
    with database.reading() as transaction:
        after = store.list_identifiers(transaction, after=start, limit=10)
    assert before == [(IdentifierKind.ENGINE, "B", 2), (kind, "A", 1), (kind, "A", 2)]
    assert (second, after) == ([(kind, "A", 1)], [(kind, "A", 1)])


def test_expiring_is_asked_per_database(database: Database) -> None:
    """Each database has its own time for review; withdrawn records are left out."""
    day = datetime.timedelta(days=1)
    rows = [
        ROW,
        dataclasses.replace(ROW, number=2, id="b" * 32, identity=None, retained_until=TODAY + day),
        dataclasses.replace(ROW, number=3, id="c" * 32, identity=None, state=State.WITHDRAWN),
        dataclasses.replace(ROW, number=4, id="d" * 32, identity=None, owner="TUN"),
    ]
    database.in_transaction(store.add_rows, rows)

    def listed(until: dict[DatabaseName, datetime.date]) -> list[int]:
        with database.reading() as transaction:
            found = store.list_expiring(transaction, "MAR", until, after="", limit=10)
        return [each.number for each in found]

    documents, persons = DatabaseName.TRAVEL_DOCUMENTS, DatabaseName.NOMINAL
    assert [
        listed(until)
        for until in ({documents: TODAY}, {documents: TODAY + day}, {persons: TODAY + day}, {})
    ] == [[1], [1, 2], [], []]


def test_classes_and_groups_are_kept(database: Database) -> None:
    """A class is found by its id in its newest epoch; a group counts its versions."""
    known = new_class(Audience(groups=("gulf",)), "MAR", ["MAR"], {})
    newer = dataclasses.replace(known, epoch=2)
    database.in_transaction(store.put_classes, [known])
    database.in_transaction(store.put_classes, [newer])
    versions = [
        database.in_transaction(store.put_group, "gulf", members)
        for members in (["KWT", "QAT"], ["KWT"], [])
    ]
    with database.reading() as transaction:
        classes = store.find_classes(transaction, [known.id, "0" * 32])
        every = store.list_classes(transaction)
        groups = store.read_groups(transaction)
    assert (classes, every, versions, groups) == ({known.id: newer}, [newer], [1, 2, 3], {})


def test_protection_replaces_what_was_written(database: Database) -> None:
    """The last list of a person counts; another person has none."""
    database.in_transaction(store.put_protection, ROW.id, ["SYR", "IRQ"])
    database.in_transaction(store.put_protection, ROW.id, ["IRQ"])
    with database.reading() as transaction:
        assert store.read_protection(transaction, ROW.id) == {"IRQ"}
        assert store.read_protection(transaction, "b" * 32) == set()
