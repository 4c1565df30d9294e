"""The page of the ledger as it stands."""

import html

from browser import Browser
from jisr.ledger.checkpoint import parse_checkpoint
from jisr.ledger.note import parse_note
from jisr.values import LANGUAGES

PAGE = {"Accept": "text/html"}


def test_the_newest_checkpoint_is_told_and_that_nobody_cosigned_it(browser: Browser) -> None:
    """Size, root and key as the API gives them; the absence of witnesses is said plainly."""
    page = browser.client.get("/ledger", headers=PAGE).text
    note = browser.client.get("/v1/ledger/checkpoint").content
    checkpoint = parse_checkpoint(parse_note(note).text)
    assert checkpoint.root.hex() in page
    assert browser.client.get("/v1/ledger/key").text in html.unescape(page)
    assert "No witness has cosigned" in page
    assert "How the tree grew" in page


def test_the_page_is_there_in_every_language(browser: Browser) -> None:
    """Four languages, each in its direction."""
    for language in LANGUAGES:
        page = browser.client.get("/ledger", headers={**PAGE, "Accept-Language": language})
        assert page.status_code == 200
        assert f'lang="{language}"' in page.text


def test_how_long_the_ledger_is_is_for_whoever_is_signed_in(browser: Browser) -> None:
    """Every role sees the page, without a case; nobody else does."""
    for officer in ("guard@mar", "officer@syr", "member@ccf"):
        browser.sign_in(officer)
        assert browser.client.get("/ledger", headers=PAGE).status_code == 200, officer
    browser.client.cookies.clear()
    answer = browser.client.get("/ledger", headers=PAGE, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?back=%2Fledger")
