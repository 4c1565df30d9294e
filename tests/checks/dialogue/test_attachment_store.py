"""Files of dialogues come back as they went in."""

from jisr.checks.dialogue import attachment_store
from jisr.checks.dialogue.model import Attachment
from jisr.kit.db import Database
from ticking import START

FILE = Attachment("f" * 32, "a" * 32, "text/plain", "0" * 64, 5, START)


def test_file_is_found_in_its_own_dialogue_only(database: Database) -> None:
    """The id of a file alone opens nothing."""
    database.in_transaction(attachment_store.add, FILE, b"hello")
    with database.reading() as transaction:
        assert attachment_store.find(transaction, FILE.hit, FILE.id) == (FILE, b"hello")
        assert attachment_store.find(transaction, "b" * 32, FILE.id) is None
        assert attachment_store.count(transaction, FILE.hit) == 1


def test_files_are_removed_with_their_dialogue(database: Database) -> None:
    """What is removed is gone, and another dialogue's stays."""
    database.in_transaction(attachment_store.add, FILE, b"hello")
    database.in_transaction(attachment_store.remove, "b" * 32)
    with database.reading() as transaction:
        assert attachment_store.count(transaction, FILE.hit) == 1
    database.in_transaction(attachment_store.remove, FILE.hit)
    with database.reading() as transaction:
        assert attachment_store.find(transaction, FILE.hit, FILE.id) is None
