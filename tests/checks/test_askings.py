"""Who asks is remembered for a moment, and never beyond what the credential fixes."""

import asyncio
import time

import pytest

from check_world import World
from jisr.access import actions as access
from jisr.access.model import Purpose
from jisr.access.sign_in.model import EVERY_SCOPE, Caller, Means
from jisr.checks.askings import KNOWN_SECONDS, Askings
from jisr.errors import Denied, OfficerUnknown, PurposeMissing


def _caller(world: World, purpose: Purpose | None = None) -> Caller:
    asking = world.asking()
    return Caller(asking.officer, asking.bureau, Means.TOKEN, "t", EVERY_SCOPE, purpose)


def test_asking_is_that_of_the_rules(world: World) -> None:
    """Purpose and case come from the request where the credential fixes none."""
    askings = Askings(world.database)
    found = [
        asyncio.run(askings.of(_caller(world), "border-management", "TNG-1")) for _ in range(2)
    ]
    assert found == [world.asking()] * 2


def test_a_fixed_purpose_cannot_be_changed(world: World) -> None:
    """A token for the border asks for nothing else; without any purpose nothing is asked."""
    askings = Askings(world.database)
    with pytest.raises(Denied):
        asyncio.run(askings.of(_caller(world, Purpose.BORDER_MANAGEMENT), "investigation", "C-1"))
    with pytest.raises(PurposeMissing):
        asyncio.run(askings.of(_caller(world), "", "C-1"))


def test_an_officer_who_left_is_soon_unknown(world: World) -> None:
    """What is remembered is forgotten within a second."""
    askings = Askings(world.database)
    caller = _caller(world)
    asyncio.run(askings.of(caller, "border-management", "TNG-1"))
    world.database.in_transaction(access.deactivate_officer, "head@mar", "officer@mar")
    time.sleep(KNOWN_SECONDS * 1.2)
    with pytest.raises(OfficerUnknown):
        asyncio.run(askings.of(caller, "border-management", "TNG-1"))
