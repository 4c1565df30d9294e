"""Elections step by step: ballots, ties, lots, and no way around them."""

import dataclasses
import datetime
import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisr.assembly.counting.elections import (
    Election,
    Stage,
    apply_ballot,
    apply_lots,
    open_election,
    withdraw,
)
from jisr.assembly.counting.model import Stay, Tally
from jisr.assembly.counting.seats import Candidate, Passed, Tie
from jisr.assembly.counting.tables import world_rules
from jisr.errors import ValueMalformed

DAY = datetime.date(2026, 11, 22)


def people(**regions: str) -> list[Candidate]:
    """Return candidates by key and region, each of a member of its own."""
    return [Candidate(key, f"member of {key}", region) for key, region in regions.items()]


def begin(rule: str, sitting: dict[str, int] | None = None, **regions: str) -> Election:
    """Open an election by the rule's key."""
    return open_election(world_rules().election(rule, DAY), people(**regions), sitting or {})


def tally(marks_max: int = 1, **votes: int) -> Tally:
    """Return a tally of 196 members, all represented."""
    marks = sum(votes.values())
    return Tally(196, 196, 0, 0, marks if marks_max == 1 else min(196, marks), votes, marks_max)


def test_president_is_elected_in_the_third_ballot_by_one_vote() -> None:
    """84, 60, 12 and 8 elect nobody twice, and elect the first in the third ballot (CON 16)."""
    election = begin("president", a="E", b="S", c="N", d="W")
    stages = []
    for _ in range(3):
        election = apply_ballot(election, tally(a=84, b=60, c=12, d=8))
        required = election.rounds[-1].announcement.required
        stages.append((election.stage, required, election.elected))
    assert stages == [
        (Stage.BALLOT, 110, ()),
        (Stage.BALLOT, 110, ()),
        (Stage.ELECTED, 83, ("a",)),
    ]
    assert [turn.number for turn in election.rounds] == [1, 2, 3]


def test_candidate_may_withdraw_between_ballots() -> None:
    """Who withdrew is not on the next paper; when nobody is left, the election lapses."""
    election = apply_ballot(begin("president", a="E", b="S"), tally(a=90, b=74))
    alone = withdraw(election, "b")
    assert (alone.on_paper, alone.stage) == (frozenset("a"), Stage.BALLOT)
    assert withdraw(alone, "a").stage is Stage.LAPSED
    with pytest.raises(ValueMalformed):
        withdraw(alone, "b")


def split() -> Election:
    """Return an election of a vice-president in which two are equal."""
    return apply_ballot(begin("vice_president", a="N", b="N"), tally(a=85, b=85))


def test_two_equal_have_another_ballot_and_then_lots() -> None:
    """RoP Art. 52: a second ballot, and when it decides nothing, lots; the machine draws none."""
    first = split()
    second = apply_ballot(first, tally(a=70, b=70))
    drawn = apply_lots(second, ["b", "a"])
    assert [(state.stage, state.elected) for state in (first, second, drawn)] == [
        (Stage.TIE_BALLOT, ()),
        (Stage.LOTS, ()),
        (Stage.ELECTED, ("b",)),
    ]
    assert [(turn.number, turn.is_tie_ballot) for turn in drawn.rounds] == [(1, False), (1, True)]


def test_ballot_of_a_tie_may_decide() -> None:
    """One vote more in the second ballot is enough."""
    after = apply_ballot(split(), tally(a=70, b=71))
    assert (after.stage, after.elected) == (Stage.ELECTED, ("b",))


def test_ballot_of_a_tie_in_which_nobody_votes_goes_to_lots() -> None:
    """A second ballot of abstentions decides nothing."""
    after = apply_ballot(split(), Tally(196, 196, 196, 0, 0, {"a": 0, "b": 0}))
    assert (after.stage, after.ties) == (
        Stage.LOTS,
        (Tie(frozenset("ab"), 1, is_for_lots=True),),
    )


def test_tie_for_several_seats_is_settled_seat_by_seat() -> None:
    """Who wins in the ballot of the tie is elected; the others who are equal draw lots."""
    regions = {key: key for key in "abcdefghijk"}
    votes = dict.fromkeys("abcdefgh", 20) | dict.fromkeys("ijk", 10)
    rule = dataclasses.replace(world_rules().election("delegates", DAY), seats=10)
    tied = apply_ballot(open_election(rule, people(**regions), {}), tally(9, **votes))
    ballot = apply_ballot(tied, tally(2, i=100, j=50, k=50))
    drawn = apply_lots(ballot, ["k", "j"])
    assert (tied.ties, ballot.ties, drawn.stage, drawn.elected[8:]) == (
        (Tie(frozenset("ijk"), 2),),
        (Tie(frozenset("jk"), 1, is_for_lots=True),),
        Stage.ELECTED,
        ("i", "k"),
    )


def test_lots_obey_the_cap_of_a_region() -> None:
    """The next in the drawn order takes the seat when a region is full."""
    rule = dataclasses.replace(
        world_rules().election("delegates", DAY), seats=2, region_seats_max=1
    )
    election = open_election(rule, people(a="N", b="N", c="S"), {})
    tied = apply_ballot(election, tally(2, a=5, b=5, c=5))
    lots = apply_ballot(tied, tally(1, a=5, b=5))
    assert (tied.elected, tied.ties) == (("c",), (Tie(frozenset("ab"), 1),))
    assert apply_lots(lots, ["b", "a"]).elected == ("c", "b")


