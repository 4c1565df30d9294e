"""A hit outside a demonstration: what an officer says at the page is signed with his passkey."""

from pathlib import Path

from playwright.sync_api import Browser, expect

from check_world import CAR
from hit_world import found_desk
from hub_thread import listening
from jisr.access.sign_in import passkeys
from jisr.checks.dialogue.model import SignatureKind, Word
from jisr.checks.model import VehicleQuery
from jisr.kit.db import METADATA, Database
from web import web_over

ASKING = "officer@mar"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_a_question_is_signed_by_who_asks(chromium: Browser, tmp_path: Path) -> None:
    """Over the statement itself: the page spells it, the passkey signs, the hub verifies."""
    database = Database.at(tmp_path / "jisr.db")
    METADATA.create_all(database.engine)
    desk = found_desk(database, tmp_path)
    view = desk.hit(CAR, VehicleQuery(vin=CAR.vin))
    invitation = database.in_transaction(passkeys.invite, "head@mar", ASKING)
    page = chromium.new_page(locale="en-GB")
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    with listening(web_over(database, tmp_path)) as address:
        origin = address.replace("127.0.0.1", "localhost")
        page.goto(f"{origin}/sign-in")
        page.get_by_text("I was invited").click()
        page.get_by_label("Invitation").fill(invitation)
        page.get_by_label("What you call this passkey").fill("desk")
        page.get_by_role("button", name="Make a passkey").click()
        expect(page.locator("body")).to_have_attribute("data-officer", ASKING)
        page.goto(f"{origin}/hits/{view.dialogue.id}")
        page.locator("#ask-compared").check()
        page.locator("form[data-word=asked] button[type=submit]").click()
        expect(page.locator("#said .moment")).to_have_count(2)
        page.context.close()
    said = desk.read(ASKING, view).statements[-1]
    assert (said.word, said.signature.kind) == (Word.ASKED, SignatureKind.PASSKEY)
    database.close()
