"""The promises of the model of boards."""

from jisr.assembly.ballot.board import _AUTHORS
from jisr.assembly.boards.model import Kind


def test_every_type_of_the_format_is_a_kind() -> None:
    """The hub knows exactly the types that the board takes."""
    assert {each.value for each in Kind} == set(_AUTHORS)
