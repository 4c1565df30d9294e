"""Seats: most votes first, regions capped, ties handed back."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from jisr.assembly.counting.model import Base, Majority, Tally
from jisr.assembly.counting.seats import Candidate, Filled, Passed, Tie, fill_seats

REGIONS = "NSE"


def people(regions: str) -> list[Candidate]:
    """Return candidates a, b, c … of the regions given one letter each."""
    return [
        Candidate(key, f"member of {key}", region)
        for key, region in zip("abcdefgh", regions, strict=False)
    ]


def tally(*votes: int) -> Tally:
    """Return a tally of candidates a, b, c … with several marks a ballot."""
    return Tally(196, 196, 0, 0, max(votes), dict(zip("abcdefgh", votes, strict=False)), 8)


def test_full_region_is_passed_over_with_its_reason() -> None:
    """The next candidate with fewer votes is seated, and the record says why."""
    filled = fill_seats(tally(9, 8, 7, 6), people("NNSE"), 2, None, {"N": 1, "S": 1, "E": 1})
    assert filled == Filled(("a", "c"), (), {"b": Passed.REGION_FULL, "d": Passed.NO_SEAT_LEFT})


def test_region_without_room_named_has_none() -> None:
    """A region that sits to its cap already takes no seat."""
    filled = fill_seats(tally(9, 8), people("NS"), 2, None, {"N": 0, "S": 1})
    assert filled == Filled(("b",), (), {"a": Passed.REGION_FULL})


def test_tie_at_the_cut_is_handed_back() -> None:
    """Equal candidates for the last seat are tied; those before them are elected."""
    filled = fill_seats(tally(9, 8, 8, 7), people("NSEN"), 2, None, None)
    assert filled == Filled(("a",), (Tie(frozenset("bc"), 1),), {"d": Passed.NO_SEAT_LEFT})


def test_tie_within_a_region_does_not_stop_the_others() -> None:
    """Whoever wins the tie, its region is full, so the other seats are filled at once."""
    filled = fill_seats(tally(9, 8, 8, 8, 7), people("NNNSE"), 4, None, {"N": 2, "S": 2, "E": 2})
    assert filled == Filled(("a", "d", "e"), (Tie(frozenset("bc"), 1),), {})


def test_majority_is_needed_where_the_rule_has_one() -> None:
    """Most votes seat nobody below the majority, and no votes seat nobody at all."""
    majority = Majority(1, 2, is_strict=True, base=Base.PRESENT)
    assert fill_seats(tally(99, 98, 0), people("NSE"), 3, majority, None) == Filled(
        ("a",), (), {"b": Passed.BELOW_MAJORITY, "c": Passed.NO_VOTES}
    )


BALLOTS = st.integers(1, 8).flatmap(
    lambda count: st.tuples(
        st.lists(st.integers(0, 4), min_size=count, max_size=count).filter(any),
        st.text(REGIONS, min_size=count, max_size=count),
        st.integers(1, 5),
        st.integers(1, 3),
        st.permutations(range(count)),
    )
)


@given(BALLOTS)
def test_seats_obey_the_caps_whatever_the_order(
    ballot: tuple[list[int], str, int, int, list[int]],
) -> None:
    """The order of candidates and rows changes nothing, and no seat or cap is exceeded."""
    votes, regions, seats, cap, order = ballot
    standing, totals, room = people(regions), tally(*votes), dict.fromkeys(REGIONS, cap)
    filled = fill_seats(totals, standing, seats, None, room)
    turned = Tally(
        *(196, 196, 0, 0, totals.expressed),
        {standing[place].key: votes[place] for place in order},
        8,
    )
    assert fill_seats(turned, [standing[place] for place in order], seats, None, room) == filled
    region = {person.key: person.region for person in standing}
    held = Counter(region[key] for key in filled.elected)
    assert len(filled.elected) + sum(tie.seats for tie in filled.ties) <= seats
    assert all(count <= cap for count in held.values())


@given(BALLOTS)
def test_every_candidate_gets_exactly_one_answer(
    ballot: tuple[list[int], str, int, int, list[int]],
) -> None:
    """Each candidate is elected, tied or passed over; each tie has fewer seats than rivals."""
    votes, regions, seats, cap, _ = ballot
    standing = people(regions)
    filled = fill_seats(tally(*votes), standing, seats, None, dict.fromkeys(REGIONS, cap))
    answered = [*filled.elected, *filled.passed, *(key for tie in filled.ties for key in tie.keys)]
    assert sorted(answered) == sorted(person.key for person in standing)
    assert all(0 < tie.seats < len(tie.keys) for tie in filled.ties)


@given(BALLOTS)
def test_another_vote_never_unseats(ballot: tuple[list[int], str, int, int, list[int]]) -> None:
    """Whoever is elected stays elected with one more vote."""
    votes, regions, seats, cap, _ = ballot
    standing, room = people(regions), dict.fromkeys(REGIONS, cap)
    for place, person in enumerate(standing):
        more = [count + (number == place) for number, count in enumerate(votes)]
        before = fill_seats(tally(*votes), standing, seats, None, room)
        after = fill_seats(tally(*more), standing, seats, None, room)
        assert (person.key in before.elected) <= (person.key in after.elected)
