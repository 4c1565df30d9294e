"""The verbs of boards: every line is checked by the board itself before it is stored and sealed.

The hub sees sealed ballots, proofs and signatures, and nothing else: no choice, no randomness, no
private key but its own.
"""

import datetime
import io
import json
from collections.abc import Mapping
from typing import Any, Final

from jisr.access import actions as access
from jisr.access.model import SECRETARIAT, Officer
from jisr.assembly.ballot.board import Board
from jisr.assembly.ballot.booth import sign_entry, spell_entry
from jisr.assembly.ballot.bundle import write_bundle
from jisr.assembly.ballot.curve import Refused
from jisr.assembly.ballot.spelling import canonical, digest, receipt_bytes, to_text, tracker
from jisr.assembly.ballot.verify import BOARD_BYTES_MAX
from jisr.assembly.boards import rules, store
from jisr.assembly.boards.model import (
    REGISTRAR,
    BoardState,
    BoardView,
    Entry,
    HeldBoard,
    Kind,
    Line,
    Receipt,
    Setup,
)
from jisr.assembly.boards.reasons import refusal
from jisr.assembly.boards.registrar import Registrar
from jisr.assembly.sessions import actions as sessions
from jisr.assembly.sessions.model import KeyUse, Office
from jisr.errors import AlreadyExists, EntryRefused, NotFound, ValueMalformed, to_translate
from jisr.kit.clock import instant_text
from jisr.kit.db import Transaction
from jisr.ledger.entry import Act
from jisr.ledger.log import seal
from jisr.values import is_id

HUB: Final = "hub"
"""As whom the hub itself acts: closing a ballot or publishing a result is nobody's choice."""
LINES_MAX = 500
"""Lines that are read at once."""
LINES_BYTES_MAX = 4 << 20
"""Bytes of lines that are read at once; one line is always read."""
_OFFICES = {KeyUse.TRUSTEE: Office.TRUSTEE, KeyUse.WITNESS: Office.WITNESS}


# ── the registrar's lines ─────────────────────────────────────────────────────────────────────


def open_board(transaction: Transaction, registrar: Registrar, setup: Setup) -> None:
    """Begin a round: its manifest is line 0, and the trustees can promise.

    Raises:
        AlreadyExists: there is such a board, or one with this very manifest.
        EntryRefused: the manifest is out of bounds.
        Unavailable: there is no libsodium on this machine.
    """
    if not is_id(setup.id):
        raise ValueMalformed(field="id", why=to_translate("it is not an id"))
    sessions.session(transaction, setup.session)
    board, manifest = registrar.new_board(), _manifest(setup, registrar)
    board.manifest_hash = digest("manifest", canonical(manifest))
    hashed = board.manifest_hash.hex()
    is_known = store.find_board(transaction, setup.id) is not None
    if is_known or store.has_manifest(transaction, hashed):  # its ballots would fit both boards
        raise AlreadyExists(thing=to_translate("board"))
    held = HeldBoard(
        id=setup.id,
        manifest_hash=hashed,
        session=setup.session,
        matter=setup.matter,
        opened_at=transaction.now,
        closes_at=setup.closes_at,
    )
    store.add_board(transaction, held)
    _write(transaction, registrar, held, board, Kind.MANIFEST, manifest)


def close_board(transaction: Transaction, registrar: Registrar, board_id: str) -> None:
    """Close a ballot: nothing more is cast, witnesses sign, then trustees open the sums.

    Raises:
        EntryRefused: it is closed already.
        NotFound: there is no such board.
    """
    held, board = _for_writing(transaction, registrar, board_id)
    body = {"ballots": len(board.ballots)}
    _write(transaction, registrar, held, board, Kind.CLOSE, body)


def revoke_voter(
    transaction: Transaction, registrar: Registrar, board_id: str, member: str
) -> None:
    """Take no ballot of a member from now on; one that is cast stays cast.

    Raises:
        EntryRefused: the member is not on the roll.
        NotFound: there is no such board.
    """
    held, board = _for_writing(transaction, registrar, board_id)
    if member not in board.revoked:
        _write(transaction, registrar, held, board, Kind.REVOKE, {"member": member})


def revoke_by(
    transaction: Transaction, registrar: Registrar, acting: Officer, board_id: str, member: str
) -> None:
    """Take no more ballot of a member, as its head of delegation or the secretary wants it.

    Raises:
        Denied: the officer is neither.
        EntryRefused, NotFound: see `revoke_voter`.
    """
    held = find(transaction, board_id)
    capacity = sessions.capacity(transaction, held.session, acting)
    rules.may_revoke(capacity, member).or_refuse()
    revoke_voter(transaction, registrar, board_id, member)


def finish(transaction: Transaction, registrar: Registrar, board_id: str) -> tuple[int, ...] | None:
    """Publish the result once enough trustees have opened the sums; return it, or None before.

    `submit` does this with the last share that is needed.

    Raises:
        EntryRefused: what was opened is no number of ballots.
        NotFound: there is no such board.
    """
    held, board = _for_writing(transaction, registrar, board_id)
    _finish(transaction, registrar, held, board)
    return totals(transaction, board_id)


