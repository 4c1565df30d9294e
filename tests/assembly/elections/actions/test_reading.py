"""What everybody of the assembly may read about its elections."""

import pytest

from board_world import SECRETARY, SESSION, head
from election_world import BOARD, CHAIR, ElectionWorld
from jisr.assembly.elections import actions
from jisr.assembly.elections.actions import Powers
from jisr.errors import NotFound


def test_what_an_officer_does_follows_from_posts_and_offices(world: ElectionWorld) -> None:
    """A role lets in; a bureau, a delegation and an office say what one does."""
    nobody = Powers("", "", is_chair=False, is_board=False, is_secretary=False)
    found = [
        world.ask(actions.powers, SESSION, world.officer(who))
        for who in (head("JPN"), CHAIR, BOARD[0], SECRETARY, "officer@gs")
    ]
    assert found == [
        Powers("JPN", "JPN", is_chair=False, is_board=False, is_secretary=False),
        Powers("EGY", "EGY", is_chair=True, is_board=False, is_secretary=False),
        Powers("ARE", "ARE", is_chair=False, is_board=True, is_secretary=False),
        Powers("", "", is_chair=False, is_board=False, is_secretary=True),
        nobody,
    ]


def test_an_election_is_read_whole(world: ElectionWorld) -> None:
    """Before its first ballot it has nominations and a last day, and no progress."""
    world.candidates("MAR", "FRA")
    view = world.view()
    assert (view.progress, view.draws) == (None, ())
    assert {each.member for each in view.nominations} == {"MAR", "FRA"}
    page = world.ask(actions.list_nominations, world.election, limit=1)
    rest = world.ask(actions.list_nominations, world.election, after=page[0].id)
    assert (*page, *rest) == view.nominations
    assert world.ask(actions.read_nomination, page[0].id) == page[0]


@pytest.mark.parametrize("unknown", ["0" * 32, "no id", ""])
def test_what_is_not_there_is_not_found(world: ElectionWorld, unknown: str) -> None:
    """Whatever stands in an address, the answer is one sentence."""
    for action in (actions.read_election, actions.read_nomination, actions.sealed_result):
        with pytest.raises(NotFound):
            world.ask(action, unknown)
