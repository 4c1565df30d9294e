"""Promises about how often a record was found: a part of its page, for its owner."""

from browser import Browser
from check_world import ASKED, NOUR, World
from sitting import sit_down

FRAGMENT = {"Accept": "text/html", "HX-Request": "true"}


def shown(browser: Browser, record: str) -> tuple[int, str]:
    """Return status and text of the part."""
    answer = browser.client.get(f"/records/{record}/found", headers=FRAGMENT)
    return answer.status_code, answer.text


def test_the_owner_learns_how_often_and_for_what(world: World, browser: Browser) -> None:
    """Never who asked; another member learns nothing, as of a record that is not there."""
    record = world.record(NOUR, owner="MAR").id
    for _ in range(2):
        world.check(ASKED, "officer@fra")
    status, text = shown(browser, record)
    assert (status, "2 checks found it." in text) == (200, True)
    assert "Border management" in text
    assert "fra" not in text.lower()
    sit_down(browser, "officer@fra")
    assert shown(browser, record)[0] == shown(browser, "0" * 32)[0] == 404
