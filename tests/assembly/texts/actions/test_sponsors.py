"""Sponsors join with the consent of both sides, and leave when they want."""

from collections.abc import Callable
from typing import Any

import pytest

from hall_world import SECRETARY
from jisr.assembly.texts import actions
from jisr.assembly.texts.actions.sponsors import SPONSORS_MAX
from jisr.errors import Conflict, Denied, NotFound
from text_world import EGY, FRA, MAR, TextWorld


def _refused(run: Callable[[], object]) -> str:
    with pytest.raises(Denied) as refused:
        run()
    return str(refused.value.details["why"])


@pytest.mark.parametrize("asks_first", [True, False])
def test_who_asks_and_is_invited_is_a_sponsor(world: TextWorld, *, asks_first: bool) -> None:
    """In whichever order the two sides say so."""
    draft_id = world.draft().draft.draft_id
    steps: list[tuple[Any, ...]] = [
        (actions.join_sponsors, FRA, draft_id),
        (actions.invite_sponsor, MAR, draft_id, "FRA"),
    ]
    first, second = steps if asks_first else reversed(steps)
    waiting = world.do(*first)
    joined = world.do(*second)
    assert waiting.draft.sponsors == ("MAR",)
    assert (joined.draft.sponsors, joined.asking, joined.invited) == (("MAR", "FRA"), (), ())
    with pytest.raises(Conflict):
        world.do(actions.join_sponsors, FRA, draft_id)
    with pytest.raises(Conflict):
        world.do(actions.invite_sponsor, MAR, draft_id, "FRA")


def test_asking_or_inviting_twice_changes_nothing(world: TextWorld) -> None:
    """The second time makes no new version."""
    draft_id = world.draft().draft.draft_id
    asked = world.do(actions.join_sponsors, FRA, draft_id)
    assert world.do(actions.join_sponsors, FRA, draft_id) == asked
    invited = world.do(actions.invite_sponsor, MAR, draft_id, "EGY")
    assert world.do(actions.invite_sponsor, MAR, draft_id, "EGY") == invited


def test_nobody_joins_or_invites_from_outside(world: TextWorld) -> None:
    """Only a sponsor invites, only who speaks for a member joins, only members are invited."""
    draft_id = world.draft().draft.draft_id
    told = (
        _refused(lambda: world.do(actions.invite_sponsor, EGY, draft_id, "FRA")),
        _refused(lambda: world.do(actions.join_sponsors, "caster@fra", draft_id)),
        _refused(lambda: world.do(actions.leave_sponsors, FRA, draft_id)),
        _refused(lambda: world.do(actions.leave_sponsors, SECRETARY, draft_id)),
    )
    assert told == (
        "texts.not_sponsor",
        "texts.not_speaker",
        "texts.not_sponsor",
        "texts.not_sponsor",
    )
    with pytest.raises(NotFound):
        world.do(actions.invite_sponsor, MAR, draft_id, "XXX")


def test_sponsors_leave_but_the_last_one(world: TextWorld) -> None:
    """A text without any sponsor would be nobody's."""
    draft_id = world.draft().draft.draft_id
    world.do(actions.invite_sponsor, MAR, draft_id, "FRA")
    world.do(actions.join_sponsors, FRA, draft_id)
    assert world.do(actions.leave_sponsors, MAR, draft_id).draft.sponsors == ("FRA",)
    assert _refused(lambda: world.do(actions.leave_sponsors, FRA, draft_id)) == (
        "texts.last_sponsor"
    )


def test_ceiling_lets_every_member_sponsor() -> None:
    """The ceiling stands above the number of members."""
    assert SPONSORS_MAX > 196
