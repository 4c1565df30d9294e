"""How fast the ledger seals, numbers, proves and audits, on SQLite with WAL and full syncing.

Run it with `python bench/ledger.py`; it makes its own directory and removes it. Each figure is one
process on one core; the disk's own syncing time is part of what is measured.
"""

import datetime
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from jisr.kit.db import METADATA, Database
from jisr.ledger.audit import walk
from jisr.ledger.bundle import ProofBundle, verify_bundle
from jisr.ledger.checkpoint import NO_WITNESSES
from jisr.ledger.entry import Act, make_entry
from jisr.ledger.finding import all_hold
from jisr.ledger.keys import create_key
from jisr.ledger.log import Draft, prove_entry, seal_many
from jisr.ledger.sequencer import Sequencer
from jisr.values import new_id

NETWORK = "jisr.example/net"
LEAVES = 200_000
SINGLE = 1_000
BATCH = 1_000
PROOFS = 2_000


def draft() -> Draft:
    """A record of a person such as a bureau publishes: about 350 bytes of canonical JSON."""
    subject = new_id()
    act = Act(
        time="2026-11-21T09:00:00.001Z",
        bureau="TN",
        officer="0f" * 16,
        verb="record.published",
        subject=subject,
        purpose="wanted",
        audience_class="2d" * 16,
    )
    document: dict[str, Any] = {
        "id": subject,
        "kind": "person",
        "version": 1,
        "names": [
            {"script": "Arab", "full": "محمد بن عبد الله العلي"},
            {"script": "Latn", "full": "MOHAMMED BIN ABDULLAH AL ALI"},
        ],
        "born": "1974-03",
        "documents": [{"country": "TN", "type": "P", "number": "X1234567"}],
        "nationalities": ["TN"],
        "remarks": {"en": "Wanted", "fr": "Recherché"},
    }
    return Draft(act, document, 1)


@contextmanager
def told(what: str, count: int) -> Iterator[None]:
    """Print how many a second."""
    start = time.perf_counter()
    yield
    seconds = time.perf_counter() - start
    print(f"{what:<58}{count / seconds:>12,.0f} /s  ({seconds:.2f} s)")


def timed(what: str, work: Callable[[int], None], count: int) -> None:
    """Print the median and the 99th percentile of the time that one piece of work takes."""
    times = []
    for number in range(count):
        start = time.perf_counter()
        work(number)
        times.append((time.perf_counter() - start) * 1e6)
    slow = statistics.quantiles(times, n=100)[98]
    print(f"{what:<58}{statistics.median(times):>9,.0f} µs median, {slow:,.0f} µs p99")


def measure(home: Path) -> None:
    """Fill a ledger and print the figures."""
    database = Database.at(home / "jisr.db")
    METADATA.create_all(database.engine)
    sequencer = Sequencer(
        database, NETWORK, create_key(home / "log.pem", NETWORK), home / "checkpoint.lock"
    )
    ready = [draft() for _ in range(20_000)]
    with told("make entries (no database)", len(ready)):
        for each in ready:
            make_entry(each.act, each.document, version=each.version)
    with told("seal one by one, a transaction each", SINGLE):
        for each in ready[:SINGLE]:
            database.in_transaction(seal_many, [each])
    sequencer.run()
    with told("seal, number, lock and sign one by one", SINGLE):
        for each in ready[SINGLE : 2 * SINGLE]:
            database.in_transaction(seal_many, [each])
            sequencer.run()
    with told("seal, number, lock and sign in batches of 1,000", 18 * BATCH):
        for first in range(2 * BATCH, 20 * BATCH, BATCH):
            database.in_transaction(seal_many, ready[first : first + BATCH])
            sequencer.run()
    sealed = []
    rest = [draft() for _ in range(LEAVES - len(ready))]
    with told("seal in batches of 10,000", len(rest)):
        for first in range(0, len(rest), 10 * BATCH):
            sealed += database.in_transaction(seal_many, rest[first : first + 10 * BATCH])
    with told("number, lock and sign these", len(rest)):
        sequencer.run()
    keys = [sequencer.signer.published()]

    def prove(number: int) -> None:
        entry_id = sealed[number * 7919 % len(sealed)].entry_id
        with database.reading() as transaction:
            bundles.append(prove_entry(transaction, NETWORK, entry_id, with_document=True))

    def verify(number: int) -> None:
        if not all_hold(verify_bundle(bundles[number], NETWORK, keys, NO_WITNESSES)):
            raise SystemExit(f"bundle {number} does not verify")

    bundles: list[ProofBundle] = []
    timed(f"make the bundle of an entry, {LEAVES:,} leaves", prove, PROOFS)
    timed("verify it", verify, PROOFS)
    with told("audit everything", LEAVES):
        for _ in walk(database, NETWORK, keys, sequencer.lock.path):
            pass
    database.close()
    size = sum(path.stat().st_size for path in home.iterdir())
    print(f"{'bytes on disk per entry':<58}{size / LEAVES:>12,.0f}")


if __name__ == "__main__":
    print(f"ledger, {datetime.datetime.now(datetime.UTC):%Y-%m-%d}, SQLite WAL, synchronous=FULL")
    with tempfile.TemporaryDirectory() as directory:
        measure(Path(directory))
