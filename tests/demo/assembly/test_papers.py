"""The texts of the demo's session."""

from held_hall import Hall
from jisr.access import actions as access
from jisr.assembly.texts import actions as texts
from jisr.assembly.texts.model import DraftState
from jisr.assembly.texts.steps import Fault
from jisr.demo.assembly.people import SECRETARY
from jisr.demo.assembly.seating import NUMBER


def test_one_draft_is_adopted_and_one_lacks_a_language(hall: Hall) -> None:
    """Every item entered in time; what the demo says of each draft is so."""
    with hall.session.database.reading() as transaction:
        reader = access.officer(transaction, SECRETARY)
        agenda = texts.agenda(transaction, reader, NUMBER)
        papers = [
            texts.paper(transaction, reader, paper.draft.draft_id)
            for item in agenda.items
            for paper in item.papers
        ]
    drafts = [each for each in papers if each.held.kind.value == "resolution"]
    states = [each.held.draft.state for each in drafts]
    faults = [{(each.language, each.fault) for each in paper.findings} for paper in drafts]
    assert agenda.adopted is not None
    assert states == [DraftState.ADOPTED, *[DraftState.OPEN] * 3]
    assert faults == [set(), set(), set(), {("es", Fault.MISSING)}]
    assert [len(each.amendments) for each in drafts] == [0, 0, 2, 0]
    assert list(agenda.numbers) == [drafts[0].held.draft.draft_id]
