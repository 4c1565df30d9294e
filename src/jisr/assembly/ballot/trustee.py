"""What runs on a trustee's machine: its part of the key, and its share of the opened sums.

Three of five open the sums, fewer learn nothing, and one that is away stops nobody (Pedersen 1991;
commitments as Feldman 1987, hashed first so that nobody chooses a key after seeing the others').
"""

from dataclasses import dataclass, field
from typing import Any

from jisr.assembly.ballot.board import Board, share_context, unwrap
from jisr.assembly.ballot.curve import ORDER, Refused
from jisr.assembly.ballot.sodium import SodiumGroup, random_scalar
from jisr.assembly.ballot.spelling import (
    canonical,
    challenge,
    digest,
    from_scalars,
    to_bytes,
    to_scalars,
    to_text,
)


@dataclass(slots=True)
class Secrets:
    """What a trustee's machine keeps, and shows to nobody.

    Attributes:
        sealing: opens what the others sealed for this trustee.
        coefficients: this trustee's own secret of the round, once it has promised.
        opened_head: the closed board whose sums it has opened, or nothing yet.
    """

    sealing: int = field(default_factory=random_scalar, repr=False)
    coefficients: list[int] = field(default_factory=list, repr=False)
    opened_head: bytes = b""


class Trustee:
    """One trustee of one round; its secrets never leave its machine."""

    def __init__(self, group: SodiumGroup, name: str, secrets: Secrets | None = None) -> None:
        self.name = name
        self.secrets = secrets or Secrets()
        self._group = group

    @property
    def sealing_key(self) -> str:
        """The key under which the other trustees seal what is for this one."""
        return to_text(self._group.multiply(self.secrets.sealing, self._group.base))

    def promise(self, threshold: int) -> dict[str, str]:
        """Choose the secret; return the body that promises its commitments."""
        self.secrets.coefficients = [random_scalar() for _ in range(threshold)]
        hashed = digest("promise", self.name.encode(), canonical(self._commitments()))
        return {"hash": to_text(hashed)}

    def reveal(self, board: Board) -> dict[str, Any]:
        """Return the body with the commitments, the proof and what is sealed for each trustee.

        Raises:
            Refused: not every trustee has promised.
        """
        trustees = board.manifest["trustees"]
        if len(board.promises) < len(trustees):
            raise Refused("not every trustee has promised")
        group, commitments, secret = self._group, self._commitments(), random_scalar()
        raw = [to_bytes(one, 32) for one in commitments]
        made = group.multiply(secret, group.base)
        c = challenge("knows", board.manifest_hash, self.name.encode(), *raw, made)
        s = (secret + c * self.secrets.coefficients[0]) % ORDER
        sealed = {
            one["name"]: self._seal_for(board, index, to_bytes(one["sealing"], 32))
            for index, one in enumerate(trustees, start=1)
        }
        return {"coefficients": commitments, "proof": from_scalars([c, s]), "sealed": sealed}

    def check_part(self, board: Board) -> int:
        """Open what the others sealed for this trustee; return its part of the joint secret.

        Raises:
            Refused: what a trustee sealed is not what it committed to; the sentence names it.
        """
        group, part = self._group, 0
        names = [one["name"] for one in board.manifest["trustees"]]
        index = names.index(self.name) + 1
        for dealer in names:
            raw = to_bytes(board.reveals[dealer][1][self.name], 64)
            key = group.multiply(self.secrets.sealing, group.decode(raw[:32]))
            (masked,) = to_scalars(to_text(raw[32:]), 1)
            value = (masked - self._mask(board, index, raw[:32], key)) % ORDER
            points = [board.group.encode(point) for point in board.reveals[dealer][0]]
            expected = points[-1]
            for point in reversed(points[:-1]):
                expected = group.add(point, group.multiply(index, expected))
            if group.multiply(value, group.base) != expected:
                raise Refused(
                    "trustee {dealer} sealed a part that it did not commit to", dealer=dealer
                )
            part = (part + value) % ORDER
        return part

    def ready(self, board: Board) -> dict[str, str]:
        """Return the body that says that every part sealed for this trustee is in order.

        Raises:
            Refused: see `check_part`; then the round must not open.
        """
        self.check_part(board)
        return {"joint": to_text(board.group.encode(board.joint))}

    def open_sums(self, board: Board) -> dict[str, Any]:
        """Return the body with this trustee's share of the sums and the proofs of it.

        Raises:
            Refused: the sums stay sealed, or this trustee has opened another closed board.
        """
        board.may_open()
        if self.secrets.opened_head not in {b"", board.closed_head}:
            raise Refused("this trustee has opened another closed board of this round")
        part, group = self.check_part(board), self._group
        self.secrets.opened_head = board.closed_head
        parts, proofs = [], []
        key = board.group.encode(board.trustee_keys[self.name])
        for index, (total, _) in enumerate(board.sums):
            a = board.group.encode(total)
            opened, secret = group.multiply(part, a), random_scalar()
            made = unwrap(group, a, key, opened, (0, secret))
            c = challenge("share", share_context(board, self.name, index), opened, *made)
            parts.append(to_text(opened))
            proofs.append(from_scalars([c, (secret + c * part) % ORDER]))
        return {"parts": parts, "proofs": proofs}

    def _commitments(self) -> list[str]:
        return [
            to_text(self._group.multiply(one, self._group.base))
            for one in self.secrets.coefficients
        ]

    def _seal_for(self, board: Board, index: int, key: bytes) -> str:
        value = 0
        for coefficient in reversed(self.secrets.coefficients):
            value = (value * index + coefficient) % ORDER
        once = random_scalar()
        public = self._group.multiply(once, self._group.base)
        shared = self._group.multiply(once, self._group.decode(key))
        masked = (value + self._mask(board, index, public, shared)) % ORDER
        return to_text(public + masked.to_bytes(32, "little"))

    @staticmethod
    def _mask(board: Board, index: int, public: bytes, shared: bytes) -> int:
        return challenge("part", board.manifest_hash, bytes([index]), public, shared)
