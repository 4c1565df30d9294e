"""Figures tell a bureau of itself, everybody of the whole, and each bureau to those who may."""

import pytest

from figure_world import FOUND, MISSED, PAPER, asked, check, seal, tally
from hit_world import Desk
from jisr.access import actions as access
from jisr.access.model import Officer, Purpose, Role
from jisr.checks.tallies.model import By
from jisr.errors import Denied
from jisr.insight import actions
from jisr.insight.model import Count, Figures, Of, Period, Uses
from ticking import TickingClock


def figures(desk: Desk, officer: str, of: Of, period: Period = Period.TODAY) -> Figures:
    """Return what an officer is told."""
    with desk.database.reading() as transaction:
        found = desk.world.officer(officer)
        return actions.figures(transaction, found, period, of)


def uses(desk: Desk, officer: str, period: Period = Period.TODAY) -> Uses:
    """Return what an officer is told of bureaus."""
    with desk.database.reading() as transaction:
        return actions.uses(transaction, desk.world.officer(officer), period)


def test_a_bureau_sees_all_of_its_own_use(desk: Desk) -> None:
    """Small numbers, and what stands under it, too."""
    seal(desk.database, "MAR", asked(FOUND, PAPER), asked(MISSED))
    seal(desk.database, "MAR.PORT", asked(FOUND), purpose=Purpose.IDENTIFY)
    check(desk.database, "FRA", 9, 9)
    found = figures(desk, "officer@mar", Of.BUREAU)
    assert found.total == Count("", 3, 2)
    assert found.parts[By.BUREAU] == (Count("MAR", 2, 1), Count("MAR.PORT", 1, 1))
    assert set(found.names) == {"MAR", "MAR.PORT"}
    assert found.parts[By.HOUR][9] == Count("09", 3, 2)
    assert Count("identify", 1, 1) in found.parts[By.PURPOSE]
    assert Count("document", None, 1) in found.parts[By.KIND]
    assert By.DAY not in found.parts
    assert found.at is not None


def test_what_stands_under_a_bureau_sees_itself_alone(desk: Desk) -> None:
    """The port is not told of the bureau above it."""
    check(desk.database, "MAR", 3, 1)
    check(desk.database, "MAR.PORT", 2, 1)
    found = figures(desk, "port@mar", Of.BUREAU)
    assert (found.total, found.parts[By.BUREAU]) == (Count("", 2, 1), (Count("MAR.PORT", 2, 1),))
    (above,) = [each for each in uses(desk, "port@mar").rows if each.bureau == "MAR"]
    assert above.count is None


def test_a_bureau_sees_the_network_but_no_other_bureau(desk: Desk) -> None:
    """Totals of everybody, without a place."""
    check(desk.database, "MAR", 3, 1)
    check(desk.database, "FRA", 20, 7)
    found = figures(desk, "head@mar", Of.NETWORK, Period.WEEK)
    assert found.total == Count("", 23, 8)
    assert found.parts[By.DAY][-1] == Count("2026-11-21", 23, 8)
    assert By.BUREAU not in found.parts
    assert found.names == {}


def test_few_hits_of_others_are_not_told(desk: Desk) -> None:
    """One hit of France beside ours would be told by the difference."""
    check(desk.database, "MAR", 3, 1)
    check(desk.database, "FRA", 20, 1)
    assert figures(desk, "head@mar", Of.NETWORK).total == Count("", 23, None)


@pytest.mark.parametrize("officer", ["root", "reviewer@gs", "member@ccf"])
def test_who_may_sees_each_bureau_with_what_stands_under_it(desk: Desk, officer: str) -> None:
    """The port counts with Morocco, so that no difference tells of it."""
    check(desk.database, "MAR", 30, 4)
    check(desk.database, "MAR.PORT", 2, 2)
    check(desk.database, "FRA", 20, 1)
    check(desk.database, "SYR", 10, 8)
    assert figures(desk, officer, Of.NETWORK).parts[By.BUREAU] == (
        Count("MAR", 32, None),  # the smallest that is told would tell of France
        Count("FRA", 20, None),
        Count("SYR", 10, 8),
    )
    told = {each.bureau: each.count for each in uses(desk, officer).rows if each.count}
    assert told["FRA"] == Count("FRA", 20, None)
    assert told["AFG"] == Count("AFG", 0, 0)
    assert "MAR.PORT" not in told


def test_a_bureau_is_told_its_own_use_beside_the_names_of_others(desk: Desk) -> None:
    """Of France it hears the name alone: no last check, no number of records."""
    check(desk.database, "MAR", 3, 1)
    check(desk.database, "FRA", 20, 7)
    found = uses(desk, "head@mar")
    rows = {each.bureau: each for each in found.rows}
    assert (found.shows_all, rows["MAR"].count) == (False, Count("MAR", 3, 1))
    assert rows["MAR"].last_asked_at is not None
    fra = rows["FRA"]
    assert (fra.country, fra.count, fra.last_asked_at, fra.records) == ("FRA", None, None, None)


def test_operators_are_refused(desk: Desk) -> None:
    """Figures of police work are none of the machine's."""
    operator = Officer("op@gs", "GS", "Operator", frozenset((Role.OPERATOR,)))
    desk.database.in_transaction(access.register_officer, "root", operator)
    for read in (lambda: figures(desk, "op@gs", Of.NETWORK), lambda: uses(desk, "op@gs")):
        with pytest.raises(Denied):
            read()


def test_how_others_answer_is_told_from_the_floor_on(desk: Desk, clock: TickingClock) -> None:
    """One question to France is told to France and to nobody who could tell it is France's."""
    desk.asked()
    clock.advance(minutes=3)
    own, whole, other = (
        figures(desk, "officer@fra", Of.BUREAU),
        figures(desk, "officer@fra", Of.NETWORK),
        figures(desk, "officer@syr", Of.NETWORK),
    )
    assert (own.pace, other.pace) == (whole.pace, None)
    assert own.pace is not None
    assert own.pace.asked == 1
    assert own.oldest_waiting == other.oldest_waiting is not None
    assert figures(desk, "officer@syr", Of.BUREAU).oldest_waiting is None


def test_yesterday_is_in_the_week_and_not_in_today(desk: Desk, clock: TickingClock) -> None:
    """Days are of UTC."""
    check(desk.database, "MAR", 2, 1)
    clock.advance(days=1)
    check(desk.database, "MAR", 1)
    totals = [figures(desk, "head@mar", Of.BUREAU, period).total for period in Period]
    assert totals == [Count("", 1, 0), Count("", 3, 1), Count("", 3, 1)]


def test_before_anything_is_counted_that_is_said(desk: Desk) -> None:
    """Zeros without an instant are no figures."""
    before = figures(desk, "head@mar", Of.BUREAU)
    tally(desk.database)
    after = figures(desk, "head@mar", Of.BUREAU)
    assert (before.at, before.total, after.at is None) == (None, Count("", 0, 0), False)
