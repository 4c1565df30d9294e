"""Imports a list of documents as a program of its own, so that it can be killed.

    python import_child.py HOME LIST

It prints each line that is durable, and the account at the end.
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path

from jisr.access import actions as access
from jisr.kit.db import Database
from jisr.ledger.keys import load_key
from jisr.ledger.sequencer import Sequencer
from jisr.records.importing.driver import Pace, import_file
from jisr.records.importing.tabular import open_rows
from jisr.records.model import Kind

BATCH_ROWS = 250


def open_home(home: Path) -> tuple[Database, Sequencer]:
    """Open the data directory as the program does: the sequencer follows each commit."""
    database = Database.at(home / "jisr.db")
    with database.reading() as transaction:
        network = access.network(transaction).name
    sequencer = Sequencer(
        database, network, load_key(home / "ledger.key", network), home / "checkpoint.lock"
    )
    database.listen("entries", sequencer.run)
    sequencer.run()
    return database, sequencer


def _tell(what: object) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


def main(home: Path, path: Path) -> None:
    """Import the list, or continue to."""
    database, _ = open_home(home)
    with database.reading() as transaction:
        asking = access.ask(transaction, "amal@mar", "investigation", "TNG-2026-0117")
        today = access.today(transaction)
    source = open_rows(path, asking.purpose, Kind.DOCUMENT, today=today)
    pace = Pace(BATCH_ROWS, lambda reached: _tell(reached.after_line))
    account = import_file(database, asking, source, home / "rejects.csv", pace)
    _tell(json.dumps(asdict(account)))
    database.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
