"""Journeys over figures: who supervises looks, compares, and takes the numbers away as a file."""

import csv

import pytest
from playwright.sync_api import Page, expect

from figure_world import FOUND, MISSED, PAPER, asked, seal, tally
from jisr.kit.db import Database
from pages import DESKTOP, PHONE, Desk


@pytest.fixture
def checked(desk: Desk) -> Desk:
    """The demo network after some checks of Morocco and France were counted."""
    database = Database.at(desk.home / "jisr.db")
    seal(database, "MAR", *[asked(MISSED)] * 40, *[asked(FOUND, PAPER)] * 7)
    seal(database, "FRA", *[asked(MISSED)] * 20, *[asked(FOUND)] * 9)
    tally(database)
    database.close()
    return desk


def saved(page: Page, link: str) -> list[list[str]]:
    """Return the rows of the file behind a link."""
    with page.expect_download() as download:
        page.locator(f'a[href*="{link}"]').click()
    with download.value.path().open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


@pytest.mark.parametrize(
    ("language", "width", "theme"),
    [("ar", DESKTOP, ""), ("en", PHONE, "dark"), ("ar", PHONE, ""), ("fr", DESKTOP, "dark")],
)
def test_a_head_of_bureau_looks_at_what_the_bureau_does(
    checked: Desk, language: str, width: int, theme: str
) -> None:
    """Today's figures, then the month of the network, then a file; with the keyboard."""
    page = checked.open("head@mar", "/figures?period=today", language, width, theme)
    expect(page.locator("#by-purpose")).to_be_visible()
    expect(page.locator("#by-bureau tbody tr")).not_to_have_count(0)
    checked.assert_good(page)
    checked.shoot(page, f"figures-{language}-{width}")
    page.locator('a[href="/figures?of=network&period=today"]').focus()
    page.keyboard.press("Enter")
    page.locator('a[href="/figures?of=network&period=month"]').click()
    expect(page.locator("#by-day tbody tr")).to_have_count(30)
    assert page.locator("#by-bureau").count() == 0
    checked.assert_good(page)
    rows = saved(page, "/figures/purpose.csv")
    assert (rows[0][:4], len(rows)) == (["key", "name", "checks", "hits"], 10)
    assert int(rows[-2][2]) >= 76  # border management, the last but one of the nine purposes


@pytest.mark.parametrize(("language", "width"), [("ar", DESKTOP), ("en", PHONE), ("es", PHONE)])
def test_the_secretariat_compares_members(checked: Desk, language: str, width: int) -> None:
    """Equal tiles and a table whose heads order it; the file has every member."""
    page = checked.open("officer@gs", "/members?period=today", language, width)
    expect(page.locator(".tile")).to_have_count(196)
    checked.assert_good(page)
    checked.shoot(page, f"members-{language}-{width}")
    page.locator('a[href*="sort=checks"]:visible').click()
    first = page.locator("table tbody tr").first
    expect(first).to_contain_text("MAR")
    assert len(saved(page, "/members.csv")) == 197


def test_a_bureau_is_not_told_of_another(checked: Desk) -> None:
    """Neither on the page nor in the file."""
    page = checked.open("head@mar", "/members?period=today")
    expect(page.locator(".tile")).to_have_count(196)
    expect(page.locator(".tile-figure")).to_have_count(1)
    checked.assert_good(page)
    told = [row for row in saved(page, "/members.csv")[1:] if row[4]]
    assert [row[0] for row in told] == ["MAR"]
