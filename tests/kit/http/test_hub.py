"""Promises of the ground on which routes stand."""

import pytest

from jisr.kit.http.hub import Hub, preferred


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("ar-MA,fr;q=0.8", "ar"),
        ("de,fr;q=0.8,es;q=0.9", "es"),
        ("fr;q=0,es;q=0.1", "es"),
        ("zh", "en"),
        ("fr;q=much", "en"),
        ("*", "en"),
        (",;=,", "en"),
    ],
)
def test_the_liked_language_is_spoken(header: str, language: str) -> None:
    """Of what the header accepts, the one of ours that it likes best; else English."""
    assert preferred(header) == language


def test_an_unknown_language_is_english(hub: Hub) -> None:
    """No request fails for its language."""
    assert (hub.words("xx").language, hub.words("ar").language) == ("en", "ar")


def test_a_part_is_found_by_its_type(hub: Hub) -> None:
    """What a package put into the hub its routes find again."""
    hub.parts[str] = "kept"
    assert hub.part(str) == "kept"
