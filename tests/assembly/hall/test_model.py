"""What stands in the hall."""

from jisr.assembly.hall.model import Board, Sitting


def test_hall_begins_empty_and_a_board_without_its_head() -> None:
    """Nothing is shown that has not happened: no vote, and no closed board."""
    assert (Sitting(93).votes, Board("ab").closed_head) == ((), "")
