"""Promises about the page that says why an officer is shown a record."""

from pathlib import Path

import pytest

from browser import Browser, browser_over
from check_world import NOUR, World, found_network
from jisr.kit.db import Database
from jisr.records.model import HandlingCode
from jisr.values import LANGUAGES, new_id
from sitting import sit_down

PATH = "/permissions/record"


@pytest.fixture
def world(database: Database, tmp_path: Path) -> World:
    """A network with officers of three members."""
    return found_network(database, tmp_path)


@pytest.fixture
def browser(world: World, tmp_path: Path) -> Browser:
    """A browser before its hub."""
    return browser_over(world.database, tmp_path)


def get(browser: Browser, reader: str, query: str, language: str = "en") -> tuple[int, str]:
    """Return what a reader, who said what he works on, is shown."""
    sit_down(browser, reader)
    headers = {"Accept": "text/html", "Accept-Language": language}
    answer = browser.client.get(f"{PATH}?{query}", headers=headers, follow_redirects=False)
    return answer.status_code, answer.text


def test_the_layers_of_one_record_are_told(world: World, browser: Browser) -> None:
    """To its owner, of its officers, in four languages; no content of the record."""
    record = world.record(NOUR, handling={"sex": HandlingCode.CONFIRM_ONLY}).id
    for language in LANGUAGES:
        status, text = get(browser, "head@fra", f"officer=officer@fra&record={record}", language)
        assert (status, "Nour" in text) == (200, False)
    assert "All layers allow it" in get(browser, "head@fra", f"record={record}")[1]


def test_an_officer_or_a_record_of_others_is_hidden(world: World, browser: Browser) -> None:
    """As if there were none."""
    record = world.record(NOUR).id
    assert get(browser, "head@fra", f"officer=officer@mar&record={record}")[0] == 404
    assert get(browser, "head@mar", f"officer=officer@mar&record={record}")[0] == 404
    assert get(browser, "head@fra", f"record={new_id()}")[0] == 404
    assert "paste" in get(browser, "head@fra", "")[1].lower()


def test_who_has_not_said_what_he_works_on_is_led_there(browser: Browser) -> None:
    """The purpose decides, so it must be known."""
    browser.sign_in("head@fra")
    answer = browser.client.get(PATH, headers={"Accept": "text/html"}, follow_redirects=False)
    assert answer.headers["location"].startswith("/sign-in/shift")
