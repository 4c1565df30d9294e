"""Promises about the page on which people sign in."""

from pathlib import Path

import pytest

from browser import Browser, browser_over
from jisr.kit.db import Database
from machine_world import HEAD, found_machine


@pytest.fixture
def browser(database: Database, tmp_path: Path) -> Browser:
    """A browser before a hub."""
    found_machine(database)
    return browser_over(database, tmp_path)


@pytest.mark.parametrize(
    ("language", "direction"), [("ar", "rtl"), ("en", "ltr"), ("fr", "ltr"), ("es", "ltr")]
)
def test_the_page_speaks_four_languages(browser: Browser, language: str, direction: str) -> None:
    """Arabic from right to left."""
    answer = browser.client.get(f"/sign-in?lang={language}")
    assert f'<html lang="{language}" dir="{direction}">' in answer.text
    assert answer.headers["content-type"] == "text/html; charset=utf-8"


def test_the_page_loads_nothing_from_elsewhere(browser: Browser) -> None:
    """Files of ours alone, under a strict policy; nothing inline."""
    answer = browser.client.get("/sign-in")
    assert "default-src 'none'; script-src 'self'" in answer.headers["content-security-policy"]
    for foreign in ("http:", "https:", "style=", "onclick", "<style", "javascript:"):
        assert foreign not in answer.text


def test_the_page_shows_the_ways_that_there_are(database: Database, tmp_path: Path) -> None:
    """The demo's form only in a demo, the provider only where there is one."""
    found_machine(database)
    plain = browser_over(database, tmp_path)
    assert 'id="local"' not in plain.client.get("/sign-in").text
    assert "/v1/sign-in/provider" not in plain.client.get("/sign-in").text
    issuer = "https://provider.example"
    other = browser_over(database, tmp_path, oidc_issuer=issuer, oidc_client_id="jisr")
    assert "/v1/sign-in/provider" in other.client.get("/sign-in").text


def test_the_page_knows_who_is_signed_in(browser: Browser) -> None:
    """And tells nobody else; what the address says cannot carry a script."""
    assert HEAD not in browser.client.get("/sign-in").text
    browser.sign_in(HEAD)
    text = browser.client.get("/sign-in").text
    assert (HEAD in text, browser.csrf in text) == (True, True)
    refused = browser.client.get("/sign-in?refused=<script>").text
    assert "<script>" not in refused
    assert browser.client.get("/sign-in?refused=provider&lang=en").text.count("Begin again") == 1


@pytest.mark.parametrize(
    ("back", "shown"),
    [("/hits/7", 'data-back="/hits/7"'), ("https://elsewhere.example/", 'data-back="/"')],
)
def test_who_signs_in_goes_back_to_a_page_of_ours(browser: Browser, back: str, shown: str) -> None:
    """And to no other."""
    assert shown in browser.client.get("/sign-in", params={"back": back}).text
