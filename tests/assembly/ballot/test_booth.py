"""The promises of the booth: audit or cast, never both, and no choice leaves it in the clear."""

import json

import pytest

from ballot_world import BallotWorld
from jisr.assembly.ballot.board import Board
from jisr.assembly.ballot.booth import audit_holds, seal_ballot, sign_entry, spell_entry
from jisr.assembly.ballot.curve import Refused
from jisr.assembly.ballot.spelling import signed_bytes, to_bytes, tracker
from jisr.errors import Conflict


def world() -> BallotWorld:
    """Return an open round of two members and three options."""
    made = BallotWorld(2, 3)
    made.ceremony()
    return made


def test_an_audit_shows_what_was_sealed() -> None:
    """A second device finds the marks that were chosen, and no others."""
    round_ = world()
    ballot = seal_ballot(round_.board, round_.group, "M000", (0, 1, 0))
    randomness = ballot.audit()
    assert [
        audit_holds(round_.board, round_.group, ballot.body, (marks, randomness))
        for marks in ((0, 1, 0), (1, 0, 0))
    ] == [True, False]


def test_a_ballot_is_audited_or_cast_never_both() -> None:
    """After one of the two, both are refused: an audited ballot proves how it votes."""
    round_ = world()
    for first in ("audit", "cast"):
        ballot = seal_ballot(round_.board, round_.group, "M000", (1, 0, 0))
        getattr(ballot, first)()
        for second in (ballot.audit, ballot.cast):
            with pytest.raises(Conflict):
                second()


def test_what_is_sent_tells_nothing_of_the_choice() -> None:
    """Two ballots for the same option share no mark, and the printed one hides its randomness."""
    round_ = world()
    one, two = (seal_ballot(round_.board, round_.group, "M000", (1, 0, 0)) for _ in range(2))
    assert set(one.body["ct"]).isdisjoint(two.body["ct"])
    assert set(one.body) == {"ct", "proofs", "sum"}
    assert "randomness" not in repr(one)
    assert one.tracker == tracker(one.body) != two.tracker


@pytest.mark.parametrize("marks", [(1, 1, 0), (0, 0, 0), (2, 0, 0), (1, 0), (-1, 1, 1)])
def test_marks_that_are_not_allowed_are_not_sealed(marks: tuple[int, ...]) -> None:
    """The booth refuses before anything is sealed."""
    round_ = world()
    with pytest.raises(Refused):
        seal_ballot(round_.board, round_.group, "M000", marks)


def test_nothing_is_sealed_before_the_key_is_made() -> None:
    """Without the trustees' key there is nothing to seal to."""
    made = BallotWorld(2, 2)
    with pytest.raises(Refused):
        seal_ballot(Board(made.group), made.group, "M000", (1, 0))


def test_an_entry_is_signed_by_its_author_for_this_round() -> None:
    """The signature holds over manifest, type, author and body; the place is the board's."""
    round_ = world()
    body = {"tracker": "00" * 10}
    signature = sign_entry(round_.board, round_.keys["M000"], "burnt", "M000", body)
    key = round_.keys["M000"].public_key()
    key.verify(
        to_bytes(signature, 64), signed_bytes(round_.board.manifest_hash, "burnt", "M000", body)
    )
    entry = json.loads(spell_entry(round_.board, "burnt", "M000", body, signature))
    assert (entry["n"], entry["body"], entry["sig"]) == (16, body, signature)
