"""Pages of elections: what is shown to whom, in four languages, and never as markup."""

import re
from pathlib import Path

import pytest

from board_world import SECRETARY, SESSION, head
from browser import Browser, browser_over
from election_world import BOARD, CHAIR, ElectionWorld, found_elections
from jisr.assembly.boards.registrar import Registrar
from jisr.assembly.elections import actions
from jisr.assembly.elections.model import ElectionKind, Vacancy
from jisr.kit.db import Database
from ticking import TickingClock

HOSTILE = '<script>alert("x")</script>'
MEMBER = head("JPN")


@pytest.fixture
def world(database: Database, tmp_path: Path, clock: TickingClock) -> ElectionWorld:
    """A session of eighteen members with a chair and an elections board."""
    return found_elections(database, tmp_path, clock)


@pytest.fixture
def browser(world: ElectionWorld, tmp_path: Path) -> Browser:
    """A browser before the hub of the session."""
    made = browser_over(world.database, tmp_path)
    made.hub.parts[Registrar] = world.board.registrar
    return made


def seen(browser: Browser, officer: str, path: str) -> str:
    """Return the words of a page as an officer sees it."""
    browser.sign_in(officer)
    answer = browser.client.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 200
    return answer.text


def forms(html: str) -> set[str]:
    """Return the calls that the forms of a page make, without the ids in them."""
    found = re.findall(r'data-api="([A-Z]+ [^"]+)"', html)
    return {re.sub(r"[0-9a-f]{32}", "…", each) for each in found} - {"POST /v1/sign-in/out"}


def test_elections_of_a_session_and_how_one_is_announced(
    browser: Browser, world: ElectionWorld
) -> None:
    """Everybody reads the list; only the secretary finds the form in it."""
    empty = seen(browser, MEMBER, f"/assembly/elections?session={SESSION}")
    assert "No election is announced" in empty
    election = world.announce()
    listed = seen(browser, MEMBER, "/assembly/elections")
    assert f'href="/assembly/elections/{election.id}"' in listed
    assert forms(listed) == set()
    assert forms(seen(browser, SECRETARY, "/assembly/elections")) == {"POST /v1/assembly/elections"}


def test_each_sees_what_it_can_do_with_a_nomination(browser: Browser, world: ElectionWorld) -> None:
    """The nominee accepts, the board decides, the member withdraws, others only read."""
    world.announce()
    made = world.early(lambda: world.nominate("MAR", post=HOSTILE))
    path = f"/assembly/nominations/{made.id}"
    api = "POST /v1/assembly/nominations/…"
    own = seen(browser, head("MAR"), path)
    assert forms(own) == {f"{api}/acceptance", f"{api}/withdrawal"}
    assert HOSTILE not in own
    assert "the nominee has not signed the acceptance" in own
    board = seen(browser, BOARD[0], path)
    assert forms(board) == {f"{api}/review"}
    assert "1 check fails: the board can only refuse." in board
    assert [forms(seen(browser, who, path)) for who in (MEMBER, CHAIR, SECRETARY)] == [set()] * 3
    desk = f"/assembly/elections/{world.election}/checks"
    assert forms(seen(browser, BOARD[0], desk)) == {f"{api}/review"}
    assert forms(seen(browser, MEMBER, desk)) == set()
    world.do(actions.review, BOARD[0], made.id, is_accepted=False, why=HOSTILE)
    assert f"{api}/dispute" in forms(seen(browser, head("MAR"), path))
    world.do(actions.dispute, head("MAR"), made.id)
    chair = seen(browser, CHAIR, path)
    assert (forms(chair), HOSTILE in chair) == ({f"{api}/settlement"}, False)


def test_a_nomination_is_written_by_who_speaks_for_a_member(
    browser: Browser, world: ElectionWorld
) -> None:
    """In time there is a form; after the last day the page says so; others are refused."""
    world.announce()
    path = f"/assembly/elections/{world.election}/nominate"
    late = seen(browser, head("MAR"), path)
    assert ("Nominations are closed" in late, forms(late)) == (True, set())
    world.announce(Vacancy(ElectionKind.HOST, for_session=95))
    host = seen(browser, head("MAR"), f"/assembly/elections/{world.election}/nominate")
    assert forms(host) == {"POST /v1/assembly/elections/…/nominations"}
    browser.sign_in(SECRETARY)
    refused = browser.client.get(path, headers={"Accept": "text/html"})
    assert refused.status_code == 403
    assert "only the head of the bureau or of the delegation nominates" in refused.text


