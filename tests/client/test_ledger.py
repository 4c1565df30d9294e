"""What is needed to verify comes over a real line as it was written."""

from collections.abc import Callable

import pytest

from check_world import PASSPORT, World
from jisr.client.client import Client
from jisr.errors import HubRefused
from jisr.ledger.tree_store import newest_checkpoint

Call = Callable[..., Client]


def test_key_checkpoint_and_tile(call: Call, world: World) -> None:
    """The newest note, the key that verifies it, and whole hashes."""
    world.record(PASSPORT)
    with world.database.reading() as transaction:
        newest = newest_checkpoint(transaction, "world")
    ledger = call().ledger
    assert newest is not None
    origin, size = ledger.checkpoint().splitlines()[:2]
    assert (origin, int(size) >= int(newest.note.splitlines()[1])) == ("world", True)
    assert ledger.key().startswith("world+")
    assert len(ledger.tile("0/000.p/1")) == 32


def test_tile_that_is_not_there(call: Call) -> None:
    """A tile beyond the tree is not found."""
    with pytest.raises(HubRefused) as refused:
        call().ledger.tile("5/000.p/1")
    assert refused.value.details["status"] == 404
