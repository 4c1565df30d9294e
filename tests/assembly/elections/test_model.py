"""Elections and nominations are values."""

import dataclasses
import datetime

import pytest

from jisr.assembly.elections.model import Election, ElectionKind, Standing
from jisr.values import LanguageMap

NOW = datetime.datetime(2025, 11, 24, 9, tzinfo=datetime.UTC)


def test_an_election_has_begun_when_its_candidates_are_frozen() -> None:
    """Nothing else says so, and an election that was read does not change."""
    waiting = Election("e", 93, ElectionKind.PRESIDENT, "", 1, 0, NOW, (), {}, {})
    frozen = (Standing("n", "MAR", "africa", LanguageMap({"en": "Nour Haddad"})),)
    begun = dataclasses.replace(waiting, candidates=frozen)
    assert (waiting.has_begun, begun.has_begun) == (False, True)
    with pytest.raises(dataclasses.FrozenInstanceError):
        begun.seats = 2  # type: ignore[misc]  # that is the test
