"""Builds the demo network: everything is written through the public actions, by its owners."""

import dataclasses
import datetime
import gc
import itertools
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Self

from jisr.access import actions as access
from jisr.access.model import DatabaseName, Purpose
from jisr.demo.members import issuers
from jisr.demo.people import Recorded, people_of
from jisr.demo.sources import shares
from jisr.demo.staff import add_staff, officer_id
from jisr.demo.things import documents_of, things_of
from jisr.demo.travellers import may_arrive
from jisr.kit.db import Database, Transaction
from jisr.records import actions as records
from jisr.records.model import Document, Draft, Flag, Person, Result

PERSONS = 20_000
DOCUMENTS = 200_000
BATCH_RECORDS = 5_000
"""Records in one transaction; more saves little time and holds more memory."""
CASE = "DEMO-NETWORK"
KEPT_PERSONS_MAX = 12
"""Of each bureau, so many persons are kept in mind for the list of arrivals."""
KEPT_DOCUMENTS_MAX = 4

SEED = 1923
"""The year of the first international police office; any other number makes other people."""

Progress = Callable[[int], None]
"""Is told how many records are written."""
Parcel = tuple[str, list[Draft]]
"""An owner's officer, and what he writes."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """How many records of each kind the network holds."""

    persons: int = PERSONS
    documents: int = DOCUMENTS
    vehicles: int = 4_000
    vessels: int = 2_000
    firearms: int = 4_000

    @classmethod
    def of(cls, persons: int, documents: int) -> Self:
        """Return sizes whose vehicles, vessels and firearms go with the documents."""
        return cls(
            persons=persons,
            documents=documents,
            vehicles=documents // 50,
            vessels=documents // 100,
            firearms=documents // 50,
        )

    @property
    def total(self) -> int:
        """All records together."""
        return sum(dataclasses.astuple(self))


@dataclasses.dataclass(frozen=True, slots=True)
class Built:
    """What was built.

    `recorded` and `stolen` are some of the persons and documents, from whom a list of arrivals is
    made; `called` says by reference how each recorded person or such a document is called.
    """

    outcomes: Counter[Result]
    officers: int
    scripts: frozenset[str]
    recorded: tuple[Recorded, ...]
    stolen: tuple[tuple[str, Document], ...]
    called: Mapping[str, str]


def build(
    database: Database,
    *,
    coordinator: str,
    seed: int = SEED,
    sizes: Sizes = Sizes(),
    progress: Progress | None = None,
) -> Built:
    """Fill a network that was just founded.

    Args:
        database: where the network was founded and holds nothing but its first officer.
        coordinator: that officer, a coordinator of the secretariat.
        seed: the same number makes the same people and things.
        sizes: how many of each kind.
        progress: is told how many records are written, after each batch.

    Raises:
        Denied: the officer is no coordinator, or the network has officers already.
    """
    with database.reading() as transaction:
        today = access.today(transaction)
    officers = database.in_transaction(add_staff, coordinator, seed)
    noted = _Noted()
    outcomes: Counter[Result] = Counter()
    with _collector_at_rest():
        for parcels in _batches(_plan(seed, sizes, today, noted)):
            outcomes.update(database.in_transaction(_write, parcels))
            if progress is not None:
                progress(outcomes.total())
    return Built(
        outcomes,
        officers,
        frozenset(noted.scripts),
        tuple(noted.recorded),
        tuple(noted.stolen),
        noted.called,
    )


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Let the garbage collector rest: drafts hold no cycles, and its walks cost a seventh."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@dataclasses.dataclass(slots=True)
class _Noted:
    """What is remembered of the records while they are written."""

    scripts: set[str] = dataclasses.field(default_factory=set)
    recorded: list[Recorded] = dataclasses.field(default_factory=list)
    stolen: list[tuple[str, Document]] = dataclasses.field(default_factory=list)
    called: dict[str, str] = dataclasses.field(default_factory=dict)
    persons_of: Counter[str] = dataclasses.field(default_factory=Counter)
    documents_of: Counter[str] = dataclasses.field(default_factory=Counter)

    def person(self, member: str, person: Recorded) -> None:
        """Note a person."""
        self.scripts.add(person.name.tongue.script)
        self.called[person.draft.reference] = person.name.original
        if self.persons_of[member] < KEPT_PERSONS_MAX and may_arrive(person):
            self.persons_of[member] += 1
            self.recorded.append(person)

    def document(self, member: str, reference: str, document: Document) -> None:
        """Note a document, if its country has not enough of them yet."""
        if self.documents_of[member] < KEPT_DOCUMENTS_MAX:
            self.documents_of[member] += 1
            self.stolen.append((reference, document))
            self.called[reference] = f"{document.country} {document.number}"


def _plan(
    seed: int, sizes: Sizes, today: datetime.date, noted: _Noted
) -> Iterator[tuple[str, Draft]]:
    """Yield what each bureau records, with its officer."""
    weights = {member: issuer.weight for member, issuer in issuers().items()}
    counts = {name: shares(weights, size) for name, size in dataclasses.asdict(sizes).items()}
    for member, issuer in issuers().items():
        officer = officer_id("officer", member)
        for person in people_of(issuer, seed, counts["persons"][member], today):
            noted.person(member, person)
            yield officer, person.draft
        for draft in documents_of(issuer, seed, counts["documents"][member], today):
            if isinstance(draft.subject, Document):
                noted.document(member, draft.reference, draft.subject)
            yield officer, draft
        for database in (DatabaseName.VEHICLES, DatabaseName.VESSELS, DatabaseName.FIREARMS):
            count = counts[database.value][member]
            for draft in things_of(database, issuer, seed, count, today):
                yield officer, draft


def _batches(planned: Iterator[tuple[str, Draft]]) -> Iterator[list[Parcel]]:
    """Yield what one transaction writes: of one owner, or of several small ones."""
    while batch := list(itertools.islice(planned, BATCH_RECORDS)):
        yield [
            (officer, [draft for _, draft in parcel])
            for officer, parcel in itertools.groupby(batch, key=lambda each: each[0])
        ]


def _write(transaction: Transaction, parcels: list[Parcel]) -> Counter[Result]:
    results: Counter[Result] = Counter()
    for officer, drafts in parcels:
        asking = access.ask(transaction, officer, Purpose.IDENTIFY, CASE)
        outcomes = records.write_many(transaction, asking, drafts)
        results.update(outcome.result for outcome in outcomes)
        for draft, outcome in zip(drafts, outcomes, strict=True):
            # Nobody of the country from which a person fled may learn where he was seen.
            if Flag.ASYLUM in draft.flags and isinstance(draft.subject, Person):
                fled_from = draft.subject.nationalities
                records.protect(transaction, asking, outcome.record_id, fled_from)
    return results
