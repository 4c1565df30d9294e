"""Promises about the routes of votes: a whole vote over HTTP, and who is refused."""

import datetime
import json
from pathlib import Path
from typing import Any

import pytest

from authenticator import Authenticator
from browser import ORIGIN, Browser, browser_over
from hall_world import CHAIR, SECRETARY
from jisr.access import actions as access
from jisr.access.sign_in import actions as sign_in
from jisr.access.sign_in import passkeys
from jisr.access.sign_in.model import Scope
from jisr.access.sign_in.origins import Relying
from jisr.assembly.votes import actions, statements
from jisr.assembly.votes.recount import recount
from jisr.assembly.votes.statements import CallStatement
from jisr.kit.clock import instant_text
from jisr.kit.db import Database, Transaction
from jisr.ledger.log import seal
from vote_world import TITLE, VoteWorld, found_votes
from web import Web, web_over

ASKED = {
    "session": 93,
    "subject": {"kind": "question"},
    "method": "roll-call",
    "rule": "procedural_motion",
    "title": dict(TITLE.texts),
}
PATH = "/v1/assembly/votes"


@pytest.fixture
def web(votes: VoteWorld, tmp_path: Path) -> Web:
    """The application over a session in which members vote."""
    return web_over(votes.database, tmp_path)


def cast(votes: VoteWorld, web: Web, vote: str, member: str, choice: str) -> Any:
    """Let a delegate ask what is signed, sign it with its hall key, and send it."""
    officer = votes.delegate(member)
    own = web.get(f"{PATH}/{vote}/own", officer).json()
    statement = CallStatement(**{**own["statement"], "choice": choice})
    key = votes.keys[member].id
    value = statements.sign(statement, votes.hall.private[key])
    body = {
        "choice": choice,
        "version": own["version"],
        "signature": {"key": key, "value": value},
    }
    return web.post(f"{PATH}/{vote}/calls", officer, body)


def test_a_roll_call_from_its_opening_to_its_record(votes: VoteWorld, web: Web) -> None:
    """The chair opens, members sign and cast, one corrects; closed, announced, recounted."""
    opened = web.post(PATH, CHAIR, ASKED)
    vote = opened.json()["id"]
    answers = [
        cast(votes, web, vote, *each)
        for each in (("FRA", "for"), ("EGY", "against"), ("FRA", "against"), ("MAR", "against"))
    ]
    open_one = web.get(f"{PATH}/{vote}", SECRETARY).json()
    closed = web.post(f"{PATH}/{vote}/close", CHAIR, None).json()
    announced = web.post(f"{PATH}/{vote}/announce", CHAIR, None).json()
    result = web.get(f"{PATH}/{vote}/result", SECRETARY).json()
    record = web.get(f"{PATH}/{vote}/record", SECRETARY).content
    assert (opened.status_code, [each.status_code for each in answers]) == (201, [201] * 4)
    assert (sorted(open_one["received"]), open_one["calls"], open_one["tally"]) == (
        ["EGY", "FRA", "MAR"],
        [],
        None,
    )
    assert closed["tally"]["votes"] == {"for": 0, "against": 3}
    assert (announced["outcome"], announced["overruled"]) == ("rejected", False)
    assert result["announcement"][0] == ["entitled", 5]
    assert (result["counted"]["article"], result["outcome"]) == ("RoP 25-30", "rejected")
    assert [each.key for each in recount(record)] == ["recount.counted"]


def test_an_entry_sent_twice_under_one_key_is_cast_once(votes: VoteWorld, web: Web) -> None:
    """A lost answer costs nothing: the second sending is answered as the first."""
    vote = votes.open()
    signing = votes.signing(vote, "FRA", "for").signature
    body = {"choice": "for", "signature": {"key": signing.key, "value": signing.value}}
    sent = [
        web.post(f"{PATH}/{vote.id}/calls", "delegate@fra", body, **{"Idempotency-Key": "one"})
        for _ in range(2)
    ]
    other = web.post(f"{PATH}/{vote.id}/calls", "delegate@fra", body)
    assert [each.status_code for each in (*sent, other)] == [201, 201, 409]
    assert sent[0].json() == sent[1].json()
    assert "arrived before" in other.json()["detail"]


def test_votes_are_listed_in_pages(votes: VoteWorld, web: Web) -> None:
    """The newest first."""
    for _ in range(3):
        votes.open()
    first = web.get(f"{PATH}?session=93&limit=2", SECRETARY).json()
    rest = web.get(f"{PATH}?session=93&limit=2&cursor={first['next']}", SECRETARY).json()
    assert [each["number"] for each in first["items"] + rest["items"]] == [3, 2, 1]
    assert web.get(f"{PATH}?session=93&cursor=WyJ4Il0", SECRETARY).status_code == 400


def test_a_show_of_hands_gives_way(web: Web) -> None:
    """Counted by eye, unverified, and replaced by a roll-call in one call."""
    vote = web.post(PATH, CHAIR, {**ASKED, "method": "show-of-hands"}).json()["id"]
    counted = web.post(f"{PATH}/{vote}/hands", CHAIR, {"in_favour": 3, "against": 2}).json()
    called = web.post(f"{PATH}/{vote}/roll-call", "delegate@egy", None)
    assert (counted["unverified"], counted["tally"]["votes"]["for"]) == (True, 3)
    assert (called.status_code, called.json()["method"]) == (201, "roll-call")
    assert web.get(f"{PATH}/{vote}", SECRETARY).json()["successor"] == called.json()["id"]


