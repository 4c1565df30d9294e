"""A founded network, for the tests of records."""

import pytest

from jisr.access import actions as access
from jisr.access.model import Officer, Role
from jisr.access.profiles import load_profile
from jisr.kit.db import Database


@pytest.fixture
def network(database: Database) -> Database:
    """A founded network on each engine, without any record."""
    founder = Officer(
        "founder", "MAR", "Founder", frozenset({Role.BUREAU_OFFICER, Role.HEAD_OF_BUREAU})
    )
    database.in_transaction(access.found_network, load_profile("arab"), founder)
    return database
