"""Promises of what a hub over the line says."""

from jisr.errors import HubRefused, JisrError, StorageFull


def test_the_exit_code_is_that_of_the_error_where_the_data_are() -> None:
    """A script that works on a hub elsewhere reads the same codes as at home."""
    full = HubRefused(code=StorageFull.code, status=507, told="The disk is full.")
    unknown = HubRefused(code="of.tomorrow", status=400, told="No.")
    assert (full.exit_code, unknown.exit_code) == (StorageFull.exit_code, JisrError.exit_code)
    assert str(full) == "The hub answers: The disk is full."
