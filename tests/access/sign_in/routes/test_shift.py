"""Promises of the shift: purpose and case are said once at a page and stand for the session."""

from pathlib import Path

import pytest

from browser import Browser, browser_over
from check_world import found_network
from jisr.access.shifts import COOKIE
from jisr.kit.db import Database
from web import web_over

SAID = {"purpose": "locate", "case": "TNG-7"}


@pytest.fixture
def browser(database: Database, tmp_path: Path) -> Browser:
    """The browser of a head who is signed in."""
    found_network(database, tmp_path)
    browser = browser_over(database, tmp_path)
    browser.sign_in("head@mar")
    return browser


def test_what_is_said_once_stands_for_every_call_of_the_session(browser: Browser) -> None:
    """Without headers the API asks in the shift; a header still says it for one call."""
    before = browser.send("GET", "/v1/records/expiring")
    said = browser.send("PUT", "/v1/shift", SAID)
    after = browser.send("GET", "/v1/records/expiring")
    other = browser.send("GET", "/v1/records/expiring", Jisr_Purpose="curiosity")
    assert before.json()["code"] == "input.purpose_missing"
    assert (said.status_code, after.status_code) == (204, 200)
    assert browser.send("GET", "/v1/shift").json() == SAID
    assert other.json()["code"] == "input.purpose_unknown"


def test_the_cookie_is_for_our_pages_alone(browser: Browser) -> None:
    """No script reads it, and no other site's request carries it."""
    cookie = browser.send("PUT", "/v1/shift", SAID).headers["set-cookie"]
    flags = {each.strip().lower() for each in cookie.split(";")[1:]}
    assert cookie.startswith(f"{COOKIE}=")
    assert {"httponly", "secure", "samesite=strict"} <= flags
    assert "TNG-7" not in cookie


def test_the_next_officer_inherits_nothing(browser: Browser) -> None:
    """A shift ends with the session in which it was said."""
    browser.send("PUT", "/v1/shift", SAID)
    kept = browser.client.cookies[COOKIE]
    browser.sign_in("officer@fra")
    browser.client.cookies.set(COOKIE, kept)
    assert browser.send("GET", "/v1/shift").json() == {"purpose": "", "case": ""}
    assert browser.send("GET", "/v1/records/expiring").json()["code"] == "input.purpose_missing"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"purpose": "", "case": "C-1"}, "input.purpose_missing"),
        ({"purpose": "curiosity", "case": "C-1"}, "input.purpose_unknown"),
        ({"purpose": "locate", "case": " "}, "input.case_missing"),
        ({"purpose": "locate", "case": "a\u202eb"}, "input.malformed"),
        ({"purpose": "locate", "case": "x" * 65}, "input.malformed"),
        ({"purpose": "locate", "case": "C-1", "officer": "x"}, "input.malformed"),
    ],
)
def test_what_is_no_purpose_or_case_is_refused(
    browser: Browser, said: dict[str, str], code: str
) -> None:
    """In words, with nothing kept."""
    answer = browser.send("PUT", "/v1/shift", said)
    assert (answer.json()["code"], "set-cookie" in answer.headers) == (code, False)


def test_only_a_session_has_a_shift(browser: Browser, database: Database, tmp_path: Path) -> None:
    """A token names purpose and case itself; nobody has no shift; another page sets none."""
    web = web_over(database, tmp_path)
    headers = {"Authorization": f"Bearer {web.token('head@mar')}"}
    by_token = web.client.put("/v1/shift", headers=headers, json=SAID)
    forged = browser.send("PUT", "/v1/shift", SAID, Jisr_CSRF="wrong")
    browser.client.cookies.clear()
    by_nobody = browser.send("PUT", "/v1/shift", SAID)
    assert [each.status_code for each in (by_token, forged, by_nobody)] == [401, 403, 401]
