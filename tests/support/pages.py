"""Officers before the pages of a real hub, in a real Chromium."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Browser, BrowserContext, Page

from hub_process import HOST, HubProcess
from jisr.access.shifts import COOKIE as SHIFT_COOKIE
from jisr.access.shifts import Shift, write_shift
from jisr.access.sign_in import sessions
from jisr.access.sign_in.origins import COOKIE
from jisr.access.sign_in.sessions import Lifetimes
from jisr.kit.db import Database
from jisr.kit.http.hub import LANGUAGE_COOKIE
from jisr.site.reading import THEME_COOKIE

PERSONS, DOCUMENTS, DELEGATIONS = 300, 600, 24
DESKTOP, PHONE = 1280, 390
HEIGHT = 840
TIMES = Lifetimes.of(30, 10)
SHOTS_VARIABLE = "JISR_SCREENSHOTS"
"""Where screenshots are kept; without it they go with the test's own folder."""
REFUSAL = re.compile(
    r"Failed to load resource: (the server responded|net::)"
    r"|Response Status Error Code 4\d\d|htmx:(sendError|sendAbort|afterRequest|timeout)"
)
"""What the browser and htmx write of a call that was refused, given up for a newer one, or lost."""
AXE_RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


def demo_network(home: Path) -> None:
    """Build a demo network as a user would."""
    command = [sys.executable, "-m", "jisr", "demo", "--home", str(home)]
    command += ["--persons", str(PERSONS), "--documents", str(DOCUMENTS)]
    command += ["--delegations", str(DELEGATIONS)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        raise RuntimeError(done.stderr[-2_000:])


@dataclass(slots=True)
class Looked:
    """What a page did while somebody looked at it."""

    complaints: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Desk:
    """The demo's hub, and the browser before it.

    Where `case` is set, officers said before what they work on: an investigation in that case.
    """

    home: Path
    hub: HubProcess
    browser: Browser
    shots: Path
    case: str = ""
    looked: dict[int, Looked] = field(default_factory=dict)
    contexts: list[BrowserContext] = field(default_factory=list)

    @property
    def address(self) -> str:
        """The hub's own origin."""
        return f"http://{HOST}:{self.hub.port}"

    def open(
        self, officer: str, path: str, language: str = "en", width: int = DESKTOP, theme: str = ""
    ) -> Page:
        """Return a page that a signed-in officer looks at; without an officer, nobody does."""
        context = self.browser.new_context(
            viewport={"width": width, "height": HEIGHT},
            locale=language,
            accept_downloads=True,
            reduced_motion="reduce",
        )
        self.contexts.append(context)
        cookies = {LANGUAGE_COOKIE: language, THEME_COOKIE: theme}
        if officer:
            cookies[COOKIE], session = self._begin(officer)
            if self.case:
                cookies[SHIFT_COOKIE] = write_shift(session, Shift("investigation", self.case))
        context.add_cookies(
            [
                {
                    "name": name,
                    "value": value,
                    "domain": HOST,
                    "path": "/",
                    "secure": name == COOKIE,
                    "httpOnly": True,
                }
                for name, value in cookies.items()
                if value
            ]
        )
        page = context.new_page()
        self._watch(page)
        page.goto(self.address + path)
        return page

    def session(self, officer: str) -> str:
        """Begin a session of an officer without a ceremony; return its cookie."""
        return self._begin(officer)[0]

    def assert_good(self, page: Page) -> None:
        """No barrier (axe), no complaint, no request elsewhere, nothing wider than the window."""
        self.assert_quiet(page)
        found = barriers(page)
        assert found == [], f"{page.url}: {found}"

    def assert_quiet(self, page: Page) -> None:
        """All of `assert_good` but axe, which takes most of the time of a page."""
        looked = self.looked[id(page)]
        assert looked == Looked(), page.url
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{page.url} is {wide} px wider than its window"

    def shoot(self, page: Page, name: str) -> None:
        """Keep a picture of the whole page for people to look at."""
        self.shots.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=self.shots / f"{name}.png", full_page=True)

    def close(self) -> None:
        """Close what was opened."""
        while self.contexts:
            self.contexts.pop().close()
        self.looked.clear()
        self.case = ""

    def _begin(self, officer: str) -> tuple[str, str]:
        database = Database.at(self.home / "jisr.db")
        secret, begun = database.in_transaction(
            sessions.begin, officer, "local", TIMES, confirmed=True
        )
        database.close()
        return secret, begun.id

    def _watch(self, page: Page) -> None:
        looked = self.looked[id(page)] = Looked()
        page.on("pageerror", lambda error: looked.complaints.append(str(error)))
        page.on("console", lambda message: _note(looked, message))
        page.on("request", lambda request: _note_foreign(looked, request.url, self.address))


def _note(looked: Looked, message: Any) -> None:
    # A refused call is the promise of some tests; the browser writes a line for each.
    is_refusal = REFUSAL.match(message.text)
    if message.type in {"error", "warning"} and not is_refusal:
        looked.complaints.append(message.text)


def _note_foreign(looked: Looked, url: str, own: str) -> None:
    if urlsplit(url).scheme not in {"data", "blob", "about"} and not url.startswith(own):
        looked.foreign.append(url)


def barriers(page: Page) -> list[str]:
    """Return what would keep somebody out of a page (axe-core, WCAG 2.2 AA and good practice).

    The window is as tall as the page meanwhile: what the bar under the thumb covers for a moment
    can be scrolled from under it.
    """
    window = page.viewport_size or {"width": DESKTOP, "height": HEIGHT}
    tall = page.evaluate("Math.max(innerHeight, document.documentElement.scrollHeight)")
    page.set_viewport_size({"width": window["width"], "height": tall})
    page.evaluate(Path(AXE_FILE_PATH).read_text(encoding="utf-8"))
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", list(AXE_RULES)
    )
    page.set_viewport_size(window)
    return [
        f"{each['id']}: {node['html'][:160]}"
        for each in found["violations"]
        for node in each["nodes"]
    ]
