"""A person's way in, in a real browser with a virtual authenticator."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from hub_process import HubProcess
from jisr.access.sign_in import local, passkeys
from jisr.app.home import FIRST_OFFICER, open_session
from jisr.kit.console import Home, Options

HEAD = "amal@mar"
TOLD = "#sign-in-told"


@pytest.fixture(scope="module")
def way_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """A hub of a network that is no demo: the address of its page, and an invitation."""
    home = tmp_path_factory.mktemp("hub")
    session = open_session(Options(home, HEAD, "en", as_json=False), Home.FOUNDED)
    invitation = session.database.in_transaction(passkeys.invite, HEAD, HEAD)
    session.database.close()
    hub = HubProcess(home)
    hub.wait()
    yield f"http://localhost:{hub.port}/sign-in", invitation
    hub.stop()


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    """A page of a browser whose device has a passkey authenticator and a fingerprint reader."""
    page = chromium.new_page(viewport={"width": 390, "height": 780}, locale="en-GB")
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    yield page
    page.context.close()


def test_a_person_makes_a_passkey_and_comes_in_with_it(
    page: Page, way_in: tuple[str, str], tmp_path: Path
) -> None:
    """Invited, signed in, signed out, in again by passkey alone, confirmed; no script from afar."""
    address, invitation = way_in
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address)
    page.screenshot(path=tmp_path / "english.png")
    page.get_by_text("I was invited").click()
    page.get_by_label("Invitation").fill(invitation)
    page.get_by_label("What you call this passkey").fill("phone")
    page.get_by_role("button", name="Make a passkey").click()
    expect(page.get_by_text("You are signed in:")).to_be_visible()
    expect(page.locator("main").get_by_text(HEAD).first).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.locator("body")).to_have_attribute("data-officer", HEAD)
    page.goto(address)
    page.get_by_role("button", name="Confirm that it is you").click()
    expect(page.locator(TOLD)).to_have_text("You are confirmed.")
    page.screenshot(path=tmp_path / "in.png")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_visible()
    assert complaints == []


def test_a_demo_is_entered_with_its_password(
    page: Page, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """By the address that `jisr serve` prints; a wrong password is said so in Arabic."""
    home = tmp_path_factory.mktemp("demo")
    options = Options(home, "", "en", as_json=False)
    open_session(options, Home.DEMO).database.close()
    hub = HubProcess(home)
    hub.wait()
    password = local.password_of(home)
    page.goto(f"http://127.0.0.1:{hub.port}/sign-in?lang=ar")
    page.locator("#field-officer").fill(FIRST_OFFICER)
    page.locator("#field-password").fill("guess")
    page.locator("#local button").click()
    expect(page.locator(TOLD)).not_to_be_empty()
    page.screenshot(path=home / "wrong.png")
    page.locator("#field-password").fill(password)
    page.locator("#local button").click()
    expect(page.locator("body")).to_have_attribute("data-officer", FIRST_OFFICER)
    page.screenshot(path=home / "in.png")
    hub.stop()
    assert password in (home / "hub.log").read_text()


def test_the_page_is_there_in_every_language(
    page: Page, way_in: tuple[str, str], tmp_path: Path
) -> None:
    """Arabic from right to left; nothing is wider than the phone."""
    address, _ = way_in
    directions = {}
    for language in ("ar", "en", "fr", "es"):
        page.goto(f"{address}?lang={language}")
        page.screenshot(path=tmp_path / f"{language}.png")
        html = page.locator("html")
        directions[html.get_attribute("lang")] = html.get_attribute("dir")
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 390
    assert directions == {"ar": "rtl", "en": "ltr", "fr": "ltr", "es": "ltr"}


def test_a_wrong_invitation_is_said_so(page: Page, way_in: tuple[str, str]) -> None:
    """In the words of the reader's language, on the same page."""
    address, _ = way_in
    page.goto(f"{address}?lang=en")
    page.get_by_text("I was invited").click()
    page.get_by_label("Invitation").fill("mistyped")
    page.get_by_label("What you call this passkey").fill("phone")
    page.get_by_role("button", name="Make a passkey").click()
    expect(page.locator(TOLD)).to_contain_text("the invitation was used, has ended")
