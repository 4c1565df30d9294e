"""The hub's own hand on the boards: its key, and each board in memory as far as it is checked.

A board in memory is never changed once it is kept here: who adds a line does so in a copy. Whether
a kept one is still what the table holds is told by its head, so a copy whose transaction failed,
or that another worker has overtaken, is not used again.
"""

import contextlib
import copy
import threading
from collections import OrderedDict
from pathlib import Path
from typing import Final, Self

from jisr.assembly.ballot.board import Board
from jisr.assembly.ballot.curve import Refused
from jisr.assembly.ballot.sodium import SodiumGroup
from jisr.assembly.boards import store
from jisr.errors import AlreadyExists, LedgerBroken, to_translate
from jisr.kit.db import Transaction
from jisr.ledger.keys import SigningKey, create_key, load_key

KEY_FILE: Final = "registrar.key"
"""Its name in a data directory; in no backup, as little as the ledger's."""
BOARDS_MAX = 16
"""Rounds that are held in memory; more are never open at once."""
COPIES_MAX = 4
"""States of one board: the newest may be of a transaction that fails, then one before it holds."""


class Registrar:
    """Writes manifests, closes and results, signs receipts; `Hub.part(Registrar)` returns it."""

    def __init__(self, key: SigningKey) -> None:
        self.key = key
        self._group: SodiumGroup | None = None
        self._boards: OrderedDict[str, tuple[Board, ...]] = OrderedDict()
        self._lock = threading.Lock()

    @classmethod
    def at(cls, home: Path, network: str) -> Self:
        """Return the registrar of a data directory; the first process makes its key."""
        path = home / KEY_FILE
        if not path.exists():
            with contextlib.suppress(AlreadyExists):  # another worker was faster
                return cls(create_key(path, network))
        return cls(load_key(path, network))

    def new_board(self) -> Board:
        """Return a board without lines.

        Raises:
            Unavailable: there is no libsodium on this machine.
        """
        if self._group is None:
            self._group = SodiumGroup()
        return Board(self._group)

    def board(self, transaction: Transaction, board_id: str) -> Board:
        """Return a copy of the board as the table holds it in this transaction.

        Raises:
            Unavailable: there is no libsodium on this machine.
            LedgerBroken: the table holds a line that the board refuses.
        """
        known = next(
            (
                each
                for each in self._boards.get(board_id, ())
                if store.head_after(transaction, board_id, each.size - 1) == each.head
            ),
            None,
        )
        board = self.new_board() if known is None else _copied(known)
        try:
            for text in store.list_texts(transaction, board_id, start=board.size):
                board.add(text)
        except Refused as error:
            raise LedgerBroken(why=to_translate("a board holds a line that it refuses")) from error
        if board.size and (known is None or known.size < board.size):
            self.keep(board_id, board)
        return _copied(board)

    def keep(self, board_id: str, board: Board) -> None:
        """Keep a board in memory; who gives it changes it no more."""
        with self._lock:
            older = [each for each in self._boards.pop(board_id, ()) if each is not board]
            self._boards[board_id] = (board, *older)[:COPIES_MAX]
            while len(self._boards) > BOARDS_MAX:
                self._boards.popitem(last=False)


def _copied(board: Board) -> Board:
    """Return a board of its own: what grows is copied, what never changes is shared."""
    twin = copy.copy(board)
    for name, value in vars(board).items():
        if isinstance(value, dict | set | list):
            setattr(twin, name, value.copy())
    return twin
