"""Promises about who looks at a page, and what an error looks like to a person."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from browser import Browser, browser_over
from jisr.access.callers import Callers
from jisr.access.sign_in.origins import COOKIE
from jisr.kit.db import Database
from machine_world import HEAD, found_machine

PAGE = {"accept": "text/html"}
PART = {"hx-request": "true"}


@pytest.fixture
def browser(database: Database, tmp_path: Path) -> Browser:
    """A browser before a hub."""
    found_machine(database)
    return browser_over(database, tmp_path)


def test_who_is_not_signed_in_is_led_to_the_way_in(browser: Browser) -> None:
    """And comes back to the page that was asked for, with its query."""
    answer = browser.client.get("/desk?from=a&to=b", headers=PAGE, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/sign-in?back=%2Fdesk%3Ffrom%3Da%26to%3Db"


def test_a_part_of_a_page_says_that_the_session_ended(browser: Browser) -> None:
    """In its place, so that what stands on the page around it is not lost."""
    answer = browser.client.get("/desk", headers=PART, follow_redirects=False)
    assert answer.status_code == 401
    assert ("<html" in answer.text, "/sign-in" in answer.text) == (False, True)


def test_an_error_is_a_page_for_a_person_and_a_problem_for_a_program(browser: Browser) -> None:
    """By what the request accepts; under the API always a problem."""
    kinds = [
        browser.client.get("/nowhere", headers=PAGE).headers["content-type"],
        browser.client.get("/nowhere").headers["content-type"],
        browser.client.get("/v1/nowhere", headers=PAGE).headers["content-type"],
    ]
    problem = "application/problem+json"
    assert kinds == ["text/html; charset=utf-8", problem, problem]


def test_the_error_page_keeps_the_navigation_of_who_is_signed_in(browser: Browser) -> None:
    """So that there is a way on."""
    assert "navigation-entry" not in browser.client.get("/nowhere", headers=PAGE).text
    browser.sign_in(HEAD)
    answer = browser.client.get("/nowhere", headers=PAGE)
    assert (answer.status_code, "navigation-entry" in answer.text) == (404, True)


@pytest.mark.parametrize("headers", [PAGE, PART])
def test_a_hub_that_is_broken_still_says_so(browser: Browser, headers: dict[str, str]) -> None:
    """In words on a page, although the database cannot say who looks."""
    browser.sign_in(HEAD)
    with browser.hub.database.engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE sessions"))
    browser.hub.part(Callers).forget(browser.client.cookies[COOKIE])
    answer = browser.client.get("/hits", headers=headers)
    told = (answer.status_code, answer.headers["content-type"], "urn:" in answer.text)
    assert told == (500, "text/html; charset=utf-8", False)
    assert ("internal" in answer.text, "Traceback" in answer.text) == (True, False)


def test_the_first_page_leads_to_the_desk(browser: Browser) -> None:
    """Where most people work; who is not signed in comes in first."""
    browser.sign_in(HEAD)
    answer = browser.client.get("/", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk")
