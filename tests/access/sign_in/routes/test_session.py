"""Promises about the session of a person in a browser."""

import dataclasses
import time
from pathlib import Path

import pytest

from browser import Browser, browser_over
from jisr.access.callers import KNOWN_SECONDS
from jisr.access.sign_in import local
from jisr.access.sign_in.origins import COOKIE, COOKIES_LENGTH_MAX
from jisr.access.sign_in.throttle import FAILURES_BY_ACCOUNT_MAX
from jisr.kit.db import Database
from machine_world import HEAD, MACHINE, found_machine
from ticking import TickingClock
from web import Web

SESSION = "/v1/sign-in/session"
LOCAL = "/v1/sign-in/local"


@pytest.fixture
def browser(database: Database, tmp_path: Path) -> Browser:
    """A browser before the hub of a demo."""
    found_machine(database)
    browser = browser_over(database, tmp_path)
    hub = dataclasses.replace(browser.hub, is_demo=True)
    browser.client.app.state.hub = hub  # type: ignore[attr-defined]  # an ASGI app has no type
    browser.hub = hub
    return browser


def password(browser: Browser) -> dict[str, str]:
    """Return what a person types."""
    return {"officer": HEAD, "password": local.password_of(browser.hub.home)}


def test_a_person_signs_in_and_out(browser: Browser) -> None:
    """The cookie is of the strictest kind, and worth nothing after signing out."""
    answer = browser.send("POST", LOCAL, password(browser))
    name, _, attributes = answer.headers["set-cookie"].partition("=")
    assert (answer.status_code, name) == (204, "__Host-jisr")
    assert attributes.partition(";")[2] == " HttpOnly; Max-Age=36000; Path=/; SameSite=lax; Secure"
    told = browser.send("GET", SESSION).json()
    assert (told["officer"], told["bureau"], told["confirmed_at"]) == (HEAD, "MAR", None)
    secret = browser.client.cookies[COOKIE]
    browser.csrf = told["csrf"]
    assert browser.send("DELETE", SESSION).status_code == 204
    browser.client.cookies.set(COOKIE, secret)
    assert browser.send("GET", SESSION).status_code == 401


def test_the_database_does_not_hold_what_is_in_the_cookie(browser: Browser) -> None:
    """Whoever reads the database signs in as nobody."""
    browser.sign_in(HEAD)
    secret = browser.client.cookies[COOKIE]
    with browser.hub.database.reading() as transaction:
        rows = transaction.connection.exec_driver_sql("SELECT * FROM sessions").all()
    assert len(rows) == 1
    assert secret not in repr(rows)


def test_a_change_from_another_page_is_refused(browser: Browser) -> None:
    """Whatever it lacks: the origin, the site, or the token of the session."""
    browser.sign_in(HEAD)
    good = browser.csrf
    answers = [
        browser.send("DELETE", SESSION, Origin="https://evil.example"),
        browser.send("DELETE", SESSION, Origin="null"),
        browser.send("DELETE", SESSION, Sec_Fetch_Site="cross-site"),
        browser.send("DELETE", SESSION, Sec_Fetch_Site="same-site"),
        browser.send("DELETE", SESSION, Jisr_CSRF=""),
        browser.send("DELETE", SESSION, Jisr_CSRF=good[:-1] + "A" if good[-1] != "A" else "x"),
        browser.client.delete(SESSION, headers={"Jisr-CSRF": good}),
    ]
    assert [(each.status_code, each.json()["code"]) for each in answers] == [
        (403, "denied.origin")
    ] * 7
    assert browser.send("GET", SESSION).status_code == 200


def test_another_page_signs_nobody_in(browser: Browser) -> None:
    """A person must not work in an attacker's session without knowing."""
    answer = browser.send("POST", LOCAL, password(browser), Origin="https://evil.example")
    assert (answer.status_code, "set-cookie" in answer.headers) == (403, False)


