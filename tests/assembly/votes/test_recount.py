"""Promises about the record of a vote: anyone recounts it, and the bad entry is named."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from hall_world import CHAIR
from jisr.assembly.sessions import actions as sessions
from jisr.assembly.votes import actions
from jisr.assembly.votes.model import Hands, Method, Signing
from jisr.assembly.votes.recount import RECORD_BYTES_MAX, recount
from jisr.errors import Conflict, FormatMalformed, InputTooLarge
from jisr.kit.db import Database
from jisr.ledger.canonical import canonical_bytes
from vote_world import VoteWorld, found_votes, refusal


def recorded(votes: VoteWorld) -> dict[str, Any]:
    """Return the record of a roll-call with a correction, announced; a key is revoked since."""
    vote = votes.open()
    votes.cast_all(vote, {"FRA": "for", "EGY": "against", "MAR": "abstain"})
    votes.cast(vote, "EGY", "for", version=2)
    votes.close(vote)
    votes.announce(vote)
    votes.hall.do(sessions.revoke_key, "delegate@mar", votes.keys["MAR"].id)
    told: dict[str, Any] = json.loads(votes.hall.ask(actions.record, "world", vote.id))
    return told


def told(record: dict[str, Any]) -> list[tuple[str, Any]]:
    """Return what is found in a record: each finding, and whose entry it is about."""
    found = recount(canonical_bytes(record))
    return [(each.key, each.details.get("member")) for each in found]


def test_a_record_is_recounted(votes: VoteWorld) -> None:
    """From the file alone: nothing of the hub is asked."""
    assert told(recorded(votes)) == [("recount.counted", None)]


def _choice(record: dict[str, Any]) -> None:
    record["calls"][-1]["choice"] = "against"


def _key(record: dict[str, Any]) -> None:
    record["keys"] = [each for each in record["keys"] if each["officer"] != "delegate@fra"]


def _dropped(record: dict[str, Any]) -> None:
    record["calls"] = [each for each in record["calls"] if each["member"] != "FRA"]


def _tally(record: dict[str, Any]) -> None:
    record["vote"]["tally"]["votes"] = {"for": 1, "against": 1}


def _majority(record: dict[str, Any]) -> None:
    record["majority"]["numerator"] = 2
    record["majority"]["denominator"] = 3


def _outcome(record: dict[str, Any]) -> None:
    record["result"]["outcome"] = "rejected"


def _digest(record: dict[str, Any]) -> None:
    record["result_digest"] = "0" * 64


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (_choice, [("recount.entry", "MAR"), ("recount.tally", None)]),
        (_key, [("recount.entry", "FRA")]),
        (_dropped, [("recount.tally", None)]),
        (_tally, [("recount.tally", None), ("recount.result", None)]),
        (_majority, [("recount.result", None)]),
        (_outcome, [("recount.result", None)]),
        (_digest, [("recount.digest", None)]),
    ],
)
def test_what_was_changed_is_named(
    votes: VoteWorld,
    change: Callable[[dict[str, Any]], None],
    found: list[tuple[str, str | None]],
) -> None:
    """The entry, the totals, the result or the digest."""
    record = recorded(votes)
    record["calls"].sort(key=lambda each: (each["member"], each["version"]))
    change(record)
    assert told(record) == found


def test_every_changed_byte_is_found(votes: VoteWorld) -> None:
    """Of an entry, what is signed or says who signed it cannot be changed unseen."""
    record = recorded(votes)
    encoded = canonical_bytes(record)
    for name in ("choice", "version", "member", "officer"):
        changed = json.loads(encoded)
        before = changed["calls"][0][name]
        changed["calls"][0][name] = 9 if name == "version" else f"{before}x"
        try:
            found = [each for each, _ in told(changed)]
        except FormatMalformed:
            continue
        assert "recount.counted" not in found, name


def test_hands_and_consensus_say_what_they_are(votes: VoteWorld) -> None:
    """There is nothing to recount: the numbers are unverified, or there are none."""
    hands, consensus = votes.open(Method.SHOW_OF_HANDS), votes.open(Method.CONSENSUS)
    votes.hall.do(actions.count_hands, CHAIR, hands.id, Hands(3, 1, 1))
    votes.close(consensus)
    found = []
    for vote in (hands, consensus):
        votes.announce(vote)
        found += told(json.loads(votes.hall.ask(actions.record, "world", vote.id)))
    assert found == [("recount.hands", None), ("recount.consensus", None)]


def test_unsigned_entries_are_counted_apart(database: Database) -> None:
    """A demo's record says how many entries nothing signed."""
    votes = found_votes(database, is_demo=True)
    vote = votes.open()
    votes.cast(vote, "FRA", "for")
    votes.hall.do(actions.cast, "delegate@egy", vote.id, "for", Signing())
    votes.close(vote)
    record = json.loads(votes.hall.ask(actions.record, "world", vote.id))
    found = recount(canonical_bytes(record))
    assert [(each.key, dict(each.details)) for each in found] == [
        ("recount.unsigned", {"number": 1}),
        ("recount.counted", {"entries": 2}),
    ]


def test_an_open_vote_has_no_record(votes: VoteWorld) -> None:
    """Nothing can be computed before the close."""
    vote = votes.open()
    votes.cast(vote, "FRA", "for")
    found = refusal(votes.hall.ask, actions.record, "world", vote.id)
    assert found == (Conflict, "votes.not_closed")


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[]", b'{"format":"jisr-vote-record/v1"}', b"\xff", b'{"a": 1}']
)
def test_what_is_no_record_is_refused(content: bytes) -> None:
    """In one sentence, never by an error of the program."""
    with pytest.raises(FormatMalformed):
        recount(content)


def test_a_record_has_a_ceiling() -> None:
    """Before anything of it is read."""
    with pytest.raises(InputTooLarge):
        recount(b" " * (RECORD_BYTES_MAX + 1))
