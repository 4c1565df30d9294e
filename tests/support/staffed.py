"""A network with an officer of every role, each before the pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from httpx2 import Response

from browser import Browser, browser_over
from check_world import found_network
from jisr.access import actions as access
from jisr.access.model import Officer, Role
from jisr.kit.db import Database

FRAGMENT = {"HX-Request": "true"}
STAFF: Mapping[str, tuple[str, str, Role]] = {
    "security@mar": ("head@mar", "MAR", Role.SECURITY_OFFICER),
    "desk@mar": ("head@mar", "MAR", Role.MACHINE),
    "operator@gs": ("root", "GS", Role.OPERATOR),
    "reviewer@gs": ("root", "GS", Role.LEGAL_REVIEWER),
    "security@ccf": ("root", "CCF", Role.SECURITY_OFFICER),
    "member@ccf": ("security@ccf", "CCF", Role.CCF_MEMBER),
}
"""Who joins the officers of `check_world`, by whom registered, where, with which role."""
HOSTILE = '<script>alert("x")</script>'


@dataclass(frozen=True, slots=True)
class Staffed:
    """Officers of one network before its pages."""

    database: Database
    browser: Browser

    def get(
        self, officer: str, path: str, *, fragment: bool = False, language: str = "en"
    ) -> Response:
        """Return a page, or a part of one, as an officer is shown it; nobody is an empty one."""
        if officer:
            self.browser.sign_in(officer)
        else:
            self.browser.client.cookies.clear()
        headers = {"Accept": "text/html", "Accept-Language": language}
        headers |= FRAGMENT if fragment else {}
        return self.browser.client.get(path, headers=headers, follow_redirects=False)


def staffed_over(database: Database, home: Path) -> Staffed:
    """Found a network with an officer of every role, before the pages of its hub."""
    found_network(database, home)
    for officer, (by, bureau, role) in STAFF.items():
        new = Officer(officer, bureau, f"{officer} {HOSTILE}", frozenset({role}))
        database.in_transaction(access.register_officer, by, new)
    return Staffed(database, browser_over(database, home))
