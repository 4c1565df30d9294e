"""Promises about sign-in at a national provider, with a real one."""

import urllib.parse
from collections.abc import Iterator
from pathlib import Path

import pytest

from browser import ORIGIN, Browser, browser_over
from jisr.access.sign_in import identities
from jisr.access.sign_in.passkeys import CEREMONY_LIFE
from jisr.access.sign_in.throttle import FAILURES_BY_ADDRESS_MAX
from jisr.kit.clock import system_clock
from jisr.kit.db import Database
from machine_world import HEAD, MACHINE, found_machine
from provider import authorise, real_provider
from ticking import TickingClock

START = "/v1/sign-in/provider"
CALLBACK = "/v1/sign-in/provider/callback"
SESSION = "/v1/sign-in/session"
SUBJECT = "amal-at-the-ministry"


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    """A provider in a process of its own."""
    with real_provider() as found:
        yield found


@pytest.fixture
def browser(database: Database, tmp_path: Path, clock: TickingClock, issuer: str) -> Browser:
    """A browser before a hub whose officers sign in at the provider."""
    clock.instant = system_clock()  # the provider has the machine's clock
    found_machine(database)
    secret = tmp_path / "secret"
    secret.write_text("hush")
    secret.chmod(0o600)
    database.in_transaction(identities.link, HEAD, HEAD, issuer, SUBJECT)
    return browser_over(
        database,
        tmp_path,
        oidc_issuer=issuer,
        oidc_client_id="jisr",
        oidc_client_secret_file=str(secret),
    )


def go(browser: Browser) -> str:
    """Begin, and return where the browser is sent."""
    answer = browser.client.get(START, follow_redirects=False)
    return str(answer.headers["location"])


def come(browser: Browser, **query: str) -> str:
    """Come back, and return where the browser is sent then."""
    path = f"{CALLBACK}?{urllib.parse.urlencode(query)}"
    answer = browser.client.get(path, follow_redirects=False)
    return str(answer.headers["location"])


def test_an_officer_signs_in_at_the_provider(browser: Browser) -> None:
    """With code, PKCE, state and nonce; the session is not confirmed by a passkey yet."""
    address = go(browser)
    query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(address).query))
    assert (query["redirect_uri"], query["code_challenge_method"]) == (ORIGIN + CALLBACK, "S256")
    assert come(browser, **authorise(address, SUBJECT)) == "/sign-in"
    told = browser.send("GET", SESSION).json()
    assert (told["officer"], told["confirmed_at"]) == (HEAD, None)


def test_whom_nobody_linked_is_not_signed_in(browser: Browser) -> None:
    """The provider knows many people; only linked officers come in."""
    back = authorise(go(browser), "somebody-else")
    assert come(browser, **back) == "/sign-in?refused=provider"
    assert browser.send("GET", SESSION).status_code == 401


def test_a_callback_is_good_once_and_in_one_browser(browser: Browser) -> None:
    """Replayed, with another state, without the cookie, with an invented code: refused."""
    refused = "/sign-in?refused=provider"
    back = authorise(go(browser), SUBJECT)
    cookies = dict(browser.client.cookies)
    assert come(browser, **back) == "/sign-in"
    browser.client.cookies.clear()
    for name, value in cookies.items():
        browser.client.cookies.set(name, value)
    assert come(browser, **back) == refused
    back = authorise(go(browser), SUBJECT)
    assert come(browser, **{**back, "state": "other"}) == refused
    back = authorise(go(browser), SUBJECT)
    browser.client.cookies.clear()
    assert come(browser, **back) == refused
    back = authorise(go(browser), SUBJECT)
    assert come(browser, **{**back, "code": "invented"}) == refused
    go(browser)
    assert come(browser, error="access_denied") == refused


def test_another_page_makes_nobody_wait(browser: Browser) -> None:
    """It can send a browser to our callback, without our cookie: such failures do not count."""
    for _ in range(FAILURES_BY_ADDRESS_MAX + 1):
        assert come(browser, code="x", state="y") == "/sign-in?refused=provider"
    assert come(browser, **authorise(go(browser), SUBJECT)) == "/sign-in"


def test_a_callback_that_comes_late_is_refused(browser: Browser, clock: TickingClock) -> None:
    """After five minutes the journey is forgotten."""
    back = authorise(go(browser), SUBJECT)
    clock.instant += CEREMONY_LIFE
    assert come(browser, **back) == "/sign-in?refused=provider"


def test_a_head_links_and_unlinks(browser: Browser, issuer: str) -> None:
    """Confirmed by a passkey; not for machines."""
    browser.sign_in(HEAD)
    path = f"/v1/officers/{HEAD}/identities"
    assert browser.send("POST", path, {"subject": "x"}).json()["code"] == "denied.confirmation"
    browser.sign_in(HEAD, confirmed=True)
    told = browser.send("POST", path, {"subject": "x"}).json()
    assert (told["issuer"], told["subject"], told["officer"]) == (issuer, "x", HEAD)
    assert browser.send("POST", path, {"subject": "x"}).status_code == 409
    assert len(browser.send("GET", path).json()["items"]) == 2
    statuses = [browser.send("DELETE", path, {"subject": "x"}).status_code for _ in range(2)]
    assert statuses == [204, 404]
    machine = f"/v1/officers/{MACHINE}/identities"
    assert browser.send("POST", machine, {"subject": "y"}).status_code == 403


def test_without_a_provider_the_way_is_not_there(database: Database, tmp_path: Path) -> None:
    """The answer names the setting."""
    found_machine(database)
    answer = browser_over(database, tmp_path).client.get(START)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found.way")
