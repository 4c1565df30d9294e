"""Promises about the page of one hit: each side sees its own, and says only what it may."""

import dataclasses

from check_world import ASKED, NOUR
from hit_office import Office
from hit_world import CLOCKS, seen
from jisr.checks.dialogue import actions, clocks
from jisr.checks.dialogue.model import Answer, DialogueView

HOSTILE = '<script>alert(1)</script> "><img src=x>'


def refugee_hit(office: Office) -> DialogueView:
    """Let MAR take up a hit on a refugee."""
    record = office.desk.world.record(dataclasses.replace(NOUR, nationalities=("XXB",)))
    return office.desk.open(office.desk.world.check(ASKED).trace, record)


def test_who_found_it_compares_then_asks_or_dismisses(office: Office) -> None:
    """What may follow stands first; the record is shown when asked for, and the reading sealed."""
    view = office.desk.hit()
    text = office.hit("officer@mar", view).text
    address = f"/v1/hits/{view.dialogue.id}"
    for shown in (
        "Nothing coercive follows from an unconfirmed hit",
        f'data-api="POST {address}/ask" data-version="1"',
        f'data-api="POST {address}/dismiss" data-version="1"',
        'data-word="asked" data-sign',
        "France",
    ):
        assert shown in text
    assert ("AB123456" in text, f"{address}/answer" in text) == (False, False)
    record = office.hit("officer@mar", view, "/record", fragment=True)
    assert ("AB123456" in record.text, "<html" in record.text) == (True, False)


def test_the_owner_sees_its_record_never_the_place_or_the_officer(office: Office) -> None:
    """And what it can answer, in words."""
    view = office.desk.asked()
    text = office.hit("officer@fra", view).text
    for shown in ("AB123456", "Morocco", "TNG-1", "Cannot say", "Answer Morocco"):
        assert shown in text
    for kept in ("officer@mar", view.dialogue.trace, "/ask", "/outcome", "data-compared"):
        assert kept not in text
    assert office.hit("officer@fra", view, "/record").status_code == 404


def test_a_protected_person_shows_nothing_to_the_owner(office: Office) -> None:
    """Who asked is told to contact nobody and not told whose record it is; the reviewer closes."""
    view = refugee_hit(office)
    assert office.hit("officer@fra", view).status_code == 404
    assert office.hit("root", view).status_code == 404
    text = office.hit("officer@mar", view).text
    assert "Contact nobody: the legal reviewer decides" in text
    for kept in ("France", "FRA", "/ask", "/dismiss", "/record"):
        assert kept not in text.replace("/records", "")
    assert "Close the referral" in office.hit("reviewer@gs", view).text


def test_what_is_written_is_never_obeyed(office: Office) -> None:
    """Markup in a message is text, for both sides."""
    view = office.desk.asked()
    view = office.desk.do("officer@mar", actions.write_message, seen(view), HOSTILE)
    for officer in ("officer@mar", "officer@fra"):
        text = office.hit(officer, view).text
        assert "&lt;script&gt;alert(1)&lt;/script&gt; &#34;&gt;&lt;img src=x&gt;" in text
        assert "<script>alert" not in text


def test_force_is_offered_only_after_the_confirmation(office: Office) -> None:
    """Before it, the list of outcomes holds no measure of force, and says why."""
    view = office.desk.asked()
    before = office.hit("officer@mar", view).text
    view = office.desk.do("officer@fra", actions.answer, seen(view), Answer.CONFIRMED)
    after = office.hit("officer@mar", view).text
    arrest = '<option value="arrest">'
    assert (arrest in before, arrest in after) == (False, True)
    assert "Measures of force are not in the list" in before
    assert "Nothing coercive follows from an unconfirmed hit" not in after


def test_news_tell_what_was_said_meanwhile(office: Office) -> None:
    """Nothing while nothing was said; then the new statements alone."""
    view = office.desk.asked()
    news = f"/news?number={view.dialogue.version}"
    assert office.hit("officer@fra", view, news, fragment=True).status_code == 204
    office.desk.do("officer@mar", actions.write_message, seen(view), "hello")
    told = office.hit("officer@fra", view, news, fragment=True).text
    assert ("hello" in told, "Asked, routine" in told) == (True, False)


def test_who_watches_reads_and_is_told_why_he_decides_nothing(office: Office) -> None:
    """No form; the reason in words."""
    view = office.desk.hit()
    text = office.hit("guard@mar", view).text
    assert "data-api" not in text
    assert "No role of the officer answers for hits." in text


def test_others_hear_that_there_is_no_such_hit(office: Office) -> None:
    """Another bureau, an agency, the secretariat without a cause, an id that is none."""
    view = office.desk.asked()
    for officer in ("officer@syr", "port@mar", "root", "reviewer@gs"):
        for part in ("", "/news?number=0", "/record"):
            assert office.hit(officer, view, part).status_code == 404
    assert office.get("officer@mar", "/hits/nothing").status_code == 404
    assert office.get("officer@mar", f"/hits/{'0' * 32}").status_code == 404


def test_a_missed_clock_is_plain_to_see(office: Office) -> None:
    """Both bureaus and the secretariat read that it was escalated."""
    desk = office.desk
    at_once = dataclasses.replace(CLOCKS, routine_seconds=0)
    view = desk.do("officer@mar", actions.ask, seen(desk.hit()), at_once, is_urgent=False)
    desk.database.in_transaction(clocks.keep_clock, view.dialogue.id)
    for officer in ("officer@mar", "officer@fra", "root"):
        assert "The owner did not answer in time" in office.hit(officer, view).text
