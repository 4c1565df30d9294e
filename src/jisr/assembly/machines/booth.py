"""The booth: seals a delegate's marks, then audits or casts; choice and randomness stay here."""

import http
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from jisr.assembly.ballot.booth import Sealed, audit_holds, seal_ballot, sign_entry
from jisr.assembly.ballot.curve import Refused
from jisr.assembly.ballot.sodium import SodiumGroup
from jisr.assembly.ballot.spelling import from_scalars, to_scalars, tracker
from jisr.assembly.boards.reasons import refusal
from jisr.assembly.machines.copies import BoardCopy
from jisr.assembly.machines.folder import Folder, read_json
from jisr.client.assembly import Receipt
from jisr.errors import BoardBroken, Denied, FileUnreadable, HubRefused, NotFound, to_translate
from jisr.kit.outputs import whole_path

FORMAT: Final = "jisr-opening/v1"


@dataclass(frozen=True, slots=True)
class Cast:
    """A ballot that stands on the board: its tracker and what the registrar signed of it."""

    tracker: str
    receipt: Receipt


@dataclass(frozen=True, slots=True)
class Opening:
    """What an audit shows on a second device: the marks that were sealed, and whether they were."""

    board: str
    member: str
    marks: tuple[int, ...]
    tracker: str
    holds: bool
    is_burnt: bool


class Booth:
    """One member's booth at one ballot.

    Raises:
        Denied: no key of this machine is on the roll.
    """

    def __init__(self, copy: BoardCopy) -> None:
        self.copy = copy
        self.folder = copy.folder
        found = copy.own("vote")
        if found is None:
            raise Denied(why=to_translate("no key of this machine is on the roll of this ballot"))
        self.member, self._key = found

    @property
    def _cast_name(self) -> str:
        return f"cast-{self.copy.round}"

    def cast_before(self) -> Cast | None:
        """Return the ballot that was cast before, sent again if it did not arrive.

        Raises:
            HubRefused: it was not taken; then it is forgotten, and another may be sealed.
            BoardBroken: another ballot of this member stands on the board.
        """
        kept = self.folder.read(self._cast_name)
        place = self.copy.board.ballots.get(self.member)
        if place is not None:
            entry = json.loads(self.copy.lines[place])
            if kept and kept["body"] != entry["body"]:
                raise BoardBroken(
                    n=place,
                    why=to_translate("it is not the ballot that this machine cast for the member"),
                )
            kept = {"body": entry["body"], "sig": entry["sig"]}
        return self._send(kept) if kept else None

    def seal(self, marks: Sequence[int]) -> Sealed:
        """Seal marks, 0 or 1 for each option.

        Raises:
            EntryRefused: they are not allowed, or the ballot is not open.
        """
        try:
            return seal_ballot(self.copy.board, SodiumGroup(), self.member, marks)
        except Refused as error:
            raise refusal(error) from error

    def cast(self, sealed: Sealed) -> Cast:
        """Send a sealed ballot and check the receipt against the board.

        Raises:
            HubRefused: it was not taken.
            BoardBroken: the receipt is not for what stands on the board.
        """
        body = sealed.cast()
        board, private = self.copy.board, self._key.private
        kept = {"body": body, "sig": sign_entry(board, private, "ballot", self.member, body)}
        self.folder.write(self._cast_name, kept)
        return self._send(kept)

    def _send(self, kept: Mapping[str, Any]) -> Cast:
        try:
            receipt = self._submit("ballot", kept["body"], kept["sig"])
        except HubRefused as error:
            if error.details["status"] != http.HTTPStatus.SERVICE_UNAVAILABLE:
                self.folder.forget(self._cast_name)
            raise
        self.copy.catch_up()
        self.copy.check_receipt(receipt)
        name = tracker(kept["body"])
        told = {each: getattr(receipt, each) for each in receipt.__struct_fields__}
        self.folder.write(f"receipt-{name}", {"tracker": name, **told})
        return Cast(name, receipt)

    def audit(self, sealed: Sealed, file: Path) -> None:
        """Burn a sealed ballot on the board, then write down what opens it.

        Raises:
            HubRefused: the member has audited too often, or the ballot is closed.
            FileUnwritable, StorageFull: the file cannot be written.
        """
        body = {"tracker": sealed.tracker}
        board, private = self.copy.board, self._key.private
        self._submit("burnt", body, sign_entry(board, private, "burnt", self.member, body))
        opening = {
            "format": FORMAT,
            "board": self.copy.id,
            "manifest_hash": board.manifest_hash.hex(),
            "member": self.member,
            "body": sealed.body,
            "marks": list(sealed.marks),
            "randomness": from_scalars(sealed.audit()),
        }
        with whole_path(file) as beside:
            beside.write_text(json.dumps(opening), encoding="utf-8")

    def _submit(self, kind: str, body: Mapping[str, Any], sig: str) -> Receipt:
        hub = self.copy.hub
        return hub.submit(self.copy.id, kind=kind, author=self.member, body=body, sig=sig)


def read_opening(file: Path) -> dict[str, Any]:
    """Return what an audit wrote down.

    Raises:
        FileUnreadable: it is no such file.
    """
    told = read_json(file)
    if told.get("format") != FORMAT or not isinstance(told.get("board"), str):
        raise FileUnreadable(path=file)
    return told


def check_opening(copy: BoardCopy, told: Mapping[str, Any], file: Path) -> Opening:
    """Seal the marks of an opening again, on this device, and compare.

    Raises:
        FileUnreadable: the file does not have its form.
    """
    try:
        marks = tuple(int(each) for each in told["marks"])
        randomness = to_scalars(told["randomness"], len(marks))
        is_round = told["manifest_hash"] == copy.board.manifest_hash.hex()
        found = tracker(told["body"])
        group = SodiumGroup()
        holds = is_round and audit_holds(copy.board, group, told["body"], (marks, randomness))
        return Opening(copy.id, str(told["member"]), marks, found, holds, found in copy.board.burnt)
    except (KeyError, TypeError, ValueError) as error:
        raise FileUnreadable(path=file) from error


def board_of_tracker(folder: Folder, wanted: str) -> str:
    """Return the ballot at which this machine cast the tracker.

    Raises:
        NotFound: it did not.
    """
    kept = folder.read(f"receipt-{wanted}") if wanted.isalnum() else {}
    if not kept:
        raise NotFound(thing=to_translate("tracker"))
    return str(kept["board"])
