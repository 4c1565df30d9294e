"""The reasons of figures belong to them."""

from jisr.app.home import REASONS as EVERY_REASON
from jisr.insight.reasons import REASONS


def test_reason_keys_are_of_this_package_and_known_everywhere() -> None:
    """Each has its sentence wherever a refusal is told."""
    assert all(key.startswith("insight.") for key in REASONS)
    assert REASONS.items() <= EVERY_REASON.items()
