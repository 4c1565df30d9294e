"""The network is built through the public actions, whole, by its owners."""

import datetime
from collections import Counter

from jisr.access import actions as access
from jisr.access.model import Purpose
from jisr.demo import build as build_module
from jisr.demo.build import Sizes, build
from jisr.kit.db import Database
from jisr.records import actions as records
from jisr.records.model import Draft, Flag, Person, Result

TODAY = datetime.date(2026, 11, 21)
SMALL = Sizes(persons=200, documents=500, vehicles=100, vessels=50, firearms=100)


def test_every_record_is_accepted_and_owned_by_its_bureau(
    founded: Database, coordinator: str
) -> None:
    """No draft is refused or changed, and progress ends at the total."""
    told: list[int] = []
    built = build(founded, coordinator=coordinator, sizes=SMALL, progress=told.append)
    assert built.outcomes == Counter({Result.ADDED: SMALL.total})
    assert told[-1] == SMALL.total
    with founded.reading() as transaction:
        people = records.every_person(transaction, 0, 1_000)
    assert len(people) == SMALL.persons
    for held in people:
        assert held.record.metadata.reference.startswith(f"{held.record.owner}-")


def test_same_seed_plans_the_same_network() -> None:
    """Two builds with one seed write equal drafts; another seed makes others."""

    def plan(seed: int) -> list[tuple[str, Draft]]:
        return list(build_module._plan(seed, SMALL, TODAY, build_module._Noted()))

    assert plan(1) == plan(1)
    assert plan(1) != plan(2)


def test_refugees_are_protected_from_where_they_fled(founded: Database, coordinator: str) -> None:
    """Whoever is flagged with asylum is on a sealed protection list."""
    build(founded, coordinator=coordinator, sizes=SMALL)
    with founded.reading() as transaction:
        people = [held.record for held in records.every_person(transaction, 0, 1_000)]
        refugees = [each for each in people if Flag.ASYLUM in each.flags]
        assert refugees
        for each in refugees:
            assert isinstance(each.subject, Person)
            fled_from = frozenset(each.subject.nationalities)
            assert records.protected_from(transaction, each.id) == fled_from


def test_an_officer_reads_what_was_built(founded: Database, coordinator: str) -> None:
    """A record that is for everyone is opened by another bureau."""
    build(founded, coordinator=coordinator, sizes=SMALL)
    with founded.reading() as transaction:
        shared = [
            held.record
            for held in records.every_person(transaction, 0, 1_000)
            if held.record.audience.everyone and not held.record.audience.excluded
        ]
        asking = access.ask(transaction, "officer@esp", Purpose.BORDER_MANAGEMENT, "TNG-1")
    view = founded.in_transaction(records.open_record, asking, shared[0].id)
    assert view.record.id == shared[0].id
