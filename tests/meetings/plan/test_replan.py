"""When something is lost, only what must change changes, and each change says why."""

import sys
from dataclasses import replace

from hypothesis import given, settings

from jisr.meetings.plan.checker import Fault, check
from jisr.meetings.plan.model import Meeting, Pin, Plan, Problem, Reason, Unplaced
from jisr.meetings.plan.replan import Change, Kind, changes, replan
from jisr.meetings.plan.solve import first_plan
from jisr.meetings.plan.solver import Solver, Trouble
from meeting_plans import delegation, interpreter, problem, problems, request, room

SESSION = problem(
    request("r0", "x", "y", 3),
    request("r1", "x", "z", 2),
    request("r2", "v", "w", 1),
    delegations=(
        *(delegation(name) for name in "vxyz"),
        delegation("w", {0, 1}, languages={"fr"}),
    ),
    rooms=(room("a"),),
    interpreters=(interpreter("i", "en-fr"), interpreter("j", "en-fr")),
)
BEFORE = Plan.of([Meeting(0, "a", "r0"), Meeting(1, "a", "r2", "i"), Meeting(2, "a", "r1")])
DEAD = Solver(child=(sys.executable, "-c", "import os, signal; os.kill(os.getpid(), 9)"))


def late(session: Problem, name: str, free: set[int]) -> Problem:
    """Return the session in which a delegation is free only in these slots."""
    return replace(
        session,
        delegations=tuple(
            replace(one, free=frozenset(free)) if one.id == name else one
            for one in session.delegations
        ),
    )


def test_nothing_lost_changes_nothing() -> None:
    """The plan is handed back, and no solver was asked."""
    told = replan(SESSION, BEFORE, solver=DEAD)
    assert (told.plan, told.changes, told.is_fewest, told.troubles) == (BEFORE, (), True, ())


def test_late_delegation_moves_its_meetings_only() -> None:
    """What cannot stay goes to a free slot; the rest stands."""
    told = replan(late(SESSION, "y", {3}), BEFORE)
    moved = Meeting(3, "a", "r0")
    assert told.changes == (Change("r0", Kind.MOVED, BEFORE.meetings[0], moved, (Fault.NOT_FREE,)),)
    assert told.is_fewest


def test_others_make_way_to_save_a_meeting() -> None:
    """Where the only free slot does not suit it, another one moves there; unless none may."""
    lost = late(SESSION, "y", {2})
    told = replan(lost, BEFORE)
    assert [(one.request, one.kind, one.faults) for one in told.changes] == [
        ("r0", Kind.MOVED, (Fault.NOT_FREE,)),
        ("r1", Kind.MOVED, ()),
    ]
    assert told.is_fewest
    alone = replan(lost, BEFORE, others_max=0)
    assert [(one.request, one.kind) for one in alone.changes] == [("r0", Kind.DROPPED)]
    assert alone.unplaced == (Unplaced("r0", Reason.OPEN, 2, "hall", ("r1",)),)


def test_room_that_closes_is_told_and_the_lightest_is_dropped() -> None:
    """Of two meetings that lost a place in a slot, the heavier finds another."""
    session = replace(SESSION, rooms=(room("a", {0, 1, 2}), room("b", {0})))
    before = Plan.of([Meeting(0, "a", "r0"), Meeting(0, "b", "r2", "i"), Meeting(2, "a", "r1")])
    assert check(session, before) == ()
    told = replan(replace(session, rooms=(room("a", {0, 2}), room("b", ()))), before)
    assert [(one.request, one.kind, one.faults) for one in told.changes] == [
        ("r2", Kind.DROPPED, (Fault.ROOM_CLOSED,)),
    ]
    assert [one.reason for one in told.unplaced] == [Reason.ROOMS_TAKEN]


