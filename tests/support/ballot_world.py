"""A whole election on one machine, for tests and measurements: every actor with its own keys."""

import base64
from collections.abc import Sequence
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from jisr.assembly.ballot.board import Board
from jisr.assembly.ballot.booth import seal_ballot, sign_entry, spell_entry
from jisr.assembly.ballot.sodium import SodiumGroup
from jisr.assembly.ballot.spelling import canonical, digest
from jisr.assembly.ballot.trustee import Trustee

TRUSTEES = ("AR", "FR", "JP", "KE", "TN")
WITNESSES = ("CL", "IN", "MA", "NO", "ZA")


def public(key: Ed25519PrivateKey) -> str:
    """Return the public key as the manifest spells it."""
    return base64.urlsafe_b64encode(key.public_key().public_bytes_raw()).rstrip(b"=").decode()


class BallotWorld:
    """An election round whose board grows through `post`."""

    def __init__(
        self,
        members: int,
        options: int,
        *,
        marks: tuple[int, int] = (1, 1),
        ballots_min: int = 2,
        group: SodiumGroup | None = None,
    ) -> None:
        self.group = group or SodiumGroup()
        self.members = [f"M{place:03}" for place in range(members)]
        self.keys = {
            name: Ed25519PrivateKey.generate()
            for name in (*self.members, *TRUSTEES, *WITNESSES, "registrar")
        }
        self.trustees = {name: Trustee(self.group, name) for name in TRUSTEES}
        self.board = Board(self.group)
        self.lines: list[bytes] = []
        self.manifest: dict[str, Any] = {
            "v": 1,
            "election": "president-2026",
            "round": 1,
            "titles": {"en": "Election of the President", "ar": "انتخاب الرئيس"},
            "options": [{"en": f"Candidate {place}"} for place in range(options - 1)]
            + [{"en": "Abstention"}],
            "marks_min": marks[0],
            "marks_max": marks[1],
            "ballots_min": ballots_min,
            "roll": [{"name": name, "key": public(self.keys[name])} for name in self.members],
            "trustees": [
                {"name": name, "key": public(self.keys[name]), "sealing": trustee.sealing_key}
                for name, trustee in self.trustees.items()
            ],
            "threshold": 3,
            "witnesses": [{"name": name, "key": public(self.keys[name])} for name in WITNESSES],
            "witnesses_min": 3,
            "registrar": public(self.keys["registrar"]),
        }

    def line(self, kind: str, author: str, body: dict[str, Any]) -> bytes:
        """Return the next line, signed with the author's key."""
        signature = sign_entry(self.board, self.keys[author], kind, author, body)
        return spell_entry(self.board, kind, author, body, signature)

    def post(self, kind: str, author: str, body: dict[str, Any]) -> bytes:
        """Put an entry on the board, which checks it."""
        return self.post_line(self.line(kind, author, body))

    def post_line(self, line: bytes) -> bytes:
        """Put a line on the board, which checks it."""
        self.board.add(line)
        self.lines.append(line)
        return line

    def ceremony(self) -> None:
        """Publish the manifest and make the key."""
        self.board.manifest_hash = manifest_hash(self.manifest)
        self.post("manifest", "registrar", self.manifest)
        for name, trustee in self.trustees.items():
            self.post("promise", name, trustee.promise(3))
        for name, trustee in self.trustees.items():
            self.post("reveal", name, trustee.reveal(self.board))
        for name, trustee in self.trustees.items():
            self.post("ready", name, trustee.ready(self.board))

    def sealed(self, member: str, marks: Sequence[int]) -> dict[str, Any]:
        """Return a ballot's body."""
        return seal_ballot(self.board, self.group, member, marks).cast()

    def vote(self, member: str, marks: Sequence[int]) -> bytes:
        """Cast a ballot."""
        return self.post("ballot", member, self.sealed(member, marks))

    def close(self, witnesses: int = 3) -> None:
        """Close the ballot, before so many witnesses."""
        self.post("close", "registrar", {"ballots": len(self.board.ballots)})
        for name in WITNESSES[:witnesses]:
            self.post("witness", name, {"head": text(self.board.closed_head)})

    def open(self, *names: str) -> None:
        """Let these trustees open the sums, and publish the result."""
        for name in names:
            self.post("share", name, self.trustees[name].open_sums(self.board))
        self.post("result", "registrar", {"totals": self.board.count()})


def text(encoded: bytes) -> str:
    """Return bytes as the board spells them."""
    return base64.urlsafe_b64encode(encoded).rstrip(b"=").decode()


def manifest_hash(manifest: dict[str, Any]) -> bytes:
    """Return what every signature of the round is bound to."""
    return digest("manifest", canonical(manifest))


def election(members: int = 4, options: int = 3) -> BallotWorld:
    """Return a small round in which everyone voted: member n for option n, over and over."""
    world = BallotWorld(members, options)
    world.ceremony()
    for place, member in enumerate(world.members):
        world.vote(member, [int(place % options == option) for option in range(options)])
    world.close()
    world.open("AR", "JP", "TN")
    return world
