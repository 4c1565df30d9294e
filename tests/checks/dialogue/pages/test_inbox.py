"""Promises about the inbox of hits."""

import re

import pytest

from hit_office import Office
from hit_world import seen
from jisr.checks.dialogue import actions


def mark_of(text: str) -> str:
    """Return what an inbox says of itself when it asks for news."""
    found = re.search(r"seen=([0-9a-f]+)", text)
    return found.group(1) if found else ""


def test_a_hit_waits_for_its_owner_under_its_clock(office: Office) -> None:
    """With the other bureau, the state in words and the owner's own reference; never a name."""
    view = office.desk.asked(is_urgent=True)
    text = office.get("officer@fra", "/hits").text
    for shown in (f'href="/hits/{view.dialogue.id}"', "Morocco", "Answer is due", "Urgent"):
        assert shown in text
    assert 'data-until="' in text
    for kept in ("officer@mar", "TNG-1", view.dialogue.trace):
        assert kept not in text
    assert view.dialogue.id not in office.get("officer@syr", "/hits").text


def test_an_inbox_that_did_not_change_answers_nothing(office: Office) -> None:
    """Who asks again with the mark hears 204; after a statement the rows come anew."""
    view = office.desk.asked()
    path = f"/hits?tab=turn&seen={mark_of(office.get('officer@fra', '/hits').text)}"
    assert office.get("officer@fra", path, fragment=True).status_code == 204
    office.desk.do("officer@mar", actions.write_message, seen(view), "hello")
    again = office.get("officer@fra", path, fragment=True)
    assert (again.status_code, again.text.startswith('<div id="inbox"')) == (200, True)


@pytest.mark.parametrize("language", ["ar", "en", "fr", "es"])
def test_an_empty_inbox_says_what_to_do(office: Office, language: str) -> None:
    """In four languages, in its own direction."""
    page = office.get("officer@syr", "/hits", language=language)
    direction = "rtl" if language == "ar" else "ltr"
    assert f'<html lang="{language}" dir="{direction}">' in page.text
    assert 'class="empty"' in page.text


def test_only_who_is_signed_in_has_an_inbox(office: Office) -> None:
    """Anybody else is led to sign in."""
    page = office.get("", "/hits")
    assert (page.status_code, page.headers["location"]) == (303, "/sign-in?back=%2Fhits")


def test_pages_of_an_inbox_begin_where_a_cursor_says(office: Office) -> None:
    """A cursor that is none of ours is refused, not guessed."""
    assert office.get("officer@mar", "/hits?cursor=nonsense").status_code == 400