def test_meeting_changes_rooms_before_it_moves() -> None:
    """A room that closes beside a free one is a new door sheet and no more."""
    session = replace(SESSION, rooms=(room("a", ()), room("b")))
    told = replan(session, Plan.of(BEFORE.meetings[:1]), solver=DEAD)
    assert told.changes[0] == Change(
        "r0", Kind.ROOM, BEFORE.meetings[0], Meeting(0, "b", "r0"), (Fault.ROOM_CLOSED,)
    )


def test_sick_interpreter_is_replaced_and_meetings_are_added() -> None:
    """Who is on shift takes over; what had no place may find one."""
    ill = replace(
        SESSION, interpreters=(interpreter("i", "en-fr", shifts=()), SESSION.interpreters[1])
    )
    told = replan(ill, Plan.of(BEFORE.meetings[:2]))
    assert [(one.request, one.kind, one.faults) for one in told.changes] == [
        ("r1", Kind.ADDED, ()),
        ("r2", Kind.INTERPRETER, (Fault.INTERPRETER_OFF,)),
    ]


def test_withdrawn_request_is_dropped() -> None:
    """A request that does not exist any more is named as unknown."""
    session = replace(SESSION, requests=SESSION.requests[1:])
    told = replan(session, BEFORE)
    assert told.changes == (Change("r0", Kind.DROPPED, BEFORE.meetings[0], None, (Fault.UNKNOWN,)),)


def test_meeting_that_was_missed_is_placed_again() -> None:
    """A slot passed and its meeting was not held: it gets another one."""
    session = replace(SESSION, past=1)
    told = replan(session, BEFORE)
    assert told.changes == (
        Change("r0", Kind.MOVED, BEFORE.meetings[0], Meeting(3, "a", "r0"), (Fault.PAST,)),
    )
    held = replace(session, held=BEFORE.meetings[:1])
    assert replan(held, BEFORE, solver=DEAD).changes == ()


def test_pinned_meetings_stay() -> None:
    """To save a meeting, a pinned one does not make way."""
    session = replace(late(SESSION, "y", {2}), pinned={"r1": Pin(2, "hall")})
    told = replan(session, BEFORE)
    assert [(one.request, one.kind) for one in told.changes] == [("r0", Kind.DROPPED)]
    assert (told.unplaced[0].reason, told.unplaced[0].rivals) == (Reason.KEPT, ("r1",))


def test_solver_that_dies_is_told() -> None:
    """What must change is placed without it, as well as it goes; nothing is proved."""
    told = replan(late(SESSION, "y", {2}), BEFORE, solver=DEAD)
    assert [(one.request, one.kind) for one in told.changes] == [("r0", Kind.DROPPED)]
    assert (told.is_fewest, told.troubles) == (False, (Trouble.DIED,))


def test_changes_between_versions_are_what_people_see() -> None:
    """Two plans of one session differ in what is said, and a plan does not differ from itself."""
    after = Plan.of([Meeting(0, "a", "r1"), Meeting(1, "a", "r2", "j")])
    assert [(one.request, one.kind) for one in changes(SESSION, BEFORE, after)] == [
        ("r0", Kind.DROPPED),
        ("r1", Kind.MOVED),
        ("r2", Kind.INTERPRETER),
    ]
    assert changes(SESSION, after, after) == ()


@settings(max_examples=12, deadline=None)
@given(session=problems())
def test_checker_accepts_every_new_plan(session: Problem) -> None:
    """After a lost room and a lost interpreter: no fault, the fewest changes, nothing untold."""
    before = first_plan(session)
    closed = replace(session.rooms[-1], open=frozenset())
    lost = replace(
        session, rooms=(*session.rooms[:-1], closed), interpreters=session.interpreters[1:]
    )
    told = replan(lost, before)
    assert (check(lost, told.plan), told.is_fewest) == ((), True)
    unchanged = {one.request for one in told.changes}
    assert [one for one in told.plan.meetings if one.request not in unchanged] == [
        one for one in before.meetings if one.request not in unchanged
    ]
