"""Promises about what is sealed of a vote: all of it, and read back as it was."""

from dataclasses import replace

from jisr.assembly.counting import rules as counting
from jisr.assembly.counting.model import Base, Majority, Outcome
from jisr.assembly.votes import documents
from jisr.assembly.votes.model import Overruling, Signature, SignatureKind, VoteState
from vote_made import AT, MADE, TALLY, call

SIMPLE = Majority(1, 2, is_strict=True, base=Base.EXPRESSED)
OVERRULED = Overruling(
    Outcome.REJECTED, "because", "chair", AT, Signature(SignatureKind.PASSKEY, "k", "v")
)
FULL = replace(
    MADE,
    state=VoteState.ANNOUNCED,
    closes_at=AT,
    closed_at=AT,
    tally=TALLY,
    outcome=Outcome.REJECTED,
    why="EGY",
    successor="ef" * 16,
    overrulings=(OVERRULED,),
    round=2,
    version=5,
)


def test_a_vote_is_read_back_whole() -> None:
    """Open and bare, or announced and overruled."""
    for vote in (MADE, FULL):
        assert documents.read_vote(documents.vote_document(vote)) == vote


def test_an_entry_is_read_back_whole() -> None:
    """With its signature."""
    entry = call("FRA", "for", 2)
    assert documents.read_call(documents.call_document(entry, "FRA")) == entry


def test_the_close_seals_what_counted() -> None:
    """The entries beside the vote, by member, version and choice."""
    told = documents.closed_document(MADE, [call("FRA", "for", 2)])
    assert told == {
        **documents.vote_document(MADE),
        "calls": [
            {"member": "FRA", "version": 2, "choice": "for", "kind": "hall-key", "key": "k1"}
        ],
    }


def test_a_result_is_told_in_the_order_it_is_read() -> None:
    """Six items, the rule's fraction, the count and what was signed against it."""
    told = documents.result_document(FULL, SIMPLE, counting.announce(TALLY, SIMPLE), None)
    assert told["announcement"] == [
        ["entitled", 3],
        ["abstentions", 1],
        ["invalid", 0],
        ["expressed", 2],
        ["required", 2],
        ["for", 2],
        ["against", 0],
    ]
    assert told["majority"] == {
        "numerator": 1,
        "denominator": 2,
        "strict": True,
        "base": "expressed",
    }
    assert (told["outcome"], told["counted"], len(FULL.overrulings)) == ("rejected", None, 1)


def test_a_digest_is_of_the_one_spelling() -> None:
    """The order of the fields is nothing."""
    assert documents.digest({"a": 1, "b": 2}) == documents.digest({"b": 2, "a": 1})
    assert documents.digest({"a": 1}) != documents.digest({"a": 2})
