"""The keys of the demo's delegates."""

from held_hall import Hall
from jisr.assembly.ballot.spelling import to_text
from jisr.assembly.sessions import actions as sessions
from jisr.assembly.sessions.model import KeyUse
from jisr.demo.assembly.keys import MACHINES, machine
from jisr.demo.assembly.people import TRUSTEES, WITNESSES
from jisr.demo.assembly.seating import NUMBER


def test_machines_hold_the_keys_that_are_registered(hall: Hall) -> None:
    """A trustee's folder has the key that stands in the hall, and only its owner reads it."""
    home = hall.session.home
    with hall.session.database.reading() as transaction:
        trustees = sessions.keys(transaction, NUMBER, KeyUse.TRUSTEE)
        witnesses = sessions.keys(transaction, NUMBER, KeyUse.WITNESS)
    assert {each.member for each in trustees} == set(TRUSTEES)
    assert {each.member for each in witnesses} == set(WITNESSES)
    for each in (*trustees, *witnesses):
        folder = machine(home, each.officer)
        assert to_text(folder.key(NUMBER).public) == each.public
        assert (folder.path.stat().st_mode & 0o077) == 0


def test_who_has_voted_leaves_no_key(hall: Hall) -> None:
    """Only machines that a newcomer can still use are there."""
    there = {path.name for path in (hall.session.home / MACHINES).iterdir()}
    assert "delegate@mar" in there
    assert len(there) == len(TRUSTEES) + len(WITNESSES) + 12
