"""The open votes of the demo's session."""

from held_hall import Hall
from jisr.assembly.counting.model import Outcome
from jisr.assembly.votes import actions as votes
from jisr.assembly.votes.model import Method, VoteState
from jisr.demo.assembly.people import SURELY, Sent
from jisr.demo.assembly.seating import NUMBER
from jisr.demo.assembly.voting import arrived


def test_what_is_open_and_what_was_decided(hall: Hall) -> None:
    """The agenda, a resolution and a round are announced; a round and a roll-call are open."""
    with hall.session.database.reading() as transaction:
        found = votes.list_votes(transaction, NUMBER)
    told = sorted((each.number, each.method, each.state) for each in found)
    assert told == [
        (1, Method.CONSENSUS, VoteState.ANNOUNCED),
        (2, Method.ROLL_CALL, VoteState.ANNOUNCED),
        (3, Method.SECRET, VoteState.ANNOUNCED),
        (4, Method.SECRET, VoteState.OPEN),
        (5, Method.ROLL_CALL, VoteState.OPEN),
    ]
    assert {each.outcome for each in found if each.number == 2} == {Outcome.ADOPTED}


def test_entries_have_arrived_and_show_no_choice(hall: Hall) -> None:
    """The host has not answered yet; nothing can be counted before the close."""
    with hall.session.database.reading() as transaction:
        view = votes.read_vote(transaction, hall.example.vote)
    assert 0 < len(view.received) < len(SURELY)
    assert ("MAR" in view.received, view.calls) == (False, ())


def test_who_waits_has_not_answered() -> None:
    """So many of a hundred have, and nobody of those who wait for the newcomer."""
    sent = [Sent(f"M{number:02}", "", "") for number in range(20)]
    came = [each.member for each in arrived(sent, 1, ["M00", "M01"])]
    assert (len(came), {"M00", "M01"} & set(came)) == (14, set())
