"""Promises about the record: it names everything that a recount needs, and its proof."""

import json
from pathlib import Path

from jisr.assembly.votes import actions
from jisr.assembly.votes.documents import vote_document
from jisr.ledger.bundle import read_bundle
from jisr.ledger.keys import SigningKey
from jisr.ledger.sequencer import Sequencer
from vote_world import VoteWorld


def test_a_record_holds_what_was_sealed(votes: VoteWorld, tmp_path: Path) -> None:
    """The vote, each entry, each key once, the result, and the proof of the newest version."""
    vote = votes.open()
    votes.cast(vote, "FRA", "for")
    votes.cast(vote, "FRA", "against", version=2)
    votes.close(vote)
    before = json.loads(votes.hall.ask(actions.record, "world", vote.id))
    announced = votes.announce(vote)
    Sequencer(votes.database, "world", SigningKey.generate("world"), tmp_path / "lock").run()
    record = json.loads(votes.hall.ask(actions.record, "world", vote.id))
    assert (before["result"], before["proof"]) == (None, None)
    assert record["vote"] == vote_document(announced)
    assert [(each["member"], each["version"]) for each in record["calls"]] == [
        ("FRA", 1),
        ("FRA", 2),
    ]
    assert [each["id"] for each in record["keys"]] == [votes.keys["FRA"].id]
    assert record["article"] == "RoP 25-30"
    assert json.loads(read_bundle(record["proof"].encode()).document or b"")["version"] == 3
