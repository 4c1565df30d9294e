"""How a ballot is shown at a machine: its title, its options, and what a waiting trustee sees."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from jisr.assembly.ballot.board import Board
from jisr.assembly.boards.wire import text_of
from jisr.assembly.machines.trustee import Step
from jisr.errors import to_translate

HASH_LETTERS: Final = 32
"""Of the manifest's hash, shown in the hall and at every machine: 128 bits to compare."""
DID: Final[Mapping[Step, str]] = {
    Step.PROMISE: to_translate("You have promised your part of the key."),
    Step.REVEAL: to_translate("You have revealed what you promised."),
    Step.READY: to_translate("All parts sealed for you are in order; you have said so."),
    Step.SHARE: to_translate("You have opened your part of the sums of the closed board."),
}
WAITS: Final[Mapping[Step, str]] = {
    Step.WAIT_PROMISES: to_translate("Waiting for the promises of the other trustees"),
    Step.WAIT_REVEALS: to_translate("Waiting for the other trustees to reveal"),
    Step.WAIT_CLOSE: to_translate("The ballot is on; waiting for its close"),
    Step.WAIT_WITNESSES: to_translate("The ballot is closed; waiting for the witnesses"),
}


def numbered(options: Sequence[Mapping[str, Any]], language: str) -> list[tuple[str, str]]:
    """Return the options with the numbers by which they are marked, from 1."""
    return [(str(place), text_of(each, language)) for place, each in enumerate(options, start=1)]


def shown_hash(board: Board) -> str:
    """Return the beginning of the manifest's hash, as the hall shows it."""
    return board.manifest_hash.hex()[:HASH_LETTERS]


def done_of(board: Board, step: Step) -> tuple[int, int]:
    """Return how many there are of what a step waits for, and how many are awaited."""
    manifest = board.manifest
    trustees = len(manifest["trustees"])
    return {
        Step.WAIT_PROMISES: (len(board.promises), trustees),
        Step.WAIT_REVEALS: (len(board.reveals), trustees),
        Step.WAIT_CLOSE: (len(board.ballots), len(manifest["roll"])),
        Step.WAIT_WITNESSES: (len(board.witnesses), manifest["witnesses_min"]),
    }[step]
