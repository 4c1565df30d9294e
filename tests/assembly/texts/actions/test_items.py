"""Agenda items: who requests them, when they are in time, what is public."""

from collections.abc import Callable
from typing import Any

import pytest

from hall_world import CHAIR, NUMBER, SECRETARY
from jisr.access.model import Role
from jisr.assembly.sessions.model import CredentialState
from jisr.assembly.texts import actions
from jisr.assembly.texts.actions import At
from jisr.assembly.texts.actions.standing import ITEMS_MAX
from jisr.assembly.texts.held import HeldItem, ItemState, PaperKind
from jisr.errors import Denied, InputTooLarge, NotFound, ValueMalformed, VersionStale
from jisr.kit.db import Transaction
from text_world import EGY, FRA, MAR, TextWorld
from texts_made import FIRST, PREAMBLE, TITLE


def _refused(run: Callable[[], object]) -> str:
    with pytest.raises(Denied) as refused:
        run()
    return str(refused.value.details["why"])


def _state(world: TextWorld, item: HeldItem) -> ItemState:
    shown = world.hall.ask(actions.agenda, world.hall.officer(MAR), NUMBER)
    return next(each.state for each in shown.items if each.held.item.item_id == item.item.item_id)


def test_item_is_listed_once_report_and_draft_are_there(world: TextWorld) -> None:
    """The day on which the last of them came counts."""

    def run() -> list[ItemState]:
        item = world.item()
        found = [_state(world, item)]
        world.paper(item, PaperKind.REPORT, PREAMBLE)
        found.append(_state(world, item))
        world.paper(item, PaperKind.RESOLUTION, PREAMBLE, FIRST)
        return [*found, _state(world, item)]

    assert world.early(run) == [ItemState.INCOMPLETE, ItemState.INCOMPLETE, ItemState.LISTED]


def test_item_completed_too_late_is_an_additional_one(world: TextWorld) -> None:
    """A request in time whose draft came late needs the leave of the assembly (RoP 12)."""
    item = world.early(world.item)
    world.early(lambda: world.paper(item, PaperKind.REPORT, PREAMBLE))
    world.paper(item, PaperKind.RESOLUTION, FIRST)
    assert _state(world, item) is ItemState.ADDITIONAL


def test_withdrawn_draft_makes_the_item_incomplete_again(world: TextWorld) -> None:
    """Without its draft an item has nothing to decide."""

    def run() -> ItemState:
        item = world.item()
        held = world.complete(item)
        world.do(actions.withdraw_paper, MAR, At(held.draft.draft_id))
        return _state(world, item)

    assert world.early(run) is ItemState.INCOMPLETE


def test_members_and_the_secretary_request_items(world: TextWorld) -> None:
    """A head of bureau does before the session, a head or alternate in it, the secretary for GS."""
    officers = ("head@mar", "delegate@mar", "alternate@fra", SECRETARY)
    made = [world.do(actions.request_item, each, NUMBER, TITLE) for each in officers]
    assert [(each.item.number, each.item.requested_by) for each in made] == [
        (1, "MAR"),
        (2, "MAR"),
        (3, "FRA"),
        (4, "GS"),
    ]


def test_nobody_else_requests_items(world: TextWorld) -> None:
    """Neither who casts ballots only, nor another officer of the secretariat."""
    tried = {
        "caster@mar": "texts.not_speaker",
        "root@gs": "texts.not_delegation",
    }
    told = {each: world.refused(actions.request_item, each, NUMBER, TITLE) for each in tried}
    assert told == tried


def test_refused_delegation_requests_nothing(world: TextWorld) -> None:
    """It sits as observer (RoP 8)."""
    world.hall.add_officer("head@nor", "NOR", Role.HEAD_OF_BUREAU, by="root@gs")
    world.hall.add_officer("delegate@nor", "NOR", Role.DELEGATE)
    world.hall.add_officer("alternate@nor", "NOR", Role.DELEGATE)
    world.hall.send("NOR", state=CredentialState.REFUSED)
    refused = _refused(lambda: world.do(actions.request_item, "delegate@nor", NUMBER, TITLE))
    assert refused == "sessions.no_right"


