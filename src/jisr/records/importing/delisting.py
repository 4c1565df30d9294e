"""Persons of an older UN list who are not in the newer one: told, and withdrawn when asked."""

from collections.abc import Iterator, Sequence

from jisr.access.model import Asking
from jisr.errors import to_translate
from jisr.kit.db import Database
from jisr.records import actions
from jisr.records.importing.model import Proposal, Source
from jisr.records.importing.un_list import SOURCE
from jisr.records.model import PersonStatus, Record

PERSONS_AT_ONCE = 1_000
REASON = to_translate("no longer on the consolidated list of the Security Council")


def delisted(database: Database, asking: Asking, source: Source) -> list[Record]:
    """Return the asking bureau's active records of listed persons whom the list lacks."""
    listed = {each.draft.reference for each in source.read(0) if isinstance(each, Proposal)}
    return [
        record
        for record in _persons(database)
        if record.owner == asking.bureau.id
        and record.metadata.status is PersonStatus.UN_SANCTIONS
        and record.metadata.source == SOURCE
        and record.metadata.reference not in listed
    ]


def withdraw_all(database: Database, asking: Asking, records: Sequence[Record]) -> None:
    """Withdraw records of persons who were delisted; each is one transaction.

    Raises:
        Denied: the officer may not withdraw.
    """
    for record in records:
        database.in_transaction(actions.withdraw, asking, record.id, REASON)


def _persons(database: Database) -> Iterator[Record]:
    after = 0
    while True:
        with database.reading() as transaction:
            page = actions.every_person(transaction, after, PERSONS_AT_ONCE)
        if not page:
            return
        yield from (held.record for held in page)
        after = page[-1].number
