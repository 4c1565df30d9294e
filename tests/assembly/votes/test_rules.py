"""Promises about the pure rules of votes, the tallies among them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisr.assembly.counting.model import AGAINST, FOR, Tally
from jisr.assembly.votes import rules
from jisr.assembly.votes.model import ABSTAIN, Choice, Hands, Method, VoteState
from jisr.errors import ValueMalformed
from jisr.values import Decision, LanguageMap
from vote_made import AT, MADE, TALLY, call


def test_the_newest_entries_are_counted() -> None:
    """Each choice, and the abstentions apart."""
    calls = [call("FRA", FOR), call("EGY", FOR), call("MAR", ABSTAIN)]
    assert rules.tally_calls(MADE, calls) == TALLY


def test_nobody_present_is_a_tally_of_nothing() -> None:
    """A roll-call in which no member answers."""
    assert rules.tally_calls(MADE, []) == replace(
        TALLY, abstentions=0, expressed=0, votes={FOR: 0, AGAINST: 0}
    )


def test_hands_are_bounded_by_the_roll() -> None:
    """Three may vote; four hands are one too many."""
    assert rules.tally_hands(MADE, Hands(2, 0, 1)) == TALLY
    with pytest.raises(ValueMalformed):
        rules.tally_hands(MADE, Hands(3, 1, 0))


def test_a_board_is_counted_by_its_sums() -> None:
    """With one mark a ballot, who did not abstain chose."""
    assert rules.tally_board(MADE, {FOR: 2, AGAINST: 0, ABSTAIN: 1}, 3) == TALLY


MANY = replace(
    MADE,
    marks_max=3,
    choices=tuple(Choice(each, LanguageMap({"en": each})) for each in "abcde"),
)


@given(
    st.lists(
        st.sets(st.sampled_from([*"abcde", ABSTAIN]), min_size=1, max_size=3),
        max_size=len(MADE.entitled),
    )
)
def test_strange_ballots_never_break_a_tally(ballots: list[set[str]]) -> None:
    """Whatever they mark beside the abstention, the totals stay those of some real vote."""
    totals = {
        key: sum(key in ballot for ballot in ballots)
        for key in (*(each.key for each in MANY.choices), ABSTAIN)
    }
    tally = rules.tally_board(MANY, totals, len(ballots))
    assert isinstance(tally, Tally)
    assert tally.cast == len(ballots)
    honest = all(ABSTAIN not in ballot or len(ballot) == 1 for ballot in ballots)
    if honest:
        assert tally.abstentions == totals[ABSTAIN]


def test_an_entry_follows_the_one_before() -> None:
    """The first is 1; a correction the next, and it changes something."""
    before = call("FRA", FOR)
    told = [
        rules.may_write(MADE, choice, version, given).why
        for choice, version, given in (
            (FOR, 1, None),
            (FOR, 2, None),
            (AGAINST, 2, before),
            (AGAINST, 1, before),
            (FOR, 2, before),
        )
    ]
    assert told == [
        "votes.allowed",
        "votes.entry_stands",
        "votes.allowed",
        "votes.entry_stands",
        "votes.entry_same",
    ]


def test_the_frozen_roll_speaks() -> None:
    """With the reason that was given when the vote opened."""
    told = [rules.may_speak(MADE, member) for member in ("FRA", "KEN", "XXX")]
    assert told == [
        Decision(allowed=True, why="votes.allowed"),
        Decision(allowed=False, why="sessions.suspended"),
        Decision(allowed=False, why="votes.not_on_roll"),
    ]


def test_an_instant_ends_a_vote_by_itself() -> None:
    """At it, not after it."""
    timed = replace(MADE, closes_at=AT)
    before = AT.replace(hour=9)
    told = [rules.may_cast(timed, now, Method.ROLL_CALL).allowed for now in (before, AT)]
    assert told == [True, False]


def test_what_can_follow_what() -> None:
    """The table of states: closing, announcing, annulling, overruling, demanding, recounting."""
    hands = replace(MADE, method=Method.SHOW_OF_HANDS, tally=TALLY)
    told = {
        state: "".join(
            "y" if rule(replace(hands, state=state, closed_at=AT)).allowed else "n"
            for rule in (
                rules.may_close,
                rules.may_announce,
                rules.may_annul,
                rules.may_overrule,
                rules.may_demand,
                rules.may_recount,
            )
        )
        for state in VoteState
    }
    assert told == {
        VoteState.OPEN: "ynynyy",
        VoteState.CLOSED: "nyyyyy",
        VoteState.ANNOUNCED: "nnnnny",
        VoteState.ANNULLED: "nnnnnn",
    }


def test_two_groups_of_witnesses_share_somebody() -> None:
    """So that nobody sees two closed boards signed by different people."""
    for witnesses in range(3, 40):
        needed = rules.witnesses_needed(witnesses)
        assert rules.WITNESSES_MIN <= needed <= witnesses
        assert 2 * needed > witnesses
