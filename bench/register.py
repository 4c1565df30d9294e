"""A data directory with generated persons and documents, for the figures of the hub.

Nobody in it exists. It is built once and kept, since a register takes minutes to record.
"""

import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from checks import draft_of, people
from jisr.access import actions as access
from jisr.access.model import Asking, DatabaseName, Officer, Purpose, Role
from jisr.app.home import open_session
from jisr.checks.actions import Checker
from jisr.checks.index import INDEX_FOLDER
from jisr.kit.console import Home, Options, Session
from jisr.records import actions as records
from jisr.records.model import Audience, Document, Draft

ROOT = "root@gs"
HEAD = "head@mar"
CLERK = "clerk@mar"
MACHINE = "machine@fra"
BATCH = 5_000
HIDDEN_EVERY = 10
"""One document of so many is shared with nobody: for the timing of a hidden match."""


def open_register(home: Path, persons: int, documents: int) -> Session:
    """Return the session of a data directory with so many persons and documents."""
    is_new = not (home / "jisr.db").exists()
    session = open_session(Options(home, ROOT, "en", as_json=False), Home.FOUNDED)
    if is_new:
        database = session.database
        _officer(session, ROOT, HEAD, "MAR", Role.HEAD_OF_BUREAU)
        _officer(session, HEAD, CLERK, "MAR", Role.BUREAU_OFFICER)
        _officer(session, ROOT, "head@fra", "FRA", Role.HEAD_OF_BUREAU)
        _officer(session, "head@fra", MACHINE, "FRA", Role.MACHINE)
        _record(session, (draft_of(*each, n) for n, each in enumerate(people(persons))))
        _record(session, map(document_draft, range(documents)))
        started = time.perf_counter()
        Checker.open(database, session.settings, home / INDEX_FOLDER)
        print(f"indexed in {time.perf_counter() - started:.0f} s")
    return session


def document_number(number: int) -> str:
    """Return the number of the n-th document."""
    return f"AB{number:07d}"


def is_hidden(number: int) -> bool:
    """Return whether the n-th document is shared with nobody."""
    return number % HIDDEN_EVERY == 0


def document_draft(number: int) -> Draft:
    """Return the n-th document."""
    return Draft(
        database=DatabaseName.TRAVEL_DOCUMENTS,
        subject=Document(document_number(number), "MAR", "passport", "stolen", theft_country="MAR"),
        purpose=Purpose.INVESTIGATION,
        reference=f"D-{number}",
        audience=Audience(everyone=not is_hidden(number)),
    )


def _officer(session: Session, acting: str, officer: str, bureau: str, role: Role) -> None:
    new = Officer(officer, bureau, officer, frozenset((role,)))
    session.database.in_transaction(access.register_officer, acting, new)


def _record(session: Session, drafts: Iterator[Draft]) -> None:
    asking = _ask(session)
    started, count = time.perf_counter(), 0
    while batch := list(islice(drafts, BATCH)):
        session.database.in_transaction(records.write_many, asking, batch)
        count += len(batch)
    print(f"recorded {count:,} in {time.perf_counter() - started:.0f} s", flush=True)


def _ask(session: Session) -> Asking:
    with session.database.reading() as transaction:
        return access.ask(transaction, CLERK, Purpose.WANTED_PERSON, "BENCH-1")
