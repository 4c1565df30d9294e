"""Pages of papers: what is shown to whom, and which forms."""

from itertools import product
from pathlib import Path

import pytest

from hall_world import CHAIR, SECRETARY
from jisr.assembly.pages.texts import faults_of, needs_of
from jisr.assembly.texts import actions
from jisr.assembly.texts.actions import At
from jisr.assembly.texts.held import PaperKind
from jisr.assembly.texts.steps import Fault, Finding
from jisr.kit.db import Database
from jisr.values import LANGUAGES, new_id
from text_pages import HOSTILE, TextPages, text_pages
from text_world import EGY, FRA, MAR, REASON
from texts_made import PREAMBLE
from ticking import TickingClock

URGES = {"en": "Urges members to take part"}


@pytest.fixture
def pages(database: Database, clock: TickingClock, tmp_path: Path) -> TextPages:
    """A session before its pages."""
    return text_pages(database, clock, tmp_path)


def test_text_is_shown_in_one_language_or_two_with_their_directions(pages: TextPages) -> None:
    """Arabic stands beside another language, each in its own direction; unknown ones are not."""
    path = f"/assembly/texts/{pages.world.ready().draft.draft_id}"
    alone = pages.get(FRA, path).text
    assert f'<p lang="en" dir="ltr">{PREAMBLE.texts["en"]}</p>' in alone
    assert PREAMBLE.texts["ar"] not in alone
    both = pages.get(FRA, f"{path}?first=fr&second=ar").text
    assert f'<p lang="fr" dir="ltr">{PREAMBLE.texts["fr"]}</p>' in both
    assert f'<p lang="ar" dir="rtl">{PREAMBLE.texts["ar"]}</p>' in both
    assert pages.get(FRA, f"{path}?first=de&second=xx").status_code == 200


def test_every_page_answers_in_every_language(pages: TextPages) -> None:
    """Text, title, paragraph, new paragraph, amendments."""
    held = pages.world.ready()
    pages.world.amend(held, 2, URGES)
    path = f"/assembly/texts/{held.draft.draft_id}"
    paragraph = held.draft.paragraphs[2].paragraph_id
    ends = ("", "/amendments", "/paragraphs/new", f"/paragraphs/{paragraph}", "/paragraphs/title")
    for language, end in product(LANGUAGES, ends):
        answer = pages.get(MAR, path + end, language)
        assert (answer.status_code, f'<html lang="{language}"' in answer.text) == (200, True)


def test_what_is_missing_is_named_place_by_place(pages: TextPages) -> None:
    """A language that fell behind is told on the text, the paragraph, and before the vote."""
    held = pages.world.ready()
    paragraph = held.draft.paragraphs[2].paragraph_id
    words = actions.Words(URGES, held.draft.paragraphs[2].duty)
    at = At(held.draft.draft_id)
    pages.world.do(actions.write_paragraph, MAR, at, paragraph, words)
    path = f"/assembly/texts/{held.draft.draft_id}"
    text = pages.get(FRA, path).text
    assert "Français: behind the newest words" in text
    assert "3 left" in text
    assert "Languages not in step" in pages.get(SECRETARY, f"{path}/paragraphs/{paragraph}").text


def test_guest_reads_no_working_paper(pages: TextPages) -> None:
    """An observer gets no page of a text that was not released, nor of its amendments."""
    held = pages.world.ready()
    guest = pages.world.guest()
    path = f"/assembly/texts/{held.draft.draft_id}"
    for end in ("", "/amendments", "/paragraphs/new", "/paragraphs/title"):
        assert pages.get(guest, path + end).status_code == 404
    pages.world.do(actions.release_paper, SECRETARY, At(held.draft.draft_id))
    released = pages.get(guest, path)
    assert released.status_code == 200
    assert "<form" not in released.text


def test_forms_are_for_those_who_may(pages: TextPages) -> None:
    """Sponsors write, the secretary translates, delegations amend, the chair orders."""
    held = pages.world.ready()
    pages.world.amend(held, 2, URGES)
    pages.world.amend(held, 1, URGES)
    path = f"/assembly/texts/{held.draft.draft_id}"
    paragraph = f"{path}/paragraphs/{held.draft.paragraphs[0].paragraph_id}"

    def forms(officer: str) -> list[bool]:
        text = pages.get(officer, paragraph).text + pages.get(officer, f"{path}/amendments").text
        return [
            each in text
            for each in (
                "Write it anew",
                "Save the languages",
                "Propose these words",
                "Set the order",
            )
        ]

    assert {each: forms(each) for each in (MAR, SECRETARY, EGY, CHAIR, "caster@fra")} == {
        MAR: [True, True, True, False],
        SECRETARY: [False, True, False, False],
        EGY: [False, True, True, False],
        CHAIR: [False, False, True, True],
        "caster@fra": [False, False, False, False],
    }


def test_no_form_changes_words_while_a_vote_is_open(pages: TextPages) -> None:
    """The page says so instead."""
    held = pages.world.ready()
    draft_id = held.draft.draft_id
    pages.world.do(actions.hold, CHAIR, "draft", draft_id, new_id())
    paragraph = held.draft.paragraphs[2].paragraph_id
    for end in ("", "/amendments", f"/paragraphs/{paragraph}", "/paragraphs/new"):
        text = pages.get(MAR, f"/assembly/texts/{draft_id}{end}").text
        assert "<form" not in text
        assert "a vote on it is open" in text or "A vote on this text is open" in text


