"""A bureau officer at his records: written, shared, changed by two, followed, imported, let go."""

import datetime
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from pages import DESKTOP, PHONE, Desk

OFFICER, COLLEAGUE, CASE = "head@mar", "officer@mar", "TNG-2026-0117"
HOSTILE = '<img src=x onerror=alert(1)>"&amp;'
OVERRIDE = "نور\u202eالحداد"


@pytest.fixture
def officers(desk: Desk) -> Desk:
    """Officers who have said what they work on."""
    desk.case = CASE
    return desk


def field(name: str) -> str:
    """Return the selector of a field of the form."""
    return f'#record-form [name="{name}"]'


def write_person(page: Page, name: str, reference: str) -> None:
    """Fill in what a person's record needs, taking what is proposed by one key."""
    page.fill(field("subject.names.0.text"), name)
    expect(page.locator('[data-live="names.0.latin"] [data-first]')).to_be_visible()
    page.press(field("subject.names.0.latin"), "Enter")
    expect(page.locator('[data-live="names.0.mrz"] [data-first]')).to_be_visible()
    page.press(field("subject.names.0.mrz"), "Enter")
    page.fill(field("subject.nationalities.0"), "MAR")
    page.locator("[data-section=birth_dates] [data-part=year]").first.fill("1974")
    page.select_option(field("status"), "suspect")
    page.fill(field("event"), "Case 12/2026")
    page.fill(field("reference"), reference)


def publish(page: Page) -> None:
    """Send the form and wait for the record's page."""
    page.click("#record-form button[type=submit]")
    page.wait_for_url(re.compile(r"/records/[0-9a-f]{32}$"))


@pytest.mark.parametrize(("language", "width"), [("ar", DESKTOP), ("es", PHONE)])
def test_an_officer_records_a_person_and_lets_it_go(
    officers: Desk, language: str, width: int
) -> None:
    """In Arabic with proposed Latin names; he sees who would see it before he publishes."""
    page = officers.open(OFFICER, "/records/new/person", language, width)
    officers.assert_good(page)
    audience = page.locator('[data-live="audience"] .companies li')
    expect(audience.first).to_be_visible()
    write_person(page, "نور الحداد", f"J-{language}")
    assert page.input_value(field("subject.names.0.latin")) == "Nour Al Haddad"
    assert page.input_value(field("subject.names.0.mrz")) == "AL<HADDAD<<NOUR"
    page.check("#audience-false")
    page.locator("[data-section=audience] summary").first.click()
    page.locator("[data-section=audience] [data-filter]").first.fill("FRA")
    page.check('[name="audience.members"][value="FRA"]')
    expect(page.locator('[data-live="audience"] .badge-good')).to_have_count(2)
    expect(page.locator('[data-live="audience"] .badge-calm')).to_have_count(1)
    expect(page.locator('[data-live="standing"] .verdict')).to_be_visible()
    officers.assert_good(page)
    officers.shoot(page, f"record-form-{language}-{width}")
    publish(page)
    expect(page.locator("h1")).to_have_text("نور الحداد")
    expect(page.locator("main")).to_contain_text("AL<HADDAD<<NOUR")
    officers.assert_good(page)
    officers.shoot(page, f"record-{language}-{width}")
    page.click("[data-open=withdraw]")
    page.fill("#withdraw-reason", "purpose achieved")
    officers.assert_good(page)
    page.click("#withdraw form[data-api] button")
    expect(page.locator(".page-head .badge-warn").first).to_be_visible()
    page.goto(page.url + "/history")
    expect(page.locator(".moment")).to_have_count(2)
    officers.assert_good(page)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_two_officers_change_one_record(officers: Desk, language: str) -> None:
    """The second is told, sees what changed beside what he typed, merges by hand, sends again."""
    first = officers.open(OFFICER, "/records/new/person", language)
    write_person(first, "سلمى عمر", f"TWO-{language}")
    publish(first)
    edit = f"{first.url.removeprefix(officers.address)}/edit"
    second = officers.open(COLLEAGUE, edit, language, PHONE if language == "ar" else DESKTOP)
    first.goto(officers.address + edit)
    first.fill(field("event"), "Case 13/2026")
    first.fill(field("relevance"), "seen at the port")
    publish(first)
    second.fill(field("event"), "Case 14/2026")
    second.fill(field("subject.birth_places"), "Fès")
    second.click("#record-form button[type=submit]")
    clashes = second.locator("[data-clash]")
    expect(clashes).to_have_count(2)
    event = second.locator('[data-clash="event"]')
    for text in ("Case 12/2026", "Case 13/2026", "Case 14/2026"):
        expect(event).to_contain_text(text)
    officers.assert_good(second)
    officers.shoot(second, f"record-merge-{language}")
    second.click('[data-clash="relevance"] [data-take]')
    assert second.input_value(field("relevance")) == "seen at the port"
    assert second.input_value(field("event")) == "Case 14/2026"
    publish(second)
    for text in ("Case 14/2026", "seen at the port", "Fès"):
        expect(second.locator("main")).to_contain_text(text)
    second.goto(second.url + "/history")
    expect(second.locator(".moment")).to_have_count(3)
    expect(second.locator(".diff").first).to_contain_text("Case 13/2026")
    officers.assert_good(second)
    officers.shoot(second, f"record-history-{language}")


