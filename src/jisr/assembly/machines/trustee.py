"""The trustee's machine: it does what the board allows next, and opens one closed board only."""

import enum
from typing import Any

from jisr.assembly.ballot.board import Board
from jisr.assembly.ballot.booth import sign_entry
from jisr.assembly.ballot.curve import Refused
from jisr.assembly.ballot.sodium import SodiumGroup
from jisr.assembly.ballot.spelling import from_scalars, to_bytes, to_scalars, to_text
from jisr.assembly.ballot.trustee import Secrets, Trustee
from jisr.assembly.boards.reasons import refusal
from jisr.assembly.machines.copies import BoardCopy
from jisr.assembly.machines.keys import sealing_secret
from jisr.errors import Denied, to_translate


class Step(enum.StrEnum):
    """What a trustee does next, or for what it waits."""

    PROMISE = "promise"
    WAIT_PROMISES = "wait-promises"
    REVEAL = "reveal"
    WAIT_REVEALS = "wait-reveals"
    READY = "ready"
    WAIT_CLOSE = "wait-close"
    WAIT_WITNESSES = "wait-witnesses"
    SHARE = "share"
    DONE = "done"


ACTS = frozenset((Step.PROMISE, Step.REVEAL, Step.READY, Step.SHARE))
"""Steps that write on the board; each is named as its entry is."""


def next_step(board: Board, name: str) -> Step:
    """Return what the trustee of this name does next on this board."""
    # A round that was closed before this trustee was ready never opened: nothing is to be done.
    is_over = bool(board.closed_head) and name not in board.ready
    if board.totals is not None or name in board.shares or is_over:
        return Step.DONE
    if board.closed_head:
        enough = len(board.witnesses) >= board.manifest["witnesses_min"]
        return Step.SHARE if enough else Step.WAIT_WITNESSES
    everyone = len(board.manifest["trustees"])
    steps = (
        (Step.PROMISE, name not in board.promises),
        (Step.WAIT_PROMISES, len(board.promises) < everyone),
        (Step.REVEAL, name not in board.reveals),
        (Step.WAIT_REVEALS, len(board.reveals) < everyone),
        (Step.READY, name not in board.ready),
    )
    return next((step for step, is_due in steps if is_due), Step.WAIT_CLOSE)


class TrusteeMachine:
    """One trustee at one round.

    Raises:
        Denied: no key of this machine is a trustee's there.
    """

    def __init__(self, copy: BoardCopy) -> None:
        self.copy = copy
        found = copy.own("trustee")
        if found is None:
            raise Denied(why=to_translate("no key of this machine is a trustee’s of this ballot"))
        self.name, self._key = found
        kept = copy.folder.read(self._round_name)
        secrets = Secrets(
            sealing_secret(copy.folder),
            to_scalars(kept["coefficients"], copy.manifest["threshold"]) if kept else [],
            to_bytes(kept["opened"], 32) if kept.get("opened") else b"",
        )
        self._trustee = Trustee(SodiumGroup(), self.name, secrets)

    @property
    def _round_name(self) -> str:
        return f"round-{self.copy.round}"

    def next_step(self) -> Step:
        """Return what is done next."""
        return next_step(self.copy.board, self.name)

    def act(self, step: Step) -> None:
        """Do a step: what must not be forgotten is on the disk before it is sent.

        Raises:
            Denied: the secret of this round is not on this machine.
            EntryRefused: what another trustee sealed is bad, the sums must stay sealed, or this
                trustee has opened another closed board of the round.
            HubRefused: the hub does not take it.
        """
        if step is not Step.PROMISE and not self._trustee.secrets.coefficients:
            raise Denied(why=to_translate("the secret of this round is not on this machine"))
        try:
            body = self._body(step)
        except Refused as error:
            raise refusal(error) from error
        self._remember()
        board, private = self.copy.board, self._key.private
        sig = sign_entry(board, private, step.value, self.name, body)
        self.copy.hub.submit(self.copy.id, kind=step.value, author=self.name, body=body, sig=sig)

    def _body(self, step: Step) -> dict[str, Any]:
        board = self.copy.board
        if step is Step.PROMISE:
            return dict(self._trustee.promise(board.manifest["threshold"]))
        if step is Step.REVEAL:
            return self._trustee.reveal(board)
        if step is Step.READY:
            return dict(self._trustee.ready(board))
        return self._trustee.open_sums(board)

    def _remember(self) -> None:
        secrets = self._trustee.secrets
        kept = {
            "coefficients": from_scalars(secrets.coefficients),
            "opened": to_text(secrets.opened_head),
        }
        self.copy.folder.write(self._round_name, kept)
