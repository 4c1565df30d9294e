"""Where each request could stand if it were alone."""

from dataclasses import replace

from jisr.meetings.plan.grid import NO_NEED, Grid, common_slots, speakers
from jisr.meetings.plan.model import Meeting, Pin
from meeting_plans import delegation, interpreter, problem, request, room, slots

SESSION = problem(
    request("r0", "x", "y"),
    request("r1", "x", "z"),
    request("r2", "y", "z", heads=(True, False)),
    delegations=(
        delegation("x", {0, 1, 2}),
        delegation("y", {1, 2, 3}),
        delegation("z", {0, 2, 3}, languages={"fr"}),
    ),
    rooms=(room("a", {1, 2}), room("b", {2, 3}), room("c", {0, 2}, venue="port")),
    interpreters=(
        interpreter("i", "en-fr", shifts={2}),
        interpreter("j", "ar-fr"),
        interpreter("k", "ar-en", "fr-en", shifts={0}),
    ),
    travel_minutes={frozenset(("hall", "port")): 20},
)
NUMBER = {"x": 0, "y": 1, "z": 2}


def test_options_are_what_both_sides_the_rooms_and_the_interpreters_allow() -> None:
    """Common slots, open rooms, somebody on shift; nothing where protocol is broken."""
    assert Grid.of(SESSION).options == (((1, 0), (2, 0), (2, 1)), ((0, 1), (2, 0), (2, 1)), ())


def test_past_slots_are_no_options() -> None:
    """Nothing new is placed in a slot that has begun."""
    grid = Grid.of(replace(SESSION, past=2))
    assert grid.options == (((2, 0), (2, 1)), ((2, 0), (2, 1)), ())


def test_pin_is_the_only_option_and_is_fixed() -> None:
    """A pinned request stands there or nowhere, and the planner does not move it."""
    grid = Grid.of(replace(SESSION, pinned={"r0": Pin(2, "port")}))
    assert (grid.options[0], grid.fixed) == (((2, 1),), frozenset({0}))


def test_what_was_held_has_no_options_and_is_fixed() -> None:
    """A meeting that took place is not planned."""
    grid = Grid.of(replace(SESSION, past=1, held=(Meeting(0, "c", "r1", "k"),)))
    assert (grid.options[1], grid.fixed) == ((), frozenset({1}))


def test_needs_are_sets_of_interpreters() -> None:
    """Two requests with the same helpers have one need, and shared languages have none."""
    grid = Grid.of(SESSION)
    assert (grid.needs, grid.able) == ((NO_NEED, 0, 0), ((0, 2),))
    own = replace(SESSION.requests[0], languages=(frozenset({"ar"}), frozenset({"fr"})))
    assert speakers(SESSION, own, NUMBER) == (1,)


def test_rooms_are_counted_by_venue_and_slot() -> None:
    """Each open room counts once."""
    assert Grid.of(SESSION).rooms == ((0, 1, 2, 1), (1, 0, 1, 0))


def test_near_places_are_those_out_of_reach() -> None:
    """Twenty minutes of way separate neighbouring slots; forty separate nothing more of a day."""
    assert Grid.of(SESSION).near[0, 0] == ((1, 1),)
    slow = replace(SESSION, travel_minutes={frozenset(("hall", "port")): 40})
    assert Grid.of(slow).near[0, 0] == ((1, 1), (2, 1))


def test_rows_end_at_a_rest_and_at_night() -> None:
    """Slots that follow each other at once are one row."""
    grid = Grid.of(problem(request("r", "x", "y"), slots=slots(days=2, a_day=2)))
    assert (grid.rows, grid.span) == (((0, 1), (0, 1), (2, 3), (2, 3)), ((0, 2), (2, 4)))
    spaced = Grid.of(problem(request("r", "x", "y"), slots=slots(a_day=2, gap=10)))
    assert spaced.rows == ((0,), (1,))


def test_common_slots_look_at_the_heads() -> None:
    """A head's own hours count when the head attends."""
    session = replace(
        SESSION,
        delegations=(
            SESSION.delegations[0],
            replace(SESSION.delegations[1], head_free=frozenset({2})),
            SESSION.delegations[2],
        ),
    )
    asked = replace(SESSION.requests[0], heads=(True, True))
    assert (
        common_slots(session, SESSION.requests[0], NUMBER),
        common_slots(session, asked, NUMBER),
    ) == ([1, 2], [2])