def test_an_election_tells_each_ballot_and_what_comes_next(
    browser: Browser, world: ElectionWorld
) -> None:
    """Numbers in their order, the rule of the next ballot, and the chair's one button."""
    world.candidates("MAR", "FRA")
    path = f"/assembly/elections/{world.election}"
    assert forms(seen(browser, CHAIR, path)) == {"POST /v1/assembly/elections/…/ballots"}
    vote = world.open()
    open_page = seen(browser, MEMBER, path)
    assert "Ballot 1 is open" in open_page
    assert f'href="/assembly/votes/{vote.id}"' in open_page
    world.cast(vote, [["MAR"]] * 10 + [["FRA"]] * 7 + [[]])
    world.count(vote)
    assert forms(seen(browser, CHAIR, path)) == {"POST /v1/assembly/elections/…/announcement"}
    world.do(actions.announce_ballot, CHAIR, world.election)
    told = seen(browser, MEMBER, path)
    for sentence in (
        "Ballot 2.",
        "Needed: at least 2/3 of the votes expressed.",
        "Nobody is struck off: all who are not elected stand again.",
        "Below the majority:",
        "Nobody was elected in this ballot.",
    ):
        assert sentence in told
    assert told.index("head@mar (Morocco)") < told.index("head@fra (France)")


def test_the_sheets_are_offered_in_four_languages(browser: Browser, world: ElectionWorld) -> None:
    """The press sheet to secretary and board only, until its instant has come."""
    world.candidates("MAR")
    ended = world.ballot({"MAR": 14})
    path = f"/assembly/elections/{ended.id}"
    press = f"/v1{path}/press.pdf?language=ar"
    pages = {who: seen(browser, who, path) for who in (MEMBER, SECRETARY, BOARD[0])}
    assert [press in each for each in pages.values()] == [False, True, True]
    assert [f"/v1{path}/result.pdf?language=ar" in each for each in pages.values()] == [True] * 3
    assert forms(pages[SECRETARY]) == {"PUT /v1/assembly/elections/…/embargo"}
    assert forms(pages[BOARD[0]]) == set()
    assert ended.result_digest in pages[MEMBER]
    until = world.clock.instant
    world.do(actions.set_embargo, SECRETARY, ended.id, until, version=ended.version)
    assert press in seen(browser, MEMBER, path)


def test_lots_show_each_hash_and_who_may_take_part(browser: Browser, world: ElectionWorld) -> None:
    """Who is tied takes no part; who has no delegation is told so; the chair closes."""
    world.candidates("TUN", "SEN", vacancy=Vacancy(ElectionKind.DELEGATES))
    world.ballot({"TUN": 9, "SEN": 9})
    world.ballot({"TUN": 9, "SEN": 9})
    path = f"/assembly/elections/{world.election}/lots"
    api = "POST /v1/assembly/elections/…/lots"
    assert forms(seen(browser, CHAIR, path)) == {api}
    world.do(actions.open_lots, CHAIR, world.election)
    world.commit("ARG")
    assert forms(seen(browser, MEMBER, path)) == {f"{api}/commitment"}
    assert "takes no part" in seen(browser, head("TUN"), path)
    assert "You act for no delegation here." in seen(browser, SECRETARY, path)
    assert "Your hash is published." in seen(browser, head("ARG"), path)
    world.commit("FRA")
    world.commit("JPN")
    assert forms(seen(browser, CHAIR, path)) == {
        f"{api}/commitment",
        f"{api}/closing",
        f"{api}/void",
    }
    world.do(actions.close_commitments, CHAIR, world.election)
    assert forms(seen(browser, head("ARG"), path)) == {f"{api}/value"}


def test_pages_answer_in_every_language(browser: Browser, world: ElectionWorld) -> None:
    """Titles are the organisation's own in each; Arabic reads from right to left."""
    world.announce()
    path = f"/assembly/elections/{world.election}"
    browser.sign_in(MEMBER)
    titles = {}
    for language in ("ar", "en", "fr", "es"):
        told = {"Accept": "text/html", "Accept-Language": language}
        html = browser.client.get(path, headers=told).text
        titles[language] = ("Election of the President" in html, 'dir="rtl"' in html)
    assert titles == {
        "ar": (False, True),
        "en": (True, False),
        "fr": (False, False),
        "es": (False, False),
    }
