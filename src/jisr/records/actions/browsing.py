"""A bureau looks through its own records: in pages, by a text, and version by version.

Whoever lists records reads what they say, so each page is sealed as a reading.
"""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from jisr.access import actions as access
from jisr.access.model import Asking, DatabaseName, Operation
from jisr.access.rules import may
from jisr.errors import CaseMissing, InputRefused, InputTooLarge, to_translate
from jisr.identifiers.kinds import clean
from jisr.kit.db import Transaction
from jisr.ledger.log import seal
from jisr.records import browsing_store, store
from jisr.records.actions.deciding import act_of, find_readable
from jisr.records.actions.opening import OPENED
from jisr.records.actions.reading import history
from jisr.records.actions.sharing import own_class
from jisr.records.browsing_store import Filter
from jisr.records.document import listing_of, reading_of
from jisr.records.identity import kinds_of_numbers
from jisr.records.model import IdentifierKind, Kind, Record, State, VersionLine, View
from jisr.records.profiles import profile
from jisr.records.retention import review_from
from jisr.records.rules import may_open_fields
from jisr.records.visibility import shown_to

LIST_MAX = 200
"""Records that one page holds at most."""
TEXT_CHARACTERS_MAX = 200


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which of its records a bureau looks for: of a kind, in a state, near their end."""

    kind: Kind | None = None
    state: State | None = State.ACTIVE
    is_expiring: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a list; `record` is None of what was erased."""

    id: str
    version: int
    database: DatabaseName
    state: State
    reference: str
    retained_until: datetime.date
    is_expiring: bool
    record: Record | None


@dataclass(frozen=True, slots=True)
class Version:
    """A line of a record's history and what that version said.

    `record` is None of what was erased, and where the line is an opening of the version above.
    """

    line: VersionLine
    record: Record | None


NameFinder = Callable[[Transaction, Asking, str, int], Sequence[int]]
"""Finds the own persons that a name means, best first: their numbers in the index."""


@dataclass(frozen=True, slots=True)
class OwnNames:
    """How own persons are found by name in this process; `Hub.part(OwnNames)` returns it."""

    find: NameFinder


def list_own(
    transaction: Transaction, asking: Asking, wanted: Wanted, *, after: str = "", limit: int = 50
) -> tuple[Listed, ...]:
    """Return one page of the asking bureau's records, from the one after `after`.

    Raises:
        CaseMissing: no case is named.
    """
    today = access.today(transaction)
    found = browsing_store.list_owned(
        transaction,
        _filter(asking, wanted, today),
        after=after,
        limit=max(1, min(limit, LIST_MAX + 1)),
    )
    return _listed(transaction, asking, found, today)


def search_own(
    transaction: Transaction,
    asking: Asking,
    text: str,
    names: NameFinder | None = None,
    *,
    limit: int = 50,
) -> tuple[Listed, ...]:
    """Return the asking bureau's records that a text means: a number, a reference, an id, a name.

    Raises:
        CaseMissing: no case is named.
        InputTooLarge: the text is longer than `TEXT_CHARACTERS_MAX`.
    """
    text = " ".join(text.split())
    if len(text) > TEXT_CHARACTERS_MAX:
        raise InputTooLarge(field=to_translate("text"), limit=TEXT_CHARACTERS_MAX)
    today = access.today(transaction)
    wanted = _filter(asking, Wanted(state=None), today)
    found = []
    if text and wanted.databases:
        found = browsing_store.find_owned(transaction, wanted, _numbers(text), text, limit=limit)
        if names is not None:
            numbers = names(transaction, asking, text, limit)
            found += browsing_store.find_owned_numbers(transaction, wanted, numbers)
    once = {row.id: (row, record) for row, record in found}
    return _listed(transaction, asking, list(once.values())[:limit], today)


def versions(transaction: Transaction, asking: Asking, record_id: str) -> tuple[Version, ...]:
    """Return every version of a record with what it said, oldest first; the reading is sealed.

    Raises:
        CaseMissing: no case is named.
        NotFound: there is no such record, or its history is not for this officer.
    """
    _named(asking)
    lines = history(transaction, asking, record_id)
    row, record = find_readable(transaction, asking, record_id, access.today(transaction))
    said = browsing_store.read_versions(transaction, row.id)
    database = profile(record.database)
    act = act_of(transaction, asking, "record.read", row.id, own_class(transaction, asking))
    seal(transaction, act, reading_of(row.id, record.version, asking.case), version=None)
    shown = {number: shown_to(each, asking, database)[0] for number, each in said.items()}
    return tuple(
        Version(each, None if each.verb == OPENED else shown.get(each.version)) for each in lines
    )


def may_be_opened(asking: Asking, view: View) -> bool:
    """Return whether whoever asks may try to open what a record withholds, in an emergency."""
    return view.has_more and may_open_fields(asking).allowed


def _filter(asking: Asking, wanted: Wanted, today: datetime.date) -> Filter:
    """Return what the officer may read of his own bureau's, narrowed to what he looks for."""
    _named(asking)
    own = asking.bureau.id
    databases = [
        each
        for each in DatabaseName
        if wanted.kind in (None, profile(each).kind)
        and may(asking, each, Operation.READ, owner=own, today=today).allowed
        and asking.bureau.kind in profile(each).readers
    ]
    ends_by = None
    if wanted.is_expiring and databases:
        ends_by = max(_review(each, today) for each in databases)
    return Filter(own, databases, wanted.state, ends_by)


def _review(database: DatabaseName, today: datetime.date) -> datetime.date:
    return review_from(profile(database), today)


def _listed(
    transaction: Transaction,
    asking: Asking,
    found: Sequence[tuple[store.Row, Record | None]],
    today: datetime.date,
) -> tuple[Listed, ...]:
    """Return lines as they are shown, and seal that they were read."""
    lines = tuple(
        Listed(
            id=row.id,
            version=row.version,
            database=row.database,
            state=row.state,
            reference=row.reference,
            retained_until=row.retained_until,
            is_expiring=row.state is State.ACTIVE
            and row.retained_until <= _review(row.database, today),
            record=None if record is None else shown_to(record, asking, profile(row.database))[0],
        )
        for row, record in found
    )
    if lines:
        subject = asking.bureau.id
        act = act_of(transaction, asking, "record.listed", subject, own_class(transaction, asking))
        document = listing_of([each.id for each in lines], asking.case)
        seal(transaction, act, document, version=None)
    return lines


def _named(asking: Asking) -> None:
    if not asking.case.strip():
        raise CaseMissing


def _numbers(text: str) -> list[tuple[IdentifierKind, str]]:
    """Return what the text can be as a number, in the one spelling of each kind."""
    found = []
    for kind, cleaner in kinds_of_numbers().items():
        try:
            found.append((kind, clean(cleaner, text).value))
        except InputRefused:
            continue
    return found
