"""Promises about reading: what one may do, why not, and what one's own entry says."""

from pathlib import Path

from hall_world import SECRETARY
from jisr.assembly.votes import actions
from jisr.assembly.votes.model import Method, Own
from jisr.errors import NotFound
from jisr.ledger.keys import SigningKey
from jisr.ledger.sequencer import Sequencer
from jisr.values import Decision
from vote_world import VoteWorld, refusal


def own(votes: VoteWorld, officer: str, vote: str) -> Own:
    """Return what an officer can do in a vote."""
    return votes.hall.ask(actions.own, officer, vote)


def test_a_delegate_sees_its_own_entry_alone(votes: VoteWorld) -> None:
    """It arrived, what it says, and which version is next; of others nothing."""
    vote = votes.open()
    before = own(votes, "delegate@fra", vote.id)
    call = votes.cast(vote, "FRA", "for")
    after = own(votes, "alternate@fra", vote.id)
    other = own(votes, "delegate@egy", vote.id)
    allowed = Decision(allowed=True, why="votes.allowed")
    assert before == Own("FRA", allowed)
    assert after == Own("FRA", allowed, call, 2, call.cast_at)
    assert other == Own("EGY", allowed)


def test_who_may_not_is_told_why(votes: VoteWorld) -> None:
    """The secretary; a delegate who was not sent; everybody once it is over."""
    vote = votes.open()
    told = [own(votes, officer, vote.id).may.why for officer in (SECRETARY, "caster@fra")]
    votes.close(vote)
    told.append(own(votes, "delegate@fra", vote.id).may.why)
    assert told == ["sessions.not_member", "sessions.not_in_delegation", "votes.not_open"]


def test_a_question_is_open_to_every_method(votes: VoteWorld) -> None:
    """May I object, may I demand: the same answer."""
    for method in (Method.CONSENSUS, Method.SHOW_OF_HANDS):
        assert own(votes, "delegate@fra", votes.open(method).id).may.allowed


def test_an_entry_is_proven_to_its_own_member(votes: VoteWorld, tmp_path: Path) -> None:
    """With its document: who signed what; others get nothing."""
    vote = votes.open()
    votes.cast(vote, "FRA", "for")
    Sequencer(votes.database, "world", SigningKey.generate("world"), tmp_path / "lock").run()
    proof = votes.hall.ask(actions.prove_call, "world", "delegate@fra", vote.id, 1)
    assert b'"member":"FRA"' in (proof.document or b"")
    for officer, version in (("delegate@egy", 1), ("delegate@fra", 2), (SECRETARY, 1)):
        refused = refusal(votes.hall.ask, actions.prove_call, "world", officer, vote.id, version)
        assert refused[0] is NotFound
