"""Tests of the reasons."""

from jisr.records.reasons import ALLOWED, REASONS


def test_every_key_begins_with_the_noun() -> None:
    """A key says whose reason it is; its sentence is not empty."""
    assert {key.partition(".")[0] for key in REASONS} == {"record"}
    assert all(REASONS.values())


def test_allowed_is_a_reason_too() -> None:
    """Even a yes can be explained."""
    assert ALLOWED in REASONS