def _finish(transaction: Transaction, registrar: Registrar, held: HeldBoard, board: Board) -> None:
    if board.totals is None and len(board.shares) >= board.manifest["threshold"]:
        try:
            counted = board.count()
        except Refused as error:
            raise refusal(error) from error
        _write(transaction, registrar, held, board, Kind.RESULT, {"totals": counted})


# ── what members, trustees and witnesses write ────────────────────────────────────────────────


def submit(
    transaction: Transaction, registrar: Registrar, acting: Officer, board_id: str, entry: Entry
) -> Receipt:
    """Put a signed entry on the board; the same entry again gets the same receipt.

    Raises:
        Denied: the officer does not write for this author now, or the key does not count any more.
        EntryRefused: the board does not take it.
        NotFound: there is no such board.
    """
    rules.may_submit(entry.kind).or_refuse()
    held, board = _for_writing(transaction, registrar, board_id)
    for line in store.list_lines(transaction, board_id, entry.kind, entry.author):
        told = json.loads(line.text)
        if (told["body"], told["sig"]) == (entry.body, entry.sig):
            return _receipt(registrar, board_id, board, line)
    if _is_late(transaction, held, entry):
        raise EntryRefused(why="boards.late")
    _check_writer(transaction, acting, held, board, entry)
    line = _add(transaction, acting, held, board, entry)
    if entry.kind is Kind.SHARE:
        _finish(transaction, registrar, find(transaction, board_id), board)
    registrar.keep(board_id, board)
    return _receipt(registrar, board_id, board, line)


def _is_late(transaction: Transaction, held: HeldBoard, entry: Entry) -> bool:
    """Tell whether a ballot comes after its instant: whoever closes looks only every second."""
    is_ballot = rules.USES[entry.kind] is KeyUse.VOTE
    return is_ballot and held.closes_at is not None and transaction.now >= held.closes_at


def _check_writer(
    transaction: Transaction, acting: Officer, held: HeldBoard, board: Board, entry: Entry
) -> None:
    use = rules.USES[entry.kind]
    if use is KeyUse.VOTE:
        session = sessions.session(transaction, held.session)
        asked = sessions.question(session, held.matter, is_secret=True)
        member, holder = sessions.voter(transaction, held.session, acting.id, asked), ""
    else:
        sessions.require_office(transaction, held.session, acting.id, _OFFICES[use])
        member = sessions.capacity(transaction, held.session, acting).member
        holder = acting.id
    rules.may_write_for(entry.author, member).or_refuse()
    people = board.manifest[_LISTS[use]]
    public = next((each["key"] for each in people if each["name"] == member), "")
    keys = sessions.keys(transaction, held.session, use, member=member)
    rules.is_key_good(keys, member, public, officer=holder).or_refuse()


_LISTS = {KeyUse.VOTE: "roll", KeyUse.TRUSTEE: "trustees", KeyUse.WITNESS: "witnesses"}


# ── what is read ──────────────────────────────────────────────────────────────────────────────


def find(transaction: Transaction, board_id: str) -> HeldBoard:
    """Return what the hub keeps of a board; raise `NotFound` if there is none."""
    found = store.find_board(transaction, board_id) if is_id(board_id) else None
    if found is None:
        raise NotFound(thing=to_translate("board"))
    return found


def read_board(transaction: Transaction, registrar: Registrar, board_id: str) -> BoardView:
    """Return a board as everybody may see it; raise `NotFound` if there is none."""
    held = find(transaction, board_id)
    board = registrar.board(transaction, board_id)
    return BoardView(
        held=held,
        state=_state(board),
        manifest=board.manifest,
        manifest_hash=board.manifest_hash.hex(),
        head=to_text(board.head),
        closed_head=to_text(board.closed_head),
        promised=tuple(board.promises),
        revealed=tuple(board.reveals),
        ready=tuple(sorted(board.ready)),
        witnesses=tuple(sorted(board.witnesses)),
        shared=tuple(board.shares),
        revoked=tuple(sorted(board.revoked)),
        ballots=ballots(transaction, board_id),
        totals=None if board.totals is None else tuple(board.totals),
    )


def ballots(transaction: Transaction, board_id: str) -> Mapping[str, datetime.datetime]:
    """Return which members have cast a ballot, and when it arrived, in that order."""
    return store.list_received(transaction, board_id, Kind.BALLOT)


def ballot_of(transaction: Transaction, board_id: str, member: str) -> tuple[int, str] | None:
    """Return the place on the board and the tracker of a member's ballot, or None."""
    found = store.list_lines(transaction, board_id, Kind.BALLOT, member)
    return (found[0].n, tracker(json.loads(found[0].text)["body"])) if found else None


def totals(transaction: Transaction, board_id: str) -> tuple[int, ...] | None:
    """Return the result in the order of the options, or None before it is opened."""
    found = store.list_lines(transaction, board_id, Kind.RESULT)
    return tuple(json.loads(found[0].text)["body"]["totals"]) if found else None


