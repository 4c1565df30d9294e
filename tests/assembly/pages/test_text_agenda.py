"""Pages of the agenda: what is shown to whom, and which forms."""

from itertools import product
from pathlib import Path

import pytest

from hall_world import CHAIR, NUMBER, SECRETARY
from jisr.assembly.texts import actions
from jisr.assembly.texts.actions import At
from jisr.kit.db import Database
from jisr.values import LANGUAGES, new_id
from text_pages import HOSTILE, TextPages, text_pages
from text_world import EGY, FRA, MAR
from ticking import TickingClock

AGENDA = f"/assembly/agenda/{NUMBER}"


@pytest.fixture
def pages(database: Database, clock: TickingClock, tmp_path: Path) -> TextPages:
    """A session before its pages."""
    return text_pages(database, clock, tmp_path)


def test_agenda_tells_what_stands_on_it_and_what_waits(pages: TextPages) -> None:
    """With the state of the languages of each paper, and until when requests are in time."""
    held = pages.world.draft()
    pages.world.item()
    text = pages.get(FRA, AGENDA).text
    assert "Provisional" in text
    assert "September 22, 2026" in text
    assert f"/assembly/texts/{held.draft.draft_id}" in text
    assert text.index("On the agenda") < text.index("Not on it yet") < text.index("Not complete")
    pages.world.adopt_agenda()
    assert "Adopted on November 21, 2026" in pages.get(FRA, AGENDA).text


def test_pages_answer_in_every_language(pages: TextPages) -> None:
    """The agenda and an item."""
    item = pages.world.draft().draft.item_id
    for language, path in product(LANGUAGES, (AGENDA, f"{AGENDA}/items/{item}")):
        answer = pages.get(MAR, path, language)
        assert (answer.status_code, f'<html lang="{language}"' in answer.text) == (200, True)


def test_empty_agenda_says_what_to_do(pages: TextPages) -> None:
    """A session without items explains how one comes on the agenda."""
    assert "Nothing stands on the agenda yet" in pages.get(FRA, AGENDA).text


def test_address_without_a_session_leads_to_the_present_one(pages: TextPages) -> None:
    """And a session that is not held is not found."""
    answer = pages.get(FRA, "/assembly/agenda")
    assert (answer.status_code, answer.headers["location"]) == (303, AGENDA)
    assert pages.get(FRA, "/assembly/agenda/94").status_code == 404
    assert pages.get(FRA, f"{AGENDA}/items/{new_id()}").status_code == 404


def test_closed_item_shows_a_guest_its_title_alone(pages: TextPages) -> None:
    """Its papers are for the delegations and the secretariat."""
    held = pages.world.draft(is_public=False)
    guest = pages.world.guest()
    for path in (AGENDA, f"{AGENDA}/items/{held.draft.item_id}"):
        text = pages.get(guest, path).text
        assert "Documents" in text
        assert "Its papers are for the delegations and the secretariat." in text
        assert held.draft.draft_id not in text
        assert "<form" not in text


def test_forms_are_for_those_who_may(pages: TextPages) -> None:
    """The requester withdraws, the secretary marks, both name; others file papers."""
    item = pages.world.item().item.item_id

    def forms(officer: str) -> list[bool]:
        text = pages.get(officer, f"{AGENDA}/items/{item}").text
        return [each in text for each in ("Withdraw the item", "Close it", "File it")]

    assert {each: forms(each) for each in (MAR, SECRETARY, EGY, "caster@fra")} == {
        MAR: [True, False, True],
        SECRETARY: [False, True, True],
        EGY: [False, False, True],
        "caster@fra": [False, False, False],
    }
    assert "Request an item" in pages.get(MAR, AGENDA).text
    assert "Request an item" not in pages.get("caster@fra", AGENDA).text


def test_withdrawn_item_takes_no_change(pages: TextPages) -> None:
    """It stands below the others, without forms."""
    item = pages.world.item().item.item_id
    pages.world.do(actions.withdraw_item, MAR, At(item))
    assert "Withdrawn or not admitted" in pages.get(MAR, AGENDA).text
    assert "<form" not in pages.get(MAR, f"{AGENDA}/items/{item}").text


def test_chair_is_led_to_the_vote(pages: TextPages) -> None:
    """On the agenda until it is adopted, and on the admission of a late item."""
    pages.world.draft()
    late = pages.world.complete(pages.world.item()).draft.item_id
    way = "/assembly/votes/new?session=93&amp;kind="
    assert f"{way}agenda" in pages.get(CHAIR, AGENDA).text
    item = f"{AGENDA}/items/{late}"
    assert f"{way}item&amp;subject={late}" in pages.get(CHAIR, item).text
    assert way not in pages.get(MAR, AGENDA).text + pages.get(MAR, item).text
    pages.world.adopt_agenda()
    assert f"{way}agenda" not in pages.get(CHAIR, AGENDA).text


def test_hostile_titles_are_text(pages: TextPages) -> None:
    """Whatever a member calls its item is shown, and never obeyed."""
    pages.world.do(actions.request_item, MAR, NUMBER, {"en": HOSTILE})
    text = pages.get(FRA, AGENDA).text
    assert HOSTILE not in text
    assert "&lt;script&gt;" in text
