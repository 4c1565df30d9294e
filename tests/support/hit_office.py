"""Officers before the pages of hits."""

from dataclasses import dataclass

from httpx2 import Response

from browser import Browser
from hit_world import Desk
from jisr.checks.dialogue.model import DialogueView

FRAGMENT = {"HX-Request": "true", "Accept": "text/html"}


@dataclass(slots=True)
class Office:
    """Officers of one network, each before the pages."""

    desk: Desk
    browser: Browser

    def get(
        self, officer: str, path: str, *, fragment: bool = False, language: str = "en"
    ) -> Response:
        """Return a page, or a part of one, as an officer is shown it."""
        if officer:
            self.browser.sign_in(officer)
        else:
            self.browser.client.cookies.clear()
        headers = {"Accept": "text/html", "Accept-Language": language}
        headers |= FRAGMENT if fragment else {}
        return self.browser.client.get(path, headers=headers, follow_redirects=False)

    def hit(
        self, officer: str, view: DialogueView, part: str = "", *, fragment: bool = False
    ) -> Response:
        """Return the page of a hit."""
        return self.get(officer, f"/hits/{view.dialogue.id}{part}", fragment=fragment)
