"""The pages of entries: what is shown, to whom, and what of it can be taken along."""

import dataclasses

import pytest
from httpx2 import Response

from browser import Browser
from check_world import PASSPORT
from hit_world import Desk
from jisr.access import actions as access
from jisr.access.model import BureauKind
from jisr.ledger.log import find_entry
from jisr.records import actions as records
from jisr.records.model import Record
from jisr.values import LANGUAGES, LanguageMap
from sitting import sit_down

PAGE = {"Accept": "text/html"}
ENTRIES = "/ledger/entries"
HOSTILE = "<img src=x onerror=alert(1)>\"&amp;'"


def look(browser: Browser, path: str = ENTRIES, language: str = "en") -> Response:
    """Ask for a page as a browser does."""
    headers = {**PAGE, "Accept-Language": language}
    return browser.client.get(path, headers=headers, follow_redirects=False)


def page_of(desk: Desk, record: Record) -> str:
    """Return the address of the entry that a record was written by."""
    with desk.database.reading() as transaction:
        return f"{ENTRIES}/{find_entry(transaction, ['record'], record.id)}"


def test_entries_are_listed_in_words_in_every_language(browser: Browser, record: Record) -> None:
    """What was done, about what, and by whom; an officer of the own bureau is named."""
    for language in LANGUAGES:
        page = look(browser, language=language)
        assert (page.status_code, record.id[:12] in page.text) == (200, True)
    assert "Record added" in look(browser).text
    assert "officer@fra" in look(browser).text


def test_only_what_is_looked_for_is_listed(browser: Browser, record: Record) -> None:
    """Each group is a page of its own; a group without entries says so."""
    assert record.id[:12] in look(browser, f"{ENTRIES}?about=records").text
    assert record.id[:12] not in look(browser, f"{ENTRIES}?about=network").text
    assert "No entries for you here" in look(browser, f"{ENTRIES}?about=hits").text


def test_older_entries_follow(browser: Browser) -> None:
    """Of the founding of a network there is more than one page."""
    page = look(browser, f"{ENTRIES}?about=network")
    (link,) = (
        each for each in page.text.split('"') if f"{ENTRIES}?about=network&amp;cursor=" in each
    )
    older = look(browser, link.replace("&amp;", "&"))
    assert (older.status_code, "Bureau registered" in older.text) == (200, True)


def test_an_entry_is_told_whole_to_who_may_see_it(
    browser: Browser, desk: Desk, record: Record
) -> None:
    """Act, place, hashes, why it is shown, the proof to take along, and the command."""
    path = page_of(desk, record)
    sealed = browser.client.get(f"/v1{path}", headers={"Accept": "application/json"}).json()
    page = look(browser, path).text
    for said in (
        *(sealed["leaf"], sealed["act_commitment"], sealed["document_commitment"]),
        *("record.added", "officer@fra", f"/records/{record.id}"),
        *("the record is your member’s", f'data-proof="/v1{path}/proof"'),
        *(f"/v1{path}/proof?document=true", f"jisr verify {sealed['entry']['id']}.proof.json"),
        "the reading is sealed under your case",
    ):
        assert said in page, said
    for language in LANGUAGES:
        assert look(browser, path, language).status_code == 200


@pytest.mark.parametrize("officer", ["officer@mar", "guard@fra", "port@mar", "guard@ccf", "root"])
def test_an_entry_that_is_not_for_you_is_not_there(
    browser: Browser, desk: Desk, record: Record, officer: str
) -> None:
    """Neither its page nor its line, in the words of an entry that does not exist."""
    sit_down(browser, officer)
    path = page_of(desk, record)
    seen = officer == "root"  # the coordinator administers records of all
    assert look(browser, path).status_code == (200 if seen else 404)
    assert (record.id[:12] in look(browser).text) == seen
    assert look(browser, f"{ENTRIES}/{'f' * 32}").status_code == 404


def test_what_was_erased_is_said(browser: Browser, desk: Desk, record: Record) -> None:
    """The document is gone, the proof stays: no document is offered any more."""
    head = desk.world.asking("head@fra")
    desk.database.in_transaction(records.erase, head, record.id, "court order")
    page = look(browser, page_of(desk, record)).text
    assert "The document is erased" in page
    assert "document=true" not in page
    assert f"/records/{record.id}" not in page
    assert "Erased" in look(browser, f"{ENTRIES}?about=records").text


def test_a_byte_is_forged_only_in_a_demonstration(
    browser: Browser, desk: Desk, record: Record
) -> None:
    """On a real hub nobody is offered to forge a proof, even in his own browser."""
    assert 'name="part"' not in look(browser, page_of(desk, record)).text


def test_who_has_not_said_what_he_works_on_is_led_there(
    browser: Browser, desk: Desk, record: Record
) -> None:
    """Entries are read for a purpose, in a case; without a session the way is to sign in."""
    browser.sign_in("guardian@fra")
    page = look(browser)
    assert (page.status_code, page.headers["location"]) == (
        303,
        "/sign-in/shift?back=%2Fledger%2Fentries",
    )
    browser.client.cookies.clear()
    for path in (ENTRIES, page_of(desk, record)):
        assert look(browser, path).headers["location"].startswith("/sign-in?back=")


def test_a_made_up_place_is_refused(browser: Browser) -> None:
    """Neither a cursor nor a group nor an id of another form shows anything."""
    for query in ("?cursor=x", "?about=everything", f"/{'x' * 65}"):
        assert look(browser, ENTRIES + query).status_code == 400


def test_hostile_text_stays_text(browser: Browser, desk: Desk) -> None:
    """What a bureau is called is shown as it was written, never run."""
    name = LanguageMap(dict.fromkeys(LANGUAGES, HOSTILE))
    desk.database.in_transaction(
        access.register_bureau, "head@fra", "FRA.X1", BureauKind.AGENCY, name
    )
    record = desk.world.record(dataclasses.replace(PASSPORT, number="AB765432"))
    for path in (f"{ENTRIES}?about=network", page_of(desk, record)):
        page = look(browser, path)
        assert (page.status_code, "<img" in page.text) == (200, False)
