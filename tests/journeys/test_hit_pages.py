"""Journeys over the pages of hits: two bureaus, their clock, and what must never be shown."""

import dataclasses
import itertools
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from check_world import ASKED, CAR, NOUR, PASSPORT, World
from hit_world import Desk as Dialogues
from jisr.checks.dialogue.documents import statement_bytes
from jisr.checks.dialogue.model import DialogueView, Saying, Word
from jisr.checks.model import DocumentQuery, VehicleQuery
from jisr.kit.db import Database
from jisr.records.model import Flag
from pages import DESKTOP, PHONE, Desk

HOSTILE = 'Scar <img src=x onerror=alert(1)> "left"'
NUMBERS = itertools.count(100_001)


@pytest.fixture
def dialogues(desk: Desk) -> Iterator[Dialogues]:
    """The demo network, in which hits are taken up."""
    database = Database.at(desk.home / "jisr.db")
    yield Dialogues(World(database))
    database.close()


def take_up(dialogues: Dialogues) -> DialogueView:
    """Let Morocco find a stolen car of France and take the hit up."""
    car = dataclasses.replace(CAR, vin=f"WVWZZZ1JZXW{next(NUMBERS)}", plate="")
    return dialogues.hit(car, VehicleQuery(vin=car.vin), reference="PARIS-7")


def take_up_passport(dialogues: Dialogues) -> DialogueView:
    """Let Morocco find a stolen passport of France, of which the hub tells its owner at once."""
    passport = dataclasses.replace(PASSPORT, number=f"JT{next(NUMBERS)}")
    question = DocumentQuery(passport.number, passport.country)
    return dialogues.hit(passport, question, reference="PARIS-7")


def act(page: Page, word: str) -> None:
    """Send the form that makes a statement."""
    page.locator(f"form[data-word={word}] button[type=submit]").click()


def said(page: Page, count: int) -> None:
    """Wait until so many statements stand on the page."""
    expect(page.locator("#said .moment")).to_have_count(count)


