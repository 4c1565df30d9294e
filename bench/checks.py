"""How fast checks are: one person, and the rows of a list, against a register of generated persons.

    python bench/checks.py --persons 100000 --rows 5000

Builds a data directory in a temporary folder (or --home, kept for the next run) with persons that
Faker invents in twelve locales, and prints figures with the machine they were measured on. Nobody
in it exists.
"""

import argparse
import platform
import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import numpy as np
from faker import Faker

from jisr.access import actions as access
from jisr.access.model import Asking, DatabaseName, Officer, Purpose, Role
from jisr.access.profiles import load_profile
from jisr.checks.actions import Checker
from jisr.checks.listing import ListJob, asked_of, check_list
from jisr.checks.model import PersonQuery
from jisr.kit.db import METADATA, Database
from jisr.kit.words import Words
from jisr.ledger.keys import create_key
from jisr.ledger.log import ENTRIES_WAKE_UP
from jisr.ledger.sequencer import Sequencer
from jisr.records import actions as records
from jisr.records.model import Draft, Name, Person, PersonStatus
from jisr.settings import Settings
from jisr.values import PartialDate

LOCALES = (
    *("ar_AA", "fa_IR", "he_IL", "ru_RU", "uk_UA", "el_GR"),
    *("zh_CN", "ja_JP", "ko_KR", "hi_IN", "en_GB", "fr_FR"),
)
SEED = 20261121
BATCH = 5_000
NAMES_PER_LOCALE = 2_000
"""Faker is slow; given and family names are drawn once and joined anew."""


def main() -> None:
    """Build, measure, print."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--persons", type=int, default=100_000)
    arguments.add_argument("--rows", type=int, default=5_000)
    arguments.add_argument("--singles", type=int, default=1_000)
    arguments.add_argument("--home", type=Path)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = given.home or Path(folder)
        home.mkdir(exist_ok=True)
        database = Database.at(home / "jisr.db")
        if not (home / "ledger.key").exists():
            build(database, home, given.persons)
        measure(database, home, given.singles, given.rows)
        database.close()


def build(database: Database, home: Path, persons: int) -> None:
    """Found a network and record the persons for one bureau."""
    METADATA.create_all(database.engine)
    profile = load_profile("world")
    key = create_key(home / "ledger.key", profile.name)
    sequencer = Sequencer(database, profile.name, key, home / "checkpoint.lock")
    database.listen(ENTRIES_WAKE_UP, sequencer.run)
    officer = Officer("officer", "MAR", "Officer", frozenset((Role.BUREAU_OFFICER,)))
    database.in_transaction(access.found_network, profile, officer)
    asking = ask(database, Purpose.WANTED_PERSON)
    started = time.perf_counter()
    drafts = (draft_of(name, born, number) for number, (name, born) in enumerate(people(persons)))
    while batch := list(islice(drafts, BATCH)):
        database.in_transaction(records.write_many, asking, batch)
    print(f"recorded {persons:,} persons in {time.perf_counter() - started:.0f} s")


def measure(database: Database, home: Path, singles: int, rows: int) -> None:
    """Print the figures of opening, single checks and a list."""
    folder = home / "index"
    first = timed(
        "index built (or read) and kept", lambda: Checker.open(database, Settings(), folder)
    )
    checker = timed(
        "index opened from its file", lambda: Checker.open(database, Settings(), folder)
    )
    del first
    asking = ask(database, Purpose.BORDER_MANAGEMENT)
    draw = random.Random(SEED + 1)  # noqa: S311  invented people, no secret
    known = list(islice(people(2 * singles), 0, None, 2))
    queries = [
        PersonQuery(name=name, birth_date=born if draw.getrandbits(1) else None)
        for name, born in known
    ]
    for query in queries[:50]:
        checker.check(asking, query)
    seconds = []
    hits = 0
    for query in queries:
        started = time.perf_counter()
        hits += bool(checker.check(asking, query).hits)
        seconds.append(time.perf_counter() - started)
    p50, p99 = np.percentile(seconds, [50, 99]) * 1_000
    print(f"single check: p50 {p50:.1f} ms, p99 {p99:.1f} ms ({hits}/{len(queries)} with a hit)")
    source = home / "list.csv"
    with source.open("w", encoding="utf-8") as file:
        file.write("name,birth_date\n")
        for name, born in islice(people(rows, seed=SEED + 2), rows):
            file.write(f"{name},{born}\n")
    job = ListJob(source, home / "alerts.csv", home / "rejects.csv")
    words = Words("en")
    ask_list = asked_of(checker, asking, words)
    account = check_list(ask_list, job, words=words, today=checker.today())
    checker.keep_house(at_once=True)
    print(
        f"list: {account.checked:,} rows in {account.seconds:.1f} s,"
        f" {account.checked / account.seconds:,.0f} rows/s, {account.alerted} with an alert"
    )
    peak_mebibytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024
    print(f"peak memory {peak_mebibytes:,.0f} MiB; Python {platform.python_version()}, {machine()}")


def ask(database: Database, purpose: Purpose) -> Asking:
    """Return who asks."""
    with database.reading() as transaction:
        return access.ask(transaction, "officer", purpose, "BENCH-1")


def timed(what: str, do: Callable[[], Checker]) -> Checker:
    """Do something and print how long it took."""
    started = time.perf_counter()
    done = do()
    print(f"{what}: {time.perf_counter() - started:.1f} s")
    return done


def people(count: int, seed: int = SEED) -> Iterator[tuple[str, PartialDate]]:
    """Yield invented names with birth dates, the same ones for the same seed."""
    draw = random.Random(seed)  # noqa: S311  invented people, no secret
    parts = [name_parts(locale) for locale in LOCALES]
    for _ in range(count):
        given, family = draw.choice(parts)
        name = f"{draw.choice(given)} {draw.choice(family)}"
        born = PartialDate(draw.randint(1940, 2008), draw.randint(1, 12), draw.randint(1, 28))
        yield name, born


def name_parts(locale: str) -> tuple[list[str], list[str]]:
    """Return given and family names of a locale."""
    fake = Faker(locale)
    fake.seed_instance(SEED)
    given = sorted({fake.first_name() for _ in range(NAMES_PER_LOCALE)})
    family = sorted({fake.last_name() for _ in range(NAMES_PER_LOCALE)})
    return given, family


def draft_of(name: str, born: PartialDate, number: int) -> Draft:
    """Return a draft of one person."""
    return Draft(
        database=DatabaseName.NOMINAL,
        subject=Person((Name(name),), birth_dates=(born,)),
        purpose=Purpose.WANTED_PERSON,
        status=PersonStatus.SUSPECT,
        event="Bench",
        reference=f"B-{number}",
    )


def machine() -> str:
    """Return the processor's name."""
    cpu = Path("/proc/cpuinfo")
    if not cpu.exists():
        return platform.processor()
    lines = cpu.read_text(encoding="utf-8").splitlines()
    return next((line.partition(":")[2].strip() for line in lines if "model name" in line), "")


if __name__ == "__main__":
    main()
