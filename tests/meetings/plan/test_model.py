"""A session that cannot be is refused where it is handed in."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from jisr.errors import ValueMalformed
from jisr.meetings.plan.model import (
    ROOMS_MAX,
    Delegation,
    Interpreter,
    Meeting,
    Pin,
    Plan,
    Problem,
    Request,
    Slot,
    total_weight,
)
from meeting_plans import delegation, problem, request, room, slots

SESSION = problem(request("r0", "x", "y", 3), request("r1", "x", "z", 2))

PARTS: dict[str, Callable[[], object]] = {
    "a delegation cannot meet itself": lambda: Request("r", ("x", "x")),
    "the weight must be from 1 to 1000": lambda: Request("r", ("x", "y"), weight=0),
    "each pair names two different languages": lambda: Interpreter(
        "i", frozenset({frozenset({"ar"})}), frozenset()
    ),
    "it must last at least ten minutes, on one day": lambda: Slot(0, 600, 609),
    "cap, floor and rank cannot be negative": lambda: Delegation(
        "x", frozenset(), frozenset(), daily_cap=-1
    ),
    "at least one meeting must fit in a row": lambda: Delegation(
        "x", frozenset(), frozenset(), in_a_row_max=0
    ),
}

SESSIONS: dict[str, Callable[[], Problem]] = {
    "slots must follow each other in time": lambda: replace(
        SESSION, slots=(Slot(0, 600, 630), Slot(0, 620, 650), *slots(days=5)[16:])
    ),
    "no such slot": lambda: replace(SESSION, rooms=(room(opened={9}),)),
    "there are too many to plan": lambda: replace(SESSION, rooms=(room(),) * (ROOMS_MAX + 1)),
    "two have the same id": lambda: replace(SESSION, rooms=(room(), room())),
    "no such delegation": lambda: replace(SESSION, delegations=(delegation("x"),)),
    "no such request": lambda: replace(SESSION, pinned={"r9": Pin(0, "hall")}),
    "the slot is past": lambda: replace(SESSION, past=2, pinned={"r0": Pin(1, "hall")}),
    "what was held must be in the past": lambda: replace(SESSION, held=(Meeting(0, "a", "r0"),)),
    "no such room": lambda: replace(SESSION, past=1, held=(Meeting(0, "b", "r0"),)),
    "no such venue": lambda: replace(SESSION, pinned={"r0": Pin(1, "port")}),
    "no way takes less than no time": lambda: replace(
        SESSION, travel_minutes={frozenset(("hall", "port")): -1}
    ),
}


@pytest.mark.parametrize("why", PARTS)
def test_part_that_cannot_be_is_refused(why: str) -> None:
    """Each refusal says what is wrong with the part."""
    with pytest.raises(ValueMalformed) as refused:
        PARTS[why]()
    assert refused.value.details["why"] == why


@pytest.mark.parametrize("why", SESSIONS)
def test_session_that_cannot_be_is_refused(why: str) -> None:
    """Each refusal says what does not go together."""
    with pytest.raises(ValueMalformed) as refused:
        SESSIONS[why]()
    assert refused.value.details["why"] == why


def test_pin_of_a_meeting_that_was_held_says_nothing_more() -> None:
    """Time passes over a pinned meeting without making the session wrong."""
    held = (Meeting(1, "a", "r0"),)
    session = replace(SESSION, past=2, pinned={"r0": Pin(1, "hall")}, held=held)
    assert session.held == held


def test_head_needs_both_to_be_free() -> None:
    """A head attends when the delegation and the head are free, others whenever it is."""
    side = delegation("x", {0, 1, 2}, head_free=frozenset({1, 3}))
    assert (side.hours(head=True), side.hours(head=False)) == (
        frozenset({1}),
        frozenset({0, 1, 2}),
    )


def test_protocol_wants_both_heads_or_none() -> None:
    """A head does not meet a deputy."""
    assert [
        request("r", "x", "y", heads=heads).keeps_protocol
        for heads in ((True, True), (False, False), (True, False), (False, True))
    ] == [True, True, False, False]


def test_plan_is_in_order_and_weighs_what_it_places() -> None:
    """Meetings are sorted by slot; the weight is that of their requests."""
    plan = Plan.of([Meeting(2, "a", "r0"), Meeting(1, "a", "r1")])
    assert [meeting.request for meeting in plan.meetings] == ["r1", "r0"]
    assert (total_weight(SESSION, plan), total_weight(SESSION, Plan())) == (5, 0)


def test_gap_is_counted_from_end_to_start() -> None:
    """Half an hour empty between two slots is thirty minutes."""
    assert SESSION.gap_minutes(0, 2) == 30
