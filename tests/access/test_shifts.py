"""Promises about shifts: what is said once at a page, and for which session it is good."""

import base64
import json

import pytest

from jisr.access.shifts import COOKIE, VALUE_LENGTH_MAX, Shift, read_shift, write_shift

SHIFT = Shift("border-management", "طنجة-2026/17")


def cookie(value: str) -> str:
    """Return a Cookie header that holds this value."""
    return f"other=1; {COOKIE}={value}"


def spelled(said: object) -> str:
    """Return something as a cookie would hold it."""
    return base64.urlsafe_b64encode(json.dumps(said).encode()).decode().rstrip("=")


def test_what_was_said_is_read_again() -> None:
    """Purpose and case come back as they were said, in any script."""
    assert read_shift(cookie(write_shift("s" * 32, SHIFT)), "s" * 32) == SHIFT


def test_a_shift_is_good_for_its_session_alone() -> None:
    """Whoever signs in next at the same machine does not inherit another officer's case."""
    assert read_shift(cookie(write_shift("s" * 32, SHIFT)), "t" * 32) == Shift()


@pytest.mark.parametrize(
    "value",
    [
        "",
        "%%%",
        "é",
        base64.urlsafe_b64encode(b"\xff").decode(),
        spelled({"purpose": "locate"}),
        spelled(["s", "locate"]),
        spelled(["s", 1, "C-1"]),
        spelled(["s", "locate", "x" * VALUE_LENGTH_MAX]),
    ],
)
def test_a_cookie_that_is_none_of_ours_says_nothing(value: str) -> None:
    """What a browser made up is no shift, and no error."""
    assert read_shift(cookie(value), "s") == Shift()