def test_lots_among_two_regions_pass_over_a_full_one() -> None:
    """Of three drawn for two seats, the second of a full region gives way to the third."""
    rule = dataclasses.replace(
        world_rules().election("delegates", DAY), seats=2, region_seats_max=1
    )
    election = open_election(rule, people(a="N", b="N", c="S", d="E"), {})
    tied = apply_ballot(election, tally(2, a=5, b=5, c=5, d=5))
    lots = apply_ballot(tied, tally(2, a=5, b=5, c=5, d=5))
    assert apply_lots(lots, ["a", "b", "d", "c"]).elected == ("a", "d")


def test_region_that_sits_already_takes_no_seat() -> None:
    """Sitting members count towards the cap, and the election lapses when no room is left."""
    after = apply_ballot(begin("delegates", {"N": 3}, a="N", b="S"), tally(2, a=90, b=50))
    assert (after.elected, after.stage, after.rounds[0].passed) == (
        ("b",),
        Stage.LAPSED,
        {"a": Passed.REGION_FULL},
    )


def test_election_lapses_after_its_last_ballot() -> None:
    """An election that nobody wins ends, and the Assembly decides how to go on."""
    election = begin("president", a="E", b="S", c="N")
    for _ in range(20):
        assert election.stage is Stage.BALLOT
        election = apply_ballot(election, tally(a=60, b=60, c=60))
    assert (election.stage, len(election.rounds)) == (Stage.LAPSED, 20)


def test_leaders_stay_with_whoever_equals_the_second() -> None:
    """A rule that keeps two leaders never drops one of two equal ones."""
    host = world_rules().election("host", DAY)
    rule = dataclasses.replace(
        host, ballots=(dataclasses.replace(host.ballots[0], stay=Stay.LEADERS),)
    )
    election = open_election(rule, people(a="E", b="S", c="N", d="W"), {})
    assert apply_ballot(election, tally(a=60, b=40, c=40, d=20)).on_paper == {"a", "b", "c"}
    assert apply_ballot(election, tally(a=60, b=50, c=40, d=20)).on_paper == {"a", "b"}


@pytest.mark.parametrize(
    "candidates",
    [
        [],
        [Candidate("a", "FRA", "E"), Candidate("a", "MAR", "N")],
        [Candidate("a", "FRA", "E"), Candidate("b", "FRA", "E")],
        [Candidate("against", "FRA", "E")],
        [Candidate("for", "FRA", "E")],
    ],
)
def test_election_with_unclear_candidates_is_refused(candidates: list[Candidate]) -> None:
    """There is a candidate, each has a key of its own, and comes from a member of its own."""
    with pytest.raises(ValueMalformed):
        open_election(world_rules().election("president", DAY), candidates, {})


@pytest.mark.parametrize(
    "wrong", [tally(a=1), tally(a=1, b=1, c=1), tally(2, a=1, b=1), tally(a=1, c=1)]
)
def test_tally_of_other_candidates_is_refused(wrong: Tally) -> None:
    """Every candidate on the paper has a row, nobody else has, and marks fit the seats."""
    with pytest.raises(ValueMalformed):
        apply_ballot(begin("president", a="E", b="S"), wrong)


def test_step_out_of_turn_is_refused() -> None:
    """Nothing follows an election that ended, and lots are drawn only when they are awaited."""
    done = apply_ballot(begin("president", a="E", b="S"), tally(a=110, b=54))
    lots = apply_ballot(split(), tally(a=70, b=70))
    with pytest.raises(ValueMalformed):
        apply_ballot(done, tally(b=1))
    with pytest.raises(ValueMalformed):
        apply_lots(done, ["b"])
    with pytest.raises(ValueMalformed):
        apply_ballot(lots, tally(a=1, b=0))
    with pytest.raises(ValueMalformed):
        apply_lots(lots, ["a"])
    with pytest.raises(ValueMalformed):
        apply_lots(lots, ["a", "a"])


def test_full_region_is_not_taken_for_a_tie() -> None:
    """Two equal candidates whose region is full are passed over; nobody draws lots for a seat."""
    rule = dataclasses.replace(
        world_rules().election("delegates", DAY), seats=3, region_seats_max=1
    )
    election = open_election(rule, people(a="S", b="E", c="S", d="S"), {})
    after = apply_ballot(election, tally(3, a=2, b=2, c=1, d=1))
    assert (after.elected, after.stage, after.ties) == (("a", "b"), Stage.LAPSED, ())


@given(
    st.sampled_from(["president", "vice_president", "delegates", "host"]),
    st.text("NSE", min_size=1, max_size=8),
    st.integers(1, 4),
    st.integers(1, 2),
    st.randoms(use_true_random=False),
)
def test_every_election_ends_within_its_rules(
    key: str, regions: str, seats: int, cap: int, chance: random.Random
) -> None:
    """Whatever the votes, it ends; no seat or cap is exceeded; lots fill the seats of their tie."""
    rule = world_rules().election(key, DAY)
    if rule.seats > 1:
        rule = dataclasses.replace(rule, seats=seats, region_seats_max=cap)
    region = {str(number): name for number, name in enumerate(regions)}
    election = open_election(rule, people(**region), {})
    while election.stage not in {Stage.ELECTED, Stage.LAPSED}:
        before, names = election, sorted(election.on_paper)
        left = election.ties[0].seats if election.ties else rule.seats - len(election.elected)
        if election.stage is Stage.LOTS:
            chance.shuffle(names)
            election = apply_lots(election, names)
            assert len(election.elected) == len(before.elected) + left
        else:
            votes = {name: chance.randint(0, 4) for name in names}
            election = apply_ballot(election, tally(left, **votes))
        assert len(election.rounds) <= 2 * rule.ballots_max
    assert len(set(election.elected)) == len(election.elected) <= rule.seats
    if rule.region_seats_max is not None:
        held = Counter(region[name] for name in election.elected)
        assert all(count <= rule.region_seats_max for count in held.values())
