"""The reasons of checks belong to checks."""

from jisr.access.reasons import REASONS as ACCESS_REASONS
from jisr.checks.reasons import REASONS


def test_reason_keys_are_of_this_package_and_new() -> None:
    """No key of another package is redefined."""
    assert all(key.startswith("checks.") for key in REASONS)
    assert not REASONS.keys() & ACCESS_REASONS.keys()
