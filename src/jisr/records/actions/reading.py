"""Records are opened, found and followed; `open_record` is the one doorway to what one says."""

import datetime
from collections.abc import Callable, Iterable, Mapping

from jisr.access import actions as access
from jisr.access.model import Asking, DatabaseName, Operation
from jisr.access.rules import may
from jisr.errors import CaseMissing, InputTooLarge, to_translate
from jisr.kit.db import Transaction
from jisr.ledger.bundle import ProofBundle
from jisr.ledger.log import entries_after, prove_entry, seal
from jisr.records import store
from jisr.records.actions.deciding import (
    act_of,
    find_readable,
    no_such_record,
)
from jisr.records.actions.opening import OPENED, is_opened, opening_lines
from jisr.records.actions.sharing import own_class
from jisr.records.document import reading_of
from jisr.records.flags import is_accused
from jisr.records.identity import Identifier
from jisr.records.model import (
    Change,
    Changes,
    Expiring,
    Held,
    IdentifierKind,
    State,
    VersionLine,
    View,
)
from jisr.records.profiles import profile
from jisr.records.retention import is_expiring, review_from
from jisr.records.visibility import administers, is_owner, matchable, shown_to

PAGE_MAX = 10_000
"""Rows that one reading returns at most."""


def open_record(transaction: Transaction, asking: Asking, record_id: str) -> View:
    """Return a record as whoever asks may see it, and seal the reading.

    Agreement, role, audience with its purposes, and the handling of each field must all allow.

    Raises:
        CaseMissing: no case is named.
        NotFound: there is no such record, or none for this officer and purpose.
    """
    if not asking.case.strip():
        raise CaseMissing
    today = access.today(transaction)
    row, record = find_readable(transaction, asking, record_id, today)
    database = profile(record.database)
    opened = is_opened(transaction, asking, record)
    shown, has_more = shown_to(record, asking, database, is_opened=opened)
    # The reading is the asking member's own business: the record's audience never learns of it.
    act = act_of(transaction, asking, "record.read", row.id, own_class(transaction, asking))
    sealed = seal(transaction, act, reading_of(row.id, record.version, asking.case), version=None)
    return View(
        record=shown,
        on_hit=database.on_hit,
        is_accused=is_accused(record, database),
        is_expiring=is_expiring(record, database, today),
        has_more=has_more,
        entry_id=sealed.entry_id,
    )


def history(transaction: Transaction, asking: Asking, record_id: str) -> tuple[VersionLine, ...]:
    """Return who wrote each version of a record and when: for its owner and those who administer.

    Which bureau opened withheld fields stands there too, below the version that it opened.

    Raises:
        NotFound: there is no such record, or its history is not for this officer.
    """
    today = access.today(transaction)
    row, record = find_readable(transaction, asking, record_id, today)
    if not (is_owner(record, asking) or administers(asking)):
        raise no_such_record()
    lines = store.list_versions(transaction, row.id)
    lines += opening_lines(transaction, row.id, asking.bureau.id)
    return tuple(sorted(lines, key=lambda each: (each.version, each.verb == OPENED, each.time)))


def prove_record(transaction: Transaction, asking: Asking, record_id: str) -> ProofBundle:
    """Return what proves the newest version of a record: for its owner and those who administer.

    The bundle holds the whole version, whatever the handling of its fields, so it is a reading
    and sealed as one.

    Raises:
        CaseMissing: no case is named.
        NotFound: there is no such record, or its proof is not for this officer.
        ProofPending: no signed checkpoint covers it yet.
    """
    row, record = find_readable(transaction, asking, record_id, access.today(transaction))
    if not (is_owner(record, asking) or administers(asking)):
        raise no_such_record()
    open_record(transaction, asking, record_id)
    network = access.network(transaction).name
    return prove_entry(transaction, network, row.entry_id, with_document=True)


def expiring(
    transaction: Transaction, asking: Asking, *, after: str = "", limit: int = 100
) -> tuple[Expiring, ...]:
    """Return one page of the bureau's records that end within the time for review (RPD Art. 50).

    Pages are in the order of the record's ids, from the one after `after`.
    """
    today = access.today(transaction)
    readable = {
        name: review_from(profile(name), today)
        for name in DatabaseName
        if may(asking, name, Operation.READ, owner=asking.bureau.id, today=today).allowed
    }
    rows = store.list_expiring(
        transaction, asking.bureau.id, readable, after=after, limit=_page(limit)
    )
    return tuple(Expiring(row.id, row.database, row.reference, row.retained_until) for row in rows)


