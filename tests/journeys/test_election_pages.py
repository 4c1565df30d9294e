"""Elections in a real browser: read in two languages, announced, and what lots send out."""

import re

import pytest
from playwright.sync_api import expect

from jisr.assembly.counting import lots
from pages import DESKTOP, PHONE, Desk

MEMBER, SECRETARY = "delegate@mar", "secretary@gs"


@pytest.mark.parametrize(("language", "width"), [("en", DESKTOP), ("ar", PHONE)])
def test_a_delegate_follows_an_election(desk: Desk, language: str, width: int) -> None:
    """From the list to the election, a candidate, the board's checks and the lots."""
    page = desk.open(MEMBER, "/assembly/elections", language, width)
    desk.assert_good(page)
    page.locator("main table a[href^='/assembly/elections/']").first.click()
    expect(page).to_have_url(re.compile("/assembly/elections/[0-9a-f]{32}$"))
    desk.assert_good(page)
    election = page.url
    desk.shoot(page, f"election-{language}-{width}")
    page.locator("main a[href^='/assembly/nominations/']").first.click()
    desk.assert_good(page)
    for below in ("checks", "lots"):
        page.goto(f"{election}/{below}")
        desk.assert_good(page)


def test_the_secretary_announces_an_election(desk: Desk) -> None:
    """The form asks what is filled; the new election waits for nominations."""
    page = desk.open(SECRETARY, "/assembly/elections")
    page.get_by_role("button", name="Announce an election").click()
    page.get_by_label("Host of a session").check()
    page.get_by_label("Session to be held").fill("95")
    page.get_by_role("button", name="Announce", exact=True).click()
    expect(page.get_by_role("heading", name="Choice of the host of session 95")).to_be_visible()
    desk.assert_good(page)


def test_the_page_commits_as_the_rules_say(desk: Desk) -> None:
    """The hash that the browser makes is the one that everybody recomputes."""
    page = desk.open(MEMBER, "/assembly/elections")
    page.locator("main table a[href^='/assembly/elections/']").first.click()
    page.goto(f"{page.url}/lots")
    made = page.evaluate(
        """async () => {
          const script = document.querySelector("script[src*='lots']").src;
          const { commitment } = await import(script);
          return commitment("d".repeat(32), "MAR", new Uint8Array(32).fill(7));
        }"""
    )
    assert made == lots.commitment("d" * 32, "MAR", bytes([7]) * 32).hex()
