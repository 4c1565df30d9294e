"""Fields under their originator's control are opened in an emergency, for a time, before his eyes.

Only what a record that the officer already sees withholds by a handling code is opened: an audience
never is. *Confirm-only* fields stay closed to everybody, whatever the emergency. The owner reads
why in the history of its record and judges it afterwards.
"""

import dataclasses
import datetime

from jisr.access import actions as access
from jisr.access.model import OVERSIGHT, Asking, Officer, Role
from jisr.access.rules import member_of
from jisr.errors import CaseMissing, Denied, ValueMalformed, to_translate
from jisr.kit.clock import instant_text, parse_instant
from jisr.kit.db import Transaction
from jisr.ledger.log import Draft as Sealing
from jisr.ledger.log import seal_many
from jisr.records import opening_store, rules, store
from jisr.records.actions.deciding import act_of, find_readable
from jisr.records.actions.sharing import ensure_classes, own_class
from jisr.records.document import opener_of, opening_of
from jisr.records.model import Audience, Opening, Record, VersionLine
from jisr.records.profiles import profile
from jisr.records.visibility import is_owner, visible_fields
from jisr.values import is_id, new_id

OPENED = "record.opened"
HUB = "hub"
"""Who is named where an officer must not be: the owner learns which bureau, never who."""
OPENING_SECONDS_MAX = 86_400
"""What takes longer than a day is no emergency: ask the owner."""
OPENINGS_A_DAY_MAX = 20
PAGE_MAX = 500
LINES_MAX = 1_000
"""Openings that the history of one record tells, the newest."""


def open_fields(
    transaction: Transaction, asking: Asking, record_id: str, reason: str, *, seconds: int
) -> tuple[Opening, bool]:
    """Open what the record withholds by originator control; return it, and whether it is new.

    While an opening of the same officer holds for the same case, it is returned again. Whoever
    calls this tells the owner in the same transaction.

    Raises:
        CaseMissing: no case is named.
        NotFound: there is no such record, or none for this officer and purpose.
        Denied: the officer may not, gives no reason, or nothing can be opened to him.
    """
    if not asking.case.strip():
        raise CaseMissing
    row, record = find_readable(transaction, asking, record_id, access.today(transaction))
    rules.may_open_fields(asking).or_refuse()
    rules.may_open_for(reason).or_refuse()
    if not _withheld(record, asking):
        raise Denied(why="record.opening_needless")
    held = _holding(transaction, asking, record)
    if held is not None:
        return held, False
    day = transaction.now - datetime.timedelta(days=1)
    if opening_store.count_since(transaction, asking.officer.id, day) >= OPENINGS_A_DAY_MAX:
        raise Denied(why="record.opening_too_many")
    opening = Opening(
        id=new_id(),
        record=row.id,
        record_version=record.version,
        owner=record.owner,
        bureau=asking.bureau.id,
        officer=asking.officer.id,
        purpose=asking.purpose,
        case=asking.case,
        reason=" ".join(reason.split()),
        opened_at=transaction.now,
        ends_at=transaction.now + datetime.timedelta(seconds=min(seconds, OPENING_SECONDS_MAX)),
    )
    sealed = _seal(transaction, asking, opening)
    opening_store.add(transaction, sealed)
    return sealed, True


def is_opened(transaction: Transaction, asking: Asking, record: Record) -> bool:
    """Return whether whoever asks has opened the record and may still read it so.

    A person whom the owner has protected from its own member meanwhile is closed again: what was
    opened would be told there.
    """
    if is_owner(record, asking) or not rules.may_open_fields(asking).allowed:
        return False
    if member_of(record.owner) in store.read_protection(transaction, record.id):
        return False
    return _holding(transaction, asking, record) is not None


def list_openings(
    transaction: Transaction,
    officer: Officer,
    *,
    before: tuple[str, str] | None = None,
    limit: int = 50,
) -> tuple[Opening, ...]:
    """Return one page of what the officer's bureau opened or had opened, the newest first.

    The Commission reads all. `before` is the opening instant and the id of the last one of the
    page before.

    Raises:
        Denied: no role of the officer reads them.
        ValueMalformed: `before` is no such place.
    """
    rules.may_read_openings(officer).or_refuse()
    if before is not None:
        parse_instant(before[0])
        if not is_id(before[1]):
            raise ValueMalformed(field="cursor", why=to_translate("use “next” of the page before"))
    everything = officer.bureau == OVERSIGHT and Role.CCF_MEMBER in officer.roles
    found = opening_store.of_bureau(
        transaction,
        None if everything else officer.bureau,
        before=before,
        limit=max(1, min(limit, PAGE_MAX)),
    )
    return tuple(_told(each, officer.bureau) for each in found)


def opening_lines(transaction: Transaction, record_id: str, bureau: str) -> list[VersionLine]:
    """Return the openings of a record as lines of its history, for a bureau that may read it."""
    found = opening_store.of_record(transaction, record_id, limit=LINES_MAX)
    return [
        VersionLine(
            version=each.record_version,
            state=None,
            time=instant_text(each.opened_at),
            bureau=each.bureau,
            officer=_told(each, bureau).officer,
            verb=OPENED,
            reason=each.reason,
            entry_id=each.entry_id,
        )
        for each in found
    ]


def _withheld(record: Record, asking: Asking) -> frozenset[str]:
    """Return the filled fields that an opening would show."""
    database = profile(record.database)
    more = visible_fields(record, asking, database, is_opened=True)
    hidden = more - visible_fields(record, asking, database)
    return frozenset(name for name in hidden if getattr(record.subject, name))


def _holding(transaction: Transaction, asking: Asking, record: Record) -> Opening | None:
    running = opening_store.running(transaction, record.id, asking.officer.id)
    return next((each for each in running if rules.holds_open(each, record, asking)), None)


def _told(opening: Opening, bureau: str) -> Opening:
    """Return an opening as a bureau may know it: the officer is its own affair."""
    if bureau in (opening.bureau, OVERSIGHT):
        return opening
    return dataclasses.replace(opening, officer="", spoken_entry="")


def _seal(transaction: Transaction, asking: Asking, opening: Opening) -> Opening:
    """Seal that the bureau opened, for both members, and who it was, for his own."""
    bureau = dataclasses.replace(
        asking, officer=Officer(HUB, asking.bureau.id, HUB, frozenset()), grants=()
    )
    statement = Audience(everyone=False, members=(member_of(opening.owner),))
    both = ensure_classes(transaction, bureau, [statement])[statement]
    own = own_class(transaction, bureau)
    acts = (
        (act_of(transaction, bureau, OPENED, opening.record, both), opening_of(opening)),
        (act_of(transaction, asking, "opening.made", opening.id, own), opener_of(opening)),
    )
    sealed = seal_many(transaction, [Sealing(act, document, None) for act, document in acts])
    return dataclasses.replace(
        opening, entry_id=sealed[0].entry_id, spoken_entry=sealed[1].entry_id
    )
