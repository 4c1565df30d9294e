"""Pages of votes: what is shown to a delegate, to who presides, and to everybody else."""

import re
from pathlib import Path

import pytest
from httpx2 import Response

from board_world import SECRETARY as CLERK_SECRETARY
from board_world import SESSION, found_session, head
from browser import Browser, browser_over
from hall_world import CHAIR, SECRETARY, HallWorld
from jisr.assembly.counting.model import Outcome
from jisr.assembly.sessions import actions as sessions
from jisr.assembly.sessions.model import Office
from jisr.assembly.votes import actions
from jisr.assembly.votes.model import Hands, Method, Signing, Vote
from jisr.kit.db import Database
from jisr.values import LanguageMap
from vote_world import REASON, SIGNED, VoteWorld, found_votes, question

HOSTILE = '<script>alert("x")</script>'
VOTES = "/assembly/votes"


class Hall:
    """Votes before their pages."""

    def __init__(self, votes: VoteWorld, browser: Browser) -> None:
        self.votes = votes
        self.browser = browser

    def get(self, officer: str, path: str, language: str = "en") -> Response:
        """Return a page as an officer is shown it."""
        self.browser.sign_in(officer)
        headers = {"Accept": "text/html", "Accept-Language": language}
        return self.browser.client.get(path, headers=headers, follow_redirects=False)

    def text(self, officer: str, vote: Vote, language: str = "en") -> str:
        """Return the page of a vote, its tags left out."""
        answer = self.get(officer, f"{VOTES}/{vote.id}", language)
        assert answer.status_code == 200, answer.text[-600:]
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


@pytest.fixture
def hall(database: Database, tmp_path: Path) -> Hall:
    """A session in which members vote."""
    votes = found_votes(database, home=tmp_path)
    return Hall(votes, browser_over(database, tmp_path))


# ── a delegate ────────────────────────────────────────────────────────────────────────────────


def test_a_delegate_is_offered_each_choice(hall: Hall) -> None:
    """For its member, by one tap, signed; and no choice of anybody is told."""
    vote = hall.votes.open()
    hall.votes.cast(vote, "EGY", "for")
    page = hall.get("delegate@fra", f"{VOTES}/{vote.id}").text
    assert "You vote for France" in page
    assert re.findall(r'name="choice" value="(\w+)"', page) == ["for", "against", "abstain"]
    assert page.count("data-sign data-call") == 3
    assert "1 of 5" in page
    assert 'class="badge badge-good">For' not in page


def test_a_delegate_sees_that_its_entry_arrived_and_was_counted(hall: Hall) -> None:
    """At once what it says; a correction is offered while the vote is open."""
    vote = hall.votes.open()
    hall.votes.cast(vote, "FRA", "for")
    before = hall.text("delegate@fra", vote)
    hall.votes.close(vote)
    after = hall.text("delegate@fra", vote)
    assert "Your entry arrived: For" in before
    assert "Correct your entry" in before
    assert "It was counted" not in before
    assert "It was counted" in after
    assert "Correct your entry" not in after


def test_who_may_not_vote_is_told_why(hall: Hall) -> None:
    """In words, instead of a button."""
    vote = hall.votes.open()
    told = {officer: hall.text(officer, vote) for officer in (SECRETARY, "caster@fra", "head@fra")}
    assert "only members of the network vote" in told[SECRETARY]
    assert "the person is not in this delegation" in told["caster@fra"]
    for text in told.values():
        assert "You have no voice in this vote" in text
        assert "You preside" not in text


def test_a_member_that_did_not_answer_is_told_so(hall: Hall) -> None:
    """After the close."""
    vote = hall.votes.open()
    hall.votes.close(vote)
    assert "France did not answer" in hall.text("delegate@fra", vote)


def test_a_consensus_offers_to_object(hall: Hall) -> None:
    """And says afterwards who did."""
    vote = hall.votes.open(Method.CONSENSUS)
    before = hall.get("delegate@fra", f"{VOTES}/{vote.id}").text
    hall.votes.hall.do(actions.object_to, "delegate@egy", vote.id)
    after = hall.text("delegate@fra", vote)
    assert f'data-api="POST /v1/assembly/votes/{vote.id}/objection"' in before
    assert "Egypt objected." in after


