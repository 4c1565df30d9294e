"""Writes `docs/formats/ballot-vectors.json`: what a second recount program is tested with.

Run it with `PYTHONPATH=tests/support python tools/ballot_vectors.py` after the format has changed.
The points that are none, the parts of the digests, the values that are spelled and the indexes of
the weights stay as they stand in the file; all that follows from them is computed again, and the
board is a new one.
"""

import json
from pathlib import Path
from typing import Any

from ballot_world import BallotWorld, election, text
from jisr.assembly.ballot.board import lagrange
from jisr.assembly.ballot.sodium import SodiumGroup
from jisr.assembly.ballot.spelling import (
    canonical,
    challenge,
    digest,
    receipt_bytes,
    tracker,
)

DOCUMENT = Path(__file__).parents[1] / "docs" / "formats" / "ballot-vectors.json"
MULTIPLES = 16
ENTRY = "00112233445566778899aabbccddeeff"
"""The id of a ledger entry, as a receipt names it."""


def vectors(old: dict[str, Any]) -> dict[str, Any]:
    """Return the vectors, with the board of a new election."""
    group, world = SodiumGroup(), election()
    return {
        "about": old["about"],
        "multiples_of_the_generator": [
            group.encode(group.multiply(times, group.base)).hex() for times in range(MULTIPLES)
        ],
        "not_points": old["not_points"],
        "digests": [_digested(each) for each in old["digests"]],
        "canonical": [
            {"value": each["value"], "bytes": canonical(each["value"]).hex()}
            for each in old["canonical"]
        ],
        "lagrange": [
            {**each, "weight": str(lagrange(each["index"], each["of"]))} for each in old["lagrange"]
        ],
        "board": [line.decode() for line in world.lines],
        "manifest_hash": world.board.manifest_hash.hex(),
        "joint_key": group.encode(world.board.joint).hex(),
        "trackers": {
            member: tracker(json.loads(world.lines[place])["body"])
            for member, place in world.board.ballots.items()
        },
        "closed_head": world.board.closed_head.hex(),
        "totals": world.board.totals,
        "receipt": _receipt(world),
    }


def _digested(vector: dict[str, Any]) -> dict[str, Any]:
    parts = [bytes.fromhex(each) for each in vector["parts"]]
    made = {"sha512": digest(vector["use"], *parts).hex()}
    if "challenge" in vector:
        made["challenge"] = str(challenge(vector["use"], *parts))
    return {**vector, **made}


def _receipt(world: BallotWorld) -> dict[str, Any]:
    """Return the receipt for the last entry."""
    n, head = world.board.size - 1, world.board.head
    signed = receipt_bytes(world.board.manifest_hash, n, head, ENTRY)
    signature = world.keys["registrar"].sign(signed)
    return {"n": n, "head": text(head), "entry": ENTRY, "signature": text(signature)}


def main() -> None:
    """Write the file."""
    old = json.loads(DOCUMENT.read_text(encoding="utf-8"))
    written = json.dumps(vectors(old), ensure_ascii=False, indent=1) + "\n"
    DOCUMENT.write_text(written, encoding="utf-8")


if __name__ == "__main__":
    main()
