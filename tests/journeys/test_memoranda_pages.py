"""Two heads agree over the pages: drafted in one language's page, signed in the other's."""

import re

from playwright.sync_api import Page, expect

from pages import PHONE, Desk

TITLE = "Training of divers"
WORDS = "The parties train 12 divers each year."


def test_two_heads_agree_over_the_pages(desk: Desk) -> None:
    """Drafted, closed, signed by both, in force; a third member then reads title and parties."""
    page = desk.open("head@mar", "/memoranda/new")
    page.get_by_label("Parties").select_option(["MAR", "ESP"])
    page.locator("#title-en").fill(TITLE)
    page.locator("#paragraph-0-en").fill(WORDS)
    desk.assert_good(page)
    page.get_by_role("button", name="Keep the draft").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(page.get_by_text("Languages in step")).to_be_visible()
    desk.assert_good(page)
    path = page.url.removeprefix(desk.address)
    accept(page)
    page.get_by_role("button", name="Close the words").click()
    sign(page)
    other = desk.open("head@esp", path, language="ar", width=PHONE)
    accept(other)
    other.locator("form[data-api$='/signatures'] button").click()
    form = other.locator("form[data-api$='/force'] button")
    expect(form).to_be_visible()
    form.click()
    expect(other.locator("form[data-api$='/force']")).to_have_count(0)
    expect(other.locator(".signature")).to_have_count(2)
    desk.assert_good(other)
    desk.shoot(other, "memorandum-ar")
    third = desk.open("officer@fra", path)
    expect(third.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(third.get_by_text(WORDS)).to_have_count(0)
    desk.assert_good(third)


def sign(page: Page) -> None:
    """Sign for the own side, and see that it is written."""
    page.get_by_role("button", name=re.compile("^Sign for")).click()
    expect(page.locator(".signature")).to_have_count(1)


def accept(page: Page) -> None:
    """Answer yes to every question that the page asks."""
    page.on("dialog", lambda dialog: dialog.accept())
