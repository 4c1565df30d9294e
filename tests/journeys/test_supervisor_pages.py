"""Those who answer for others: data protection, security, a head of bureau, the operator."""

import pytest
from playwright.sync_api import Locator, Page, expect

from jisr.demo.screening import CASE
from pages import DESKTOP, PHONE, Desk

SIZES = [("en", DESKTOP), ("ar", PHONE)]
FOUND = "NO_ERROR"
PUBLIC_KEY = "11qYAyl2cRxiuJ4PEdWOFBXcxO8uWTUlcG1jbRrXpyY"
"""A public key of RFC 8037, appendix A."""


@pytest.mark.parametrize(("language", "width"), SIZES)
def test_data_protection_finds_out_who_looked_at_what(
    desk: Desk, language: str, width: int
) -> None:
    """From the list to one trace, whose terms are opened within a case, and on to the record."""
    desk.case = "DPO-7"
    page = desk.open("data-protection@mar", "/traces", language, width)
    page.locator("#field-officer").fill("officer@mar")
    page.locator("#field-outcome").select_option(FOUND)
    page.locator("#field-case").fill(CASE)
    page.locator("main .toolbar button[type=submit]").click()
    first = page.locator("main tbody tr").first
    expect(first).to_contain_text("officer@mar")
    desk.assert_good(page)
    desk.shoot(page, f"traces-{language}-{width}")
    first.locator("th a").click()
    expect(page.locator("#terms")).to_contain_text("DPO-7")
    assert page.locator("#opened dl").count() == 0  # nothing is shown before it is sealed
    page.locator("#terms button").click()
    expect(page.locator("#opened dl .name").first).not_to_be_empty()
    terms = page.locator("#opened dt").all_inner_texts()
    assert len(terms) > 1
    assert terms[0] == {"en": "Name", "ar": "الاسم"}[language]
    desk.assert_good(page)
    desk.shoot(page, f"trace-{language}-{width}")
    page.locator("#opened a").first.click()
    expect(page.locator("h1")).not_to_be_empty()
    desk.assert_good(page)


def test_a_trace_tells_others_why_they_are_not_shown_whom(desk: Desk) -> None:
    """The officer who asked, too: what was asked about is for data protection."""
    page = desk.open("officer@mar", "/traces")
    page.locator("main tbody th a").first.click()
    expect(page.locator("main .notice")).to_contain_text("data-protection officer")
    assert page.locator("#terms").count() == 0
    desk.assert_good(page)


@pytest.mark.parametrize(("language", "width"), SIZES)
def test_a_security_officer_takes_a_role_away(desk: Desk, language: str, width: int) -> None:
    """What it would mean is said before; then it acts, also for whoever is signed in already."""
    country = "ken" if language == "en" else "egy"
    page = desk.open(f"security@{country}", f"/people/{country.upper()}", language, width)
    page.locator(f'a[href$="officers/officer@{country}"]').click()
    told = page.locator("#consequences")
    role(page, "data-protection-officer").check()
    expect(told.locator(".notice-calm, .notice-warn")).to_be_visible()
    role(page, "security-officer").check()
    expect(told.locator(".notice-alarm")).to_be_visible()
    desk.assert_good(page)
    desk.shoot(page, f"roles-{language}-{width}")
    role(page, "security-officer").uncheck()
    role(page, "bureau-officer").uncheck()
    expect(told.locator(".notice-warn li").first).to_be_visible()
    page.locator("form[hx-get] button[type=submit]").click()
    page.wait_for_load_state()
    expect(page.locator(".facts .badge")).to_have_count(1)
    expect(role(page, "bureau-officer")).not_to_be_checked()
    asked = desk.open(f"officer@{country}", f"/permissions?officer=officer@{country}", language)
    expect(asked.locator("main tbody tr").first.locator("td .badge")).to_have_count(2)
    desk.assert_good(asked)
    desk.shoot(asked, f"permissions-{language}")


def role(page: Page, name: str) -> Locator:
    """Return the box of a role."""
    return page.locator(f'input[name=roles][value="{name}"]')


