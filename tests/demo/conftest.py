"""A demo network that was just founded."""

from dataclasses import replace

import pytest

from jisr.access import actions as access
from jisr.access.model import Officer, Role
from jisr.access.profiles import load_profile
from jisr.kit.db import Database


@pytest.fixture
def coordinator() -> str:
    """Who founded the network."""
    return "officer@gs"


@pytest.fixture
def founded(database: Database, coordinator: str) -> Database:
    """A demo network on each engine, with the secretariat's coordinator and nothing else."""
    first = Officer(coordinator, "GS", "Coordinator", frozenset({Role.COORDINATOR}))
    profile = replace(load_profile("world"), is_demo=True)
    database.in_transaction(access.found_network, profile, first)
    return database
