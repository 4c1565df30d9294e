"""The promises of what a machine shows."""

from typing import Any

from ballot_world import BallotWorld
from jisr.assembly.machines.showing import DID, WAITS, done_of, numbered, shown_hash
from jisr.assembly.machines.trustee import ACTS, Step


def test_every_step_has_its_sentence() -> None:
    """What is done and what is waited for is said; at the end nothing is."""
    assert set(DID) == ACTS
    assert {*DID, *WAITS, Step.DONE} == set(Step)


def test_options_are_numbered_from_one() -> None:
    """The number is what is typed, the name is in the reader's language."""
    options: list[dict[str, Any]] = [
        {"key": "a", "name": {"en": "Yes", "fr": "Oui"}},
        {"en": "No", "fr": "Non"},
    ]
    assert numbered(options, "fr") == [("1", "Oui"), ("2", "Non")]


def test_progress_counts_what_is_waited_for() -> None:
    """Promises, reveals, ballots and witnesses, each of so many."""
    world = BallotWorld(4, 2)
    world.ceremony()
    world.vote("M000", (1, 0))
    world.close(witnesses=2)
    assert {step: done_of(world.board, step) for step in WAITS} == {
        Step.WAIT_PROMISES: (5, 5),
        Step.WAIT_REVEALS: (5, 5),
        Step.WAIT_CLOSE: (1, 4),
        Step.WAIT_WITNESSES: (2, 3),
    }
    assert world.board.manifest_hash.hex().startswith(shown_hash(world.board))
