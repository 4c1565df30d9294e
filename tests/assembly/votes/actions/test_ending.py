"""Promises about the end of a vote: closed, announced by its rule, overruled in the open."""

import datetime

from hall_world import CHAIR, SECRETARY
from jisr.assembly.counting.model import Outcome
from jisr.assembly.votes import actions
from jisr.assembly.votes.model import (
    ABSTAIN,
    Hands,
    Method,
    SignatureKind,
    Signing,
    VoteState,
)
from jisr.errors import Conflict, Denied, NotFound, ValueMalformed
from jisr.kit.db import Database
from vote_world import REASON, SIGNED, VoteWorld, found_votes, refusal


def test_a_roll_call_is_announced_by_its_rule(votes: VoteWorld) -> None:
    """The six items in their order, and the outcome that the numbers say."""
    vote = votes.open()
    votes.cast_all(vote, {"FRA": "for", "EGY": "for", "KEN": "against", "MAR": ABSTAIN})
    closed = votes.close(vote)
    announced = votes.announce(vote)
    result = votes.hall.ask(actions.result, announced)
    assert (closed.state, closed.outcome, announced.outcome) == (
        VoteState.CLOSED,
        None,
        Outcome.ADOPTED,
    )
    assert result is not None
    assert list(result.announcement.items()) == [
        ("entitled", 5),
        ("abstentions", 1),
        ("invalid", 0),
        ("expressed", 3),
        ("required", 2),
        ("for", 2),
        ("against", 1),
    ]


def test_an_equal_division_rejects(votes: VoteWorld) -> None:
    """Nothing breaks a tie."""
    vote = votes.open()
    votes.cast_all(vote, {"FRA": "for", "EGY": "against"})
    votes.close(vote)
    assert votes.announce(vote).outcome is Outcome.REJECTED


def test_a_consensus_nobody_objected_to_is_adopted(votes: VoteWorld) -> None:
    """Without any number."""
    vote = votes.open(Method.CONSENSUS)
    votes.close(vote)
    announced = votes.announce(vote)
    assert (announced.outcome, announced.tally) == (Outcome.ADOPTED, None)
    assert votes.hall.ask(actions.result, announced) is None


def test_hands_stay_unverified(votes: VoteWorld) -> None:
    """The count closes the vote, and it says of itself that nobody can verify it."""
    vote = votes.open(Method.SHOW_OF_HANDS)
    counted = votes.hall.do(actions.count_hands, CHAIR, vote.id, Hands(3, 1, 1))
    assert (counted.state, counted.is_unverified) == (VoteState.CLOSED, True)
    assert votes.announce(vote).outcome is Outcome.ADOPTED


def test_more_hands_than_members_are_refused(votes: VoteWorld) -> None:
    """The count is bounded by those who may vote."""
    vote = votes.open(Method.SHOW_OF_HANDS)
    found = refusal(votes.hall.do, actions.count_hands, CHAIR, vote.id, Hands(4, 1, 1))
    assert found[0] is ValueMalformed


def test_each_step_has_its_place(votes: VoteWorld) -> None:
    """Announced before the close, closed twice, hands closed uncounted, announced twice."""
    vote, hands = votes.open(), votes.open(Method.SHOW_OF_HANDS)
    found = [refusal(votes.announce, vote), refusal(votes.close, hands)]
    found.append(refusal(votes.hall.do, actions.count_hands, CHAIR, vote.id, Hands(1, 0, 0)))
    votes.close(vote)
    found.append(refusal(votes.close, vote))
    votes.announce(vote)
    found.append(refusal(votes.announce, vote))
    found.append(refusal(votes.hall.do, actions.annul, CHAIR, vote.id, REASON))
    assert found == [
        (Conflict, "votes.not_closed"),
        (Conflict, "votes.not_counted"),
        (Conflict, "votes.other_method"),
        (Conflict, "votes.not_open"),
        (Conflict, "votes.announced"),
        (Conflict, "votes.announced"),
    ]


def test_only_who_presides_ends(votes: VoteWorld) -> None:
    """Each verb of the chair is refused to the secretary and to a delegate."""
    vote, hands = votes.open(), votes.open(Method.SHOW_OF_HANDS)
    outcome = (Outcome.ADOPTED, REASON, SIGNED)
    found = []
    for officer in (SECRETARY, "delegate@fra"):
        found += [
            refusal(votes.hall.do, actions.close_vote, officer, vote.id),
            refusal(votes.hall.do, actions.count_hands, officer, hands.id, Hands(1, 0, 0)),
            refusal(votes.hall.do, actions.announce, officer, vote.id),
            refusal(votes.hall.do, actions.annul, officer, vote.id, REASON),
            refusal(votes.hall.do, actions.overrule, officer, vote.id, *outcome),
        ]
    assert found == [(Denied, "sessions.no_office")] * 10


def test_an_annulled_vote_counts_for_nothing(votes: VoteWorld) -> None:
    """Its reason is kept, and it is neither announced nor recounted."""
    vote = votes.open()
    votes.close(vote)
    annulled = votes.hall.do(actions.annul, CHAIR, vote.id, f" {REASON} ")
    found = [
        refusal(votes.announce, vote),
        refusal(votes.hall.ask, actions.record, "world", vote.id),
        refusal(votes.hall.do, actions.overrule, CHAIR, vote.id, Outcome.ADOPTED, REASON, SIGNED),
    ]
    assert (annulled.state, annulled.why) == (VoteState.ANNULLED, REASON)
    assert found == [(Conflict, "votes.annulled")] * 3


