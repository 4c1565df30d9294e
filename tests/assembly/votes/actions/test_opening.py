"""Promises about opening: who may, over which words, with which roll."""

import datetime

import pytest

from hall_world import CHAIR, SECRETARY
from jisr.assembly.sessions import actions as sessions
from jisr.assembly.sessions.model import Matter
from jisr.assembly.votes import actions
from jisr.assembly.votes.model import (
    Choice,
    Entitlement,
    Method,
    Subject,
    SubjectKind,
    VoteState,
)
from jisr.errors import Denied, NotFound, ValueMalformed
from jisr.values import LanguageMap
from vote_world import TITLE, VoteWorld, question, refusal


def test_the_roll_is_frozen_with_reasons(votes: VoteWorld) -> None:
    """Every member in the order of the hall; who is not there is told why."""
    unpaid = {"FRA": frozenset({2025, 2026})}
    votes.hall.do(sessions.record_dues, SECRETARY, 93, unpaid)
    vote = votes.open()
    held = votes.hall.ask(sessions.session, 93)
    told = {each.member: each for each in vote.roll}
    assert tuple(each.member for each in vote.roll) == held.order
    assert vote.entitled == frozenset(("MAR", "KEN", "ISL", "EGY"))
    assert told["FRA"] == Entitlement("FRA", is_entitled=False, why="sessions.suspended")
    assert told["TUN"] == Entitlement("TUN", is_entitled=False, why="sessions.no_credentials")


def test_a_vote_is_as_it_was_put(votes: VoteWorld) -> None:
    """The first of the session: number 1, open, for or against, under its rule."""
    vote = votes.open()
    assert (vote.number, vote.state, vote.title, vote.rule) == (
        1,
        VoteState.OPEN,
        TITLE,
        "procedural_motion",
    )
    assert [each.key for each in vote.choices] == ["for", "against"]
    assert (vote.opened_by, vote.matter, vote.version) == (CHAIR, Matter.OTHER, 1)
    assert votes.read(vote).vote == vote


def test_only_who_presides_opens(votes: VoteWorld) -> None:
    """Not the secretary, who prepares, nor a head of delegation."""
    found = [
        refusal(votes.hall.do, actions.open_vote, officer, question())
        for officer in (SECRETARY, "delegate@fra")
    ]
    assert found == [(Denied, "sessions.no_office")] * 2


def test_there_must_be_such_a_session(votes: VoteWorld) -> None:
    """A vote belongs to a session that this network holds."""
    assert refusal(votes.hall.do, actions.open_vote, CHAIR, question(session=12))[0] is NotFound


@pytest.mark.parametrize("method", [each for each in Method if each is not Method.SECRET])
def test_what_must_be_secret_is_not_open(votes: VoteWorld, method: Method) -> None:
    """A removal and a Secretary General are voted on by secret ballot (RoP 40)."""
    found = [refusal(votes.open, method, rule=rule) for rule in ("removal", "secretary_general")]
    assert found == [(Denied, "votes.secret_compulsory")] * 2


def test_silence_shows_no_share_of_all_members(votes: VoteWorld) -> None:
    """Two-thirds of all Members cannot be shown by a consensus."""
    found = refusal(votes.open, Method.CONSENSUS, rule="constitution_amendment")
    assert found == (Denied, "votes.consensus_base")


def test_hands_are_not_timed(votes: VoteWorld) -> None:
    """The chair ends a show of hands with the count."""
    ends_at = votes.database.clock() + datetime.timedelta(minutes=5)
    found = refusal(votes.open, Method.SHOW_OF_HANDS, closes_at=ends_at)
    assert found == (Denied, "votes.hands_not_timed")


def test_suspended_members_vote_on_the_constitution(votes: VoteWorld) -> None:
    """The matter follows from the rule of a question, and the roll from the matter."""
    unpaid = {"FRA": frozenset({2025, 2026})}
    votes.hall.do(sessions.record_dues, SECRETARY, 93, unpaid)
    vote = votes.open(rule="constitution_amendment")
    assert (vote.matter, "FRA" in vote.entitled) == (Matter.CONSTITUTION, True)


@pytest.mark.parametrize(
    "changed",
    [
        {"title": None},
        {"title": LanguageMap({"en": "One language only?"})},
        {"title": LanguageMap({**TITLE.texts, "de": "Eine mehr?"})},
        {"title": LanguageMap(dict.fromkeys(TITLE.texts, "hidden\u202e sign"))},
        {"rule": "unknown"},
        {"rule": "president"},
        {"choices": (Choice("maybe", LanguageMap({"en": "Maybe"})),)},
        {"round": 1},
        {"marks_max": 2},
        {"subject": Subject(SubjectKind.QUESTION, "1")},
        {"subject": Subject(SubjectKind.DRAFT, "")},
        {"subject": Subject(SubjectKind.ROUND, "1")},
        {"closes_at": datetime.datetime(2026, 11, 21, 8, 0, tzinfo=datetime.UTC)},
        {"closes_at": datetime.datetime(2026, 11, 23, 9, 0, tzinfo=datetime.UTC)},
    ],
    ids=str,
)
def test_what_is_put_has_its_form(votes: VoteWorld, changed: dict[str, object]) -> None:
    """Every language and no other, a rule in force, an instant that is to come, and soon."""
    assert refusal(votes.open, **changed)[0] is ValueMalformed


def test_somebody_must_be_there(votes: VoteWorld) -> None:
    """Where nobody is represented and entitled there is no vote."""
    everybody = {member: frozenset({2025, 2026}) for member in votes.keys}
    votes.hall.do(sessions.record_dues, SECRETARY, 93, everybody)
    assert refusal(votes.open) == (Denied, "votes.nobody_entitled")


def test_a_secret_vote_needs_trustees_and_witnesses(votes: VoteWorld) -> None:
    """Without them, or away from the hub, it does not open, and nothing is left of it."""
    found = refusal(votes.open, Method.SECRET)
    assert found[0] is Denied
    assert votes.hall.ask(actions.list_votes, 93) == ()


def test_several_votes_are_open_at_once(votes: VoteWorld) -> None:
    """The newest comes first, page by page."""
    numbers = [votes.open().number for _ in range(3)]
    first = votes.hall.ask(actions.list_votes, 93, limit=2)
    rest = votes.hall.ask(actions.list_votes, 93, before=first[-1].number)
    assert (numbers, [each.number for each in (*first, *rest)]) == ([1, 2, 3], [3, 2, 1])
