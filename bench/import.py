"""Imports generated stolen documents and prints rows per second, peak memory and the machine.

    python bench/import.py [ROWS] [--folder FOLDER]

The import runs as the program does it: 1,000 rows a transaction, each commit on the disk, entries
numbered and the checkpoint signed after each. Peak memory is the whole process (the kernel's
`ru_maxrss`). Without ROWS one million are imported.
"""

import argparse
import os
import platform
import resource
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from jisr.access import actions as access
from jisr.access.model import Officer, Role
from jisr.access.profiles import load_profile
from jisr.kit.db import METADATA, Database
from jisr.ledger.keys import create_key
from jisr.ledger.sequencer import Sequencer
from jisr.records.importing.driver import Pace, import_file
from jisr.records.importing.store import Progress
from jisr.records.importing.tabular import open_rows
from jisr.records.model import Kind
from jisr.settings import Settings

ROWS = 1_000_000
TOLD_EVERY = 100_000
HEADER = "number,country,type,fraud_type,theft_country,issued,expires,reference\n"
PRIME = 7_368_787
"""Spreads the numbers, so that they do not come in the order of an index."""


def rows(count: int) -> Iterator[str]:
    """Yield the lines of the list."""
    yield HEADER
    for each in range(count):
        number = each * PRIME % 100_000_000
        yield f"MA{number:08d},MAR,P,stolen,FRA,2020-01-02,2030-01-02,REF-{each}\n"


def found(home: Path) -> Database:
    """Found the network of the measurement, followed by a sequencer."""
    database = Database.at(home / "jisr.db")
    METADATA.create_all(database.engine)
    roles = frozenset({Role.HEAD_OF_BUREAU, Role.BUREAU_OFFICER})
    database.in_transaction(
        access.found_network, load_profile("world"), Officer("amal@mar", "MAR", "Amal", roles)
    )
    sequencer = Sequencer(
        database, "world", create_key(home / "ledger.key", "world"), home / "checkpoint.lock"
    )
    database.listen("entries", sequencer.run)
    sequencer.run()
    return database


def measure(home: Path, count: int) -> None:
    """Import the list once and print the figures."""
    path = home / "stolen-documents.csv"
    with path.open("w", encoding="utf-8") as file:
        file.writelines(rows(count))
    database = found(home)
    with database.reading() as transaction:
        asking = access.ask(transaction, "amal@mar", "border-management", "BENCH-1")
        today = access.today(transaction)
    begun = time.perf_counter()

    def tell(reached: Progress) -> None:
        seconds = time.perf_counter() - begun
        if reached.after_line % TOLD_EVERY == 1:
            print(f"  {reached.after_line - 1:>9,} rows after {seconds:6.1f} s", flush=True)

    source = open_rows(path, asking.purpose, Kind.DOCUMENT, today=today)
    account = import_file(
        database, asking, source, home / "rejects.csv", Pace(Settings().import_batch_rows, tell)
    )
    seconds = time.perf_counter() - begun
    database.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"account     {account}")
    print(f"rows/s      {count / seconds:,.0f} ({seconds:.1f} s)")
    print(f"peak memory {peak:,.0f} MiB")
    print(f"database    {(home / 'jisr.db').stat().st_size / count:,.0f} bytes a row")
    print(
        f"machine     {platform.processor() or platform.machine()}, {os.cpu_count()} cores, ",
        end="",
    )
    print(f"Python {platform.python_version()}, {platform.system()} {platform.release()}")


def main() -> None:
    """Read the arguments and measure in a folder that is removed afterwards."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("rows", nargs="?", type=int, default=ROWS)
    parser.add_argument("--folder", type=Path, help="where the database is made")
    given = parser.parse_args()
    home = Path(tempfile.mkdtemp(prefix="jisr-import-", dir=given.folder))
    try:
        measure(home, given.rows)
    finally:
        shutil.rmtree(home)


if __name__ == "__main__":
    main()