def test_only_the_secretary_says_what_is_public(world: TextWorld) -> None:
    """A request is closed until the secretary marks it, whatever the member asks for."""
    item = world.do(actions.request_item, MAR, NUMBER, TITLE, is_public=True)
    at = At(item.item.item_id)
    assert item.item.is_public is False
    for officer in (MAR, CHAIR):
        tried: tuple[Any, ...] = (actions.mark_item, officer, at)
        assert world.refused(*tried, is_public=True) == ("texts.not_secretary")
    assert world.do(actions.mark_item, SECRETARY, at, is_public=True).item.is_public is True


def test_only_the_requester_withdraws(world: TextWorld) -> None:
    """Another member does not, nor the secretary; and it is withdrawn once."""
    at = At(world.item().item.item_id)
    for officer in (FRA, SECRETARY):
        tried: tuple[Any, ...] = (actions.withdraw_item, officer, at)
        assert world.refused(*tried) == "texts.not_requester"
    assert world.do(actions.withdraw_item, MAR, at).is_withdrawn
    assert _refused(lambda: world.do(actions.withdraw_item, MAR, at)) == "texts.item_decided"


def test_adopted_agenda_stays(world: TextWorld) -> None:
    """What the assembly adopted is neither withdrawn nor named or marked anew."""
    at = At(world.ready().draft.item_id)
    assert _refused(lambda: world.do(actions.withdraw_item, MAR, at)) == "texts.agenda_adopted"
    named: tuple[Any, ...] = (actions.name_item, MAR, at, {"en": "Other"})
    assert world.refused(*named) == "texts.agenda_adopted"
    marked: tuple[Any, ...] = (actions.mark_item, SECRETARY, at)
    assert world.refused(*marked, is_public=False) == "texts.agenda_adopted"


def test_item_does_not_change_while_the_agenda_is_voted_on(world: TextWorld) -> None:
    """The vote is on the titles that stood when it opened."""
    at = At(world.draft().draft.item_id)
    world.do(actions.hold, CHAIR, "agenda", str(NUMBER), "ab" * 16)
    named: tuple[Any, ...] = (actions.name_item, MAR, at, {"en": "Other"})
    assert world.refused(*named) == "texts.vote_open"


def test_title_is_named_by_requester_or_secretary(world: TextWorld) -> None:
    """Another delegation writes no title; a stale version is refused."""
    item = world.item()
    at = At(item.item.item_id, item.version)
    for officer in (MAR, SECRETARY):
        held = world.do(actions.name_item, officer, at, {"en": f"By {officer}"})
        at = At(held.item.item_id, held.version)
        assert held.item.title.texts == {**TITLE, "en": f"By {officer}"}
    refused = _refused(lambda: world.do(actions.name_item, EGY, at, {"en": "Other"}))
    assert refused == "texts.not_requester"
    with pytest.raises(VersionStale):
        world.do(actions.name_item, MAR, At(at.id, 1), {"en": "Other"})


@pytest.mark.parametrize("title", [{}, {"de": "Titel"}, {"en": ""}, {"en": "a\u202eb"}])
def test_title_is_checked(world: TextWorld, title: dict[str, str]) -> None:
    """It is in an official language, not empty, and hides nothing."""
    with pytest.raises(ValueMalformed):
        world.do(actions.request_item, MAR, NUMBER, title)


def test_title_has_a_ceiling(world: TextWorld) -> None:
    """A title is no speech."""
    with pytest.raises(InputTooLarge):
        world.do(actions.request_item, MAR, NUMBER, {"en": "a" * 401})


def test_session_is_there_and_not_over(world: TextWorld) -> None:
    """Nothing is requested for a session that is not held, or has ended."""
    with pytest.raises(NotFound):
        world.do(actions.request_item, MAR, 94, TITLE)
    world.clock.advance(days=30)
    refused = _refused(lambda: world.do(actions.request_item, MAR, NUMBER, TITLE))
    assert refused == "texts.session_over"


def test_agenda_has_a_ceiling(world: TextWorld) -> None:
    """No member fills the agenda without end."""

    def fill(transaction: Transaction) -> None:
        for _ in range(ITEMS_MAX):
            actions.request_item(transaction, MAR, NUMBER, {"en": "One"})

    world.do(fill)
    with pytest.raises(InputTooLarge):
        world.do(actions.request_item, MAR, NUMBER, {"en": "One more"})
