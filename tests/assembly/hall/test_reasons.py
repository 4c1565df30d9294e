"""The sentences of the hall."""

from jisr.app.home import REASONS as EVERY_REASON
from jisr.assembly.hall.reasons import REASONS


def test_each_reason_of_the_hall_has_its_sentence_in_the_program() -> None:
    """What the rules answer can be said by every face."""
    assert set(REASONS) == {"hall.closed_sitting"}
    assert REASONS.items() <= EVERY_REASON.items()
