"""A board as a machine checks it for itself, line by line, before it believes the hub anything."""

import json
from collections.abc import Mapping
from typing import Any

from jisr.assembly.ballot.board import Board
from jisr.assembly.ballot.curve import Refused
from jisr.assembly.ballot.sodium import SodiumGroup
from jisr.assembly.ballot.spelling import receipt_bytes, to_bytes, to_text, tracker
from jisr.assembly.boards.reasons import refusal
from jisr.assembly.machines.folder import Folder
from jisr.client.assembly import Assembly, Receipt
from jisr.errors import BoardBroken, NotFound, to_translate
from jisr.ledger.keys import SigningKey

ROLLS = {"vote": "roll", "trustee": "trustees", "witness": "witnesses"}
"""The list of the manifest in which a key for this use stands."""


class BoardCopy:
    """A board that was downloaded and checked whole.

    Attributes: `lines` as they stand on it, `board` what they make.
    """

    def __init__(self, hub: Assembly, board_id: str, folder: Folder) -> None:
        self.hub = hub
        self.id = board_id
        self.folder = folder
        self.board = Board(SodiumGroup())
        self.lines: list[bytes] = []
        self._heads: list[bytes] = []

    def catch_up(self) -> None:
        """Read and check what is new.

        Raises:
            BoardBroken: a line is bad, or the board is another than this machine was shown before.
            NotFound: there is nothing on it.
        """
        for line in self.hub.lines(self.id, len(self.lines)):
            try:
                self.board.add(line)
            except Refused as error:
                why = refusal(error).details["why"]
                raise BoardBroken(n=len(self.lines), why=why, **error.details) from error
            self.lines.append(line)
            self._heads.append(self.board.head)
        if not self.lines:
            raise NotFound(thing=to_translate("board"))
        self._remember()

    def _remember(self) -> None:
        """Compare with what this machine saw of the round before, under whatever id."""
        name = f"seen-{self.round}"
        seen = self.folder.read(name)
        size = int(seen.get("size", 0))
        if size > len(self.lines) or (size and to_text(self.head_after(size - 1)) != seen["head"]):
            raise BoardBroken(
                n=size - 1,
                why=to_translate("the hub showed this machine another board of this round before"),
            )
        if size < len(self.lines):
            self.folder.write(name, {"size": len(self.lines), "head": to_text(self.board.head)})

    @property
    def round(self) -> str:
        """What names the round: its manifest, whatever id the hub gives it."""
        return self.board.manifest_hash.hex()[:32]

    @property
    def manifest(self) -> Mapping[str, Any]:
        """The manifest."""
        return self.board.manifest

    def require_open(self) -> None:
        """Raise `EntryRefused` unless ballots are taken now."""
        try:
            self.board.must_be_open()
        except Refused as error:
            raise refusal(error) from error

    def head_after(self, n: int) -> bytes:
        """Return the head after line `n`."""
        return self._heads[n]

    def own(self, use: str) -> tuple[str, SigningKey] | None:
        """Return as whom this machine stands in the manifest for a use, and its key."""
        keys = self.folder.keys()
        for each in self.manifest[ROLLS[use]]:
            if each["key"] in keys:
                return each["name"], keys[each["key"]]
        return None

    def find(self, wanted: str) -> int | None:
        """Return where the ballot with this tracker stands, or None."""
        for place in self.board.ballots.values():
            if tracker(json.loads(self.lines[place])["body"]) == wanted:
                return place
        return None

    def check_receipt(self, receipt: Receipt) -> None:
        """Check that the registrar signed this place on this very board.

        Raises:
            BoardBroken: it did not, or the board shows another head there.
        """
        is_here = 0 <= receipt.n < len(self.lines)
        if not (is_here and self._is_signed(receipt)):
            raise BoardBroken(
                n=receipt.n, why=to_translate("the hub’s receipt is not for what stands there")
            )

    def _is_signed(self, receipt: Receipt) -> bool:
        head = self.head_after(receipt.n)
        signed = receipt_bytes(self.board.manifest_hash, receipt.n, head, receipt.entry)
        key = to_bytes(self.manifest["registrar"], 32)
        try:
            signature = to_bytes(receipt.signature, 64)
        except ValueError:
            return False
        return receipt.head == to_text(head) and self.board.group.signed(key, signed, signature)