def test_a_session_chosen_by_another_is_not_adopted(browser: Browser) -> None:
    """Session fixation: the secret is new with each sign-in, and the earlier session ends."""
    browser.client.cookies.set(COOKIE, "A" * 43)
    browser.send("POST", LOCAL, password(browser))
    first = browser.client.cookies.get(COOKIE, domain="jisr.example")
    assert first != "A" * 43
    browser.client.cookies.clear()
    browser.client.cookies.set(COOKIE, str(first))
    browser.send("POST", LOCAL, password(browser))
    browser.client.cookies.clear()
    browser.client.cookies.set(COOKIE, str(first))
    assert browser.send("GET", SESSION).status_code == 401


def test_a_session_ends_when_nobody_is_there(browser: Browser, clock: TickingClock) -> None:
    """After half an hour without a request; each request within it begins the half hour anew."""
    browser.sign_in(HEAD)
    for _ in range(3):
        clock.advance(minutes=20)
        time.sleep(KNOWN_SECONDS + 0.05)
        assert browser.send("GET", SESSION).status_code == 200
    clock.advance(minutes=31)
    assert browser.send("GET", SESSION).status_code == 401


def test_a_session_ends_in_any_case(browser: Browser, clock: TickingClock) -> None:
    """After ten hours, however busy."""
    browser.sign_in(HEAD)
    clock.advance(hours=10)
    assert browser.send("GET", SESSION).status_code == 401


def test_a_revoked_session_ends_within_a_second(browser: Browser) -> None:
    """Also where it was in use a moment ago; so does that of a deactivated officer."""
    browser.sign_in(HEAD)
    session = browser.send("GET", SESSION).json()["session"]
    assert browser.send("DELETE", f"/v1/tokens/{session}").status_code == 204
    time.sleep(KNOWN_SECONDS + 0.1)
    assert browser.send("GET", SESSION).status_code == 401


@pytest.mark.parametrize(
    "cookie",
    [
        "x" * (COOKIES_LENGTH_MAX + 1),
        f"{COOKIE}=" + "x" * 100_000,
        f"{COOKIE}={'A' * 43}; {COOKIE}={'B' * 43}",
        f"{COOKIE}=",
        f"{COOKIE}=é",
    ],
)
def test_a_strange_cookie_is_no_session(browser: Browser, cookie: str) -> None:
    """Oversized, twice, empty, no text: 401, nothing worse."""
    headers = [(b"cookie", cookie.encode())]
    assert browser.client.get(SESSION, headers=headers).status_code == 401


def test_who_guesses_a_password_waits(browser: Browser) -> None:
    """After ten failures for one officer; unknown officers are refused in the same words."""
    wrong = {"officer": HEAD, "password": "guess"}
    answers = [browser.send("POST", LOCAL, wrong) for _ in range(FAILURES_BY_ACCOUNT_MAX)]
    assert {each.status_code for each in answers} == {401}
    assert browser.send("POST", LOCAL, password(browser)).status_code == 429
    ghost = browser.send("POST", LOCAL, password(browser) | {"officer": "ghost@mar"})
    assert ghost.json()["detail"] == answers[0].json()["detail"]


def test_a_machine_has_no_session(browser: Browser) -> None:
    """It signs in with its key."""
    answer = browser.send("POST", LOCAL, password(browser) | {"officer": MACHINE})
    assert answer.status_code == 401


def test_only_a_demo_has_local_accounts(database: Database, tmp_path: Path) -> None:
    """In any other network the door is not there."""
    found_machine(database)
    browser = browser_over(database, tmp_path)
    assert browser.send("POST", LOCAL, password(browser)).status_code == 404
    ways = browser.send("GET", "/v1/sign-in/ways").json()
    assert ways == {"passkey": True, "provider": False, "local": False}


def test_a_token_is_no_session(browser: Browser) -> None:
    """Who holds a token only is told to sign in, and signs nobody out."""
    token = Web(browser.hub, browser.client).token(HEAD)
    bearer = {"Authorization": f"Bearer {token}"}
    for method in ("GET", "DELETE"):
        assert browser.send(method, SESSION, **bearer).json()["code"] == "denied.sign_in"
