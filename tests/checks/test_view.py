"""What one officer may search, and from how much evidence on a candidate is a hit."""

import pytest

from check_world import NOBODY_ELSE, NOUR, World
from jisr.access import actions as access
from jisr.access.model import DatabaseName, Purpose
from jisr.checks.index import PersonIndex
from jisr.checks.view import DESK_LIMITS, LIST_LIMITS, Limits, View
from jisr.names import threshold_bits


def _least(
    world: World, limits: Limits = DESK_LIMITS, purpose: Purpose = Purpose.BORDER_MANAGEMENT
) -> float:
    with world.database.reading() as transaction:
        index = PersonIndex.open(transaction)
        view = View(
            transaction,
            world.asking("officer@mar", purpose),
            limits,
            access.today(transaction),
            index,
        )
        view.see()
        return view.least_bits()


def test_point_follows_purpose_and_kind_of_check(world: World) -> None:
    """A border needs more than an investigation, and a list more than a desk."""
    world.record(NOUR)
    assert _least(world) == threshold_bits("routine", 1)
    assert _least(world, LIST_LIMITS) == threshold_bits("strict", 1)
    assert _least(world, purpose=Purpose.INVESTIGATION) == threshold_bits("wide", 1)


def test_hidden_persons_do_not_move_the_threshold(world: World) -> None:
    """Only what is visible counts as the size of the index."""
    world.record(NOUR)
    before = _least(world)
    for _ in range(3):
        world.record(NOUR, audience=NOBODY_ELSE)
    assert _least(world) == before
    world.record(NOUR)
    assert _least(world) == pytest.approx(before + 1)


def test_class_that_is_not_known_is_not_found(world: World) -> None:
    """Fail closed: a record whose audience cannot be resolved is nobody's."""
    with world.database.reading() as transaction:
        today = access.today(transaction)
        index = PersonIndex.open(transaction)
        view = View(transaction, world.asking("officer@fra"), DESK_LIMITS, today, index)
        assert not view.may_find(DatabaseName.NOMINAL, "FRA", "0" * 32)
