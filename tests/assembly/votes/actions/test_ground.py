"""Promises about what the verbs stand on."""

import json

from hall_world import CHAIR
from jisr.assembly.votes import actions
from jisr.assembly.votes.actions import ground
from jisr.ledger.entry import read_act
from jisr.ledger.log import entries
from vote_world import VoteWorld


def test_each_version_is_one_entry(votes: VoteWorld) -> None:
    """Opened, closed, announced: sealed for every member, with what its rule asks for."""
    vote = votes.open()
    votes.cast(vote, "FRA", "for")
    votes.close(vote)
    votes.announce(vote)
    with votes.database.reading() as transaction:
        rows = transaction.connection.execute(
            entries.select()
            .where(entries.c.subject_kind.in_(("vote", "call")))
            .order_by(entries.c.arrival)
        ).all()
    told = [
        (read_act(row.act)[0].verb, row.subject, row.version, row.audience_class) for row in rows
    ]
    name = f"vote:{vote.id}"
    assert told == [
        ("vote.opened", name, 1, "members"),
        ("call.cast", f"call:{vote.id}:FRA", 1, "FRA"),
        ("vote.closed", name, 2, "members"),
        ("vote.announced", name, 3, "members"),
    ]
    opened, _, closed, announced = (json.loads(row.document) for row in rows)
    assert opened["majority"] == {
        "numerator": 1,
        "denominator": 2,
        "strict": True,
        "base": "expressed",
    }
    assert [each["member"] for each in closed["calls"]] == ["FRA"]
    assert announced["result"]["counted"]["obtained"] == 1


def test_the_clock_acts_under_its_own_name(votes: VoteWorld) -> None:
    """Nobody is named for what nobody did."""
    with votes.database.reading() as transaction:
        act = ground.act_of(transaction, None, "vote.closed_on_time", "vote:x", "members")
    assert (act.officer, act.bureau) == ("clock", "GS")


def test_who_presides_is_named_by_office(votes: VoteWorld) -> None:
    """The officer itself comes back."""
    with votes.database.reading() as transaction:
        assert ground.presiding(transaction, CHAIR, 93).id == CHAIR
    assert votes.hall.ask(actions.list_votes, 93) == ()
