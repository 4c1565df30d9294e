"""The session of the demo is whole, and everything in it is proven."""

from held_hall import Hall
from jisr.app.signatures import walk_signatures
from jisr.ledger.finding import Weight


def test_every_signature_of_the_session_holds(hall: Hall) -> None:
    """Entries of roll-calls are verified under the keys that were registered."""
    report = walk_signatures(hall.session.database, hall.session.network)
    assert report.held > 0
    assert [each for each in report.findings if each.weight is Weight.BROKEN] == []


def test_the_example_names_things_of_the_session(hall: Hall) -> None:
    """Ids, the number of the session, and a machine that is there."""
    example = hall.example
    assert example.session == "93"
    assert len({example.vote, example.ballot, example.election, example.text}) == 4
    assert (hall.session.home / "machines" / "delegate@mar").samefile(example.booth)
