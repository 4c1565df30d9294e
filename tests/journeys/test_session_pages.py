"""A session of the assembly in a real browser: a member sends people, the secretariat serves it."""

import re

from playwright.sync_api import expect

from pages import PHONE, Desk

SESSION = "/assembly/sessions/93"


def test_head_of_bureau_sends_and_withdraws(desk: Desk) -> None:
    """A post brings the person into the list; who is withdrawn is crossed out at once."""
    page = desk.open("head@fra", f"{SESSION}/delegations/FRA")
    desk.assert_good(page)
    row = page.locator("[data-delegate]", has_text="head@fra")
    row.get_by_label("Ballot-caster").check()
    expect(row.locator("input").first).to_be_checked()
    page.get_by_role("button", name="Name the delegation").click()
    named = page.locator("tr", has_text="head@fra")
    expect(named.get_by_text("casts secret ballots")).to_be_visible()
    page.once("dialog", lambda dialog: dialog.accept())
    named.get_by_role("button", name="Withdraw").click()
    expect(named.get_by_text("Withdrawn")).to_be_visible()


def test_hall_is_read_on_a_phone_in_arabic(desk: Desk) -> None:
    """Every member has one tile, which leads to its delegation."""
    page = desk.open("observer@afripol", SESSION, language="ar", width=PHONE)
    expect(page.locator(".hall .seat")).to_have_count(196)
    desk.assert_good(page)
    page.locator(".hall a").first.click()
    expect(page).to_have_url(re.compile(f"{SESSION}/delegations/MAR$"))
    desk.assert_good(page)


def test_secretary_serves_the_session(desk: Desk) -> None:
    """Unpaid years are recorded and an observer is let in, without leaving the desk."""
    page = desk.open("secretary@gs", f"{SESSION}/desk")
    desk.assert_good(page)
    dues = page.locator("form[data-dues]")
    dues.get_by_label("Member").select_option("ISL")
    dues.get_by_label("2026").check()
    dues.get_by_role("button").click()
    expect(page.locator("#dues tr", has_text="Iceland")).to_contain_text("2026")
    observer = page.locator("form[data-observer]")
    observer.get_by_label("Officer").fill("guest-1")
    observer.get_by_label("Name").fill("Guest One")
    observer.get_by_label("On the list").check()
    observer.get_by_label("Approved by the host").check()
    observer.get_by_role("button").click()
    expect(page.locator("tr", has_text="guest-1")).to_contain_text("Let in")
