"""Who manages keys shows that he is there, with a passkey, before anybody is let in."""

from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, expect

from hub_thread import listening
from jisr.access.sign_in import passkeys, sessions
from jisr.access.sign_in.origins import COOKIE
from jisr.access.sign_in.sessions import Lifetimes
from jisr.kit.db import METADATA, Database
from staffed import staffed_over
from web import web_over

HEAD, INVITED = "head@mar", "officer@mar"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_a_head_makes_a_passkey_and_confirms_with_it(chromium: Browser, tmp_path: Path) -> None:
    """Nobody is invited by a cookie alone: the page asks for the passkey, then goes on."""
    database = Database.at(tmp_path / "jisr.db")
    METADATA.create_all(database.engine)
    staffed_over(database, tmp_path)
    secret, _ = database.in_transaction(
        sessions.begin, HEAD, "provider", Lifetimes.of(30, 10), confirmed=False
    )
    page = chromium.new_page(locale="en-GB")
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    with listening(web_over(database, tmp_path)) as address:
        origin = address.replace("127.0.0.1", "localhost")
        host = str(urlsplit(origin).hostname)
        cookie = {"name": COOKIE, "value": secret, "domain": host, "path": "/", "secure": True}
        page.context.add_cookies([cookie])  # type: ignore[list-item]  # a plain mapping is one
        page.goto(f"{origin}/keys")
        page.locator("summary").click()
        page.locator("#passkey-name").fill("desk")
        page.locator("#make-passkey button").click()
        expect(page.locator("main tbody th").first).to_have_text("desk")
        page.goto(f"{origin}/people/officers/{INVITED}")
        page.locator("form[data-invitation] button").click()
        told = page.locator("form[data-invitation] .mono")
        expect(told).not_to_be_empty()
        invitation = told.inner_text()
        page.context.close()
    with database.reading() as transaction:
        assert passkeys.invited(transaction, invitation) == INVITED
    database.close()
