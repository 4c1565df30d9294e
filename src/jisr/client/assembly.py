"""The secret ballots of a hub: boards are read and checked, and signed entries put on them."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

import msgspec

from jisr.client.line import API, Line
from jisr.client.shapes import Told

_ASSEMBLY = f"{API}/assembly"
_LINES_AT_ONCE = 500


class Receipt(Told, frozen=True):
    """The registrar's signed word that an entry stands at place `n`; bytes are in base64url."""

    board: str
    n: int
    head: str
    entry: str
    signature: str


class Board(Told, frozen=True):
    """How far a secret ballot is; what it holds is checked on the caller's own machine."""

    id: str
    session: int
    state: str
    size: int
    manifest: Mapping[str, Any]
    manifest_hash: str
    head: str
    closed_head: str
    promised: list[str]
    revealed: list[str]
    ready: list[str]
    witnesses: list[str]
    shared: list[str]
    revoked: list[str]
    ballots: Mapping[str, str]
    totals: list[int] | None


class HallKey(Told, frozen=True):
    """A key that an officer holds for one session."""

    id: str
    session: int
    officer: str
    member: str
    use: str
    public: str


class Assembly:
    """The verbs of the assembly; every method raises what `Line.send` raises."""

    def __init__(self, line: Line) -> None:
        self._line = line

    def register_key(
        self, session: int, *, use: str, public: str, sealing: str, proof: str
    ) -> HallKey:
        """Register a key that the caller holds for a session."""
        told = {"use": use, "public": public, "sealing": sealing, "proof": proof}
        return self._line.write(f"{_ASSEMBLY}/sessions/{session}/keys", HallKey, told)

    def board(self, board: str) -> Board:
        """Return how far a secret ballot is, as the hub tells it."""
        return self._line.get(_at(board), Board)

    def lines(self, board: str, start: int = 0) -> Iterator[bytes]:
        """Yield the lines of a board from line `start` on, as they stand there."""
        while True:
            query = {"start": start, "limit": _LINES_AT_ONCE}
            told = self._line.send("GET", _at(board, "lines"), query=query)
            if not told:
                return
            found = told.removesuffix(b"\n").split(b"\n")
            yield from found
            start += len(found)

    def submit(
        self, board: str, *, kind: str, author: str, body: Mapping[str, Any], sig: str
    ) -> Receipt:
        """Put a signed entry on a board; the same entry again gets the same receipt."""
        told = {"kind": kind, "author": author, "body": body, "sig": sig}
        sent = msgspec.json.encode(told)
        return self._line.read(self._line.send("POST", _at(board, "lines"), sent), Receipt)

    def revoke(self, board: str, member: str) -> None:
        """Take no more ballot of a member; only its head of delegation and the secretary may."""
        self._line.write(_at(board, "revocations"), msgspec.Raw, {"member": member})

    def bundle(self, board: str) -> bytes:
        """Return the file from which anyone recounts: `jisr assembly verify FILE`."""
        return self._line.send("GET", _at(board, "bundle.zip"))


def _at(board: str, *below: str) -> str:
    return "/".join((f"{_ASSEMBLY}/boards", quote(board, safe=""), *below))
