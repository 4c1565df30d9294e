"""Journeys in the hall: a whole hall looks at one page while delegations sign their entries."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from hub_process import token_of
from jisr.access.model import Purpose
from jisr.values import new_id
from pages import DESKTOP, PHONE, Desk

SESSION, CHAIR = 93, "delegate@ken"
WIDE = 1920
TITLE = {
    "ar": "هل يؤجل البند السابع؟",
    "en": "Is item seven put off?",
    "fr": "Le point sept est-il reporté ?",
    "es": "¿Se aplaza el punto siete?",
}


class Floor:
    """What the chair and the delegations do, through the documented API."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        question = {
            "session": SESSION,
            "subject": {"kind": "question"},
            "method": "roll-call",
            "rule": "resolution",
            "title": TITLE,
        }
        self.vote = self.send(CHAIR, "", question)
        roll = [each["member"] for each in self.vote["roll"] if each["entitled"]]
        self.entitled = len(roll)
        self.waiting = [member for member in roll if member != "KEN"]
        self.is_announced = False

    def send(self, officer: str, what: str, body: Any = None) -> Any:
        """Send a change as an officer and return the answer."""
        given = token_of(self.desk.home, officer, Purpose.INVESTIGATION, "HALL-1")
        headers = given | {"Idempotency-Key": new_id()}
        path = f"/v1/assembly/votes{what}"
        with self.desk.hub.asked("POST", path, headers, body) as answer:
            told: Mapping[str, Any] = json.loads(answer.read())
        assert answer.status < 400, told
        return told

    def cast(self, *choices: str) -> None:
        """Let as many delegations as there are choices cast them."""
        for choice in choices:
            delegate = f"delegate@{self.waiting.pop().lower()}"
            self.send(delegate, f"/{self.vote['id']}/calls", {"choice": choice})

    def end(self, how: str) -> None:
        """Let the chair close, announce or annul the vote."""
        body = {"reason": "A trial of the display, no vote."} if how == "annul" else None
        self.send(CHAIR, f"/{self.vote['id']}/{how}", body)
        self.is_announced = how == "announce"


@pytest.fixture
def floor(desk: Desk) -> Iterator[Floor]:
    """A question that was just put to a roll-call; it is off the display after the test."""
    opened = Floor(desk)
    yield opened
    if not opened.is_announced:
        opened.end("annul")


def tiles(page: Page, tile: str) -> Any:
    """Return the tiles that look like this."""
    return page.locator(f'.tile[data-tile="{tile}"]')


@pytest.mark.parametrize(
    ("language", "width", "theme"),
    [("en", WIDE, ""), ("ar", WIDE, "light"), ("ar", PHONE, ""), ("fr", DESKTOP, "light")],
)
def test_tiles_fill_while_entries_arrive(
    desk: Desk, floor: Floor, language: str, width: int, theme: str
) -> None:
    """Both titles stand there; entries light tiles and tell no choice until the chair closes."""
    page = desk.open(CHAIR, f"/hall/{SESSION}", language, width, theme)
    beside = "en" if language == "ar" else "ar"
    expect(page.locator("#title-first")).to_have_text(TITLE[language])
    expect(page.locator("#title-second")).to_have_text(TITLE[beside])
    expect(page.locator("html")).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")
    expect(page.locator(".tile")).to_have_count(196)
    floor.cast("for", "against")
    expect(tiles(page, "+")).to_have_count(2)
    floor.cast("for", "abstain")
    expect(tiles(page, "+")).to_have_count(4)
    expect(page.locator("#received")).to_have_text("4")
    expect(page.locator("#items")).to_be_hidden()
    desk.assert_good(page)
    desk.shoot(page, f"hall-open-{language}-{width}")
    floor.end("close")
    expect(tiles(page, "a")).to_have_count(2)
    expect(tiles(page, "b")).to_have_count(1)
    expect(tiles(page, "o")).to_have_count(1)
    expect(page.locator("#outcome")).to_be_hidden()
    floor.end("announce")
    expect(page.locator("#outcome")).to_be_visible()
    read = [str(floor.entitled), "1", "0", "3", "2", "2", "1"]
    expect(page.locator("#items dd")).to_have_text(read)
    desk.assert_good(page)
    desk.shoot(page, f"hall-announced-{language}-{width}")


def test_lost_line_is_shown_and_comes_back(desk: Desk, floor: Floor) -> None:
    """While the line is lost the page says so; then it shows what it missed, by itself."""
    page = desk.open(CHAIR, f"/hall/{SESSION}")
    expect(page.locator("#title-first")).to_have_text(TITLE["en"])
    page.context.set_offline(True)
    expect(page.get_by_text("Connection lost. The hall returns by itself.")).to_be_visible()
    floor.cast("for", "for", "for")
    expect(tiles(page, "+")).to_have_count(0)
    page.context.set_offline(False)
    expect(tiles(page, "+")).to_have_count(3, timeout=20_000)
    expect(page.get_by_text("Connection lost. The hall returns by itself.")).to_be_hidden()


def test_delegate_sees_on_the_overview_what_just_opened(desk: Desk) -> None:
    """A vote that opens appears on the page that is there already, with the way to it."""
    page = desk.open("delegate@mar", "/assembly")
    expect(page.locator("[data-vote]")).not_to_have_count(0)
    desk.assert_good(page)
    floor = Floor(desk)
    card = page.locator(f'[data-vote="{floor.vote["id"]}"]')
    expect(card.get_by_role("heading")).to_have_text(TITLE["en"])
    floor.cast("for")
    expect(card.locator("[data-received]")).to_have_text("1")
    desk.shoot(page, "assembly-overview")
    floor.end("annul")
    expect(card).to_have_count(0)
    desk.assert_good(page)
