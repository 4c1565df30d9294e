"""The hall display: every member in two languages, in the order of the vote."""

import re
from pathlib import Path

from browser import Browser, browser_over
from hall_world import CHAIR, HallWorld, found_hall
from jisr.assembly.hall import rules
from jisr.assembly.sessions import actions as sessions
from jisr.kit.db import Database


def seated(database: Database, home: Path) -> tuple[HallWorld, Browser]:
    """Return a hall, and the browser of its chair."""
    world = found_hall(database, home=home)
    browser = browser_over(database, home)
    browser.sign_in(CHAIR)
    return world, browser


def test_every_member_has_a_tile_in_two_languages(database: Database, tmp_path: Path) -> None:
    """196 tiles stand in the order of the hall; Arabic stands beside every other language."""
    world, browser = seated(database, tmp_path)
    order = world.ask(sessions.session, 93).order
    for language, first, second in (("fr", "Maroc", "المغرب"), ("ar", "المغرب", "Morocco")):
        page = browser.client.get(f"/hall/93?lang={language}").text
        tiles = re.findall(r'tile-first">([^<]+)</span><span[^>]*tile-second"[^>]*>([^<]+)<', page)
        assert (len(tiles), tiles[0]) == (196, (first, second))
        assert f'data-order="{rules.order_of(order)}"' in page
        assert f'lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in page


def test_display_holds_no_inline_script_or_style(database: Database, tmp_path: Path) -> None:
    """The strict policy of the pages holds for this one, which has a frame of its own."""
    _, browser = seated(database, tmp_path)
    answer = browser.client.get("/hall/93")
    assert "script-src 'self'; style-src 'self'" in answer.headers["content-security-policy"]
    assert re.findall(r"<style|<script(?![^>]* src=)| style=| on[a-z]+=", answer.text) == []


def test_display_needs_somebody_who_is_signed_in(database: Database, tmp_path: Path) -> None:
    """A screen signs in like a person; without that it is led there."""
    _, browser = seated(database, tmp_path)
    browser.client.cookies.clear()
    page = {"Accept": "text/html"}
    answer = browser.client.get("/hall/93", headers=page, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?back=%2Fhall%2F93")


def test_display_of_no_session_is_not_there(database: Database, tmp_path: Path) -> None:
    """A number that was never held has no hall."""
    _, browser = seated(database, tmp_path)
    assert browser.client.get("/hall/94").status_code == 404
