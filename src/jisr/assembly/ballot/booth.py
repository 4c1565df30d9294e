"""What runs on a delegate's machine: seal the marks, show the tracker, then audit or cast.

Choices and randomness stay in this process; only the sealed body and its signature leave it.
Scalars are whole numbers of Python, whose timing a neighbour on the same machine could measure.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from jisr.assembly.ballot.board import Board, ballot_context, marks_allowed, unwrap
from jisr.assembly.ballot.curve import ORDER, Point, Refused
from jisr.assembly.ballot.sodium import SodiumGroup, random_scalar
from jisr.assembly.ballot.spelling import (
    canonical,
    challenge,
    from_scalars,
    number,
    signed_bytes,
    to_text,
    tracker,
)
from jisr.errors import Conflict


def sign_entry(
    board: Board, key: Ed25519PrivateKey, kind: str, author: str, body: dict[str, Any]
) -> str:
    """Return the author's signature of an entry, wherever on this board it will stand."""
    return to_text(key.sign(signed_bytes(board.manifest_hash, kind, author, body)))


def spell_entry(board: Board, kind: str, author: str, body: dict[str, Any], sig: str) -> bytes:
    """Return the signed entry as the next line of the board."""
    place = {"n": board.size, "prev": to_text(board.head)}
    return canonical({**place, "type": kind, "author": author, "body": body, "sig": sig})


@dataclass(slots=True)
class Sealed:
    """A ballot that was sealed and is neither audited nor cast yet.

    Attributes:
        body: what is cast.
        marks: 0 or 1 for each option.
    """

    body: dict[str, Any]
    marks: tuple[int, ...]
    _randomness: tuple[int, ...] = field(repr=False)
    _used: bool = False

    @property
    def tracker(self) -> str:
        """The short text to note before deciding whether to audit or to cast."""
        return tracker(self.body)

    def audit(self) -> tuple[int, ...]:
        """Open this ballot: return the randomness; it can never be cast.

        Raises:
            Conflict: it was audited or cast before.
        """
        self._use()
        return self._randomness

    def cast(self) -> dict[str, Any]:
        """Return the body to sign and send; it can never be audited.

        Raises:
            Conflict: it was audited or cast before.
        """
        self._use()
        self._randomness = ()
        return self.body

    def _use(self) -> None:
        if self._used:
            raise Conflict
        self._used = True


def seal_ballot(board: Board, group: SodiumGroup, member: str, marks: Sequence[int]) -> Sealed:
    """Seal the marks of a member.

    Raises:
        Refused: the marks are not allowed, or the ballot is not open.
    """
    board.must_be_open()
    allowed = marks_allowed(board.manifest)
    if (
        len(marks) != len(board.manifest["options"])
        or not set(marks) <= {0, 1}
        or sum(marks) not in allowed
    ):
        raise Refused("these marks are not allowed")
    joint = board.group.encode(board.joint)
    randomness = tuple(random_scalar() for _ in marks)
    pairs = [seal(group, joint, mark, r) for mark, r in zip(marks, randomness, strict=True)]
    raw = [a + b for a, b in pairs]
    context = ballot_context(board, member, raw)
    proofs = [
        prove_one_of(group, joint, pair, (0, 1), (mark, r), (context, index))
        for index, (pair, mark, r) in enumerate(zip(pairs, marks, randomness, strict=True))
    ]
    total = (_total(group, [a for a, _ in pairs]), _total(group, [b for _, b in pairs]))
    known = (sum(marks), sum(randomness) % ORDER)
    proof = prove_one_of(group, joint, total, allowed, known, (context, len(marks)))
    body = {"ct": [to_text(one) for one in raw], "proofs": proofs, "sum": proof}
    return Sealed(body, tuple(marks), randomness)


def audit_holds(
    board: Board, group: SodiumGroup, body: dict[str, Any], opened: tuple[Sequence[int], ...]
) -> bool:
    """Tell, on a second device, whether the body seals these marks with this randomness.

    Args:
        board: the board with its key.
        group: the group of this device.
        body: the sealed body, as the first device showed it.
        opened: the marks that the delegate chose, and the randomness that the audit revealed.
    """
    joint = board.group.encode(board.joint)
    again = [seal(group, joint, mark, r) for mark, r in zip(*opened, strict=True)]
    return bool(body["ct"] == [to_text(a + b) for a, b in again])


def seal(group: SodiumGroup, joint: bytes, mark: int, randomness: int) -> tuple[bytes, bytes]:
    """Return (r·G, m·G + r·H), which hides m from everyone but the trustees together."""
    mask = group.multiply(randomness, joint)
    sealed = group.add(group.base, mask) if mark else mask
    return group.multiply(randomness, group.base), sealed


def prove_one_of(  # noqa: PLR0913, PLR0917 – the statement, the secret and what it is bound to
    group: SodiumGroup,
    joint: bytes,
    pair: tuple[bytes, bytes],
    values: Sequence[int],
    known: tuple[int, int],
    bound: tuple[bytes, int],
) -> str:
    """Prove that the pair seals one of the values, not which (Cramer and others 1994)."""
    (a, b), (value, randomness), (context, index) = pair, known, bound
    scalars: list[int] = []
    made: list[bytes] = []
    secret = random_scalar()
    for each in values:
        simulated = [random_scalar(), random_scalar()] if each != value else [0, secret]
        rest: Point = group.add(b, group.multiply(-each % ORDER, group.base)) if each else b
        made += unwrap(group, joint, a, rest, simulated)
        scalars += simulated
    c = (challenge("mark", context, number(index), *made) - sum(scalars[::2])) % ORDER
    place = 2 * list(values).index(value)
    scalars[place : place + 2] = [c, (secret + c * randomness) % ORDER]
    return from_scalars(scalars)


def _total(group: SodiumGroup, points: Sequence[bytes]) -> bytes:
    total = points[0]
    for point in points[1:]:
        total = group.add(total, point)
    return total
