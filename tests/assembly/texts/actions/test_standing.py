"""How amendments stand: what is next, what waits, what stopped fitting."""

from dataclasses import replace

from hall_world import NUMBER
from jisr.assembly.texts.actions.standing import (
    agenda_of,
    amendment_digest,
    has_begun,
    is_stale,
    opening_day,
    ordered_amendments,
    revised,
    standings_of,
)
from jisr.assembly.texts.held import HeldAmendment, HeldDraft, PartVote
from jisr.assembly.texts.model import Amendment
from jisr.assembly.texts.voting_order import Ruling, State
from text_world import REASON, TextWorld
from texts_made import DRAFT, deleting, replacing

NEAR = replacing(1, "o2", en="Urges members to take part")
FAR = deleting(2, "o2")
HELD = HeldDraft(DRAFT, NUMBER)


def _ids(found: list[Amendment]) -> list[str]:
    return [each.amendment_id for each in found]


def test_farthest_comes_first_unless_the_chair_says_otherwise() -> None:
    """One that the chair did not name comes after those that were named."""
    assert _ids(ordered_amendments(HELD, [NEAR, FAR])) == ["a2", "a1"]
    assert _ids(ordered_amendments(replace(HELD, order=("a1",)), [NEAR, FAR])) == ["a1", "a2"]


def test_only_amendments_to_this_revision_stand() -> None:
    """An undecided one to older words is stale; a decided one is history."""
    old = HeldAmendment(replace(NEAR, draft_revision=0))
    assert standings_of(HELD, [old, HeldAmendment(FAR)])[0].amendment == FAR
    assert is_stale(HELD, old)
    assert not is_stale(HELD, replace(old, state=State.WITHDRAWN))
    assert not is_stale(HELD, HeldAmendment(FAR))


def test_voting_has_begun_with_the_first_vote_on_this_revision() -> None:
    """A vote on an amendment to older words does not count, nor an acceptance by the sponsors."""
    voted = HeldAmendment(FAR, State.REJECTED, vote_id="v1")
    assert has_begun([voted], 1)
    assert not has_begun([voted], 2)
    assert not has_begun([HeldAmendment(FAR, State.ACCEPTED)], 1)


def test_new_words_end_what_the_chair_ordered() -> None:
    """Order and rulings were for the old words; votes asked on paragraphs that stay, stay."""
    ordered = replace(
        HELD,
        order=("a1",),
        order_reason=REASON,
        rulings=(Ruling("a1", "a2", REASON),),
        parts=(PartVote("o1", "MAR"), PartVote("o2", "MAR")),
    )
    shorter = replace(DRAFT, paragraphs=DRAFT.paragraphs[:2], revision=2)
    assert revised(ordered, shorter) == HeldDraft(
        shorter, NUMBER, parts=(PartVote("o1", "MAR"),), version=2
    )


def test_digest_tells_every_change_apart() -> None:
    """Other words, or other words to be changed, are another vote."""
    other = replacing(1, "o2", en="Urges all")
    moved = replace(DRAFT, paragraphs=DRAFT.paragraphs[:2])
    digests = {
        amendment_digest(DRAFT, NEAR),
        amendment_digest(DRAFT, FAR),
        amendment_digest(DRAFT, other),
        amendment_digest(moved, NEAR),
    }
    assert len(digests) == 4


def test_agenda_holds_what_was_complete_in_time(world: TextWorld) -> None:
    """An item without papers stands on no agenda."""
    held = world.draft()
    world.item()
    assert [each.item.item_id for each in world.hall.ask(agenda_of, NUMBER)] == [held.draft.item_id]
    assert world.hall.ask(opening_day, NUMBER).isoformat() == "2026-11-21"
