"""Questions: the numbers decide, and nobody overrules them in silence."""

import dataclasses
import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisr.assembly.counting.model import (
    AGAINST,
    FOR,
    Announcement,
    Base,
    Decided,
    Outcome,
    Override,
    Tally,
    Verdict,
)
from jisr.assembly.counting.rules import (
    announce,
    decide,
    entitled_members,
    override_statement,
    overrule,
)
from jisr.assembly.counting.tables import world_rules
from jisr.errors import Denied, ValueMalformed

DAY = datetime.date(2026, 11, 22)
QUESTIONS = [rule.key for rule in world_rules().questions]
VOTE = "0" * 32
REASON = "Two delegations were called twice; the roll was read again."


def tally(votes_for: int, votes_against: int, abstentions: int = 0) -> Tally:
    """Return a tally of 196 members, all represented."""
    votes = {FOR: votes_for, AGAINST: votes_against}
    return Tally(196, 196, abstentions, 0, votes_for + votes_against, votes)


def test_verdict_names_its_rule_and_numbers() -> None:
    """A verdict says by which rule, of what base, with which numbers it was reached."""
    rule = world_rules().question("constitution_amendment", DAY)
    assert decide(rule, tally(131, 65)) == Verdict(
        "constitution_amendment",
        "CON 42(3); RoP 38(1), 44(3)",
        Base.MEMBERS,
        196,
        131,
        131,
        Outcome.ADOPTED,
    )


@pytest.mark.parametrize("votes", [{"a": 1, "b": 1}, {FOR: 2}, {FOR: 1, AGAINST: 1, "maybe": 0}])
def test_question_knows_only_for_and_against(votes: dict[str, int]) -> None:
    """A tally of anything else is refused."""
    with pytest.raises(ValueMalformed):
        decide(world_rules().question("agenda", DAY), Tally(196, 196, 0, 0, 2, votes))


@given(st.sampled_from(QUESTIONS), st.integers(0, 97), st.integers(1, 98))
def test_vote_that_changes_to_for_never_rejects(
    key: str, votes_for: int, votes_against: int
) -> None:
    """What is adopted stays adopted when one member changes from against to for."""
    rule = world_rules().question(key, DAY)
    before = decide(rule, tally(votes_for, votes_against)).outcome
    after = decide(rule, tally(votes_for + 1, votes_against - 1)).outcome
    assert (before, after) != (Outcome.ADOPTED, Outcome.REJECTED)


@given(st.sampled_from(QUESTIONS), st.integers(0, 98), st.integers(0, 98))
def test_order_and_abstentions_change_no_verdict(
    key: str, votes_for: int, votes_against: int
) -> None:
    """The order of the rows never matters, nor do those who abstain (RoP Art. 37)."""
    rule = world_rules().question(key, DAY)
    plain = tally(votes_for, votes_against)
    turned = dataclasses.replace(
        plain,
        votes=dict(sorted(plain.votes.items(), key=lambda item: item[0] == FOR)),
        abstentions=196 - plain.expressed,
    )
    assert decide(rule, plain) == decide(rule, turned)


def test_suspended_member_votes_on_the_constitution_alone() -> None:
    """Unpaid dues take the vote, but not on the Constitution, and not when waived (GR Art. 52)."""
    represented, suspended = {"ABW", "FRA", "MAR"}, {"ABW", "MAR", "TON"}
    assert [
        entitled_members(represented, suspended, frozenset(), admits_suspended=False),
        entitled_members(represented, suspended, {"MAR"}, admits_suspended=False),
        entitled_members(represented, suspended, frozenset(), admits_suspended=True),
    ] == [{"FRA"}, {"FRA", "MAR"}, {"ABW", "FRA", "MAR"}]


def test_announcement_reads_for_before_against() -> None:
    """A question is announced for and against in that order, even when it is rejected."""
    majority = world_rules().question("resolution", DAY).majority
    assert announce(tally(60, 84, 10), majority) == Announcement(
        196, 10, 0, 144, 73, ((FOR, 60), (AGAINST, 84))
    )


def test_announcement_reads_candidates_by_votes() -> None:
    """Candidates are read in decreasing order; equal ones by name, which ranks nobody."""
    totals = Tally(196, 179, 10, 5, 164, {"d": 8, "c": 12, "b": 60, "a": 84})
    equal = Tally(196, 179, 0, 0, 4, {"b": 2, "a": 2})
    majority = world_rules().election("president", DAY).ballot(1).majority
    assert [announce(totals, majority), announce(equal, None)] == [
        Announcement(179, 10, 5, 164, 110, (("a", 84), ("b", 60), ("c", 12), ("d", 8))),
        Announcement(179, 0, 0, 4, None, (("a", 2), ("b", 2))),
    ]


def decided() -> Decided:
    """Return a resolution adopted by one vote."""
    return Decided(decide(world_rules().question("resolution", DAY), tally(83, 81)))


def test_override_stands_beside_the_count() -> None:
    """A signed override changes the outcome in force and leaves the verdict as counted."""
    before = decided()
    override = Override(Outcome.REJECTED, REASON, "GS", b"signature")
    seen: list[tuple[str, bytes, bytes]] = []

    def is_signed(signer: str, statement: bytes, signature: bytes) -> bool:
        seen.append((signer, statement, signature))
        return True

    after = overrule(VOTE, before, override, is_signed)
    statement = override_statement(VOTE, before, Outcome.REJECTED, REASON, "GS")
    assert (after, after.is_overruled) == (Decided(before.verdict, (override,)), True)
    assert seen == [("GS", statement, b"signature")]


def test_override_without_signature_is_denied() -> None:
    """Nobody overrules a count with a signature that does not hold."""
    override = Override(Outcome.REJECTED, REASON, "GS", b"forged")
    with pytest.raises(Denied):
        overrule(VOTE, decided(), override, lambda *_: False)


@pytest.mark.parametrize(
    ("outcome", "reason"),
    [(Outcome.REJECTED, "because"), (Outcome.REJECTED, "x" * 2001), (Outcome.ADOPTED, REASON)],
)
def test_override_needs_a_reason_and_a_change(outcome: Outcome, reason: str) -> None:
    """Too short or too long a reason is refused, and so is the outcome in force."""
    with pytest.raises(ValueMalformed):
        overrule(VOTE, decided(), Override(outcome, reason, "GS", b""), lambda *_: True)


def test_signature_cannot_be_used_again() -> None:
    """The statement names what was signed before, so an old signature fits no later override."""
    first = decided()
    later = Decided(
        first.verdict,
        (
            Override(Outcome.REJECTED, REASON, "GS", b"1"),
            Override(Outcome.ADOPTED, REASON, "GS", b"2"),
        ),
    )
    statements = {
        override_statement(VOTE, state, Outcome.REJECTED, REASON, "GS") for state in (first, later)
    }
    assert len(statements) == 2
