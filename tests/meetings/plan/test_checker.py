"""The checker finds each fault by itself, and nothing in a plan that can be held."""

from dataclasses import replace

import pytest

from jisr.meetings.plan.checker import Fault, Finding, check
from jisr.meetings.plan.model import Meeting, Pin, Plan, Problem
from meeting_plans import delegation, interpreter, problem, request, room

SESSION = problem(
    request("r0", "x", "y"),
    request("r1", "x", "z"),
    request("r2", "y", "w"),
    request("r3", "z", "w", heads=(True, False)),
    delegations=(
        delegation("w", {0, 1, 2}, languages={"fr"}),
        delegation("x", daily_cap=2),
        delegation("y", head_free=frozenset({0})),
        delegation("z", in_a_row_max=1),
    ),
    rooms=(room("a"), room("b", {0, 1, 3}), room("c", venue="port")),
    interpreters=(
        interpreter("i", "en-fr", shifts={0, 1, 2}),
        interpreter("j", "ar-fr"),
    ),
    travel_minutes={frozenset(("hall", "port")): 20},
)
GOOD = Plan.of([Meeting(0, "a", "r0"), Meeting(2, "b", "r1"), Meeting(1, "a", "r2", "i")])


def test_plan_that_can_be_held_has_no_faults() -> None:
    """Nothing is found; nor in an empty plan."""
    session = replace(SESSION, rooms=(room("a"), room("b"), SESSION.rooms[2]))
    assert (check(session, GOOD), check(session, Plan())) == ((), ())


