"""The first page of the assembly: what each person finds there."""

from pathlib import Path

import pytest

from browser import Browser, browser_over
from hall_world import CHAIR, SECRETARY, HallWorld, found_hall
from jisr.assembly.sessions.model import CredentialState
from jisr.assembly.votes import actions as votes
from jisr.assembly.votes.model import Hands, Method, Opening, Subject, SubjectKind, Vote
from jisr.kit.db import Database
from jisr.values import LANGUAGES, LanguageMap

HOSTILE = "<b>A & B</b>"
TITLE = LanguageMap(dict.fromkeys(LANGUAGES, HOSTILE))


@pytest.fixture
def world(database: Database, tmp_path: Path) -> HallWorld:
    """A session in which the delegations of Morocco and of the chair sit."""
    found = found_hall(database, home=tmp_path)
    for member in ("MAR", "KEN"):
        found.send(member)
    return found


@pytest.fixture
def browser(world: HallWorld, tmp_path: Path) -> Browser:
    """A browser before the hub."""
    return browser_over(world.database, tmp_path)


def page_of(browser: Browser, officer: str, path: str = "/assembly") -> str:
    """Return the overview as an officer sees it."""
    browser.sign_in(officer)
    answer = browser.client.get(path)
    assert answer.status_code == 200
    return answer.text


def opened(world: HallWorld, method: Method = Method.ROLL_CALL) -> Vote:
    """Put a question to the vote."""
    subject = Subject(SubjectKind.QUESTION)
    return world.do(votes.open_vote, CHAIR, Opening(93, subject, method, "resolution", title=TITLE))


def test_delegate_sees_what_is_open_and_may_vote(world: HallWorld, browser: Browser) -> None:
    """The open vote stands first, with the way to vote; its title is shown as text."""
    vote = opened(world)
    page = page_of(browser, "delegate@mar")
    assert f'button-primary" href="/assembly/votes/{vote.id}"' in page
    assert "&lt;b&gt;A &amp; B&lt;/b&gt;" in page
    assert HOSTILE not in page
    assert "Register your voting key" in page


def test_who_cannot_vote_is_told_why(world: HallWorld, browser: Browser) -> None:
    """A delegation without credentials has no voice, and the page says so without a way to vote."""
    world.send("FRA", state=CredentialState.SUBMITTED)
    vote = opened(world)
    page = page_of(browser, "delegate@fra")
    assert f'button-primary" href="/assembly/votes/{vote.id}"' not in page
    assert "You cannot vote in it: " in page


def test_chair_finds_what_waits_to_be_announced(world: HallWorld, browser: Browser) -> None:
    """A counted vote waits for the chair, and for nobody else."""
    vote = opened(world, Method.SHOW_OF_HANDS)
    world.do(votes.count_hands, CHAIR, vote.id, Hands(1, 0, 1))
    assert "A result waits to be announced" in page_of(browser, CHAIR)
    assert "A result waits to be announced" not in page_of(browser, "delegate@mar")


def test_secretary_finds_credentials_to_review(world: HallWorld, browser: Browser) -> None:
    """What was handed in waits for who serves the session, with how many."""
    world.send("FRA", state=CredentialState.SUBMITTED)
    page = page_of(browser, SECRETARY)
    assert "Credentials wait to be reviewed" in page
    assert "Secretary of the assembly" in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_and_its_moving_part_answer_in_each_language(
    world: HallWorld, browser: Browser, language: str
) -> None:
    """The whole page and the part that is fetched anew hold the same open vote."""
    vote = opened(world)
    whole = page_of(browser, "delegate@mar", f"/assembly?lang={language}")
    part = browser.client.get(f"/assembly?lang={language}", headers={"HX-Request": "true"}).text
    assert f'data-vote="{vote.id}"' in whole
    assert f'data-vote="{vote.id}"' in part
    assert ("<html" in whole, "<html" in part) == (True, False)


def test_network_without_a_session_says_so(database: Database, tmp_path: Path) -> None:
    """Before the first session the page says who opens one."""
    found_hall(database, home=tmp_path, session=None)
    assert "No session is held here yet" in page_of(
        browser_over(database, tmp_path), "delegate@mar"
    )


@pytest.mark.parametrize(
    ("officer", "first"),
    [("delegate@mar", "/assembly"), (SECRETARY, "/assembly"), ("root@gs", "/desk")],
)
def test_who_sits_in_the_hall_begins_there(
    world: HallWorld, browser: Browser, officer: str, first: str
) -> None:
    """The first page is the one on which the officer works."""
    browser.sign_in(officer)
    answer = browser.client.get("/", follow_redirects=False)
    assert (world.number, answer.headers["location"]) == (93, first)
