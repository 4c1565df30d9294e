"""The form of a memorandum: for who can send it, with all that stands there."""

import dataclasses

from jisr.meetings.agreements import actions
from jisr.meetings.agreements.model import Paper, Signatory
from jisr.values import LANGUAGES
from memoranda_world import PLAIN, WITH_DATA, MemorandaWorld
from staffed import Staffed


def test_the_form_is_for_heads(staffed: Staffed) -> None:
    """Others read who drafts; in four languages."""
    for language in LANGUAGES:
        text = staffed.get("head@fra", "/memoranda/new", language=language).text
        assert 'data-api="POST /v1/memoranda"' in text
    for officer in ("officer@fra", "reviewer@gs"):
        text = staffed.get(officer, "/memoranda/new").text
        assert ("You draft no memoranda" in text, "data-api" in text) == (True, False)


def test_a_revision_keeps_what_it_does_not_show(staffed: Staffed, world: MemorandaWorld) -> None:
    """Paragraph ids, signatories, papers, the meeting, and the days of the grant."""
    terms = dataclasses.replace(
        WITH_DATA,
        signatories=(Signatory("FRA", "A. Durand", "Minister"),),
        papers=(Paper("Scan", "ab" * 32),),
        meeting="93-017",
    )
    drafted = world.draft(terms)
    text = staffed.get("head@fra", f"/memoranda/{drafted.id}/edit").text
    for kept in (
        f'data-api="PUT /v1/memoranda/{drafted.id}" data-version="1"',
        f'name="paragraphs.0.id" value="{drafted.terms.paragraphs[0].paragraph_id}"',
        'name="signatories.0.name" value="A. Durand"',
        f'name="papers.0.sha256" value="{"ab" * 32}"',
        'name="meeting" value="93-017"',
    ):
        assert kept in text


def test_a_renewal_begins_with_the_old_terms(staffed: Staffed, world: MemorandaWorld) -> None:
    """Without its days, as a new memorandum that names the old one."""
    old = world.in_force(PLAIN)
    world.do(actions.ask_renewal, "head@mar", old.id)
    assert f"/memoranda/new?renews={old.id}" in staffed.get("head@fra", f"/memoranda/{old.id}").text
    text = staffed.get("head@fra", f"/memoranda/new?renews={old.id}").text
    assert f'name="renews" value="{old.id}"' in text
    assert "40 officers" in text
    assert ("2028-12-31" in text, "paragraphs.0.id" in text) == (False, False)


def test_who_may_not_know_of_it_gets_no_form(staffed: Staffed, world: MemorandaWorld) -> None:
    """Neither to revise nor to renew."""
    drafted = world.draft()
    for path in (f"/memoranda/{drafted.id}/edit", f"/memoranda/new?renews={drafted.id}"):
        assert staffed.get("head@syr", path).status_code == 404