def look_for_news(page: Page) -> None:
    """Let a page ask for news now instead of within five seconds."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


@pytest.mark.parametrize(
    ("asking", "owner", "width"), [("ar", "fr", DESKTOP), ("en", "ar", PHONE), ("fr", "es", PHONE)]
)
def test_a_hit_from_the_question_to_the_outcome(
    desk: Desk, dialogues: Dialogues, asking: str, owner: str, width: int
) -> None:
    """Morocco compares and asks, France answers in time, Morocco tells the outcome."""
    hit = take_up(dialogues).dialogue.id
    mar = desk.open("officer@mar", "/hits", asking, width)
    desk.assert_good(mar)
    desk.shoot(mar, f"inbox-{asking}-{width}")
    mar.locator(f"#hit-{hit}").focus()
    mar.keyboard.press("Enter")
    mar.locator("#record button").click()
    expect(mar.locator("#record")).to_contain_text("WVWZZZ1JZXW1")
    desk.assert_good(mar)
    desk.shoot(mar, f"hit-presumed-{asking}-{width}")
    mar.locator("#ask-urgent").check()
    mar.locator("#ask-compared").check()
    act(mar, "asked")
    said(mar, 2)

    fra = desk.open("officer@fra", "/hits", owner, width)
    expect(fra.locator(f"tr:has(#hit-{hit}) time[data-until]")).to_have_attribute(
        "data-state", "running"
    )
    fra.locator(f"#hit-{hit}").click()
    desk.assert_good(fra)
    desk.shoot(fra, f"hit-asked-{owner}-{width}")
    fra.locator("#field-answer-1").check()
    fra.locator("#answer-text").fill(HOSTILE)
    act(fra, "answered")
    said(fra, 2)

    look_for_news(mar)
    expect(mar.locator("#news .notice")).to_contain_text(HOSTILE)
    mar.locator("#news a.button").click()
    said(mar, 3)
    desk.assert_good(mar)
    mar.locator("#outcome-code").select_option("located")
    act(mar, "outcome")
    said(mar, 4)
    assert mar.locator("form[data-word]").count() == 0
    desk.assert_good(mar)
    desk.shoot(mar, f"hit-closed-{asking}-{width}")


def test_the_inbox_is_walked_with_keys_and_refreshes_itself(
    desk: Desk, dialogues: Dialogues
) -> None:
    """J and K go from hit to hit; what is new comes by itself and the place is kept."""
    first = take_up(dialogues).dialogue.id
    page = desk.open("officer@mar", "/hits?tab=turn")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    here = page.locator(".row-link").first
    expect(here).to_be_focused()
    second = take_up(dialogues).dialogue.id
    look_for_news(page)
    expect(page.locator(f"#hit-{second}")).to_be_visible()
    expect(page.locator("#told")).not_to_be_empty()
    expect(page.locator(".row-link").first).to_be_focused()
    assert page.locator(f"#hit-{first}").count() == 1
    desk.assert_good(page)


def test_the_second_of_two_officers_is_told_what_changed(desk: Desk, dialogues: Dialogues) -> None:
    """What he typed stays; he reads the first answer and corrects it or lets it be."""
    view = take_up(dialogues)
    mar = desk.open("officer@mar", f"/hits/{view.dialogue.id}")
    mar.locator("#ask-compared").check()
    act(mar, "asked")
    said(mar, 2)
    pages = [desk.open("officer@fra", f"/hits/{view.dialogue.id}") for _ in range(2)]
    for page, choice in zip(pages, (2, 3), strict=True):
        page.locator(f"#field-answer-{choice}").check()
        page.locator("#answer-text").fill(f"answer {choice}")
        act(page, "answered")
    told = pages[1].locator("form[data-word=answered] #news, #answer #news")
    expect(told).to_contain_text("answer 2")
    desk.assert_good(pages[1])
    desk.shoot(pages[1], "hit-two-officers-en")
    told.locator("a.button").click()
    expect(pages[1].locator("#answer-text")).to_have_value("answer 3")
    said(pages[1], 2)


def test_what_the_hub_says_keeps_nobody_from_asking(desk: Desk, dialogues: Dialogues) -> None:
    """The owner of a document is told by the hub meanwhile: the question goes out all the same."""
    view = take_up_passport(dialogues)
    page = desk.open("officer@mar", f"/hits/{view.dialogue.id}")
    page.locator("#ask-compared").check()
    until = time.monotonic() + 30
    while dialogues.read("officer@mar", view).dialogue.noticed_at is None:
        assert time.monotonic() < until, "the hub did not tell the owner"
        page.wait_for_timeout(200)
    act(page, "asked")
    said(page, 3)
    desk.assert_good(page)


@pytest.mark.parametrize(("language", "width"), [("ar", PHONE), ("en", DESKTOP)])
def test_a_protected_person_is_shown_to_the_reviewer_alone(
    desk: Desk, dialogues: Dialogues, language: str, width: int
) -> None:
    """The owner hears of nothing; who asked contacts nobody; the reviewer closes with a reason."""
    name = dataclasses.replace(NOUR.names[0], latin=f"Nour Al Haddad {language}")
    held = dialogues.world.record(
        dataclasses.replace(NOUR, names=(name,)), flags=frozenset((Flag.ASYLUM,))
    )
    view = dialogues.open(dialogues.world.check(ASKED).trace, held)
    path = f"/hits/{view.dialogue.id}"
    owner = desk.open("officer@fra", "/hits", language, width)
    assert owner.locator(f"#hit-{view.dialogue.id}").count() == 0
    owner.goto(desk.address + path)
    expect(owner.locator("body")).not_to_contain_text("Haddad")
    asking = desk.open("officer@mar", path, language, width)
    assert asking.locator("form[data-word=asked], #record").count() == 0
    desk.assert_good(asking)
    desk.shoot(asking, f"hit-referred-{language}-{width}")
    reviewer = desk.open("reviewer@gs", "/hits", language, width)
    reviewer.locator(f"#hit-{view.dialogue.id}").click()
    desk.assert_good(reviewer)
    reviewer.locator("#dismiss-reason").select_option("protected")
    act(reviewer, "dismissed")
    said(reviewer, 2)


def test_a_file_is_looked_at_before_it_is_sent(
    desk: Desk, dialogues: Dialogues, tmp_path: Path
) -> None:
    """Too large or of another kind: said at once; else it stands in the dialogue, to be saved."""
    view = take_up(dialogues)
    page = desk.open("officer@mar", f"/hits/{view.dialogue.id}")
    page.locator("#ask-compared").check()
    act(page, "asked")
    said(page, 2)
    page.locator("details:has(form[data-file]) summary").click()
    field = page.locator("form[data-file] input[type=file]")
    for name, content in (("large.txt", b"a" * 5_000_001), ("page.html", b"<p>")):
        (tmp_path / name).write_bytes(content)
        field.set_input_files(tmp_path / name)
        assert not field.evaluate("field => field.checkValidity()")
    (tmp_path / "note.txt").write_bytes(b"seen at the port")
    field.set_input_files(tmp_path / "note.txt")
    page.locator("form[data-file] button[type=submit]").click()
    said(page, 3)
    desk.assert_good(page)
    with page.expect_download() as download:
        page.locator("#said a.button[download]").click()
    assert download.value.path().read_bytes() == b"seen at the port"


@pytest.mark.parametrize(("language", "width"), [("es", PHONE), ("ar", DESKTOP)])
def test_the_head_says_how_the_bureau_is_told(desk: Desk, language: str, width: int) -> None:
    """A mail address is asked for only where mail is chosen; an officer reads the choice."""
    head = desk.open("head@mar", "/hits/preferences", language, width)
    address = head.locator("#address-mail")
    head.locator("#field-channel-2").check()
    address.fill("desk@police.example")
    desk.assert_good(head)
    desk.shoot(head, f"preferences-{language}-{width}")
    with head.expect_navigation():
        head.locator("form[data-channels] button[type=submit]").click()
    expect(address).to_have_value("desk@police.example")
    reader = desk.open("officer@mar", "/hits/preferences", language, width)
    expect(reader.locator("#main")).to_contain_text("desk@police.example")
    desk.assert_good(reader)


def test_the_page_spells_a_statement_as_the_hub_does(desk: Desk) -> None:
    """What a passkey signs is byte for byte what is verified, whatever was typed."""
    text = 'a "b"\n\\ ندبة \u2028 😀\t\x7f'
    page = desk.open("officer@mar", "/hits")
    address = page.locator("script[src$='dialogue/hits.js']").get_attribute("src") or ""
    spelled = page.evaluate(
        """async ([address, body]) => {
          const { statementBytes } = await import(address);
          const of = { hit: "a".repeat(32), version: "6", bureau: "MAR", word: "answered" };
          return [...statementBytes(of, body)];
        }""",
        [address.replace("hits.js", "statement.js"), {"answer": "confirmed", "text": text}],
    )
    saying = Saying(Word.ANSWERED, "confirmed", text)
    assert bytes(spelled) == statement_bytes("a" * 32, 7, "MAR", saying)
