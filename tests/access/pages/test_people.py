"""Promises about the pages of bureaus and officers."""

from pathlib import Path

from browser import browser_over
from jisr.access import actions
from jisr.access.sign_in import identities, passkeys
from jisr.values import LANGUAGES
from staffed import HOSTILE, Staffed

FORM_OF_ROLES = 'data-api="PUT /v1/officers/officer%40mar/roles"'


def test_the_bureaus_stand_on_pages(staffed: Staffed) -> None:
    """In four languages; who named one is led to it."""
    for language in LANGUAGES:
        page = staffed.get("officer@mar", "/people", language=language)
        direction = "rtl" if language == "ar" else "ltr"
        assert f'<html lang="{language}" dir="{direction}">' in page.text
        assert page.text.count('<th scope="row">') == 50
        assert 'href="/people?cursor=' in page.text
    led = staffed.get("officer@mar", "/people?bureau=FRA")
    assert (led.status_code, led.headers["location"]) == (303, "/people/FRA")


def test_the_last_page_of_bureaus_leads_nowhere(staffed: Staffed) -> None:
    """Each bureau stands on one page."""
    path, seen = "/people", 0
    for _ in range(10):
        text = staffed.get("root", path).text
        seen += text.count('<th scope="row">')
        if 'rel="next"' not in text:
            break
        path = text.split('class="button button-plain" href="')[-1].split('"')[0]
    with staffed.database.reading() as transaction:
        assert seen == len(actions.bureaus(transaction, limit=500))


def test_a_bureau_shows_its_officers_to_its_own(staffed: Staffed) -> None:
    """Names are written as text; another member's officers are not shown, and it says why."""
    own = staffed.get("officer@mar", "/people/MAR").text
    assert "security@mar &lt;script&gt;" in own
    assert HOSTILE not in own
    foreign = staffed.get("officer@fra", "/people/MAR").text
    assert "security@mar" not in foreign
    assert "a bureau sees its own officers" in foreign
    assert "security@mar" in staffed.get("member@ccf", "/people/MAR").text


def test_a_bureau_offers_what_the_reader_may_do(staffed: Staffed) -> None:
    """To add an officer, to register what stands under it: as the rules decide."""
    expected = {
        "head@mar": (True, True),
        "security@mar": (True, False),
        "officer@mar": (False, False),
        "guardian@mar": (False, False),
        "operator@gs": (False, False),
        "root": (False, False),
        "head@fra": (False, False),
    }
    texts = {officer: staffed.get(officer, "/people/MAR").text for officer in expected}
    assert expected == {
        officer: ("POST /v1/officers" in text, "POST /v1/bureaus" in text)
        for officer, text in texts.items()
    }


def test_a_coordinator_names_the_first_head_and_registers_bodies(staffed: Staffed) -> None:
    """Of a bureau that has none, and of no other; bodies stand at the secretariat."""
    first = staffed.get("root", "/people/ESP").text
    assert 'value="head-of-bureau"' in first
    assert 'value="security-officer"' not in first
    assert "POST /v1/officers" not in staffed.get("root", "/people/FRA").text
    assert 'value="international"' in staffed.get("root", "/people/GS").text


def test_what_stands_under_a_bureau_is_named(staffed: Staffed) -> None:
    """And leads back to it."""
    assert 'href="/people/MAR.PORT"' in staffed.get("officer@mar", "/people/MAR").text
    assert 'href="/people/MAR"' in staffed.get("officer@mar", "/people/MAR.PORT").text
    assert staffed.get("officer@mar", "/people/XXX").status_code == 404


def test_roles_are_changed_by_who_manages_officers(staffed: Staffed) -> None:
    """The others read why not; nobody is offered his own."""
    for officer in ("head@mar", "security@mar", "guardian@mar", "officer@mar", "member@ccf"):
        text = staffed.get(officer, "/people/officers/officer@mar").text
        may = officer in {"head@mar", "security@mar"}
        assert (FORM_OF_ROLES in text, "You cannot change them" in text) == (may, not may)


def test_an_officer_of_another_bureau_is_hidden(staffed: Staffed) -> None:
    """As if there were none, on both pages."""
    for officer in ("officer@fra", "operator@gs", "root"):
        for path in ("/people/officers/officer@mar", "/people/officers/nobody@mar"):
            assert staffed.get(officer, path).status_code == 404
            assert staffed.get(officer, f"{path}/consequences", fragment=True).status_code == 404


