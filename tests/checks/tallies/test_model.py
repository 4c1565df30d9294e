"""What is counted is told apart without gaps."""

from jisr.checks.tallies import store
from jisr.checks.tallies.model import By


def test_counts_are_read_by_everything_they_are_told_apart_by() -> None:
    """Each way of telling counts apart has its column."""
    assert set(store._KEYS) == set(By)
