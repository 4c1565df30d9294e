"""The chair orders, rules and sets aside, each with a reason; nobody else does."""

from collections.abc import Callable
from typing import Any

import pytest

from hall_world import CHAIR, SECRETARY
from jisr.assembly.texts import actions
from jisr.assembly.texts.actions import At
from jisr.assembly.texts.actions.presiding import RULINGS_MAX
from jisr.assembly.texts.held import HeldDraft
from jisr.assembly.texts.voting_order import Ruling, State
from jisr.errors import Denied, NotFound, ValueMalformed, VersionStale
from jisr.values import new_id
from text_world import EGY, FRA, MAR, REASON, TextWorld

URGES = {"en": "Urges members to take part"}
FULLY = {"en": "Invites members to take part fully"}
OTHER = {"en": "Invites states to contribute"}


def _refused(run: Callable[[], object]) -> str:
    with pytest.raises(Denied) as refused:
        run()
    return str(refused.value.details["why"])


def _at(held: HeldDraft) -> At:
    return At(held.draft.draft_id, held.version)


def _order(world: TextWorld, held: HeldDraft) -> list[int]:
    return [each.held.amendment.number for each in world.view(held).amendments]


def test_chair_sets_the_order_with_a_reason(world: TextWorld) -> None:
    """Instead of the farthest in words first; a later amendment comes after those named."""
    held = world.ready()
    near, far = world.amend(held, 2, URGES), world.amend(held, 2, {})
    assert _order(world, held) == [2, 1]
    ids = [near.amendment.amendment_id, far.amendment.amendment_id]
    changed = world.do(actions.order_amendments, CHAIR, _at(held), ids, REASON)
    assert (changed.order, changed.order_reason) == (tuple(ids), REASON)
    world.amend(held, 0, URGES)
    assert _order(world, held) == [1, 2, 3]
    world.do(actions.opening, 93, "amendment", ids[0])


def test_order_needs_a_reason_and_every_amendment(world: TextWorld) -> None:
    """Without either it is no order, and an old one is refused."""
    held = world.ready()
    ids = [world.amend(held, 2, each).amendment.amendment_id for each in (URGES, {})]
    for order, reason in ((ids, "short"), (ids[:1], REASON), ([*ids, ids[0]], REASON)):
        with pytest.raises(ValueMalformed):
            world.do(actions.order_amendments, CHAIR, _at(held), order, reason)
    with pytest.raises(VersionStale):
        world.do(actions.order_amendments, CHAIR, At(held.draft.draft_id, 1), ids, REASON)


def test_order_is_not_changed_once_the_voting_has_begun(world: TextWorld) -> None:
    """Who lost a vote does not get another order."""
    held = world.ready()
    ids = [world.amend(held, 2, each).amendment.amendment_id for each in ({}, URGES)]
    world.vote("amendment", ids[0], is_adopted=False)
    tried: tuple[Any, ...] = (
        actions.order_amendments,
        CHAIR,
        At(held.draft.draft_id),
        ids[1:],
        REASON,
    )
    assert world.refused(*tried) == "texts.voting_begun"


def test_amendment_falls_by_a_ruling(world: TextWorld) -> None:
    """Though no words collide the chair may see that one means the end of the other."""
    held = world.ready()
    first, second = world.amend(held, 1, URGES), world.amend(held, 2, {})
    ruling = Ruling(second.amendment.amendment_id, first.amendment.amendment_id, REASON)
    world.do(actions.rule_on_amendment, CHAIR, _at(held), ruling)
    assert world.view(held).amendments[0].falls_with == (2,)
    world.vote("amendment", first.amendment.amendment_id)
    found = {each.held.amendment.number: each for each in world.view(held).amendments}
    assert (found[2].state, found[2].because) == (State.FALLEN, 1)


def test_ruling_is_on_amendments_that_are_there(world: TextWorld) -> None:
    """Not on unknown ones, and none falls by itself."""
    held = world.ready()
    made = world.amend(held, 1, URGES).amendment.amendment_id
    for pair in ((made, new_id()), (new_id(), made)):
        with pytest.raises(NotFound):
            world.do(actions.rule_on_amendment, CHAIR, _at(held), Ruling(*pair, REASON))
    itself: tuple[Any, ...] = (
        actions.rule_on_amendment,
        CHAIR,
        _at(held),
        Ruling(made, made, REASON),
    )
    assert world.refused(*itself) == "texts.rule_itself"
    assert RULINGS_MAX > 0


def test_amendment_to_older_words_is_set_aside(world: TextWorld) -> None:
    """When nobody restates it, the chair lets the vote go on; never one that fits."""
    held = world.ready()
    merged, stale = world.amend(held, 2, URGES), world.amend(held, 2, OTHER)
    at = At(stale.amendment.amendment_id)
    fits: tuple[Any, ...] = (actions.set_aside_amendment, CHAIR, at, REASON)
    assert world.refused(*fits) == "texts.amendment_fits"
    world.do(actions.accept_amendment, MAR, At(merged.amendment.amendment_id))
    with pytest.raises(ValueMalformed):
        world.do(actions.set_aside_amendment, CHAIR, at, "no")
    aside = world.do(*fits)
    assert (aside.state, aside.reason) == (State.FALLEN, REASON)
    others = {"ar": "تحث", "fr": "Exhorte", "es": "Insta"}
    paragraph = held.draft.paragraphs[2].paragraph_id
    world.do(actions.write_language, SECRETARY, At(held.draft.draft_id), paragraph, others)
    world.do(actions.opening, 93, "draft", held.draft.draft_id)


def test_nobody_but_the_chair_presides(world: TextWorld) -> None:
    """Neither the secretary nor a sponsor orders, rules or sets aside."""
    held = world.ready()
    first, second = (world.amend(held, 2, each).amendment.amendment_id for each in (URGES, FULLY))
    for officer in (SECRETARY, MAR, EGY, FRA):
        tries: tuple[tuple[Any, ...], ...] = (
            (actions.order_amendments, officer, _at(held), [first, second], REASON),
            (actions.rule_on_amendment, officer, _at(held), Ruling(first, second, REASON)),
            (actions.set_aside_amendment, officer, At(first), REASON),
        )
        told = {world.refused(*each) for each in tries}
        assert told == {"texts.not_chair"}