@pytest.mark.parametrize(("language", "width"), SIZES)
def test_the_operator_sees_health_and_settings_and_no_data(
    desk: Desk, language: str, width: int
) -> None:
    """Parts, queues and what is set; whom anybody asked about, and every record, stays closed."""
    desk.case = "OPS-1"
    page = desk.open("operator@gs", "/health", language, width)
    expect(page.locator("#condition .notice-good")).to_be_visible()
    desk.assert_good(page)
    desk.shoot(page, f"health-{language}-{width}")
    page.goto(f"{desk.address}/settings")
    expect(page.locator("main")).to_contain_text("trace_retention_days")
    desk.assert_good(page)
    desk.shoot(page, f"settings-{language}-{width}")
    for path in ("/records", "/hits", "/traces"):
        page.goto(desk.address + path)
        expect(page.locator("h1")).not_to_be_empty()
        assert page.locator("main tbody tr").count() == 0, path


def test_a_head_of_bureau_registers_an_agency_and_what_it_may(desk: Desk) -> None:
    """The agency, its first officer, a narrow agreement; then the agreement is ended."""
    page = desk.open("head@fra", "/people/FRA")
    page.locator("summary").last.click()
    form = page.locator('form[data-api="POST /v1/bureaus"]')
    form.locator("[name=id]").fill("FRA.LEHAVRE")
    for language in ("ar", "en", "fr", "es"):
        form.locator(f"[name='name.{language}']").fill("Le Havre")
    form.locator("button").click()
    expect(page.locator("h1")).to_have_text("Le Havre")
    page.locator("summary").first.click()
    form = page.locator('form[data-api="POST /v1/officers"]')
    form.locator("[name=name]").fill("Léa <b>Martin</b>")
    form.locator("[name=id]").fill("lea@fra")
    form.locator("[value=bureau-officer]").check()
    form.locator("button").click()
    expect(page.locator("h1")).to_have_text("Léa <b>Martin</b>")
    page.goto(f"{desk.address}/agreements/new?bureau=FRA.LEHAVRE")
    for name, value in (
        ("databases", "vehicles"),
        ("operations", "check"),
        ("purposes", "border-management"),
    ):
        page.locator(f"[name={name}][value={value}]").check()
    page.locator("[name=source]").fill("Agreement 3/2026, Art. 2")
    desk.assert_good(page)
    page.locator("main form button").click()
    expect(page.locator("h1")).to_contain_text("Le Havre")
    desk.assert_good(page)
    desk.shoot(page, "agreement")
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("main form button").click()
    expect(page.locator("main form")).to_have_count(0)


def test_a_head_of_bureau_manages_keys(desk: Desk) -> None:
    """A machine's key is added and revoked, a passkey invitation is shown once."""
    page = desk.open("head@esp", "/people/officers/machine@esp")
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("summary", has_text="Add a key").click()
    form = page.locator('form[data-api^="POST /v1/officers"]')
    form.locator("[name=name]").fill("Algeciras")
    form.locator("[name=public]").fill(PUBLIC_KEY)
    form.locator("button").click()
    expect(page.locator("tbody th")).to_contain_text("Algeciras")
    desk.assert_good(page)
    desk.shoot(page, "machine")
    page.locator("tbody form button").click()
    expect(page.locator("tbody form")).to_have_count(0)
    page.goto(f"{desk.address}/people/officers/officer@esp")
    page.locator("form[data-invitation] button").click()
    expect(page.locator("form[data-invitation] .mono")).not_to_be_empty()
    desk.assert_good(page)


def test_a_lost_browser_is_signed_out_by_whoever_answers_for_it(desk: Desk) -> None:
    """The security officer ends a colleague's session; the next click there leads to sign in."""
    lost = desk.open("officer@bra", "/keys")
    page = desk.open("security@bra", "/keys")
    page.on("dialog", lambda dialog: dialog.accept())
    row = page.locator("tr", has_text="officer@bra")
    desk.assert_good(page)
    desk.shoot(page, "keys")
    row.locator("button").click()
    expect(page.locator("tr", has_text="officer@bra")).to_have_count(0)
    lost.wait_for_timeout(1_000)  # it acts within a second
    lost.goto(f"{desk.address}/keys")
    expect(lost).to_have_url(f"{desk.address}/sign-in?back=%2Fkeys")
