"""The texts of a session before their pages."""

from dataclasses import dataclass
from pathlib import Path

from httpx2 import Response

from browser import Browser, browser_over
from jisr.kit.db import Database
from text_world import TextWorld, found_texts
from ticking import TickingClock

HOSTILE = '<script>alert("x")</script>'


@dataclass(slots=True)
class TextPages:
    """A network in session, and a person's browser before its pages."""

    world: TextWorld
    browser: Browser

    def get(self, officer: str, path: str, language: str = "en") -> Response:
        """Return a page as an officer is shown it."""
        self.browser.sign_in(officer)
        headers = {"Accept": "text/html", "Accept-Language": language}
        return self.browser.client.get(path, headers=headers, follow_redirects=False)


def text_pages(database: Database, clock: TickingClock, home: Path) -> TextPages:
    """Found a network in session before its pages."""
    world = found_texts(database, clock, home=home)
    return TextPages(world, browser_over(database, home))
