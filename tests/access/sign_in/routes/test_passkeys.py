"""Promises about passkeys: made by invitation, signed in with, confirmed with."""

import time
from pathlib import Path
from typing import Any

import pytest
from httpx2 import Response

from authenticator import PRESENT, Authenticator
from browser import ORIGIN, Browser, browser_over
from jisr.access import actions as access
from jisr.access.callers import KNOWN_SECONDS
from jisr.access.model import Officer, Role
from jisr.access.sign_in import passkeys
from jisr.access.sign_in.passkeys import PASSKEYS_MAX
from jisr.kit.db import Database
from machine_world import HEAD, MACHINE, found_machine
from ticking import TickingClock

REGISTRATIONS = "/v1/sign-in/passkey/registrations"
SESSIONS = "/v1/sign-in/passkey/sessions"
CONFIRMATIONS = "/v1/sign-in/passkey/confirmations"
SESSION = "/v1/sign-in/session"


@pytest.fixture
def browser(database: Database, tmp_path: Path) -> Browser:
    """A browser before the hub of a network that is no demo."""
    found_machine(database)
    return browser_over(database, tmp_path)


@pytest.fixture
def device() -> Authenticator:
    """A device that will hold a passkey of this hub."""
    return Authenticator(ORIGIN, "jisr.example")


def invitation(browser: Browser) -> str:
    """Return an invitation for the head."""
    return browser.hub.database.in_transaction(passkeys.invite, HEAD, HEAD)


def register(browser: Browser, device: Authenticator, invited: str = "") -> Response:
    """Make a passkey in two steps."""
    begun = browser.send("POST", REGISTRATIONS, {"invitation": invited})
    if begun.status_code != 200:
        return begun
    told = begun.json()
    body = {
        "ceremony": told["ceremony"],
        "answer": device.make(told["options"]),
        "name": "blue key",
        "invitation": invited,
    }
    return browser.send("PUT", REGISTRATIONS, body)


def finish(browser: Browser, device: Authenticator, path: str = SESSIONS) -> Response:
    """Sign in, or confirm, in two steps."""
    told = browser.send("POST", path).json()
    body = {"ceremony": told["ceremony"], "answer": device.use(told["options"])}
    return browser.send("PUT", path, body)


def test_an_invited_officer_makes_a_passkey_and_is_signed_in(
    browser: Browser, device: Authenticator
) -> None:
    """By a code that is good once; the session is confirmed."""
    invited = invitation(browser)
    made = register(browser, device, invited)
    told = made.json()
    assert (made.status_code, told["officer"], told["name"]) == (201, HEAD, "blue key")
    session = browser.send("GET", SESSION).json()
    assert (session["officer"], session["confirmed_at"] is None) == (HEAD, False)
    browser.csrf = session["csrf"]
    listed = browser.send("GET", f"/v1/officers/{HEAD}/passkeys").json()
    assert listed == {"items": [told]}
    again = register(browser, Authenticator(ORIGIN, "jisr.example"), invited)
    assert (again.status_code, again.json()["code"]) == (401, "denied.credential")


def test_a_passkey_signs_in(browser: Browser, device: Authenticator) -> None:
    """Nobody types a name: the passkey says who it is."""
    register(browser, device, invitation(browser))
    browser.client.cookies.clear()
    assert finish(browser, device).status_code == 204
    assert browser.send("GET", SESSION).json()["officer"] == HEAD


def test_a_challenge_is_answered_once(browser: Browser, device: Authenticator) -> None:
    """Whoever overheard an answer is refused; so is who answers late or wrongly first."""
    register(browser, device, invitation(browser))
    told = browser.send("POST", SESSIONS).json()
    body = {"ceremony": told["ceremony"], "answer": device.use(told["options"])}
    spoilt = {**body, "answer": {**body["answer"], "id": "AAAA", "rawId": "AAAA"}}
    statuses = [browser.send("PUT", SESSIONS, each).status_code for each in (spoilt, body, body)]
    assert statuses == [401, 401, 401]
    assert finish(browser, device).status_code == 204


def test_an_old_challenge_is_refused(
    browser: Browser, device: Authenticator, clock: TickingClock
) -> None:
    """After five minutes it is no longer known."""
    register(browser, device, invitation(browser))
    told = browser.send("POST", SESSIONS).json()
    clock.advance(minutes=5)
    body = {"ceremony": told["ceremony"], "answer": device.use(told["options"])}
    assert browser.send("PUT", SESSIONS, body).status_code == 401


@pytest.mark.parametrize(
    "change",
    [
        {"origin": "https://evil.example"},
        {"origin": "https://jisr.example.evil.example"},
        {"relying": "evil.example"},
        {"flags": PRESENT},
        {"uses": 0},
        {"credential": b"x" * 32},
    ],
)
def test_a_wrong_answer_is_refused(
    browser: Browser, device: Authenticator, change: dict[str, Any]
) -> None:
    """Another page, another party, nobody verified, a counter that fell, an unknown passkey."""
    register(browser, device, invitation(browser))
    browser.client.cookies.clear()
    for _ in range(3):
        assert finish(browser, device).status_code == 204
    for name, value in change.items():
        setattr(device, name, value)
    answer = finish(browser, device)
    assert (answer.status_code, answer.json()["code"]) == (401, "denied.credential")


