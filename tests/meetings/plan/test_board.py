"""Who is where, and what is in the way of one more meeting."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from jisr.meetings.plan.board import Block, Board
from jisr.meetings.plan.greedy import fill
from jisr.meetings.plan.grid import Grid
from jisr.meetings.plan.model import Meeting, Pin, Problem
from meeting_plans import delegation, interpreter, problem, problems, request, room

LANGUAGES = problem(
    request("r0", "x", "y"),
    request("r1", "v", "w"),
    request("r2", "x", "z"),
    delegations=(
        delegation("v"),
        delegation("w", languages={"fr"}),
        delegation("x", daily_cap=2, in_a_row_max=1),
        delegation("y", languages={"fr", "ar"}),
        delegation("z"),
    ),
    rooms=(room("a"), room("b", {0, 1}), room("c", venue="port")),
    interpreters=(interpreter("i", "en-fr"), interpreter("j", "ar-en", shifts={0})),
    travel_minutes={frozenset(("hall", "port")): 20},
)


def board(session: Problem = LANGUAGES) -> Board:
    """Return an empty board."""
    return Board(Grid.of(session))


def test_interpreter_is_passed_on() -> None:
    """Who can be replaced is freed for the one whom nobody else can serve."""
    made = board()
    made.place_at(0, (0, 0))
    assert made.server == {0: 0}
    assert made.fits(1, (0, 0))
    made.place_at(1, (0, 0))
    assert made.server == {0: 1, 1: 0}


def test_interpreter_who_is_needed_twice_is_in_the_way() -> None:
    """One person cannot serve two meetings in a slot."""
    made = board()
    made.place_at(0, (1, 0))
    assert made.blocks(1, (1, 0)) == Block.INTERPRETER


def test_everything_in_the_way_is_named() -> None:
    """A side that is busy, a row too long, a room that is full."""
    made = board()
    made.place_at(2, (2, 0))
    assert made.blocks(0, (2, 0)) == Block.SIDE | Block.ROOM
    assert made.blocks(0, (3, 0)) == Block.CAP
    assert made.blocks(0, (1, 1)) == Block.CAP | Block.TRAVEL
    assert made.blocks(0, (0, 1)) == Block.NONE


def test_cap_of_the_day_counts_what_was_held() -> None:
    """A meeting in the past is one of the day."""
    session = replace(
        LANGUAGES,
        past=1,
        held=(Meeting(0, "a", "r2"),),
        delegations=tuple(replace(one, daily_cap=1) for one in LANGUAGES.delegations),
    )
    assert board(session).blocks(0, (3, 0)) == Block.CAP


def test_interpreter_cannot_be_in_two_venues() -> None:
    """Who serves at one venue cannot serve at the other in the next slot."""
    made = board()
    made.place_at(1, (1, 0))
    assert made.blocks(0, (2, 1)) == Block.INTERPRETER
    assert made.blocks(0, (3, 1)) == Block.NONE


def test_pinned_requests_stand_from_the_start() -> None:
    """In the order of the requests, and only where they can."""
    session = replace(LANGUAGES, pinned={"r0": Pin(2, "hall"), "r1": Pin(2, "hall")})
    assert board(session).place == {0: (2, 0)}


def test_interpreter_is_given_only_where_he_can_serve() -> None:
    """A named interpreter must be able, free and on shift."""
    made = board()
    assert [made.give(1, (0, 0), 1), made.give(0, (1, 0), 1), made.give(0, (0, 0), 1)] == [
        False,
        False,
        True,
    ]
    assert made.server == {0: 1}


@settings(max_examples=50, deadline=None)
@given(session=problems(), data=st.data())
def test_restoring_undoes_everything(session: Problem, data: st.DataObject) -> None:
    """After any removals and new places the board is as it was, counters included."""
    made = board(session)
    fill(made)
    before = made.copy_places()
    state = (made.weight, made.count.copy(), [row.copy() for row in made.guest])
    moving = sorted(before.keys() - made.grid.fixed)
    for one in data.draw(st.lists(st.sampled_from(moving), unique=True)) if moving else []:
        made.remove(one)
    fill(made, range(0, len(made.grid.options), 2))
    made.restore(before)
    assert made.copy_places() == before
    assert (made.weight, made.count, made.guest) == state
