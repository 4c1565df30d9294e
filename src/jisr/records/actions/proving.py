"""Whose records may be proven to whoever asks: the rule of `prove_record`, for many at once."""

import datetime
from collections.abc import Iterable

from jisr.access import actions as access
from jisr.access.model import Asking, Operation
from jisr.access.rules import may, member_of
from jisr.kit.db import Transaction
from jisr.records import store
from jisr.records.actions.deciding import may_read
from jisr.records.audience import may_see
from jisr.records.model import AudienceClass
from jisr.records.profiles import profile
from jisr.records.visibility import administers
from jisr.values import is_id


def provable(transaction: Transaction, asking: Asking, record_ids: Iterable[str]) -> frozenset[str]:
    """Return those of these records of which whoever asks may hold a proof.

    Their owner and those who administer may, as `prove_record` decides. It is the same for a
    record that was erased: that it was written, by whom, and that it was erased stays theirs to
    prove, though its data are gone.
    """
    today = access.today(transaction)
    found = store.find_newest(transaction, [each for each in set(record_ids) if is_id(each)])
    classes = store.find_classes(transaction, {row.audience_class for row, _ in found.values()})
    allowed = set()
    for record_id, (row, record) in found.items():
        is_owner = member_of(row.owner) == member_of(asking.bureau.id)
        if not (is_owner or administers(asking)):
            continue
        audience_class = classes[row.audience_class]
        if record is None:
            is_allowed = _may_know_erased(asking, row, audience_class, today)
        else:
            is_allowed = may_read(record, asking, audience_class, today).allowed
        if is_allowed:
            allowed.add(record_id)
    return frozenset(allowed)


def _may_know_erased(
    asking: Asking, row: store.Row, audience_class: AudienceClass, today: datetime.date
) -> bool:
    """Return whether agreement, role and audience allow what nobody reads any more."""
    return (
        may(asking, row.database, Operation.READ, owner=row.owner, today=today).allowed
        and asking.bureau.kind in profile(row.database).readers
        and may_see(asking, audience_class, today).allowed
    )
