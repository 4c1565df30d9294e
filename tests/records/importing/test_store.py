"""The cursor and the rejected rows of an import are kept until it is done."""

from jisr.kit.db import Database, Transaction
from jisr.kit.tables import RejectedRow
from jisr.records.importing import store
from jisr.records.importing.model import Account
from jisr.records.importing.store import ImportKey, Progress

KEY = ImportKey("0" * 64, "amal@mar", "document", "investigation")
OTHER = ImportKey("0" * 64, "amal@mar", "document", "locate")
REJECTS = [RejectedRow(9, "", "x", "y" * 100), RejectedRow(2, "issued", "no such day", "1974-13")]


def test_progress_is_kept_by_key(database: Database) -> None:
    """Each import of a file, officer, format and purpose has its own cursor."""
    account = Account(read=3, added=1, rejected={"x": 1}, left_out={"Company": 1})

    def write(transaction: Transaction) -> None:
        store.save(transaction, KEY, Progress(3, Account()))
        store.save(transaction, KEY, Progress(7, account, is_done=True))

    database.in_transaction(write)
    with database.reading() as transaction:
        assert store.find(transaction, KEY) == Progress(7, account, is_done=True)
        assert store.find(transaction, OTHER) is None


def test_rejected_rows_come_back_by_line(database: Database) -> None:
    """Rejected rows are told in the order of the file, values shortened, until forgotten."""
    database.in_transaction(store.add_rejects, KEY, REJECTS)
    with database.reading() as transaction:
        assert list(store.rejects(transaction, KEY)) == [
            REJECTS[1],
            RejectedRow(9, "", "x", "y" * 59 + "…"),
        ]
        assert list(store.rejects(transaction, OTHER)) == []
    database.in_transaction(store.forget_rejects, KEY)
    with database.reading() as transaction:
        assert list(store.rejects(transaction, KEY)) == []
