"""The letter from which the hall is seated is drawn: by lots of the delegations, or by hand."""

import binascii
from collections.abc import Mapping
from dataclasses import replace

from jisr.access import actions as access
from jisr.access.texts import line
from jisr.assembly.counting import lots as counting
from jisr.assembly.sessions import order, serving, store
from jisr.assembly.sessions.actions.convening import open_for_change, write_session
from jisr.assembly.sessions.actions.reading import (
    act_of,
    delegation,
    member_codes,
    require_secretary,
)
from jisr.assembly.sessions.model import Held, LetterDraw, Lot
from jisr.errors import AlreadyExists, Conflict, Denied, NotFound, ValueMalformed, to_translate
from jisr.kit.db import Transaction
from jisr.ledger.log import seal

EVIDENCE_LENGTH_MAX = 500
_COMMITMENT_BYTES = 32


def draw_id(number: int) -> str:
    """Return the name of the draw of a session's letter: no lot fits another draw."""
    return f"seats:{number}"


def commit_lot(transaction: Transaction, acting: str, number: int, commitment: str) -> Lot:
    """Put a delegation's sealed lot into the draw: the hash of a value that nobody knows yet.

    Raises:
        Denied: the officer may not speak for a delegation.
        AlreadyExists: the delegation has put one in.
        Conflict: the first value is revealed, or the letter is drawn.
        ValueMalformed: it is not 32 bytes in hexadecimal.
    """
    member, known = _speaker(transaction, acting, number)
    _bytes_of("commitment", commitment)
    if member in known:
        raise AlreadyExists(thing=to_translate("lot"))
    if any(each.value for each in known.values()):
        raise Conflict(why=to_translate("the lots are being revealed, so no more are taken"))
    return _write_lot(transaction, acting, number, Lot(member, commitment), 1)


def reveal_lot(transaction: Transaction, acting: str, number: int, value: str) -> Lot:
    """Reveal the value of a delegation's lot; no lot is taken from then on.

    Raises:
        Denied: the officer may not speak for a delegation.
        NotFound: the delegation has put no lot in.
        Conflict: too few lots are in, the value is revealed, or the letter is drawn.
        ValueMalformed: the value does not open the lot.
    """
    member, known = _speaker(transaction, acting, number)
    if member not in known:
        raise NotFound(thing=to_translate("lot"))
    if known[member].value:
        raise Conflict(why=to_translate("this lot is revealed already"))
    if len(known) < counting.PARTICIPANTS_MIN:
        raise Conflict(why=to_translate("lots are revealed once three are in"))
    opened = counting.commitment(draw_id(number), member, _bytes_of("value", value))
    if opened.hex() != known[member].commitment:
        raise ValueMalformed(field="value", why=to_translate("this value does not open the lot"))
    return _write_lot(transaction, acting, number, replace(known[member], value=value), 2)


def draw_from_lots(transaction: Transaction, acting: str, number: int) -> Held:
    """Seat the hall from the letter that the revealed lots of the delegations make.

    All values were fixed before the first was known. Who does not reveal could choose between two
    letters, so there is no draw without them: then the letter is drawn by hand (`draw_seats`).

    Raises:
        Denied: the officer is no secretary.
        Conflict: not every lot is revealed, fewer than three are, or the letter is drawn.
    """
    known = store.list_lots(transaction, number)
    if len(known) < counting.PARTICIPANTS_MIN or not all(each.value for each in known.values()):
        require_secretary(transaction, acting)
        raise Conflict(why=to_translate("every lot must be revealed, and three at least"))
    draw = LetterDraw(
        commitments={each.member: each.commitment for each in known.values()},
        values={each.member: each.value for each in known.values()},
    )
    letter = _drawn(number, order.letters(member_codes(transaction)), draw)
    return draw_seats(transaction, acting, number, letter, draw)


def draw_seats(
    transaction: Transaction, acting: str, number: int, letter: str, draw: LetterDraw
) -> Held:
    """Seat the hall from a letter, with what shows how it was drawn (RoP 18).

    A slip is corrected by drawing again until the first day; then everybody sits.

    Raises:
        Denied: the officer is no secretary.
        Conflict: the session has begun with a drawn letter.
        ValueMalformed: the letter is none, is not what the lots make, or nothing shows it.
    """
    secretary = require_secretary(transaction, acting)
    held = open_for_change(transaction, number)
    if held.letter and held.session.opens.first_day() <= access.today(transaction):
        raise Conflict(why=to_translate("the hall is seated, and the session has begun"))
    members = member_codes(transaction)
    if draw.commitments:
        if _drawn(number, order.letters(members), draw) != letter:
            raise ValueMalformed(
                field="letter", why=to_translate("these lots do not make this letter")
            )
    else:
        line("evidence", draw.evidence, EVIDENCE_LENGTH_MAX)
    seated = order.hall_order(sorted(members), held.session.host, letter)
    changed = replace(held, version=held.version + 1, letter=letter, order=seated, draw=draw)
    write_session(transaction, secretary, "assembly.letter_drawn", changed)
    return changed


def _drawn(number: int, letters: tuple[str, ...], draw: LetterDraw) -> str:
    found = counting.draw_lots(
        draw_id(number),
        letters,
        {member: _bytes_of("commitment", each) for member, each in draw.commitments.items()},
        {member: _bytes_of("value", each) for member, each in draw.values.items()},
    )
    return found.order[0]


def _speaker(transaction: Transaction, acting: str, number: int) -> tuple[str, Mapping[str, Lot]]:
    """Return for which member the officer puts a lot in, and the lots that are known."""
    held = open_for_change(transaction, number)
    officer = access.officer(transaction, acting)
    member = officer.bureau.partition(".")[0]
    if member not in held.order:
        raise Denied(why="sessions.not_member")
    serving.may_send(officer, delegation(transaction, number, member).delegation).or_refuse()
    if held.letter:
        raise Conflict(why=to_translate("the letter is drawn already"))
    return member, store.list_lots(transaction, number)


def _write_lot(transaction: Transaction, acting: str, number: int, lot: Lot, version: int) -> Lot:
    store.put_lot(transaction, number, lot)
    officer = access.officer(transaction, acting)
    verb = "lot.revealed" if lot.value else "lot.committed"
    act = act_of(transaction, officer, verb, f"lot:{number}:{lot.member}")
    document: dict[str, str | int] = {
        "session": number,
        "member": lot.member,
        "commitment": lot.commitment,
        "value": lot.value,
    }
    seal(transaction, act, document, version=version)
    return lot


def _bytes_of(field: str, text: str) -> bytes:
    try:
        found = binascii.unhexlify(text)
    except (ValueError, binascii.Error):
        found = b""
    if len(found) != _COMMITMENT_BYTES or found.hex() != text:
        raise ValueMalformed(
            field=field, why=to_translate("write 32 bytes as 64 small hexadecimal digits")
        )
    return found