def test_amendments_are_compared_and_say_what_falls(pages: TextPages) -> None:
    """Removed and added words are told without colour, and in which order they are voted on."""
    held = pages.world.ready()
    pages.world.amend(held, 2, URGES)
    pages.world.amend(held, 2, {}, by=FRA)
    text = pages.get(EGY, f"/assembly/texts/{held.draft.draft_id}/amendments").text
    assert text.index("Amendment 2") < text.index("Amendment 1")
    assert "If it is accepted, these fall: 1." in text
    assert "[removed:</span>Invites<" in text
    assert "[added:</span>Urges<" in text
    assert text.count("Voted on next") == 1


def test_chair_is_led_to_the_vote(pages: TextPages) -> None:
    """On the next amendment, on a paragraph, on the whole once nothing is left; nobody else is."""
    world = pages.world
    held = world.ready()
    draft_id, paragraph = held.draft.draft_id, held.draft.paragraphs[2].paragraph_id
    path = f"/assembly/texts/{draft_id}"
    way = "/assembly/votes/new?session=93&amp;kind="
    assert f"{way}draft&amp;subject={draft_id}" in pages.get(CHAIR, path).text
    made = world.amend(held, 2, URGES).amendment.amendment_id
    world.do(actions.ask_part_vote, EGY, draft_id, paragraph)
    text = pages.get(CHAIR, path).text
    assert f"{way}draft" not in text
    assert f"{way}paragraph&amp;subject={draft_id}/{paragraph}" in text
    assert f"{way}amendment&amp;subject={made}" in pages.get(CHAIR, f"{path}/amendments").text
    assert way not in pages.get(MAR, path).text + pages.get(MAR, f"{path}/amendments").text


def test_order_and_rulings_are_shown_with_their_reasons(pages: TextPages) -> None:
    """So is that an amendment is to older words, and what one may do then."""
    world = pages.world
    held = world.ready()
    made = [world.amend(held, 2, each) for each in (URGES, {"en": "Invites states to help"})]
    ids = [each.amendment.amendment_id for each in made]
    world.do(actions.order_amendments, CHAIR, At(held.draft.draft_id), ids, REASON)
    path = f"/assembly/texts/{held.draft.draft_id}/amendments"
    assert REASON in pages.get(FRA, path).text
    world.do(actions.accept_amendment, MAR, At(ids[0]))
    assert "To older words" in pages.get(FRA, path).text
    assert "State it anew" in pages.get(EGY, path).text
    assert "Set it aside" in pages.get(CHAIR, path).text


def test_language_under_amendment_is_not_offered_for_translation(pages: TextPages) -> None:
    """Its words wait for the amendment; the other languages do not."""
    held = pages.world.ready()
    pages.world.amend(held, 2, URGES)
    paragraph = held.draft.paragraphs[2].paragraph_id
    path = f"/assembly/texts/{held.draft.draft_id}/paragraphs/{paragraph}"
    text = pages.get(SECRETARY, path).text
    assert 'id="translate-fr"' in text
    assert 'id="translate-en"' not in text


def test_hostile_words_are_text(pages: TextPages) -> None:
    """Whatever a delegation writes is shown, and never obeyed."""
    held = pages.world.ready()
    pages.world.amend(held, 2, {"en": HOSTILE})
    title = {"en": HOSTILE}
    pages.world.do(actions.write_language, SECRETARY, At(held.draft.draft_id), "title", title)
    for end in ("", "/amendments", f"/paragraphs/{held.draft.paragraphs[2].paragraph_id}"):
        text = pages.get(EGY, f"/assembly/texts/{held.draft.draft_id}{end}").text
        assert HOSTILE not in text
        assert "&lt;script&gt;" in text


def test_empty_text_says_what_to_do(pages: TextPages) -> None:
    """A paper without paragraphs asks for the first; one without amendments says where."""
    held = pages.world.paper(pages.world.item(), PaperKind.RESOLUTION)
    path = f"/assembly/texts/{held.draft.draft_id}"
    assert "No paragraph is written yet" in pages.get(FRA, path).text
    assert "No amendment waits" in pages.get(FRA, f"{path}/amendments").text
    assert pages.get(FRA, f"{path}/paragraphs/{new_id()}").status_code == 404
    assert pages.get(FRA, f"/assembly/texts/{new_id()}").status_code == 404


def test_needs_of_a_vote_are_told_in_the_order_of_the_rules(pages: TextPages) -> None:
    """What is there and what is not, and how much is left; an adopted text needs nothing."""
    held = pages.world.draft()
    view = pages.world.view(held)
    assert [(each.is_met, each.number) for each in needs_of(view)] == [
        (False, 0),
        (True, 0),
        (True, 0),
        (True, 0),
        (True, 0),
    ]
    pages.world.adopt_agenda()
    pages.world.amend(held, 2, URGES)
    pages.world.do(
        actions.ask_part_vote, EGY, held.draft.draft_id, held.draft.paragraphs[1].paragraph_id
    )
    met = [(each.is_met, each.number) for each in needs_of(pages.world.view(held))]
    assert met == [(True, 0), (True, 0), (False, 1), (True, 0), (False, 1)]


def test_faults_are_told_by_language() -> None:
    """Those of the text itself stand apart."""
    first = Finding("OP1", "ar", Fault.MISSING)
    second = Finding("OP2", "ar", Fault.BEHIND)
    third = Finding("PP1", "", Fault.ORDER)
    assert faults_of([first, second, third]) == {"ar": (first, second), "": (third,)}
