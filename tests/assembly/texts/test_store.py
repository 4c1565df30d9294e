"""What the tables refuse by themselves, whatever an action would do."""

import datetime

import pytest
from sqlalchemy.exc import IntegrityError

from hall_world import NUMBER
from jisr.assembly.texts import store
from jisr.assembly.texts.follow_up import Report, Status
from jisr.assembly.texts.held import Agenda, Hold
from jisr.values import new_id
from text_world import TextWorld

DAY = datetime.date(2026, 11, 21)


def test_adopted_text_is_written_once(world: TextWorld) -> None:
    """A second writing under its number is refused by the database."""
    number = world.adopted().number
    held = world.hall.ask(store.find_resolution, number)
    with pytest.raises(IntegrityError):
        world.do(store.add_resolution, held)


def test_agenda_is_written_once(world: TextWorld) -> None:
    """A session has one agenda."""
    agenda = Agenda(NUMBER, (), "v1", DAY)
    world.do(store.add_agenda, agenda)
    assert world.hall.ask(store.find_agenda, NUMBER) == agenda
    with pytest.raises(IntegrityError):
        world.do(store.add_agenda, agenda)


def test_report_is_written_once(world: TextWorld) -> None:
    """Each report has its own number."""
    report = Report(Status.UNDER_WAY, DAY, "GS")
    world.do(store.add_report, "AG-2026-RES-01", "OP1", 1, report)
    with pytest.raises(IntegrityError):
        world.do(store.add_report, "AG-2026-RES-01", "OP1", 1, report)
    found = world.hall.ask(store.reports_on, ["AG-2026-RES-01"])
    assert found == {("AG-2026-RES-01", "OP1"): (report,)}


def test_words_are_held_by_one_vote(world: TextWorld) -> None:
    """An amendment holds its draft; a second vote on it is refused by the database."""
    draft = new_id()
    first = Hold(new_id(), "amendment", new_id(), draft)
    world.do(store.add_hold, first)
    with pytest.raises(IntegrityError):
        world.do(store.add_hold, Hold(new_id(), "draft", draft, draft))
    assert world.hall.ask(store.find_hold, f"draft:{draft}") == first
    world.do(store.drop_hold, first.vote_id)
    assert world.hall.ask(store.find_hold, f"draft:{draft}") is None


def test_items_come_page_by_page(world: TextWorld) -> None:
    """By their numbers, from the one that follows."""
    for _ in range(3):
        world.item()
    found = world.hall.ask(store.list_items, NUMBER, after=1, limit=1)
    assert [each.item.number for each in found] == [2]