CASES: dict[str, tuple[Problem, tuple[Meeting, ...], Finding]] = {
    "an unknown request": (
        SESSION,
        (Meeting(0, "a", "r9"),),
        Finding(Fault.UNKNOWN, ("r9",), "r9"),
    ),
    "an unknown slot": (SESSION, (Meeting(4, "a", "r0"),), Finding(Fault.UNKNOWN, ("r0",), "4")),
    "an unknown room": (SESSION, (Meeting(0, "e", "r0"),), Finding(Fault.UNKNOWN, ("r0",), "e")),
    "an unknown interpreter": (
        SESSION,
        (Meeting(0, "a", "r2", "k"),),
        Finding(Fault.UNKNOWN, ("r2",), "k"),
    ),
    "a request placed twice": (
        SESSION,
        (Meeting(0, "a", "r0"), Meeting(2, "a", "r0")),
        Finding(Fault.REPEATED, ("r0",)),
    ),
    "a slot in the past": (
        replace(SESSION, past=1),
        (Meeting(0, "a", "r0"),),
        Finding(Fault.PAST, ("r0",)),
    ),
    "a meeting that was held and is gone": (
        replace(SESSION, past=1, held=(Meeting(0, "a", "r0"),)),
        (),
        Finding(Fault.HELD_CHANGED, ("r0",)),
    ),
    "a pinned meeting elsewhere": (
        replace(SESSION, pinned={"r0": Pin(1, "hall")}),
        (Meeting(0, "a", "r0"),),
        Finding(Fault.PIN_MOVED, ("r0",)),
    ),
    "a head who meets a deputy": (
        SESSION,
        (Meeting(1, "a", "r3", "i"),),
        Finding(Fault.PROTOCOL, ("r3",)),
    ),
    "a side that is not free": (
        replace(SESSION, interpreters=(interpreter("i", "en-fr"),)),
        (Meeting(3, "a", "r2", "i"),),
        Finding(Fault.NOT_FREE, ("r2",), "w"),
    ),
    "a head that is not free": (
        problem(
            request("r0", "x", "y", heads=(True, True)),
            delegations=(delegation("x"), SESSION.delegations[2]),
        ),
        (Meeting(1, "a", "r0"),),
        Finding(Fault.NOT_FREE, ("r0",), "y"),
    ),
    "a delegation in two meetings at once": (
        SESSION,
        (Meeting(0, "a", "r0"), Meeting(0, "b", "r1")),
        Finding(Fault.DELEGATION_TWICE, ("r0", "r1"), "x"),
    ),
    "a room that is closed": (
        SESSION,
        (Meeting(2, "b", "r0"),),
        Finding(Fault.ROOM_CLOSED, ("r0",), "b"),
    ),
    "a room with two meetings": (
        SESSION,
        (Meeting(0, "a", "r1"), Meeting(0, "a", "r2", "i")),
        Finding(Fault.ROOM_TWICE, ("r1", "r2"), "a"),
    ),
    "nobody who interprets": (
        SESSION,
        (Meeting(0, "a", "r2"),),
        Finding(Fault.INTERPRETER_MISSING, ("r2",)),
    ),
    "an interpreter of other languages": (
        SESSION,
        (Meeting(0, "a", "r2", "j"),),
        Finding(Fault.INTERPRETER_UNFIT, ("r2",), "j"),
    ),
    "an interpreter whom nobody needs": (
        SESSION,
        (Meeting(0, "a", "r0", "i"),),
        Finding(Fault.INTERPRETER_UNFIT, ("r0",), "i"),
    ),
    "an interpreter off shift": (
        replace(SESSION, delegations=(delegation("w", languages={"fr"}), *SESSION.delegations[1:])),
        (Meeting(3, "a", "r2", "i"),),
        Finding(Fault.INTERPRETER_OFF, ("r2",), "i"),
    ),
    "an interpreter in two rooms": (
        problem(
            request("r0", "x", "y"),
            request("r1", "v", "w"),
            delegations=(
                *(delegation(name) for name in "vx"),
                *(delegation(name, languages={"fr"}) for name in "wy"),
            ),
            rooms=(room("a"), room("b")),
            interpreters=(interpreter("i", "en-fr"),),
        ),
        (Meeting(0, "a", "r0", "i"), Meeting(0, "b", "r1", "i")),
        Finding(Fault.INTERPRETER_TWICE, ("r0", "r1"), "i"),
    ),
    "a day with too many meetings": (
        replace(
            SESSION,
            delegations=(
                delegation("x", daily_cap=1),
                *SESSION.delegations[2:],
                SESSION.delegations[0],
            ),
        ),
        (Meeting(0, "a", "r0"), Meeting(3, "b", "r1")),
        Finding(Fault.DAILY_CAP, ("r0", "r1"), "x"),
    ),
    "meetings without a rest": (
        problem(
            request("r0", "x", "z"),
            request("r1", "y", "z"),
            delegations=(delegation("x"), delegation("y"), SESSION.delegations[3]),
        ),
        (Meeting(1, "a", "r0"), Meeting(2, "a", "r1")),
        Finding(Fault.IN_A_ROW, ("r0", "r1"), "z"),
    ),
    "a delegation on its way": (
        SESSION,
        (Meeting(0, "a", "r0"), Meeting(1, "c", "r1")),
        Finding(Fault.TRAVEL, ("r0", "r1"), "x"),
    ),
    "an interpreter on the way": (
        problem(
            request("r0", "x", "y"),
            request("r1", "v", "w"),
            delegations=(
                *(delegation(name) for name in "vx"),
                *(delegation(name, languages={"fr"}) for name in "wy"),
            ),
            rooms=(room("a"), room("c", venue="port")),
            interpreters=(interpreter("i", "en-fr"),),
            travel_minutes={frozenset(("hall", "port")): 5},
        ),
        (Meeting(0, "a", "r0", "i"), Meeting(1, "c", "r1", "i")),
        Finding(Fault.TRAVEL, ("r0", "r1"), "i"),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_each_fault_is_found_alone(case: str) -> None:
    """One thing is wrong, and exactly that is said."""
    session, meetings, finding = CASES[case]
    assert check(session, Plan.of(meetings)) == (finding,)


def test_time_for_the_way_is_enough() -> None:
    """A free slot between two venues is time to walk."""
    plan = Plan.of([Meeting(0, "a", "r0"), Meeting(2, "c", "r1")])
    assert check(SESSION, plan) == ()


def test_rest_breaks_a_row() -> None:
    """Meetings with a free slot between them are not in a row."""
    session = CASES["meetings without a rest"][0]
    assert check(session, Plan.of([Meeting(0, "a", "r0"), Meeting(2, "a", "r1")])) == ()


def test_what_was_held_is_not_judged_again() -> None:
    """A room that closed after a meeting took place there is no fault of the plan."""
    held = Meeting(0, "b", "r0")
    session = replace(
        SESSION, past=1, held=(held,), rooms=(room("a"), room("b", ()), SESSION.rooms[2])
    )
    assert check(session, Plan.of([held])) == ()


def test_what_was_held_together_is_judged_only_beside_what_is_new() -> None:
    """Two old meetings in one room are history; one more than the cap of that day is not."""
    held = (Meeting(0, "a", "r0"), Meeting(0, "a", "r2", "i"))
    session = replace(SESSION, past=1, held=held)
    assert check(session, Plan.of(held)) == ()
    tired = tuple(replace(one, daily_cap=1) for one in SESSION.delegations)
    both = Plan.of([*held, Meeting(3, "a", "r1")])
    assert check(replace(session, delegations=tired), both) == (
        Finding(Fault.DAILY_CAP, ("r0", "r1"), "x"),
    )
