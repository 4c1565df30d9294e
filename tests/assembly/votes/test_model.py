"""Promises about what a vote says of itself."""

from dataclasses import replace

from jisr.assembly.counting.model import Outcome
from jisr.assembly.votes.model import UNSIGNED, Method, Overruling
from vote_made import AT, MADE, TALLY


def test_the_entitled_are_those_of_the_roll() -> None:
    """Whoever has a voice, and nobody else."""
    assert MADE.entitled == {"MAR", "EGY", "FRA"}


def test_only_counted_hands_are_unverified() -> None:
    """A roll-call never is, and hands not before they are counted."""
    hands = replace(MADE, method=Method.SHOW_OF_HANDS)
    told = [each.is_unverified for each in (MADE, hands, replace(hands, tally=TALLY))]
    assert told == [False, False, True]


def test_each_overruling_turns_the_outcome_around() -> None:
    """An even number of them leaves what was counted in force."""
    one = Overruling(Outcome.REJECTED, "because", "chair", AT, UNSIGNED)
    found = [replace(MADE, overrulings=(one,) * number).is_overruled for number in range(4)]
    assert found == [False, True, False, True]