def test_what_was_typed_survives(officers: Desk) -> None:
    """A page that is left, a row that was added, a lost line: nothing must be typed anew."""
    page = officers.open(OFFICER, "/records/new/person")
    page.fill(field("subject.names.0.text"), "نور الحداد")
    page.click("[data-section=names] [data-add]")
    page.fill(field("subject.names.1.text"), "Umm Karim")
    page.reload()
    assert page.input_value(field("subject.names.1.text")) == "Umm Karim"
    expect(page.locator(field("subject.names.1.text"))).to_be_visible()
    page.context.set_offline(True)
    page.click("#record-form button[type=submit]")
    expect(page.locator("[data-told]")).not_to_be_empty()
    page.context.set_offline(False)
    assert page.input_value(field("subject.names.0.text")) == "نور الحداد"


def test_hostile_text_stays_text(officers: Desk) -> None:
    """Markup in every field is shown as it was typed; a name that turns the writing is flagged."""
    page = officers.open(OFFICER, "/records/new/person")
    page.fill(field("subject.names.0.text"), OVERRIDE)
    expect(page.locator('[data-live="names.0.marks"]')).to_contain_text("U+202E")
    page.fill(field("subject.names.0.text"), HOSTILE)
    for name in ("names.0.latin", "names.0.mrz", "birth_places", "summary.texts.en"):
        page.fill(field(f"subject.{name}"), HOSTILE)
    for name in ("event", "relevance", "reference", "source"):
        page.fill(field(name), HOSTILE)
    page.select_option(field("status"), "suspect")
    expect(page.locator('[data-live="standing"] .verdict')).to_be_visible()
    publish(page)
    expect(page.locator("h1")).to_have_text(HOSTILE)
    assert page.locator("main img").count() == 0
    officers.assert_good(page)
    page.goto(page.url + "/edit")
    assert page.input_value(field("event")) == HOSTILE
    page.goto(officers.address + "/records")
    page.fill("#field-text", HOSTILE)
    page.press("#field-text", "Enter")
    expect(page.locator("#found")).to_contain_text(HOSTILE)
    assert page.url == officers.address + "/records"
    officers.assert_good(page)


@pytest.mark.parametrize(("language", "width"), [("en", DESKTOP), ("ar", PHONE)])
def test_a_file_is_imported_before_his_eyes(
    officers: Desk, tmp_path: Path, language: str, width: int
) -> None:
    """It is sent, followed and accounted for; the rejected rows are downloaded."""
    rows = [f"{language.upper()}{n:06d},MAR,P,stolen,FRA" for n in range(300)]
    rows.append("ZZ1,FRA,P,stolen,FRA")
    file = tmp_path / "قائمة.csv"
    file.write_text("number,country,type,fraud_type,theft_country\n" + "\n".join(rows) + "\n")
    page = officers.open(OFFICER, "/records/import", language, width)
    page.set_input_files("#import-form [type=file]", file)
    page.select_option("#import-form [name=purpose]", "border-management")
    with page.expect_navigation():
        page.click("#import-form button[type=submit]")
    imported = page.locator("#imports article").first
    expect(imported.locator("h3")).to_have_text("قائمة.csv")
    expect(imported.locator("tbody")).to_contain_text("300", timeout=15_000)
    expect(imported.locator("a[download]")).to_be_visible(timeout=15_000)
    officers.assert_good(page)
    officers.shoot(page, f"record-import-{language}-{width}")
    with page.expect_download() as download:
        imported.locator("a[download]").click()
    assert Path(download.value.path()).read_text(encoding="utf-8").startswith("line,column")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_what_ends_soon_is_kept_or_let_go_by_one_key(officers: Desk, language: str) -> None:
    """Both records are decided upon with the keyboard; then nothing ends soon."""
    soon = (datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=60)).date().isoformat()
    for number in (1, 2):
        page = officers.open(COLLEAGUE, "/records/new/vehicle", language)
        page.fill(field("subject.plate"), f"{number} {language.upper()} 5")
        page.fill(field("retained_until"), soon)
        expect(page.locator('[data-live="standing"] .verdict')).to_be_visible()
        publish(page)
    page.goto(officers.address + "/records/expiring")
    rows = page.locator("main tbody tr")
    expect(rows).to_have_count(2)
    officers.assert_good(page)
    officers.shoot(page, f"records-expiring-{language}")
    rows.first.locator('form[data-api^="PUT"] button').press("Enter")
    expect(rows).to_have_count(1)
    page.on("dialog", lambda dialog: dialog.accept())
    rows.first.locator('form[data-api^="POST"] button').press("Enter")
    expect(page.locator(".empty")).to_be_visible()


def test_nobody_reads_records_without_a_purpose(desk: Desk) -> None:
    """Whoever has not said what he works on is asked once, and comes back."""
    page = desk.open(OFFICER, "/records/expiring", "fr")
    expect(page).to_have_url(re.compile(r"/sign-in/shift\?back="))
    desk.assert_good(page)
    page.check("[name=purpose][value=locate]")
    page.fill("[name=case]", CASE)
    page.click("main form button")
    page.wait_for_url(re.compile(r"/records/expiring$"))
    desk.assert_good(page)
    desk.shoot(page, "records-expiring-fr")