def test_a_passkey_made_on_another_page_is_refused(browser: Browser) -> None:
    """Or without verifying the person."""
    for device in (
        Authenticator("https://evil.example", "jisr.example"),
        Authenticator(ORIGIN, "jisr.example", flags=PRESENT),
    ):
        assert register(browser, device, invitation(browser)).status_code == 401


def test_another_page_begins_nothing(browser: Browser, device: Authenticator) -> None:
    """Every step is refused to other origins, also the first."""
    register(browser, device, invitation(browser))
    browser.origin = "https://evil.example"
    answers = [
        browser.send(method, path, {})
        for path in (REGISTRATIONS, SESSIONS, CONFIRMATIONS)
        for method in ("POST", "PUT")
    ]
    assert {each.json()["code"] for each in answers} == {"denied.origin"}


def test_a_person_confirms(browser: Browser, device: Authenticator, clock: TickingClock) -> None:
    """What needs a fresh word of a passkey is refused without, and done after it."""
    register(browser, device, invitation(browser))
    browser.csrf = browser.send("GET", SESSION).json()["csrf"]
    clock.advance(minutes=16)
    path = f"/v1/officers/{HEAD}/passkey-invitations"
    refused = browser.send("POST", path)
    assert (refused.status_code, refused.json()["code"]) == (403, "denied.confirmation")
    assert register(browser, Authenticator(ORIGIN, "jisr.example")).status_code == 403
    assert finish(browser, device, CONFIRMATIONS).status_code == 204
    assert browser.send("POST", path).status_code == 201
    assert register(browser, Authenticator(ORIGIN, "jisr.example")).status_code == 201


def test_a_first_passkey_is_made_right_after_signing_in(
    browser: Browser, device: Authenticator, clock: TickingClock
) -> None:
    """Who signed in at the provider may make one; a cookie that lay about may not."""
    browser.sign_in(HEAD)
    clock.advance(minutes=16)
    assert register(browser, device).json()["code"] == "denied.confirmation"
    browser.sign_in(HEAD)
    assert register(browser, device).status_code == 201


def test_another_persons_passkey_confirms_nothing(browser: Browser, device: Authenticator) -> None:
    """The second step is the same person's as the first."""
    register(browser, device, invitation(browser))
    database = browser.hub.database
    clerk = access_officer(database, "clerk@mar")
    browser.sign_in(clerk)
    told = browser.send("POST", CONFIRMATIONS).json()
    body = {"ceremony": told["ceremony"], "answer": device.use(told["options"])}
    assert browser.send("PUT", CONFIRMATIONS, body).status_code == 401
    assert browser.send("GET", SESSION).json()["confirmed_at"] is None


def access_officer(database: Database, officer: str) -> str:
    """Register a clerk of Morocco."""
    clerk = Officer(officer, "MAR", "Clerk", frozenset({Role.BUREAU_OFFICER}))
    return database.in_transaction(access.register_officer, HEAD, clerk).id


def test_a_revoked_passkey_signs_nobody_in(browser: Browser, device: Authenticator) -> None:
    """And the sessions of its officer end: whoever has the device has the cookie."""
    made = register(browser, device, invitation(browser)).json()
    browser.csrf = browser.send("GET", SESSION).json()["csrf"]
    path = f"/v1/officers/{HEAD}/passkeys/{made['id']}"
    assert browser.send("DELETE", path).status_code == 204
    time.sleep(KNOWN_SECONDS + 0.1)
    assert browser.send("GET", SESSION).status_code == 401
    assert finish(browser, device).status_code == 401


def test_an_officer_has_few_passkeys(browser: Browser) -> None:
    """The ninth is refused."""
    register(browser, Authenticator(ORIGIN, "jisr.example"), invitation(browser))
    browser.csrf = browser.send("GET", SESSION).json()["csrf"]
    devices = [Authenticator(ORIGIN, "jisr.example") for _ in range(PASSKEYS_MAX)]
    statuses = [register(browser, each).status_code for each in devices]
    assert statuses == [201] * (PASSKEYS_MAX - 1) + [409]


def test_an_invitation_is_given_by_who_manages_officers(browser: Browser) -> None:
    """Not by a clerk, and never for a machine."""
    clerk = access_officer(browser.hub.database, "clerk@mar")
    browser.sign_in(clerk, confirmed=True)
    assert browser.send("POST", f"/v1/officers/{HEAD}/passkey-invitations").status_code == 403
    assert browser.send("GET", f"/v1/officers/{HEAD}/passkeys").status_code == 403
    browser.sign_in(HEAD, confirmed=True)
    assert browser.send("POST", f"/v1/officers/{MACHINE}/passkey-invitations").status_code == 403


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"id": "A", "rawId": "A", "type": "public-key", "response": {"clientDataJSON": "é"}},
        {"id": "A", "rawId": "A", "type": "password", "response": {"clientDataJSON": "e30"}},
        {"id": "A" * 5000, "rawId": "A", "type": "public-key", "response": {}},
    ],
)
def test_what_is_no_answer_is_refused(browser: Browser, answer: dict[str, Any]) -> None:
    """Malformed, too long, of another kind: 4xx, nothing worse."""
    told = browser.send("POST", SESSIONS).json()
    body = {"ceremony": told["ceremony"], "answer": answer}
    assert browser.send("PUT", SESSIONS, body).status_code in {400, 401}
