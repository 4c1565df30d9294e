"""Rooms and interpreters get their names last, and keep those of before."""

from dataclasses import replace

from jisr.meetings.plan.board import Board
from jisr.meetings.plan.grid import Grid
from jisr.meetings.plan.model import Meeting, Plan, Problem
from jisr.meetings.plan.naming import board_of, keep_people, name_places
from meeting_plans import delegation, interpreter, problem, request, room

SESSION = problem(
    request("r0", "x", "y"),
    request("r1", "v", "w"),
    delegations=(
        *(delegation(name) for name in "vx"),
        *(delegation(name, languages={"fr"}) for name in "wy"),
    ),
    rooms=(room("a"), room("b"), room("c", venue="port")),
    interpreters=(interpreter("i", "en-fr"), interpreter("j", "en-fr")),
)
BEFORE = Plan.of([Meeting(0, "b", "r0", "j"), Meeting(0, "a", "r1", "i")])


def board(session: Problem = SESSION) -> Board:
    """Return an empty board."""
    return Board(Grid.of(session))


def test_plan_comes_back_as_it_was() -> None:
    """Put on a board and named again, rooms and interpreters are the same."""
    made = board()
    assert board_of(made, BEFORE) == []
    assert name_places(made, BEFORE) == BEFORE


def test_new_names_are_given_in_order() -> None:
    """Without a plan before, the first room of the venue that is open is taken."""
    made = board()
    made.place_at(1, (0, 0))
    made.place_at(0, (0, 1))
    assert name_places(made, Plan()) == Plan.of(
        [Meeting(0, "a", "r1", "i"), Meeting(0, "c", "r0", "j")]
    )


def test_room_that_closed_is_replaced_and_others_stay() -> None:
    """Only the meeting whose room closed changes rooms."""
    session = replace(SESSION, rooms=(room("a"), room("b", {1}), room("d")))
    made = board(session)
    assert board_of(made, BEFORE) == []
    assert name_places(made, BEFORE) == Plan.of(
        [Meeting(0, "d", "r0", "j"), Meeting(0, "a", "r1", "i")]
    )


def test_what_cannot_stand_is_told() -> None:
    """A meeting whose side is not free any more is lost, one that was withdrawn is not asked."""
    session = replace(
        SESSION,
        requests=SESSION.requests[:1],
        delegations=tuple(
            replace(one, free=frozenset({1})) if one.id == "x" else one
            for one in SESSION.delegations
        ),
    )
    assert board_of(board(session), BEFORE) == [0]


def test_interpreters_of_before_are_kept() -> None:
    """Whoever was passed on needlessly returns."""
    made = board()
    made.put(0, (0, 0), 0)
    made.put(1, (0, 0), 1)
    keep_people(made, BEFORE)
    assert name_places(made, BEFORE) == BEFORE


def test_held_meetings_are_repeated() -> None:
    """What took place stands in every plan as it was."""
    held = Meeting(0, "b", "r0", "j")
    made = board(replace(SESSION, past=1, held=(held,)))
    made.place_at(1, (1, 0))
    assert name_places(made, Plan()) == Plan.of([held, Meeting(1, "a", "r1", "i")])
