"""Texts of the assembly in a real browser: amended, translated, ordered, followed up."""

import re

from playwright.sync_api import Page, expect

from pages import PHONE, Desk

AGENDA = "/assembly/agenda"
WORDS = "Asks the General Secretariat to offer four courses in leadership each year."
ARABIC = "وتطلب من الأمانة العامة أن تقدم أربع دورات تدريبية في القيادة كل سنة."
REASON = "This one goes farthest in substance."


def _amended(desk: Desk, officer: str, **options: object) -> Page:
    """Open the draft resolution that has amendments, from the agenda."""
    page = desk.open(officer, AGENDA, **options)  # type: ignore[arg-type]  # as `open` takes them
    item = page.locator("li.text-row", has_text=re.compile("Women|المرأة"))
    draft = re.compile("Draft resolution|مشروع قرار")
    item.locator("a[href*='/assembly/texts/']", has_text=draft).first.click()
    expect(page.locator("#OP2")).to_be_visible()
    return page


def test_amendment_is_proposed_translated_and_ordered(desk: Desk) -> None:
    """A delegation proposes, the secretary writes a language, the chair orders with a reason."""
    page = _amended(desk, "delegate@mar")
    desk.assert_good(page)
    page.get_by_role("link", name="Paragraph OP2").click()
    page.locator("#amend-en").fill(WORDS)
    page.get_by_role("button", name="Propose these words").click()
    mine = page.locator("#amendment-3")
    expect(mine.locator("ins").first).to_contain_text("four")
    desk.assert_good(page)
    amendments = page.url.removeprefix(desk.address)

    page = desk.open("secretary@gs", amendments)
    theirs = page.locator("#amendment-3")
    theirs.get_by_text("Write it in more languages").click()
    theirs.locator("textarea[lang=ar]").fill(ARABIC)
    theirs.get_by_role("button", name="Save the languages").click()
    expect(theirs.locator("p.compared[lang=ar]")).to_have_attribute("dir", "rtl")

    page = desk.open("delegate@ken", amendments)
    places = page.locator("select[name=amendments]")
    ids = [places.nth(place).input_value() for place in range(places.count())]
    for place, amendment in enumerate(reversed(ids)):
        places.nth(place).select_option(amendment)
    page.locator("#order-reason").fill(REASON)
    page.get_by_role("button", name="Set the order").click()
    expect(page.get_by_text(REASON)).to_be_visible()
    expect(page.locator("h3").first).to_have_text("Amendment 3")
    desk.assert_good(page)


def test_draft_is_read_beside_arabic_on_a_phone(desk: Desk) -> None:
    """Each language in its own direction, and nothing wider than the phone."""
    page = _amended(desk, "delegate@fra", language="ar", width=PHONE)
    page.get_by_role("link", name="Français", exact=True).last.click()
    expect(page.locator("#OP1 [lang=fr]")).to_have_attribute("dir", "ltr")
    expect(page.locator("#OP1 [lang=ar]")).to_have_attribute("dir", "rtl")
    desk.assert_good(page)


def test_duty_is_done_only_with_what_shows_it(desk: Desk) -> None:
    """The secretary's report without a document is refused in words, then it is on the board."""
    page = desk.open("secretary@gs", "/assembly/duties")
    desk.assert_good(page)
    page.get_by_role("link", name="AG-2026-RES-01 OP1").click()
    page.get_by_role("radio", name="Done").check()
    page.get_by_role("button", name="Report").click()
    expect(page.locator("#report [data-told]")).to_contain_text("what shows")
    page.locator("#field-evidence").fill("Document CP/2027/4")
    page.get_by_role("button", name="Report").click()
    expect(page.locator("main li", has_text="Document CP/2027/4").first).to_be_visible()
    page.goto(f"{desk.address}/assembly/duties")
    expect(page.locator("tr", has_text="Document CP/2027/4")).to_contain_text("Done")
