"""The election of the President in the demo."""

from collections import Counter

from held_hall import Hall
from jisr.assembly.boards import actions as boards
from jisr.assembly.counting.elections import Stage
from jisr.assembly.elections import actions as elections
from jisr.assembly.votes.model import ABSTAIN
from jisr.demo.assembly.electing import FIRST_ROUND, first_marks, second_marks
from jisr.demo.assembly.people import CANDIDATES, SURELY, Sent

SENT = [Sent(f"M{number:03}", "", "") for number in range(173)]


def test_the_first_round_has_the_reported_numbers() -> None:
    """84, 60, 12 and 8 of 164 votes expressed; whoever is left abstains."""
    dealt = Counter(first_marks(SENT, CANDIDATES, 1).values())
    assert dealt == {**dict(zip(CANDIDATES, FIRST_ROUND, strict=True)), ABSTAIN: 9}


def test_no_two_thirds_are_reached_in_the_second_round() -> None:
    """So that a newcomer's ballot still has something to decide."""
    dealt = Counter(second_marks(SENT, CANDIDATES, 1).values())
    assert max(dealt.values()) * 3 < 2 * (len(SENT) - dealt[ABSTAIN])
    assert dealt.total() == len(SENT)


def test_the_second_round_is_open(hall: Hall) -> None:
    """One ballot was counted and elected nobody; on the open board most have voted."""
    with hall.session.database.reading() as transaction:
        view = elections.read_election(transaction, hall.example.election)
        cast = boards.ballots(transaction, hall.example.ballot)
        totals = boards.totals(transaction, hall.example.ballot)
    assert view.progress is not None
    assert (view.progress.state.stage, view.progress.state.number) == (Stage.BALLOT, 2)
    assert (len(cast), "MAR" in cast, totals) == (len(SURELY) - 12, False, None)
