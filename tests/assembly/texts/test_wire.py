"""What is told of the texts is what is stored."""

from jisr.assembly.texts import actions, wire
from text_world import EGY, TextWorld
from texts_made import DRAFT


def test_places_are_counted_by_kind() -> None:
    """PP for the preamble, OP for what is decided."""
    shown = wire.paragraphs_shown(DRAFT.paragraphs)
    assert [each.place for each in shown] == ["PP1", "OP1", "OP2"]
    assert [each.duty is None for each in shown] == [True, False, False]


def test_paper_and_amendment_are_told_whole(world: TextWorld) -> None:
    """State, revision, sponsors, order, what is next."""
    held = world.ready()
    made = world.amend(held, 2, {})
    view = world.view(held, by=EGY)
    told = wire.paper_standing(view)
    assert (told.id, told.version, told.next_amendment) == (
        held.draft.draft_id,
        view.held.version,
        made.amendment.amendment_id,
    )
    (amendment,) = (wire.amendment_shown(each) for each in view.amendments)
    assert (amendment.place, amendment.distance, amendment.state) == ("OP2", 1000, "pending")
    assert wire.item_shown(view.item).id == held.draft.item_id
    officer = world.hall.officer(EGY)
    assert wire.agenda_shown(world.hall.ask(actions.agenda, officer, 93)).items