def hashes(transaction: Transaction, board_id: str) -> tuple[str, str]:
    """Return the hash of a board's manifest and its closed head, in hexadecimal.

    The head is empty until the ballot is closed. Nothing is checked anew: a hall shows them often.
    """
    closed = store.list_lines(transaction, board_id, Kind.CLOSE)
    return find(transaction, board_id).manifest_hash, closed[0].head.hex() if closed else ""


def lines(
    transaction: Transaction, board_id: str, *, start: int = 0, limit: int = LINES_MAX
) -> tuple[bytes, ...]:
    """Return lines of a board from line `start` on, as many as are read at once."""
    find(transaction, board_id)
    found: list[bytes] = []
    length = 0
    at_most = max(1, min(limit, LINES_MAX))
    for text in store.list_texts(transaction, board_id, start=max(0, start), limit=at_most):
        length += len(text) + 1
        if found and length > LINES_BYTES_MAX:
            break
        found.append(text)
    return tuple(found)


def bundle(transaction: Transaction, board_id: str) -> bytes:
    """Return the file from which anyone recounts; see `ballot.verify`."""
    find(transaction, board_id)
    file = io.BytesIO()
    write_bundle(file, store.list_texts(transaction, board_id, start=0))
    return file.getvalue()


# ── a line is written ─────────────────────────────────────────────────────────────────────────


def _for_writing(
    transaction: Transaction, registrar: Registrar, board_id: str
) -> tuple[HeldBoard, Board]:
    known_form = is_id(board_id)
    held = store.find_board(transaction, board_id, is_for_writing=True) if known_form else None
    if held is None:
        raise NotFound(thing=to_translate("board"))
    return held, registrar.board(transaction, board_id)


def _write(  # noqa: PLR0913, PLR0917  what is written, where, and by whose key
    transaction: Transaction,
    registrar: Registrar,
    held: HeldBoard,
    board: Board,
    kind: Kind,
    body: dict[str, Any],
) -> None:
    """Write a line of the registrar's, and keep the board."""
    signature = sign_entry(board, registrar.key.private, kind, REGISTRAR, body)
    _add(transaction, None, held, board, Entry(kind, REGISTRAR, body, signature))
    registrar.keep(held.id, board)


def _add(
    transaction: Transaction, acting: Officer | None, held: HeldBoard, board: Board, entry: Entry
) -> Line:
    """Let the board check the entry, then store it and seal it."""
    try:
        text = spell_entry(board, entry.kind, entry.author, dict(entry.body), entry.sig)
        board.add(text)
    except Refused as error:
        raise refusal(error) from error
    except (RecursionError, ValueError) as error:  # half a character, or nested too deep
        raise EntryRefused(why="boards.unreadable") from error
    if held.bytes + len(text) > BOARD_BYTES_MAX:
        raise EntryRefused(why="boards.full")
    n = board.size - 1
    act = Act(
        time=instant_text(transaction.now),
        bureau=acting.bureau if acting else SECRETARIAT,
        officer=acting.id if acting else HUB,
        verb=f"board.{entry.kind}",
        subject=f"board:{held.id}",
        purpose=access.ADMINISTRATION,
        audience_class=access.EVERY_MEMBER,
    )
    sealed = seal(transaction, act, {"line": text.decode()}, version=n + 1)
    line = Line(n, entry.kind, entry.author, board.head, sealed.entry_id, transaction.now, text)
    store.add_line(transaction, held.id, line)
    return line


def _receipt(registrar: Registrar, board_id: str, board: Board, line: Line) -> Receipt:
    signed = receipt_bytes(board.manifest_hash, line.n, line.head, line.entry)
    signature = to_text(registrar.key.sign(signed))
    return Receipt(board_id, line.n, to_text(line.head), line.entry, signature)


def _manifest(setup: Setup, registrar: Registrar) -> dict[str, Any]:
    return {
        "v": 1,
        "election": setup.election,
        "round": setup.round,
        "titles": dict(setup.titles),
        "options": [dict(each) for each in setup.options],
        "marks_min": setup.marks_min,
        "marks_max": setup.marks_max,
        "ballots_min": setup.ballots_min,
        "roll": [{"name": name, "key": key} for name, key in setup.roll.items()],
        "trustees": [
            {"name": each.member, "key": each.public, "sealing": each.sealing}
            for each in setup.trustees
        ],
        "threshold": setup.threshold,
        "witnesses": [{"name": each.member, "key": each.public} for each in setup.witnesses],
        "witnesses_min": setup.witnesses_min,
        "registrar": to_text(registrar.key.public),
    }


def _state(board: Board) -> BoardState:
    if board.totals is not None:
        return BoardState.OPENED
    if board.closed_head:
        return BoardState.CLOSED
    is_open = len(board.ready) == len(board.manifest["trustees"])
    return BoardState.OPEN if is_open else BoardState.CEREMONY