def test_nobody_is_offered_the_own_roles(staffed: Staffed) -> None:
    """A head neither changes nor suspends itself."""
    text = staffed.get("head@mar", "/people/officers/head@mar").text
    assert "nobody changes their own roles" in text
    assert 'DELETE /v1/officers/head%40mar"' not in text


def test_consequences_are_said_before(staffed: Staffed) -> None:
    """What is lost, what is gained, what will be refused, and that nothing changes."""
    path = "/people/officers/officer@mar/consequences"

    def told(query: str) -> str:
        return staffed.get("head@mar", f"{path}?{query}", fragment=True).text

    assert "These are the roles of today" in told("roles=bureau-officer")
    lost = told("roles=data-protection-officer")
    assert "No longer allowed" in lost
    assert "Vehicles: Check, Add, Update, and Withdraw" in lost
    assert "Vehicles: Erase" in lost
    assert "Manages officers" in told("roles=bureau-officer&roles=head-of-bureau")
    refused = told("roles=security-officer&roles=data-protection-officer")
    assert "one person must not hold these roles together" in refused
    assert "cannot be held in such a bureau" in told("roles=coordinator")
    assert "at least one role" in told("")
    assert staffed.get("head@mar", f"{path}?roles=emperor", fragment=True).status_code == 400


def test_losing_the_management_of_officers_is_said(staffed: Staffed) -> None:
    """It is no right on data, and matters more."""
    path = "/people/officers/security@mar/consequences?roles=bureau-officer"
    assert "no more" in staffed.get("head@mar", path, fragment=True).text


def test_a_suspended_officer_stays_on_its_page(staffed: Staffed) -> None:
    """With nothing left to change."""
    staffed.database.in_transaction(actions.deactivate_officer, "head@mar", "officer@mar")
    text = staffed.get("head@mar", "/people/officers/officer@mar").text
    assert "This officer has no rights any more" in text
    assert FORM_OF_ROLES not in text


def test_a_machine_has_keys_and_a_person_passkeys(staffed: Staffed) -> None:
    """Added and invited by who manages officers; an invitation is no secret of the page."""
    machine = staffed.get("head@mar", "/people/officers/desk@mar").text
    assert "POST /v1/officers/desk%40mar/keys" in machine
    assert "passkey-invitations" not in machine
    person = staffed.get("head@mar", "/people/officers/officer@mar").text
    assert "POST /v1/officers/officer%40mar/passkey-invitations" in person
    invitation = staffed.database.in_transaction(passkeys.invite, "head@mar", "officer@mar")
    assert invitation not in staffed.get("head@mar", "/people/officers/officer@mar").text
    for reader in ("officer@mar", "guardian@mar"):
        text = staffed.get(reader, "/people/officers/desk@mar").text
        assert "POST /v1/officers/desk%40mar/keys" not in text
    assert (
        "passkey-invitations"
        not in staffed.get("guardian@mar", "/people/officers/officer@mar").text
    )


def test_links_to_a_provider_are_shown_to_who_confirmed(staffed: Staffed, tmp_path: Path) -> None:
    """Where there is a provider, to who manages officers; never by a cookie alone."""
    issuer = "https://provider.example"
    subject = 'sub-7"><script>'
    staffed.database.in_transaction(identities.link, "head@mar", "officer@mar", issuer, subject)
    path = "/people/officers/officer@mar"
    assert "National provider" not in staffed.get("head@mar", path).text
    browser = browser_over(staffed.database, tmp_path, oidc_issuer=issuer, oidc_client_id="jisr")
    shown = Staffed(staffed.database, browser)
    unconfirmed = shown.get("head@mar", path).text
    assert ("National provider" in unconfirmed, "sub-7" in unconfirmed) == (True, False)
    assert "National provider" not in shown.get("guardian@mar", path).text
    browser.sign_in("head@mar", confirmed=True)
    text = browser.client.get(path, headers={"Accept": "text/html"}).text
    assert ("sub-7&#34;&gt;" in text, subject in text) == (True, False)


def test_only_who_is_signed_in_sees_people(staffed: Staffed) -> None:
    """Anybody else is led to sign in."""
    for path in ("/people", "/people/MAR", "/people/officers/head@mar"):
        assert staffed.get("", path).status_code == 303
