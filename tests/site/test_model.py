"""Promises about who is led where."""

import pytest

from jisr.site.model import Group, Place, Viewer, current_path, may_be_led, shown

DESK = Place("/desk", "Check", "check")
RECORDS = Place("/records", "Records", "record")
EXPIRING = Place("/records/expiring", "Expiring", "clock")
TRACES = Place("/traces", "Traces", "trace", frozenset({"data-protection-officer"}))
OFFICER = Viewer("amina@mar", "Amina", "MAR", "Rabat", frozenset({"bureau-officer"}), "token")
GUARD = Viewer("dpo@mar", "Omar", "MAR", "Rabat", frozenset({"data-protection-officer"}), "token")


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/records", "/records"),
        ("/records/7/edit", "/records"),
        ("/records/expiring", "/records/expiring"),
        ("/recordings", ""),
        ("/", ""),
    ],
)
def test_the_page_belongs_to_the_longest_place(path: str, expected: str) -> None:
    """A page under a place belongs to it; a path that only begins alike does not."""
    assert current_path((DESK, RECORDS, EXPIRING), path) == expected


def test_a_place_for_a_role_is_shown_to_that_role_alone() -> None:
    """And nothing at all to who is not signed in."""
    led = {each: may_be_led(TRACES, each) for each in (OFFICER, GUARD, None)}
    assert led == {OFFICER: False, GUARD: True, None: False}


def test_a_group_without_places_is_not_shown() -> None:
    """A heading with nothing under it would only ask a question."""
    groups = [Group("Work", (DESK, RECORDS)), Group("Prove", (TRACES,))]
    assert shown(groups, OFFICER) == [groups[0]]
    assert shown(groups, GUARD) == groups
    assert shown(groups, None) == []
