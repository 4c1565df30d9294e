"""Promises about files and choices over the real application."""

from pathlib import Path

import pytest

from browser import Browser, browser_over
from jisr.kit.db import Database
from jisr.kit.http.hub import LANGUAGE_COOKIE
from jisr.site.assets import KEPT
from jisr.site.reading import THEME_COOKIE
from jisr.site.rendering import Site
from machine_world import found_machine


@pytest.fixture
def browser(database: Database, tmp_path: Path) -> Browser:
    """A browser before a hub."""
    found_machine(database)
    return browser_over(database, tmp_path)


def test_a_file_is_kept_by_the_browser(browser: Browser) -> None:
    """Under the address of this version for a year; under another, not at all."""
    address = browser.hub.part(Site).assets.address("desk.js")
    answer = browser.client.get(address)
    told = (answer.status_code, answer.headers["content-type"], answer.headers["cache-control"])
    assert told == (200, "text/javascript; charset=utf-8", KEPT)
    old = browser.client.get("/static/000000000000/desk.js")
    assert (old.status_code, old.headers["cache-control"]) == (200, "no-cache")


def test_a_text_is_sent_compressed_to_who_takes_it(browser: Browser) -> None:
    """The same file, a quarter of the bytes; a font is compressed already."""
    assets = browser.hub.part(Site).assets
    address = assets.address("desk.js")
    small = browser.client.get(address, headers={"accept-encoding": "gzip"})
    whole = browser.client.get(address, headers={"accept-encoding": "identity"})
    told = (small.headers.get("content-encoding"), whole.headers.get("content-encoding"))
    assert (small.content, told) == (whole.content, ("gzip", None))
    font = assets.address("fonts/latin-regular.woff2")
    assert "content-encoding" not in browser.client.get(font).headers


@pytest.mark.parametrize(
    "name", ["model.py", "../model.py", "..%2fmodel.py", "%2e%2e/%2e%2e/settings.py", "x"]
)
def test_no_other_file_is_served(browser: Browser, name: str) -> None:
    """Neither a source nor what lies beside it."""
    assert browser.client.get(f"/static/0/{name}").status_code == 404


def test_a_choice_is_kept_and_leads_back(browser: Browser) -> None:
    """The language of the next page is the chosen one."""
    answer = browser.client.get(
        "/choices?language=ar&theme=dark&back=/sign-in", follow_redirects=False
    )
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
    assert browser.client.cookies[LANGUAGE_COOKIE] == "ar"
    assert browser.client.cookies[THEME_COOKIE] == "dark"
    page = browser.client.get("/sign-in", headers={"accept-language": "fr"}).text
    assert '<html lang="ar" dir="rtl" data-theme="dark">' in page


@pytest.mark.parametrize("wrong", ["language=xx", "theme=neon", "language="])
def test_a_choice_that_is_not_there_changes_nothing(browser: Browser, wrong: str) -> None:
    """And still leads back, to a page of ours."""
    answer = browser.client.get(
        f"/choices?{wrong}&back=//elsewhere.example", follow_redirects=False
    )
    assert (answer.headers["location"], "set-cookie" in answer.headers) == ("/", False)


def test_the_components_are_shown_in_a_demo_alone(browser: Browser) -> None:
    """They are nobody's work."""
    assert browser.client.get("/design").status_code == 404
