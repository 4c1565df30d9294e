"""Questions and answers are plain values."""

import dataclasses

import pytest

from jisr.checks.model import PersonQuery, ResultCode


def test_question_cannot_change_after_it_was_asked() -> None:
    """What is sealed is what was searched."""
    asked = PersonQuery(name="Nour")
    with pytest.raises(dataclasses.FrozenInstanceError):
        asked.name = "Another"  # type: ignore[misc]  # the promise is that this fails


def test_result_codes_are_those_of_national_systems() -> None:
    """The codes are spelled as the query envelope spells them."""
    assert {each.value for each in ResultCode} == {
        "NO_ERROR",
        "NO_ANSWER",
        "INVALID_SEARCH_ERROR",
        "TOO_MANY_ANSWER",
        "ACCESS_DENIED",
    }
