"""The parts of an inbox."""

from jisr.checks.dialogue.inbox_model import Tab
from jisr.checks.dialogue.pages import words


def test_every_part_has_a_title_and_says_what_to_do_when_it_is_empty() -> None:
    """No part of the inbox is without words."""
    assert set(words.TABS) == set(words.EMPTY) == set(Tab)