# ── for indexes and checks: nothing here decides who may see ──────────────────────────────────


def find_by_identifier(
    transaction: Transaction, kind: IdentifierKind, value: str
) -> tuple[Held, ...]:
    """Return the active records of one number, in the spelling of `identifiers.kinds.clean`.

    Whoever calls this decides with `audience.may_see` what of it is answered.
    """
    return find_many(transaction, kind, [value]).get(value, ())


def find_many(
    transaction: Transaction, kind: IdentifierKind, values: Iterable[str]
) -> Mapping[str, tuple[Held, ...]]:
    """Return the active records of many numbers, by number; a number without one is left out.

    Raises:
        InputTooLarge: there are more than `PAGE_MAX` numbers.
    """
    wanted = list(dict.fromkeys(values))
    if len(wanted) > PAGE_MAX:
        raise InputTooLarge(field=to_translate("list"), limit=PAGE_MAX)
    return store.find_held(transaction, kind, wanted, access.today(transaction))


def find_visible(
    transaction: Transaction,
    wanted: frozenset[Identifier],
    today: datetime.date,
    may_find: Callable[[DatabaseName, str, str], bool],
) -> Mapping[Identifier, tuple[Held, ...]]:
    """Return the active records of many identifiers that anybody who asks may find.

    Args:
        transaction: where to read.
        wanted: kinds and numbers; one without a record is left out.
        today: the day in the network's time zone.
        may_find: whether records of a database, an owner and an audience class may be found; the
            time tells nothing of the others.

    Raises:
        InputTooLarge: there are more than `PAGE_MAX` identifiers.
    """
    if len(wanted) > PAGE_MAX:
        raise InputTooLarge(field=to_translate("list"), limit=PAGE_MAX)
    return store.find_visible(transaction, wanted, today, may_find) if wanted else {}


def record_for_flows(transaction: Transaction, record_id: str) -> Held | None:
    """Return the newest version of a record with every field, active or withdrawn; None if erased.

    For the flows that decide with it (a hit on it, say), never shown as it is: `open_record` is
    the way to what somebody may see.
    """
    row, record = store.find_newest(transaction, [record_id]).get(record_id, (None, None))
    if row is None or record is None:
        return None
    return Held(row.number, row.audience_class, record)


def written_at(transaction: Transaction, record_id: str) -> str:
    """Return when the newest version of a record was written, as it was sealed.

    For the flows: who may see the record is not decided here. Empty where there is none.
    """
    versions = store.list_versions(transaction, record_id)
    return versions[-1].time if versions else ""


def every_person(transaction: Transaction, after_number: int, limit: int) -> list[Held]:
    """Return one page of active persons in the order of their numbers; 0 begins.

    Fields that are never matched are empty.
    """
    return store.list_persons(transaction, after=after_number, limit=_page(limit))


def every_identifier(
    transaction: Transaction, after: tuple[str, str, int], limit: int
) -> list[tuple[IdentifierKind, str, int]]:
    """Return one page of (kind, value, number) in that order; `("", "", 0)` begins."""
    return store.list_identifiers(transaction, after=after, limit=_page(limit))


def changes_after(transaction: Transaction, position: int, limit: int = 1_000) -> Changes:
    """Return what the records are now that changed after a position; -1 begins at the first.

    A record that changed twice is told once, as it is now: to apply a change again is harmless.
    """
    followed = entries_after(transaction, position, _page(limit))
    ids = dict.fromkeys(
        each.subject
        for each in followed
        if each.subject_kind == "record" and each.version is not None
    )
    newest = store.find_newest(transaction, list(ids))
    changes = []
    for record_id, (row, record) in newest.items():
        held = None
        if record is not None and row.state is State.ACTIVE:
            held = Held(row.number, row.audience_class, matchable(record))
        changes.append(Change(record_id, row.number, held))
    return Changes(
        position=followed[-1].position or 0 if followed else position,
        records=tuple(sorted(changes, key=lambda each: each.number)),
        classes_changed=any(each.subject_kind == "audience" for each in followed),
    )


def count_records(transaction: Transaction) -> Mapping[DatabaseName, int]:
    """Return how many active records each database holds."""
    return store.count_records(transaction)


def count_owned(transaction: Transaction) -> Mapping[str, int]:
    """Return how many active records each bureau holds, of every audience."""
    return store.count_owned(transaction)


def _page(limit: int) -> int:
    return max(1, min(limit, PAGE_MAX))
