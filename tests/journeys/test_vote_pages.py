"""Votes in a real browser: a delegate taps once, the chair closes and announces."""

import datetime
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from jisr.assembly.counting.model import Decided, Outcome, Tally
from jisr.assembly.counting.rules import decide, override_statement
from jisr.assembly.counting.tables import world_rules
from jisr.assembly.votes import actions
from jisr.assembly.votes.model import Method, Opening, Subject, SubjectKind, Vote
from jisr.assembly.votes.statements import statement_bytes
from jisr.kit.db import Database
from jisr.values import LanguageMap
from pages import PHONE, Desk

CHAIR = "delegate@ken"
TITLE = LanguageMap(
    {
        "ar": "هل يجتمع المكتب غدا؟",
        "en": "Shall the bureau meet tomorrow?",
        "fr": "Le bureau se réunit-il demain ?",
        "es": "¿Se reúne la mesa mañana?",
    }
)


@pytest.fixture
def database(desk: Desk) -> Iterator[Database]:
    """The demo's database."""
    opened = Database.at(desk.home / "jisr.db")
    yield opened
    opened.close()


def put(database: Database, method: Method) -> Vote:
    """Let the chair put a question to the vote."""
    subject = Subject(SubjectKind.QUESTION)
    opening = Opening(93, subject, method, "procedural_motion", TITLE)
    return database.in_transaction(actions.open_vote, CHAIR, opening)


def accept(page: Page) -> None:
    """Say yes to what the page asks next."""
    page.once("dialog", lambda dialog: dialog.accept())


def test_a_roll_call_from_the_question_to_the_result(desk: Desk) -> None:
    """Put by the chair, cast by one tap on a phone, corrected, closed, read out, announced."""
    chair = desk.open(CHAIR, "/assembly/votes/new?session=93")
    desk.assert_good(chair)
    for field, text in zip(("العربية", "English", "Français", "Español"), "ضنfs", strict=True):
        chair.get_by_role("textbox", name=field).fill(f"{text} ?")
    chair.get_by_role("button", name="Sign and open the vote").click()
    expect(chair).to_have_url(re.compile("/assembly/votes/[0-9a-f]{32}$"))
    desk.assert_good(chair)
    delegate = desk.open("delegate@mar", "/assembly/votes", width=PHONE)
    desk.assert_good(delegate)
    delegate.get_by_role("link", name="Go to this vote").first.click()
    delegate.locator(".vote-choice-against button").click()
    expect(delegate.locator(".notice-good")).to_contain_text("Your entry arrived: Against")
    delegate.get_by_text("Correct your entry").click()
    delegate.locator(".vote-choice-for button").click()
    expect(delegate.locator(".notice-good")).to_contain_text("Your entry arrived: For")
    desk.assert_good(delegate)
    expect(chair.locator("#progress")).to_contain_text("1 of", timeout=15_000)
    accept(chair)
    chair.get_by_role("button", name="Close the vote").click()
    chair.get_by_role("button", name="Sign and announce").click()
    expect(chair.locator("#result")).to_contain_text("Adopted")
    desk.assert_good(chair)
    expect(delegate.locator(".notice-good").first).to_contain_text("counted", timeout=15_000)
    desk.assert_good(delegate)


def test_hands_give_way_to_a_roll_call_in_arabic(desk: Desk, database: Database) -> None:
    """Counted by the chair, doubted by a delegate on a phone: the roll-call is open at once."""
    vote = put(database, Method.SHOW_OF_HANDS)
    chair = desk.open(CHAIR, f"/assembly/votes/{vote.id}")
    chair.locator("input[name=in_favour]").fill("3")
    chair.locator("input[name=against]").fill("2")
    chair.get_by_role("button", name="Enter and close").click()
    expect(chair.locator("#chair")).to_contain_text("Unverified")
    desk.assert_good(chair)
    delegate = desk.open("delegate@mar", f"/assembly/votes/{vote.id}", "ar", PHONE)
    desk.assert_good(delegate)
    delegate.locator("form[data-api$='/roll-call'] button").click()
    expect(delegate.locator(".vote-choice")).to_have_count(3)
    desk.assert_good(delegate)


def test_an_objection_ends_a_consensus(desk: Desk, database: Database) -> None:
    """The page asks before, because every member sees who objected."""
    vote = put(database, Method.CONSENSUS)
    page = desk.open("delegate@mar", f"/assembly/votes/{vote.id}")
    accept(page)
    page.get_by_role("button", name="Object").click()
    expect(page.locator("#main")).to_contain_text("Morocco objected.")
    desk.assert_good(page)


@pytest.mark.parametrize(("language", "theme"), [("ar", "dark"), ("en", "light")])
def test_every_vote_of_the_demo_is_shown_well(desk: Desk, language: str, theme: str) -> None:
    """A consensus, a roll-call, secret rounds: for a delegate, at both widths."""
    page = desk.open("delegate@mar", "/assembly/votes", language, theme=theme)
    links = page.locator("#main td a").evaluate_all("all => all.map((each) => each.href)")
    assert links
    desk.assert_good(page)
    for link in sorted(set(links))[:4]:
        page.goto(link)
        desk.assert_good(page)


def test_the_page_spells_statements_as_the_hub_does(desk: Desk, database: Database) -> None:
    """What a passkey signs is byte for byte what is verified."""
    vote = put(database, Method.ROLL_CALL)
    page = desk.open("delegate@mar", f"/assembly/votes/{vote.id}")
    address = page.locator("script[src$='assembly/votes.js']").get_attribute("src") or ""
    told = page.locator("[data-statement]").get_attribute("data-statement")
    with database.reading() as transaction:
        statement = actions.statement(transaction, vote.id, "MAR", "abstain", 2)
    reason = 'Decided "otherwise"\\ ندبة \u2028 😀'
    rule = world_rules().question("procedural_motion", datetime.date(2026, 1, 1))
    tally = Tally(5, 5, 0, 0, 3, {"for": 2, "against": 1})
    decided = Decided(decide(rule, tally))
    bare = override_statement(vote.id, decided, Outcome.REJECTED, "", CHAIR)
    spelled = page.evaluate(
        """async ([address, told, bare, reason]) => {
          const { callBytes, overrulingBytes } = await import(address);
          const body = { outcome: "rejected", reason };
          return [
            [...callBytes(JSON.parse(told), { choice: "abstain", version: 2 })],
            [...overrulingBytes(JSON.parse(bare), body)],
          ];
        }""",
        [address, told, bare.decode().partition("\n")[2], reason],
    )
    assert bytes(spelled[0]) == statement_bytes(statement)
    assert bytes(spelled[1]) == override_statement(
        vote.id, decided, Outcome.REJECTED, reason, CHAIR
    )