def test_a_consensus_is_objected_to(web: Web) -> None:
    """One objection ends it."""
    vote = web.post(PATH, CHAIR, {**ASKED, "method": "consensus"}).json()["id"]
    ended = web.post(f"{PATH}/{vote}/objection", "delegate@egy", None).json()
    assert (ended["state"], ended["why"]) == ("annulled", "EGY")


def test_each_verb_is_refused_to_who_may_not(votes: VoteWorld, web: Web) -> None:
    """With the reason in words."""
    vote = votes.open().id
    reason = {"reason": "put to the vote by mistake"}
    overruling = {"outcome": "adopted", "reason": "The assembly decided on appeal."}
    tried = {
        "": ASKED,
        f"/{vote}/close": None,
        f"/{vote}/hands": {"in_favour": 1, "against": 0},
        f"/{vote}/announce": None,
        f"/{vote}/annul": reason,
        f"/{vote}/overrule": overruling,
    }
    found = [web.post(PATH + path, "delegate@fra", body) for path, body in tried.items()]
    assert [each.status_code for each in found] == [403] * 6
    assert {each.json()["code"] for each in found} == {"denied"}


def test_a_scope_is_asked_for(votes: VoteWorld, web: Web) -> None:
    """A token for checks reads no vote, and nobody without one."""
    vote = votes.open().id
    token = {"Authorization": f"Bearer {web.token('delegate@fra', Scope.CHECK)}"}
    paths = ("?session=93", f"/{vote}", f"/{vote}/own", f"/{vote}/result", f"/{vote}/record")
    found = [web.client.get(PATH + path, headers=token).status_code for path in paths]
    strangers = [web.client.get(PATH + path).status_code for path in paths]
    assert (found, strangers) == ([403] * 5, [401] * 5)


def test_a_ballot_of_an_election_is_not_opened_here(web: Web) -> None:
    """Its election opens it; an instant without a zone is none."""
    told = [
        web.post(PATH, CHAIR, {**ASKED, **changed}).status_code
        for changed in (
            {"subject": {"kind": "round", "id": "x"}, "method": "secret"},
            {"closes_at": "2026-11-21T09:30:00"},
        )
    ]
    assert told == [400, 400]


def test_a_member_proves_its_own_entry(votes: VoteWorld, web: Web) -> None:
    """Nobody else gets its proof."""
    vote = votes.open()
    votes.cast(vote, "FRA", "for")
    path = f"{PATH}/{vote.id}/own/proof"
    pending = web.get(path, "delegate@fra").status_code
    others = web.get(path, "delegate@egy").status_code
    assert (others, pending) == (404, 503)


def test_a_vote_closes_on_time_beside_the_requests(votes: VoteWorld, web: Web) -> None:
    """An open vote whose instant has come is closed by nobody's hand."""
    soon = votes.database.clock() + datetime.timedelta(minutes=1)
    vote = web.post(PATH, CHAIR, {**ASKED, "closes_at": instant_text(soon)}).json()["id"]
    votes.database.clock.advance(minutes=1)  # type: ignore[attr-defined]  # a test's clock
    late = cast(votes, web, vote, "FRA", "for")
    assert (late.status_code, votes.hall.ask(actions.due_to_close)) == (409, (vote,))


# ── by passkey ────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def desk(votes: VoteWorld, tmp_path: Path) -> Browser:
    """A browser before the application."""
    return browser_over(votes.database, tmp_path)


def test_a_passkey_signs_the_statement(votes: VoteWorld, desk: Browser) -> None:
    """Its assertion is over the bytes of the entry, and the record is recounted with it."""
    vote = votes.open()
    device = Authenticator(ORIGIN, "jisr.example")
    desk.register(device, "delegate@fra")
    votes.database.in_transaction(_seal_passkeys, "delegate@fra")
    desk.sign_in("delegate@fra")
    statement = votes.hall.ask(actions.statement, vote.id, "FRA", "for", 1)
    path = f"{PATH}/{vote.id}/calls"
    body = {"choice": "for", "version": 1}
    message = statements.statement_bytes(statement)
    unsigned = desk.send("POST", path, body)
    wrong = desk.send_signed(device, path, body, {}, message + b" ")
    right = desk.send_signed(device, path, body, {}, message)
    assert [each.status_code for each in (unsigned, wrong, right)] == [403, 403, 201]
    assert (right.json()["kind"], right.json()["is_signed"]) == ("passkey", True)
    votes.close(vote)
    record = votes.hall.ask(actions.record, "world", vote.id)
    assert [each.key for each in recount(record)] == ["recount.counted"]


def _seal_passkeys(transaction: Transaction, officer_id: str) -> None:
    """Seal the registration of an officer's passkeys, as their ceremony does."""
    officer = access.officer(transaction, officer_id)
    for key in passkeys.good_passkeys(transaction, officer_id):
        act = sign_in.act_of(transaction, officer, "passkey.added", key.id)
        document = passkeys.passkey_document(key, Relying("jisr.example", ORIGIN))
        seal(transaction, act, document, version=None)


def test_a_demo_marks_what_nothing_signed(database: Database, tmp_path: Path) -> None:
    """One may vote without a key there, and every face says so."""
    votes = found_votes(database, is_demo=True)
    web = web_over(database, tmp_path)
    vote = votes.open()
    told = web.post(f"{PATH}/{vote.id}/calls", "delegate@fra", {"choice": "for"}).json()
    assert (told["kind"], told["is_signed"]) == ("hub-session", False)
    assert json.dumps(told["value"]) == '""'
