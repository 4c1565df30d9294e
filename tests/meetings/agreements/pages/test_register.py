"""The pages of memoranda: who is shown what, hostile text, four languages, empty states."""

import dataclasses

from jisr.meetings.agreements import actions
from jisr.meetings.agreements.model import Memorandum
from jisr.values import LANGUAGES
from memoranda_world import PLAIN, WITH_DATA, MemorandaWorld
from staffed import HOSTILE, Staffed
from ticking import TickingClock


def of(memorandum: Memorandum) -> str:
    """Return the address of a memorandum's page."""
    return f"/memoranda/{memorandum.id}"


def test_empty_register_says_what_to_do(staffed: Staffed) -> None:
    """To heads that they can draft one; to others where it would come from."""
    assert 'href="/memoranda/new"' in staffed.get("head@fra", "/memoranda").text
    text = staffed.get("officer@fra", "/memoranda").text
    assert "There is no memorandum" in text
    assert 'href="/memoranda/new"' not in text


def test_register_tells_what_is_due(staffed: Staffed, world: MemorandaWorld) -> None:
    """In four languages; a window that is far away is not due."""
    proposed = world.proposed()
    for language in LANGUAGES:
        answer = staffed.get("officer@syr", "/memoranda", language=language)
        assert answer.status_code == 200
        assert f'href="{of(proposed)}"' in answer.text
    assert "What is due" not in staffed.get("officer@syr", "/memoranda").text


def test_a_window_that_closes_is_due(
    staffed: Staffed, world: MemorandaWorld, clock: TickingClock
) -> None:
    """With the days that are left; who is a party sees no button to object."""
    proposed = world.proposed()
    clock.advance(days=40)
    text = staffed.get("head@syr", "/memoranda").text
    assert ("What is due" in text, "5 days" in text) == (True, True)
    assert (
        f"POST /v1/memoranda/{proposed.id}/objections" in staffed.get("head@syr", of(proposed)).text
    )
    for officer in ("head@fra", "officer@syr", "root"):
        assert "/objections" not in staffed.get(officer, of(proposed)).text


def test_words_stand_side_by_side(staffed: Staffed, world: MemorandaWorld) -> None:
    """Each cell in its own language; what is out of step is marked."""
    drafted = world.draft()
    (old,) = drafted.terms.paragraphs
    changed = dataclasses.replace(old, texts=dict(old.texts) | {"en": "They train 50 officers."})
    terms = dataclasses.replace(drafted.terms, paragraphs=(changed,))
    assert "Languages in step" in staffed.get("head@mar", of(drafted)).text
    world.do(actions.revise, "head@mar", drafted.id, terms)
    text = staffed.get("head@fra", of(drafted)).text
    for shown in ('lang="fr"', "They train 50 officers.", "Not yet revised", "Other numbers"):
        assert shown in text
    assert "the language versions are not in step" in text


def test_path_signatures_and_grant_are_told(
    staffed: Staffed, world: MemorandaWorld, clock: TickingClock
) -> None:
    """To the parties and the secretariat; other members see the outline."""
    done = world.data_in_force(clock)
    for officer in ("head@fra", "desk@afripol", "reviewer@gs"):
        text = staffed.get(officer, of(done)).text
        for shown in ("Proposed to the members", "Signed by", f"/agreements/{done.grant}"):
            assert shown in text
    outline = staffed.get("officer@syr", of(done)).text
    assert "Training of border police" in outline
    for hidden in ("40 officers", "Its path", "Signed by", "head@fra", done.grant):
        assert hidden not in outline


def test_who_may_not_see_is_told_there_is_none(staffed: Staffed, world: MemorandaWorld) -> None:
    """A draft of others, and everything for observers, operators and agencies."""
    drafted = world.draft(WITH_DATA)
    for officer in ("officer@syr", "observer@afripol", "operator@gs", "port@mar"):
        assert staffed.get(officer, of(drafted)).status_code == 404
        assert staffed.get(officer, f"{of(drafted)}/edit").status_code == 404
    for officer in ("observer@afripol", "operator@gs"):
        assert staffed.get(officer, "/memoranda").status_code == 403
    assert staffed.get("", "/memoranda").status_code == 303


def test_the_navigation_leads_there(staffed: Staffed) -> None:
    """Who has no access to data is not led there."""
    assert 'href="/memoranda"' in staffed.get("officer@fra", "/members").text
    assert 'href="/memoranda"' not in staffed.get("operator@gs", "/people").text


def test_steps_are_shown_to_who_can_take_them(staffed: Staffed, world: MemorandaWorld) -> None:
    """Now, and nobody else."""
    drafted = world.draft()
    step = f"POST /v1/memoranda/{drafted.id}/proposal"
    assert step in staffed.get("head@mar", of(drafted)).text
    assert step not in staffed.get("officer@mar", of(drafted)).text
    world.do(actions.propose, "head@fra", drafted.id)
    step = f"POST /v1/memoranda/{drafted.id}/signatures"
    assert step in staffed.get("head@mar", of(drafted)).text
    assert step not in staffed.get("root", of(drafted)).text


def test_hostile_words_are_shown_as_words(staffed: Staffed, world: MemorandaWorld) -> None:
    """In the title, in the reason, and in the form."""
    title = {"en": HOSTILE, "fr": HOSTILE}
    drafted = world.draft(dataclasses.replace(PLAIN, title=title, laws=(HOSTILE,)))
    world.do(actions.withdraw, "head@fra", drafted.id, HOSTILE)
    another = world.draft(dataclasses.replace(PLAIN, title=title, laws=(HOSTILE,)))
    for path in ("/memoranda", of(drafted), f"{of(another)}/edit"):
        text = staffed.get("head@fra", path).text
        assert HOSTILE not in text
        assert "&lt;script&gt;" in text
