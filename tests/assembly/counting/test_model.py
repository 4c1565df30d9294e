"""Majorities and tallies: integers that add up, or a refusal."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisr.assembly.counting.model import (
    Announcement,
    Base,
    Decided,
    Majority,
    Outcome,
    Override,
    Tally,
    Verdict,
)
from jisr.errors import ValueMalformed

FRACTIONS = st.integers(2, 12).flatmap(lambda den: st.tuples(st.integers(1, den - 1), st.just(den)))


@given(fraction=FRACTIONS, is_strict=st.booleans(), total=st.integers(0, 1000))
def test_required_is_the_fewest_votes_that_reach_the_fraction(
    fraction: tuple[int, int], *, is_strict: bool, total: int
) -> None:
    """It reaches the fraction, one less does not, and it is a plain integer of at least one."""
    required = Majority(*fraction, is_strict=is_strict, base=Base.EXPRESSED).required(total)
    share = Fraction(*fraction) * total

    def reaches(votes: int) -> bool:
        return votes > 0 and (votes > share if is_strict else votes >= share)

    assert (type(required), reaches(required), reaches(required - 1)) == (int, True, False)


@given(fraction=FRACTIONS, is_strict=st.booleans(), total=st.integers(0, 999))
def test_more_votes_never_lower_the_majority(
    fraction: tuple[int, int], *, is_strict: bool, total: int
) -> None:
    """One more vote in the base raises the required number by one or not at all."""
    majority = Majority(*fraction, is_strict=is_strict, base=Base.EXPRESSED)
    assert majority.required(total + 1) - majority.required(total) in {0, 1}


@pytest.mark.parametrize("fraction", [(0, 2), (3, 2), (1, 0), (-1, 2)])
def test_majority_that_nothing_reaches_is_refused(fraction: tuple[int, int]) -> None:
    """A fraction outside of 0 to 1 is no majority, and more than all is none either."""
    with pytest.raises(ValueMalformed):
        Majority(*fraction, is_strict=False, base=Base.CAST)
    with pytest.raises(ValueMalformed):
        Majority(1, 1, is_strict=True, base=Base.CAST)


def test_bases_include_one_another() -> None:
    """Expressed, cast, present and members are the four totals of one ballot."""
    tally = Tally(196, 179, 10, 5, 160, {"for": 100, "against": 60})
    assert [tally.total(base) for base in Base] == [160, 175, 179, 196]


@pytest.mark.parametrize(
    ("numbers", "votes", "marks_max"),
    [
        ((196, 197, 0, 0, 2), {"for": 1, "against": 1}, 1),
        ((196, 10, 5, 4, 2), {"for": 1, "against": 1}, 1),
        ((196, 179, 0, 0, 3), {"for": 1, "against": 1}, 1),
        ((196, 179, 0, 0, 1), {"for": 1, "against": 1}, 1),
        ((196, 179, -1, 0, 2), {"for": 1, "against": 1}, 1),
        ((196, 179, 0, 0, 0), {"for": -1, "against": 1}, 1),
        ((196, 179, 0, 0, 2), {"for": True, "against": 1}, 1),
        ((196, 179, 0, 0, 0), {}, 1),
        ((1001, 179, 0, 0, 2), {"for": 1, "against": 1}, 1),
        ((196, 179, 0, 0, 2), {"a": 3, "b": 0}, 2),
        ((196, 179, 0, 0, 2), {"a": 2, "b": 2, "c": 1}, 2),
        ((196, 179, 0, 0, 0), {"a": 0}, 0),
    ],
)
def test_tally_that_does_not_add_up_is_refused(
    numbers: tuple[int, int, int, int, int], votes: dict[str, int], marks_max: int
) -> None:
    """No more ballots than members, no more votes than ballots, no number that is no count."""
    with pytest.raises(ValueMalformed):
        Tally(*numbers, votes, marks_max)


def test_float_is_no_count() -> None:
    """A number of votes with a fraction cannot enter a tally, whatever its value."""
    votes: dict[str, object] = {"for": 1.0, "against": 1}
    with pytest.raises(ValueMalformed):
        Tally(196, 179, 0, 0, 2, votes)  # type: ignore[arg-type]  # the promise is about the wrong type


def test_announcement_keeps_the_six_items_in_order() -> None:
    """Entitled, abstentions, invalid, expressed, required, then the results."""
    announcement = Announcement(179, 10, 5, 164, 83, (("a", 84), ("b", 80)))
    assert list(announcement.items()) == [
        ("entitled", 179),
        ("abstentions", 10),
        ("invalid", 5),
        ("expressed", 164),
        ("required", 83),
        ("a", 84),
        ("b", 80),
    ]


def test_override_of_an_override_may_restore_the_count() -> None:
    """The newest signed entry is in force; when it agrees with the count, nothing is overruled."""
    verdict = Verdict("resolution", "CON 14", Base.EXPRESSED, 164, 83, 84, Outcome.ADOPTED)
    against = Override(Outcome.REJECTED, "counted twice by mistake", "GS", b"1")
    restored = Override(Outcome.ADOPTED, "the doubt was cleared up", "GS", b"2")
    states = [
        Decided(verdict),
        Decided(verdict, (against,)),
        Decided(verdict, (against, restored)),
    ]
    assert [(state.outcome, state.is_overruled) for state in states] == [
        (Outcome.ADOPTED, False),
        (Outcome.REJECTED, True),
        (Outcome.ADOPTED, False),
    ]