def test_a_reason_is_a_reason(votes: VoteWorld) -> None:
    """Too short or too long is none."""
    vote = votes.open()
    for reason in ("", "short    ", "x" * 501):
        found = refusal(votes.hall.do, actions.annul, CHAIR, vote.id, reason)
        assert found[0] is ValueMalformed


# ── on time ───────────────────────────────────────────────────────────────────────────────────


def test_a_vote_closes_by_itself(votes: VoteWorld) -> None:
    """At its instant, not before, and once; what was cast until then is counted."""
    ends_at = votes.database.clock() + datetime.timedelta(minutes=5)
    vote = votes.open(closes_at=ends_at)
    votes.cast(vote, "FRA", "for")
    before = votes.hall.ask(actions.due_to_close)
    early = votes.hall.do(actions.close_due, vote.id)
    votes.database.clock.advance(minutes=5)  # type: ignore[attr-defined]  # a test's clock
    due = votes.hall.ask(actions.due_to_close)
    closed = votes.hall.do(actions.close_due, vote.id)
    again = votes.hall.do(actions.close_due, vote.id)
    assert (before, early, due, again) == ((), None, (vote.id,), None)
    assert closed is not None
    assert closed.tally is not None
    assert (closed.state, closed.tally.votes["for"]) == (VoteState.CLOSED, 1)
    assert votes.hall.ask(actions.due_to_close) == ()


# ── overruled ─────────────────────────────────────────────────────────────────────────────────


def test_an_overruling_stands_beside_the_count(votes: VoteWorld) -> None:
    """The count is not touched; the outcome in force says that it is another."""
    vote = votes.open()
    votes.cast(vote, "FRA", "for")
    votes.close(vote)
    overruled = votes.hall.do(actions.overrule, CHAIR, vote.id, Outcome.REJECTED, REASON, SIGNED)
    announced = votes.announce(vote)
    decided = votes.hall.ask(actions.decided, announced)
    assert decided is not None
    assert (overruled.is_overruled, announced.outcome) == (True, Outcome.REJECTED)
    assert (decided.verdict.outcome, decided.is_overruled) == (Outcome.ADOPTED, True)
    assert [each.reason for each in announced.overrulings] == [REASON]


def test_a_question_is_overruled_after_it_was_announced(votes: VoteWorld) -> None:
    """And back again: each turn is an entry."""
    vote = votes.open()
    votes.cast(vote, "FRA", "for")
    votes.close(vote)
    votes.announce(vote)
    first = votes.hall.do(actions.overrule, CHAIR, vote.id, Outcome.REJECTED, REASON, SIGNED)
    second = votes.hall.do(actions.overrule, CHAIR, vote.id, Outcome.ADOPTED, REASON, SIGNED)
    assert [(each.outcome, each.is_overruled) for each in (first, second)] == [
        (Outcome.REJECTED, True),
        (Outcome.ADOPTED, False),
    ]


def test_an_overruling_is_signed_and_reasoned(votes: VoteWorld) -> None:
    """Unsigned, with a wrong signature, without a reason, or changing nothing it is refused."""
    vote = votes.open()
    votes.cast(vote, "FRA", "for")
    open_one = refusal(
        votes.hall.do, actions.overrule, CHAIR, vote.id, Outcome.REJECTED, REASON, SIGNED
    )
    votes.close(vote)
    wrong = Signing(SIGNED.signature, lambda _message: False)
    found = [
        refusal(votes.hall.do, actions.overrule, CHAIR, vote.id, *given)
        for given in (
            (Outcome.REJECTED, REASON, Signing()),
            (Outcome.REJECTED, REASON, wrong),
            (Outcome.REJECTED, "because", SIGNED),
            (Outcome.ADOPTED, REASON, SIGNED),
        )
    ]
    assert open_one == (Conflict, "votes.not_closed")
    assert [kind for kind, _ in found] == [Denied, Denied, ValueMalformed, ValueMalformed]


def test_what_is_signed_names_the_vote(votes: VoteWorld) -> None:
    """Two votes with one count are overruled by two different statements."""
    told = []
    for _ in range(2):
        vote = votes.open()
        votes.cast(vote, "FRA", "for")
        votes.close(vote)
        told.append(
            votes.hall.ask(actions.overruling_statement, CHAIR, vote.id, Outcome.REJECTED, REASON)
        )
        assert vote.id.encode() in told[-1]
    assert told[0] != told[1]


def test_a_consensus_has_no_count_to_overrule(votes: VoteWorld) -> None:
    """There is no number that could be set aside."""
    vote = votes.open(Method.CONSENSUS)
    votes.close(vote)
    found = refusal(
        votes.hall.do, actions.overrule, CHAIR, vote.id, Outcome.REJECTED, REASON, SIGNED
    )
    assert found == (Conflict, "votes.not_counted")


def test_there_must_be_such_a_vote(votes: VoteWorld) -> None:
    """No verb of the chair makes one up."""
    for act in (actions.close_vote, actions.announce):
        assert refusal(votes.hall.do, act, CHAIR, "0" * 32)[0] is NotFound


def test_a_demo_overrules_unsigned(database: Database) -> None:
    """Where nobody must sign, the entry says that nothing signed it."""
    votes = found_votes(database, is_demo=True)
    vote = votes.open()
    votes.cast(vote, "FRA", "for")
    votes.close(vote)
    made = votes.hall.do(
        actions.overrule, CHAIR, vote.id, Outcome.REJECTED, REASON, Signing()
    ).overrulings
    assert [each.signature.kind for each in made] == [SignatureKind.HUB_SESSION]
