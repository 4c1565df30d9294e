"""Promises about why an officer is shown a record, or is not."""

from pathlib import Path

import pytest

from check_world import NOBODY_ELSE, NOUR, World, found_network
from jisr.access.model import Purpose
from jisr.errors import NotFound
from jisr.kit.db import Database
from jisr.records.actions.layers import FieldLayer, Layers, explain_layers
from jisr.records.model import Audience, HandlingCode
from jisr.values import new_id

HANDLING = {
    "sex": HandlingCode.CONFIRM_ONLY,
    "nationalities": HandlingCode.ORIGINATOR_CONTROL,
}


@pytest.fixture
def world(database: Database, tmp_path: Path) -> World:
    """A network with officers of three members."""
    return found_network(database, tmp_path)


def explained(world: World, record: str, other: str, reader: str = "head@fra") -> Layers:
    """Return why another officer is shown a record, as a reader is told."""
    with world.database.reading() as transaction:
        return explain_layers(transaction, world.asking(reader), world.asking(other), record)


def test_each_layer_says_what_it_decides(world: World) -> None:
    """The owner's officer sees all; one of another member not what is controlled."""
    record = world.record(NOUR, handling=HANDLING).id
    own, foreign = (explained(world, record, each) for each in ("officer@fra", "officer@mar"))
    assert (own.sees, [each.is_shown for each in own.fields]) == (True, [True, True])
    assert foreign.sees
    assert foreign.fields == (
        FieldLayer("nationalities", HandlingCode.ORIGINATOR_CONTROL, is_shown=False),
        FieldLayer("sex", HandlingCode.CONFIRM_ONLY, is_shown=False),
    )


def test_the_layer_that_refuses_is_named(world: World) -> None:
    """The audience, its purposes, or the agreement before both."""
    closed = world.record(NOUR, audience=NOBODY_ELSE).id
    found = explained(world, closed, "officer@mar")
    assert (found.rights.allowed, found.audience.allowed, found.sees) == (True, False, False)
    narrow = Audience(everyone=True, purposes=(Purpose.LOCATE,))
    by_purpose = explained(world, world.record(NOUR, audience=narrow).id, "officer@mar")
    assert not by_purpose.sees
    assert by_purpose.audience.why != found.audience.why
    port = explained(world, closed, "port@mar")
    assert port.rights.why == "access.no_agreement"


def test_only_the_owner_and_those_who_oversee_are_told(world: World) -> None:
    """A restriction is the owner's own business (RPD Art. 58); a stranger hears of no record."""
    record = world.record(NOUR).id
    assert explained(world, record, "officer@mar", reader="root").sees
    for reader, asked in (("head@mar", record), ("head@fra", new_id()), ("head@fra", "x")):
        with pytest.raises(NotFound):
            explained(world, asked, "officer@mar", reader=reader)
