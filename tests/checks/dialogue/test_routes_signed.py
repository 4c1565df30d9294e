"""Promises about hits that people speak about at a page: each side signs what it says."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from httpx2 import Response

from authenticator import Authenticator
from browser import ORIGIN, Browser, browser_over
from check_world import PASSPORT
from hit_world import STOLEN, Desk
from jisr.checks.dialogue.documents import statement_bytes
from jisr.checks.dialogue.model import Saying, Word
from web import Web

ASKING, OWNER = "officer@mar", "officer@fra"


@dataclass(slots=True)
class Page:
    """A hit before two people, each at a page of its own with a passkey."""

    browser: Browser
    web: Web
    hit: Mapping[str, Any]
    devices: Mapping[str, Authenticator]

    def say(self, officer: str, path: str, body: Any, saying: Saying | None) -> Response:
        """Speak at a page, signed over the bytes of what is said; over nothing: unsigned."""
        self.browser.sign_in(officer)
        address = f"/v1/hits/{self.hit['id']}/{path}"
        seen = {"If_Match": f'"{self.hit["version"]}"'}
        if saying is None:
            return self.browser.send("POST", address, body, **seen)
        bureau = officer.partition("@")[2].upper()
        message = statement_bytes(self.hit["id"], self.hit["version"] + 1, bureau, saying)
        return self.browser.send_signed(self.devices[officer], address, body, seen, message)

    def must(self, officer: str, path: str, body: Any, saying: Saying) -> Response:
        """Speak, which must succeed."""
        answer = self.say(officer, path, body, saying)
        assert answer.status_code == 200, answer.text
        self.hit = answer.json()
        return answer


@pytest.fixture
def page(desk: Desk, tmp_path: Path) -> Page:
    """A hit that Morocco took up on a record of France."""
    browser = browser_over(desk.database, tmp_path)
    web = Web(browser.hub, browser.client)
    record = desk.world.record(PASSPORT, reference="PARIS-7")
    trace = desk.world.check(STOLEN).trace
    hit = web.post("/v1/hits", ASKING, {"trace": trace, "record": record.id}).json()
    devices = {each: Authenticator(ORIGIN, "jisr.example") for each in (ASKING, OWNER)}
    for officer, device in devices.items():
        browser.register(device, officer)
    return Page(browser, web, hit, devices)


def asked(page: Page) -> None:
    """Bring the hit to where its owner answers."""
    page.must(ASKING, "ask", {"urgent": True}, Saying(Word.ASKED, "urgent"))


def answered(page: Page) -> None:
    """Bring the hit to where its outcome is told."""
    asked(page)
    page.must(OWNER, "answer", {"answer": "confirmed"}, Saying(Word.ANSWERED, "confirmed"))


def nothing(page: Page) -> None:
    """Leave the hit presumed."""


@dataclass(frozen=True, slots=True)
class Case:
    """What an officer says at a page, and what must have been said before."""

    before: Callable[[Page], None]
    officer: str
    path: str
    body: Mapping[str, Any]
    saying: Saying


CASES = (
    Case(nothing, ASKING, "ask", {"urgent": True}, Saying(Word.ASKED, "urgent")),
    Case(
        nothing,
        ASKING,
        "dismiss",
        {"reason": "another-person"},
        Saying(Word.DISMISSED, "another-person"),
    ),
    Case(
        asked,
        OWNER,
        "answer",
        {"answer": "confirmed", "text": "it is"},
        Saying(Word.ANSWERED, "confirmed", "it is"),
    ),
    Case(answered, ASKING, "outcome", {"outcome": "arrest"}, Saying(Word.OUTCOME, "arrest")),
    Case(asked, OWNER, "messages", {"text": "wait"}, Saying(Word.MESSAGE, text="wait")),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.path)
def test_a_side_signs_what_it_says(page: Page, case: Case) -> None:
    """Unsigned it is refused, over another statement it is denied, over its own bytes it stands."""
    case.before(page)
    version = page.hit["version"]
    unsigned = page.say(case.officer, case.path, case.body, None)
    assert (unsigned.status_code, unsigned.json()["code"]) == (403, "denied.signature_missing")
    another = replace(case.saying, code="other")
    other = page.say(case.officer, case.path, case.body, another)
    assert (other.status_code, other.json()["reason"]) == (403, "hits.signature")
    said = page.must(case.officer, case.path, case.body, case.saying).json()
    kind = said["statements"][-1]["signature"]["kind"]
    assert (said["version"], kind) == (version + 1, "passkey")


@pytest.mark.parametrize("path", ["reveal", "lift", "object"])
def test_what_lifts_a_restriction_is_signed_too(page: Page, path: str) -> None:
    """Before anything else is looked at."""
    refused = page.say(OWNER, path, {"text": "why"}, None)
    assert (refused.status_code, refused.json()["code"]) == (403, "denied.signature_missing")


def test_a_signature_of_the_other_side_is_refused(page: Page) -> None:
    """The asking officer's device signs nothing that the owner says."""
    asked(page)
    page.devices = {ASKING: page.devices[OWNER], OWNER: page.devices[ASKING]}
    answer = page.say(OWNER, "answer", {"answer": "confirmed"}, Saying(Word.ANSWERED, "confirmed"))
    assert (answer.status_code, answer.json()["code"]) == (403, "denied.signature")


def test_a_token_may_go_unsigned_and_is_told_as_that(page: Page) -> None:
    """The hub vouches for the session, and says that the officer did not sign."""
    seen = {"If_Match": f'"{page.hit["version"]}"'}
    told = page.web.post(f"/v1/hits/{page.hit['id']}/ask", ASKING, {}, **seen).json()
    assert told["statements"][-1]["signature"] == {"kind": "hub-session", "key": "", "value": ""}
