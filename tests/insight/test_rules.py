"""Who sees figures, and that no small number of others can be worked out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisr.access.model import Officer, Role
from jisr.checks.tallies.model import Tally
from jisr.insight import rules
from jisr.insight.model import FLOOR, Count, Period
from ticking import START

PLACES = st.lists(st.integers(0, 30).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))))


def officer(bureau: str, role: Role, *, is_active: bool = True) -> Officer:
    """Return somebody of a bureau."""
    return Officer("someone", bureau, "Someone", frozenset((role,)), is_active)


@pytest.mark.parametrize("role", sorted(set(Role) - rules.WITHOUT_DATA))
def test_whoever_works_with_data_sees_figures(role: Role) -> None:
    """They are counts; nobody needs a right beyond working there."""
    assert rules.may_see(officer("MAR", role)).allowed


def test_who_works_with_no_data_and_who_has_left_see_none() -> None:
    """Neither who runs the machine nor who only sits in the hall works with data."""
    refused = [rules.may_see(officer("MAR", role)) for role in sorted(rules.WITHOUT_DATA)]
    gone = rules.may_see(officer("MAR", Role.HEAD_OF_BUREAU, is_active=False))
    assert {(each.allowed, each.why) for each in refused} == {(False, "insight.role_without_data")}
    assert (gone.allowed, gone.why) == (False, "access.officer_inactive")


@pytest.mark.parametrize(
    ("bureau", "role", "expected"),
    [
        ("GS", Role.COORDINATOR, True),
        ("GS", Role.LEGAL_REVIEWER, True),
        ("CCF", Role.CCF_MEMBER, True),
        ("CCF", Role.SECURITY_OFFICER, False),
        ("GS", Role.OPERATOR, False),
        ("GS", Role.ASSEMBLY_SECRETARY, False),
        ("MAR", Role.HEAD_OF_BUREAU, False),
        ("MAR", Role.SECURITY_OFFICER, False),
    ],
)
def test_only_the_secretariat_and_the_commission_see_each_bureau(
    bureau: str, role: Role, *, expected: bool
) -> None:
    """A head of bureau sees no other."""
    assert rules.sees_every_bureau(officer(bureau, role)) is expected


def test_a_period_begins_at_midnight() -> None:
    """Today counts as its first day."""
    assert [str(rules.since(period, START))[:16] for period in Period] == [
        "2026-11-21 00:00",
        "2026-11-15 00:00",
        "2026-10-23 00:00",
    ]
    assert rules.days(Period.WEEK, START)[::6] == ["2026-11-15", "2026-11-21"]
    assert rules.hours(Period.TODAY, START)[-1] == "09"
    assert len(rules.hours(Period.WEEK, START)) == 24


@given(PLACES)
def test_no_small_number_is_told_or_can_be_worked_out(others: list[tuple[int, int]]) -> None:
    """Who knows the total and all that is told knows only a sum that is not small."""
    hidden = rules.withheld(others)
    told = [place for place in range(len(others)) if place not in hidden]
    assert all(others[place][1] >= FLOOR or not others[place][0] for place in told)
    rest = sum(others[place][1] for place in hidden)
    assert not hidden or rest >= FLOOR or not any(others[place][0] for place in told)


def test_ones_own_hits_are_told_and_do_not_tell_of_others() -> None:
    """Nine hits of which eight are one's own tell of one person elsewhere."""
    whole = [Tally("a", 20, 9), Tally("b", 30, 12), Tally("c", 30, 11), Tally("d", 4, 4)]
    own = {"a": Tally("a", 10, 8), "d": Tally("d", 4, 4)}
    assert rules.counts(whole, own) == (
        Count("a", 20, None),
        Count("b", 30, 12),
        Count("c", 30, None),
        Count("d", 4, 4),
    )


def test_kinds_tell_no_small_number_of_others_and_no_checks() -> None:
    """That nothing was found is not told either: it would tell when something is."""
    whole = [Tally("person", 9, 9), Tally("vessel", 0, 0), Tally("vehicle", 6, 6)]
    assert rules.kind_counts(whole, {}) == (
        Count("person", None, 9),
        Count("vessel", None, None),
        Count("vehicle", None, None),
    )
    assert rules.kind_counts(whole, None)[1] == Count("vessel", None, 0)


def test_what_stands_under_a_bureau_is_its() -> None:
    """Ids name what they stand under."""
    assert [rules.top_of(each) for each in ("MAR", "MAR.TNG", "GS")] == ["MAR", "MAR", "GS"]


def test_gaps_are_filled_in_order() -> None:
    """An hour without a check is an hour with none."""
    assert rules.filled([Tally("09", 2, 1)], ["08", "09"]) == [Tally("08", 0, 0), Tally("09", 2, 1)]
