"""An owner learns how often its records were found."""

import pytest

from check_world import PASSPORT, World
from jisr.access.model import Purpose
from jisr.checks.counting import found_counts
from jisr.checks.model import DocumentQuery, FoundCount
from jisr.errors import NotFound


def test_the_owner_sees_counts_and_nobody_else_does(world: World) -> None:
    """By day and purpose, never by whom; who does not own it learns nothing at all."""
    record = world.record(PASSPORT)
    for officer in ("officer@mar", "officer@syr", "officer@mar"):
        world.check(DocumentQuery(PASSPORT.number), officer)
    world.check(DocumentQuery(PASSPORT.number), purpose=Purpose.INVESTIGATION)
    with world.database.reading() as transaction:
        told = found_counts(transaction, world.asking("officer@fra"), record.id, limit=10)
        rest = found_counts(
            transaction,
            world.asking("officer@fra"),
            record.id,
            after=("2026-11-21", "border-management"),
            limit=10,
        )
        with pytest.raises(NotFound):
            found_counts(transaction, world.asking("officer@mar"), record.id, limit=10)
    assert told == [
        FoundCount("2026-11-21", Purpose.BORDER_MANAGEMENT, 3),
        FoundCount("2026-11-21", Purpose.INVESTIGATION, 1),
    ]
    assert rest == told[1:]
