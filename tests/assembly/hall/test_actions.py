"""What the hall reads: the votes that matter, and which of them are public."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from hall_world import CHAIR, HallWorld, found_hall
from jisr.access.model import Bureau, BureauKind
from jisr.assembly.hall import actions
from jisr.assembly.hall.feed import Channel
from jisr.assembly.sessions import actions as sessions
from jisr.assembly.votes import actions as votes
from jisr.assembly.votes.model import Hands, Method, Opening, Subject, SubjectKind, Vote
from jisr.errors import NotFound
from jisr.kit.db import Database
from jisr.values import LanguageMap

TITLE = LanguageMap({"ar": "سؤال", "en": "A question", "fr": "Une question", "es": "Una pregunta"})
BUREAU = LanguageMap({"en": "X"})


@pytest.fixture
def world(database: Database, tmp_path: Path) -> HallWorld:
    """A session in which two delegations sit."""
    found = found_hall(database, home=tmp_path)
    for member in ("MAR", "FRA"):
        found.send(member)
    return found


def opened(world: HallWorld, method: Method) -> Vote:
    """Put a question to the vote."""
    subject = Subject(SubjectKind.QUESTION)
    return world.do(votes.open_vote, CHAIR, Opening(93, subject, method, "resolution", title=TITLE))


def state(world: HallWorld) -> Mapping[str, Any]:
    """Return what a member sees."""
    return world.ask(actions.read_state, Channel(93, shows_closed=True))


def test_hall_without_a_vote_is_empty(world: HallWorld) -> None:
    """Before the first vote there is nothing to show."""
    assert state(world) == {"session": 93, "votes": []}


def test_announced_vote_carries_what_the_chair_reads(world: HallWorld) -> None:
    """The six items and the outcome come from the rule, once it is announced."""
    vote = opened(world, Method.SHOW_OF_HANDS)
    world.do(votes.count_hands, CHAIR, vote.id, Hands(1, 0, 1))
    assert (state(world)["votes"][0]["items"], state(world)["votes"][0]["outcome"]) == ([], "")
    world.do(votes.announce, CHAIR, vote.id)
    (shown,) = state(world)["votes"]
    assert (shown["items"], shown["outcome"], shown["is_verified"]) == (
        [
            ["entitled", 2],
            ["abstentions", 1],
            ["invalid", 0],
            ["expressed", 1],
            ["required", 1],
            ["for", 1],
            ["against", 0],
        ],
        "adopted",
        False,
    )


def test_tiles_stand_as_in_the_vote_on_show(world: HallWorld) -> None:
    """A display shows the members in the order that was frozen with the vote."""
    held, order = world.ask(actions.hall_of, 93)
    assert (held.session.number, order) == (93, world.ask(sessions.session, 93).order)
    vote = opened(world, Method.ROLL_CALL)
    assert world.ask(actions.hall_of, 93)[1] == tuple(each.member for each in vote.roll)


def test_channel_says_what_somebody_may_see(world: HallWorld) -> None:
    """A member's bureau follows everything, an international body what is public."""
    for kind, shows_closed in ((BureauKind.NATIONAL, True), (BureauKind.INTERNATIONAL, False)):
        bureau = Bureau("X", kind, BUREAU)
        assert world.ask(actions.channel_of, bureau, 93) == Channel(93, shows_closed=shows_closed)
    with pytest.raises(NotFound):
        world.ask(actions.channel_of, Bureau("X", BureauKind.NATIONAL, BUREAU), 94)


def test_question_of_the_sitting_is_public(world: HallWorld) -> None:
    """Only what is about an item follows the item; a question is the sitting's own."""
    assert world.ask(actions.is_public, opened(world, Method.ROLL_CALL))
