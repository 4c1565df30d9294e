"""An import that is killed continues where it stopped: nothing doubled, nothing lost.

JISR_FAULT_CYCLES says how often it is killed (3), JISR_FAULT_SEED repeats the moments of a run.
"""

import csv
import json
import os
import random
import secrets
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

import import_child
from document_lists import row, write_list
from import_child import open_home
from jisr.access import actions as access
from jisr.kit.db import METADATA, Database
from jisr.ledger.audit import AuditReport, walk
from jisr.ledger.keys import create_key, load_key
from jisr.ledger.log import entries_after
from jisr.records import actions
from jisr.records.model import IdentifierKind
from jisr.records.reasons import REASONS
from offices import found_office

CYCLES = int(os.environ.get("JISR_FAULT_CYCLES", "3"))
DOCUMENTS = 20_000
REJECTED_EVERY = 100
DOUBLED = 500
PAUSE_SECONDS_MAX = 0.1
"""A batch takes about this long, so the kill falls anywhere in it: before, in or after a commit."""
PAGE = 1_000


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A data directory with a founded network and its key."""
    database = Database.at(tmp_path / "jisr.db")
    METADATA.create_all(database.engine)
    found_office(database, "MAR")
    database.close()
    create_key(tmp_path / "ledger.key", "world")
    return tmp_path


def documents(path: Path) -> tuple[Path, list[int]]:
    """Write documents, some of another country, some twice; return the lines to be rejected."""
    rows, wrong = [], []
    for number in range(DOCUMENTS):
        is_foreign = number % REJECTED_EVERY == 0
        rows.append(row(number, country="FRA" if is_foreign else "MAR"))
        if is_foreign:
            wrong.append(number + 2)
    rows += [row(number) for number in range(1, DOUBLED) if number % REJECTED_EVERY]
    return write_list(path, rows), wrong


def start(home: Path, path: Path) -> "subprocess.Popen[str]":
    """Start the import as a program of its own."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    return subprocess.Popen(
        [sys.executable, import_child.__file__, str(home), str(path)],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )


def kill_at(home: Path, path: Path, line: int, pause_seconds: float) -> bool:
    """Kill the import once the line is durable and the pause is over; tell whether it ran still."""
    with start(home, path) as child:
        if child.stdout is None:
            pytest.fail("the import has no output")
        for told in child.stdout:
            if told.startswith("{") or int(told) >= line:
                break
        time.sleep(pause_seconds)
        child.send_signal(signal.SIGKILL)
        child.stdout.read()
        return child.wait() == -signal.SIGKILL


def finish(home: Path, path: Path) -> dict[str, object]:
    """Let the import run to its end and return its account."""
    with start(home, path) as child:
        out, _ = child.communicate()
    account: dict[str, object] = json.loads(out.splitlines()[-1])
    return account


def recorded_numbers(database: Database) -> Counter[str]:
    """Return how often each document number is recorded."""
    numbers: Counter[str] = Counter()
    after = ("", "", 0)
    with database.reading() as transaction:
        while page := actions.every_identifier(transaction, after, PAGE):
            numbers.update(value for kind, value, _ in page if kind is IdentifierKind.DOCUMENT)
            after = page[-1]
    return numbers


def record_entries(database: Database) -> Counter[int | None]:
    """Return how many entries of records the ledger holds, by their version."""
    versions: Counter[int | None] = Counter()
    position: int | None = -1
    with database.reading() as transaction:
        while page := entries_after(transaction, position or 0, PAGE):
            versions.update(each.version for each in page if each.subject_kind == "record")
            position = page[-1].position
    return versions


def verifies(home: Path, database: Database) -> bool:
    """Walk the whole ledger and tell whether everything in it verifies."""
    with database.reading() as transaction:
        network = access.network(transaction).name
    keys = [load_key(home / "ledger.key", network).published()]
    steps = walk(database, network, keys, home / "checkpoint.lock")
    while True:
        try:
            next(steps)
        except StopIteration as ended:
            report: AuditReport = ended.value
            return report.verifies and report.entries > 0


def test_killed_import_loses_and_doubles_nothing(home: Path) -> None:
    """After kills at any moment the account is exact, and each document stands once."""
    seed = int(os.environ.get("JISR_FAULT_SEED", secrets.randbelow(1 << 32)))
    moments = random.Random(seed)  # noqa: S311  the moments must be repeatable
    path, wrong = documents(home / "documents.csv")
    lines = sorted(moments.randrange(2, DOCUMENTS * 9 // 10) for _ in range(CYCLES))
    killed = [kill_at(home, path, line, moments.uniform(0, PAUSE_SECONDS_MAX)) for line in lines]
    account = finish(home, path)
    added = DOCUMENTS - len(wrong)
    unchanged = sum(1 for number in range(1, DOUBLED) if number % REJECTED_EVERY)
    assert (killed, account) == (
        [True] * CYCLES,
        {
            "read": DOCUMENTS + unchanged,
            "added": added,
            "updated": 0,
            "unchanged": unchanged,
            "rejected": {REASONS["record.not_issuing_country"]: len(wrong)},
            "left_out": {},
        },
    ), f"JISR_FAULT_SEED={seed}"
    with (home / "rejects.csv").open(newline="") as file:
        assert [int(each["line"]) for each in csv.DictReader(file)] == wrong
    database, _ = open_home(home)
    expected = {f"AB{n:07d}": 1 for n in range(DOCUMENTS) if n % REJECTED_EVERY}
    assert recorded_numbers(database) == expected, f"JISR_FAULT_SEED={seed}"
    assert record_entries(database) == {1: added}, f"JISR_FAULT_SEED={seed}"
    assert verifies(home, database), f"JISR_FAULT_SEED={seed}"
    database.close()