def test_hands_can_be_doubted_until_they_are_announced(hall: Hall) -> None:
    """Open or counted; the roll-call says who asked for it."""
    vote = hall.votes.open(Method.SHOW_OF_HANDS)
    path = f'data-api="POST /v1/assembly/votes/{vote.id}/roll-call"'
    opened = hall.get("delegate@fra", f"{VOTES}/{vote.id}").text
    hall.votes.hall.do(actions.count_hands, CHAIR, vote.id, Hands(2, 1, 0))
    counted = hall.get("delegate@fra", f"{VOTES}/{vote.id}").text
    called = hall.votes.hall.do(actions.demand_roll_call, "delegate@fra", vote.id)
    assert path in opened
    assert path in counted
    assert "Unverified" in counted
    assert f'href="{VOTES}/{called.id}"' in hall.get(SECRETARY, f"{VOTES}/{vote.id}").text
    assert "France asked for this roll-call" in hall.text("delegate@egy", called)


def test_a_secret_ballot_is_found_again_and_never_a_choice(
    database: Database, tmp_path: Path
) -> None:
    """Before: the way to the booth. After: its line and tracker; no form ever takes a choice."""
    world = found_session(database, tmp_path)
    chair = head("NOR")
    database.in_transaction(sessions.name_offices, CLERK_SECRETARY, SESSION, Office.CHAIR, (chair,))
    opening = question(Method.SECRET, rule="removal")
    vote = database.in_transaction(actions.open_vote, chair, opening, world.registrar)
    world.board_id = vote.id
    world.ceremony()
    browser = browser_over(database, tmp_path)
    hall = Hall(VoteWorld(HallWorld(database)), browser)
    before = hall.get(head("FRA"), f"{VOTES}/{vote.id}").text
    receipt = world.vote("FRA", (1, 0, 0))
    after = hall.text(head("FRA"), vote)
    other = hall.text(head("EGY"), vote)
    sealed = world.board().ballots["FRA"]
    assert f"jisr booth vote {vote.id}" in before
    assert 'name="choice"' not in before
    assert f"Your ballot is on the board, at line {receipt.n}" in after
    assert sealed == receipt.n
    with database.reading() as transaction:
        own = actions.own(transaction, head("FRA"), vote.id)
    assert own.tracker in after
    assert own.tracker not in other
    assert "Arrived" in other


# ── who presides ──────────────────────────────────────────────────────────────────────────────


def test_who_presides_is_offered_the_next_step(hall: Hall) -> None:
    """Close; then the six items in their order, and announce; then nothing more."""
    vote = hall.votes.open()
    hall.votes.cast(vote, "FRA", "for")
    opened = hall.get(CHAIR, f"{VOTES}/{vote.id}").text
    hall.votes.close(vote)
    closed = hall.get(CHAIR, f"{VOTES}/{vote.id}").text
    hall.votes.announce(vote)
    announced = hall.get(CHAIR, f"{VOTES}/{vote.id}").text
    steps = [
        re.findall(rf'data-api="POST /v1/assembly/votes/{vote.id}/([a-z]+)"', text)
        for text in (opened, closed, announced)
    ]
    items = re.findall(r"<li><span>([^<]+)</span><strong", closed)
    assert steps == [
        ["close", "annul", "calls", "calls", "calls"],
        ["announce", "overrule", "annul"],
        [],
    ]
    assert items == [
        "Represented and entitled to vote",
        "Abstentions",
        "Invalid",
        "Votes expressed",
        "Majority required",
        "For",
        "Against",
    ]


def test_hands_are_entered_by_who_presides(hall: Hall) -> None:
    """Bounded by those who may vote; nobody else is shown the form."""
    vote = hall.votes.open(Method.SHOW_OF_HANDS)
    chair = hall.get(CHAIR, f"{VOTES}/{vote.id}").text
    assert f"/v1/assembly/votes/{vote.id}/hands" in chair
    assert 'max="5"' in chair
    assert f"{vote.id}/hands" not in hall.get("delegate@fra", f"{VOTES}/{vote.id}").text


def test_only_who_presides_puts_to_the_vote(hall: Hall) -> None:
    """A form in every official language for the chair, a refusal for others."""
    chair = hall.get(CHAIR, f"{VOTES}/new?session=93")
    draft = hall.get(CHAIR, f"{VOTES}/new?session=93&kind=draft&subject=d1").text
    found = [hall.get(officer, f"{VOTES}/new").status_code for officer in (SECRETARY, "head@fra")]
    assert (chair.status_code, found) == (200, [403, 403])
    for language in ("ar", "en", "fr", "es"):
        assert f'name="title.{language}"' in chair.text
    assert 'value="extraordinary_session"' not in chair.text
    assert 'name="subject.id" value="d1"' in draft
    assert 'name="title.en"' not in draft


# ── everybody ─────────────────────────────────────────────────────────────────────────────────


