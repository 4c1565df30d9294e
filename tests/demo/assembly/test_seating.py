"""The session of the demo is called in time, and seated."""

import datetime

from held_hall import Hall
from jisr.assembly.sessions import actions as sessions
from jisr.assembly.sessions.model import DutyState, Matter, Office
from jisr.demo.assembly.people import CHAIR, HOST, SURELY
from jisr.demo.assembly.seating import LETTER, NUMBER, at_day
from jisr.kit.db import Database


def test_the_calendar_was_kept(hall: Hall) -> None:
    """Nothing that was due before the first day is late."""
    with hall.session.database.reading() as transaction:
        states = {each.state for each in sessions.timetable(transaction, NUMBER)}
    assert states <= {DutyState.DONE, DutyState.DUE, DutyState.AHEAD}
    assert DutyState.DONE in states


def test_the_host_sits_first_and_everybody_who_came_may_vote(hall: Hall) -> None:
    """The order begins at the drawn letter; members that are absent have no credentials."""
    with hall.session.database.reading() as transaction:
        held = sessions.session(transaction, NUMBER)
        asked = sessions.question(held, Matter.OTHER)
        roll = sessions.roll(transaction, NUMBER, asked)
    assert (held.order[0], held.letter, held.is_generated) == (HOST, LETTER, True)
    assert held.offices[Office.CHAIR] == (CHAIR,)
    assert {member for member, each in roll.items() if each.allowed} == SURELY


def test_the_clock_comes_back(founded: Database) -> None:
    """What is done on an earlier day leaves the database in the present."""
    clock = founded.clock
    with at_day(founded, datetime.date(2026, 1, 2)):
        assert founded.clock().date() == datetime.date(2026, 1, 2)
    assert founded.clock is clock
