"""Tests of the reading of a bureau's own records, on both engines."""

import datetime

from jisr.access.model import DatabaseName
from jisr.kit.db import Database
from jisr.records import actions, browsing_store
from jisr.records.browsing_store import Filter
from jisr.records.model import Draft, IdentifierKind, Record, State
from recording import TODAY, ask_for, document_draft, person_draft

MINE = Filter("MAR", tuple(DatabaseName))
LATER = TODAY + datetime.timedelta(days=900)
SOON = TODAY + datetime.timedelta(days=90)


def add(database: Database, draft: Draft, bureau: str = "MAR") -> Record:
    """Add a record of a bureau."""
    return database.in_transaction(actions.add_record, ask_for(bureau), draft)


def listed(database: Database, wanted: Filter, after: str = "", limit: int = 9) -> list[str]:
    """Return the ids of one page."""
    with database.reading() as transaction:
        found = browsing_store.list_owned(transaction, wanted, after=after, limit=limit)
    return [row.id for row, record in found if record is not None]


def test_an_owners_records_come_from_the_farthest_end_on(network: Database) -> None:
    """Page by page, each once; the nearest first where their end is asked for."""
    soon = add(network, person_draft(retained_until=SOON, reference="R-1")).id
    later = add(network, person_draft(retained_until=LATER, reference="R-2")).id
    last = add(network, document_draft(number="ZZ000001", retained_until=LATER)).id
    add(network, person_draft(), "TUN")
    order = [last, later, soon]
    assert listed(network, MINE) == order
    pages = [listed(network, MINE, after, 1) for after in ("", *order)]
    assert pages == [[last], [later], [soon], []]
    near = Filter("MAR", tuple(DatabaseName), ends_by=LATER)
    assert listed(network, near) == [soon, later, last]
    assert listed(network, near, soon, 1) == [later]
    assert listed(network, Filter("MAR", tuple(DatabaseName), ends_by=SOON)) == [soon]


def test_what_is_wanted_is_cut_by_database_and_state(network: Database) -> None:
    """Without a database nothing is found."""
    person = add(network, person_draft()).id
    paper = add(network, document_draft()).id
    network.in_transaction(actions.withdraw, ask_for(), paper, "found")
    filters = [
        Filter("MAR", (DatabaseName.NOMINAL,)),
        Filter("MAR", tuple(DatabaseName), State.WITHDRAWN),
        Filter("MAR", ()),
        Filter("TUN", tuple(DatabaseName)),
    ]
    assert [listed(network, each) for each in filters] == [[person], [paper], [], []]


def test_records_are_found_by_number_reference_and_id(network: Database) -> None:
    """Those of the owner alone."""
    mine = add(network, document_draft(reference="R-7")).id
    number = [(IdentifierKind.DOCUMENT, "AB123456")]

    def found(owner: str, numbers: list[tuple[IdentifierKind, str]], text: str) -> list[str]:
        wanted = Filter(owner, tuple(DatabaseName))
        with network.reading() as transaction:
            rows = browsing_store.find_owned(transaction, wanted, numbers, text, limit=9)
        return [row.id for row, _ in rows]

    assert [found("MAR", *each) for each in ((number, ""), ([], "R-7"), ([], mine))] == [[mine]] * 3
    assert (found("MAR", [], "R-8"), found("TUN", number, "R-7")) == ([], [])


def test_numbers_of_the_index_keep_their_order(network: Database) -> None:
    """The best first; of another owner's number nothing is read."""
    first, second = (add(network, person_draft(reference=each)).id for each in ("R-1", "R-2"))
    add(network, person_draft(), "TUN")
    with network.reading() as transaction:
        found = browsing_store.find_owned_numbers(transaction, MINE, [3, 2, 9, 1])
    assert [row.id for row, _ in found] == [second, first]


def test_every_version_is_read_as_it_was(network: Database) -> None:
    """Until the record is erased: then nothing is left to be read."""
    record = add(network, person_draft(event="one"))
    network.in_transaction(
        actions.new_version, ask_for(), record.id, person_draft(event="two"), read_version=1
    )
    with network.reading() as transaction:
        found = browsing_store.read_versions(transaction, record.id)
    assert {number: each.metadata.event for number, each in found.items()} == {1: "one", 2: "two"}
    network.in_transaction(actions.erase, ask_for(), record.id, "purpose achieved")
    with network.reading() as transaction:
        assert browsing_store.read_versions(transaction, record.id) == {}
