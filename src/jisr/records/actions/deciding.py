"""What the verbs share: who acts, and whether a record exists for whoever asks."""

import datetime
from functools import lru_cache

from jisr.access.model import Asking, Operation, Purpose
from jisr.access.rules import may
from jisr.errors import Denied, NotFound, to_translate
from jisr.kit.clock import instant_text
from jisr.kit.db import Transaction
from jisr.ledger.entry import Act
from jisr.records import store
from jisr.records.audience import may_see
from jisr.records.model import AudienceClass, Record, State
from jisr.records.profiles import profile
from jisr.records.retention import is_expired
from jisr.records.visibility import administers, is_owner
from jisr.values import Decision, is_id


def act_of(
    transaction: Transaction, asking: Asking, verb: str, subject: str, audience_class: str
) -> Act:
    """Return the act by which whoever asks does something now."""
    return Act(
        time=_instant(transaction.now),
        bureau=asking.bureau.id,
        officer=asking.officer.id,
        verb=verb,
        subject=subject,
        purpose=Purpose(asking.purpose).value,
        audience_class=audience_class,
    )


@lru_cache(maxsize=64)  # all acts of a batch share one instant
def _instant(now: datetime.datetime) -> str:
    return instant_text(now)


def no_such_record() -> NotFound:
    """Return the one answer to an id that does not exist and to one that is not for you."""
    return NotFound(thing=to_translate("record"))


def find_readable(
    transaction: Transaction, asking: Asking, record_id: str, today: datetime.date
) -> tuple[store.Row, Record]:
    """Return a record that whoever asks may read.

    Raises:
        NotFound: there is none, or none for this officer and purpose: both sound alike.
    """
    found = store.find_newest(transaction, [record_id]) if is_id(record_id) else {}
    row, record = found.get(record_id, (None, None))
    if row is None or record is None:
        raise no_such_record()
    audience_class = store.find_classes(transaction, [row.audience_class])[row.audience_class]
    if not may_read(record, asking, audience_class, today).allowed:
        raise no_such_record()
    return row, record


def may_read(
    record: Record, asking: Asking, audience_class: AudienceClass, today: datetime.date
) -> Decision:
    """Decide layers one to three for one record: agreement, role, audience and purpose.

    A withdrawn or expired record is there for its owner and for those who administer and oversee.
    """
    allowed = may(asking, record.database, Operation.READ, owner=record.owner, today=today)
    if not allowed.allowed:
        return allowed
    if asking.bureau.kind not in profile(record.database).readers:
        return Decision(allowed=False, why="record.not_shared")
    is_over = record.state is not State.ACTIVE or is_expired(record, today)
    if is_over and not (is_owner(record, asking) or administers(asking)):
        return Decision(allowed=False, why="record.not_active")
    return may_see(asking, audience_class, today)


def find_owned(
    transaction: Transaction,
    asking: Asking,
    record_id: str,
    operation: Operation,
    today: datetime.date,
) -> tuple[store.Row, Record]:
    """Return a record with which whoever asks may do what only its owner does.

    Raises:
        NotFound: there is none, or none that this officer may know of.
        Denied: it may be read but not changed.
    """
    found = store.find_newest(transaction, [record_id]) if is_id(record_id) else {}
    row, record = found.get(record_id, (None, None))
    if row is None or record is None:
        raise no_such_record()
    decision = may(asking, row.database, operation, owner=row.owner, today=today)
    if not decision.allowed:
        find_readable(transaction, asking, record_id, today)
        raise Denied(why=decision.why)
    return row, record