def test_a_result_is_told_with_its_rule(hall: Hall) -> None:
    """The outcome, the numbers, and how anyone recounts."""
    vote = hall.votes.open()
    hall.votes.cast_all(vote, {"FRA": "for", "EGY": "against", "MAR": "for", "KEN": "abstain"})
    hall.votes.close(vote)
    hall.votes.announce(vote)
    text = hall.text(SECRETARY, vote)
    for told in (
        "Adopted 2 of 3 in favour; 2 were needed.",
        "more than 1/2 of the votes expressed",
        f"jisr assembly recount vote-{vote.id}.record.json",
        "Art. 40(4)",
        "4 of 5 have answered",
    ):
        assert told in text


def test_an_overruling_stands_beside_the_count(hall: Hall) -> None:
    """With its reason and signer; the numbers are still there."""
    vote = hall.votes.open()
    hall.votes.cast(vote, "FRA", "for")
    hall.votes.close(vote)
    hall.votes.hall.do(actions.overrule, CHAIR, vote.id, Outcome.REJECTED, REASON, SIGNED)
    hall.votes.announce(vote)
    text = hall.text("delegate@fra", vote)
    assert "The count says “Adopted”; signed against it: “Rejected”" in text
    assert REASON in text
    assert "Overruled" in hall.get(SECRETARY, VOTES).text


def test_an_annulled_vote_says_why(hall: Hall) -> None:
    """And shows no number."""
    vote = hall.votes.open()
    hall.votes.cast(vote, "FRA", "for")
    hall.votes.close(vote)
    hall.votes.hall.do(actions.annul, CHAIR, vote.id, f"read out wrongly {HOSTILE}")
    page = hall.get(SECRETARY, f"{VOTES}/{vote.id}").text
    assert "This vote counts for nothing" in page
    assert "read out wrongly &lt;script&gt;" in page
    assert HOSTILE not in page
    assert 'id="result"' not in page


def test_a_hostile_title_is_only_words(hall: Hall) -> None:
    """In the list and on its page."""
    title = LanguageMap(dict.fromkeys(("ar", "en", "fr", "es"), HOSTILE))
    vote = hall.votes.open(title=title)
    for path in (VOTES, f"{VOTES}/{vote.id}"):
        page = hall.get("delegate@fra", path).text
        assert HOSTILE not in page
        assert "&lt;script&gt;" in page


@pytest.mark.parametrize("language", ["ar", "en", "fr", "es"])
def test_pages_answer_in_four_languages(hall: Hall, language: str) -> None:
    """Empty, with a vote, and the vote itself."""
    empty = hall.get("delegate@fra", VOTES, language)
    vote = hall.votes.open()
    pages = (
        empty,
        *(hall.get("delegate@fra", path, language) for path in (VOTES, f"{VOTES}/{vote.id}")),
    )
    direction = "rtl" if language == "ar" else "ltr"
    for page in pages:
        assert f'<html lang="{language}" dir="{direction}">' in page.text
    assert 'class="empty"' in empty.text


def test_progress_is_asked_anew_when_the_vote_changes(hall: Hall) -> None:
    """A part of the page while it is open; the whole page once it is closed."""
    vote = hall.votes.open()
    hall.votes.cast(vote, "FRA", "for")
    path = f"{VOTES}/{vote.id}/progress?version=1"
    opened = hall.get("delegate@egy", path)
    hall.votes.close(vote)
    closed = hall.get("delegate@egy", path)
    assert opened.text.strip().startswith('<div class="vote-progress" id="progress"')
    assert "1 of 5" in opened.text
    assert (closed.text, closed.headers["hx-refresh"]) == ("", "true")


def test_votes_are_listed_by_session(hall: Hall) -> None:
    """Open ones first; another session is not found; a strange cursor begins anew or is refused."""
    vote = hall.votes.open()
    page = hall.get("delegate@fra", f"{VOTES}?session=93").text
    assert (f'href="{VOTES}/{vote.id}"' in page, "Put to the vote" in page) == (True, False)
    assert "Put to the vote" in hall.get(CHAIR, VOTES).text
    assert hall.get("delegate@fra", f"{VOTES}?session=12").status_code == 404
    assert hall.get("delegate@fra", f"{VOTES}/{'0' * 32}").status_code == 404
    assert hall.get("delegate@fra", f"{VOTES}?cursor=nonsense").status_code == 400


def test_a_demo_says_that_nothing_was_signed(database: Database, tmp_path: Path) -> None:
    """Before the tap, and beside each entry after the close."""
    votes = found_votes(database, home=tmp_path, is_demo=True)
    hall = Hall(votes, browser_over(database, tmp_path))
    vote = votes.open()
    offered = hall.text("delegate@fra", vote)
    votes.hall.do(actions.cast, "delegate@fra", vote.id, "for", Signing())
    votes.close(vote)
    assert "nothing of yours signs it" in offered
    assert "Not signed (demo)" in hall.get(SECRETARY, f"{VOTES}/{vote.id}").text
