"""Why an officer is shown a record, or is not: what each layer says, for those who may know."""

from dataclasses import dataclass

from jisr.access import actions as access
from jisr.access.model import Asking, DatabaseName, Operation
from jisr.access.rules import may
from jisr.kit.db import Transaction
from jisr.records import store
from jisr.records.actions.deciding import find_readable, may_read, no_such_record
from jisr.records.actions.opening import is_opened
from jisr.records.audience import may_see
from jisr.records.model import HandlingCode
from jisr.records.profiles import profile
from jisr.records.visibility import administers, is_owner, visible_fields
from jisr.values import Decision


@dataclass(frozen=True, slots=True)
class FieldLayer:
    """A field with a handling code, and whether it is shown."""

    name: str
    code: HandlingCode
    is_shown: bool


@dataclass(frozen=True, slots=True)
class Layers:
    """What each layer says of one officer and one record.

    `rights` is what agreement and role say, `audience` what the record's audience, purposes and
    state say; the fields count only where both allow.
    """

    database: DatabaseName
    owner: str
    rights: Decision
    audience: Decision
    fields: tuple[FieldLayer, ...]

    @property
    def sees(self) -> bool:
        """Whether the officer is shown the record at all."""
        return self.rights.allowed and self.audience.allowed


def explain_layers(
    transaction: Transaction, asking: Asking, other: Asking, record_id: str
) -> Layers:
    """Return why another officer is shown a record, or is not; no content of it.

    Args:
        transaction: where to read.
        asking: who wants to know.
        other: the officer in question, with a purpose and a case.
        record_id: of which record.

    Raises:
        NotFound: there is no such record, or its audience is not for this officer to know.
    """
    today = access.today(transaction)
    row, record = find_readable(transaction, asking, record_id, today)
    if not (is_owner(record, asking) or administers(asking)):
        raise no_such_record()
    audience_class = store.find_classes(transaction, [row.audience_class])[row.audience_class]
    rights = may(other, record.database, Operation.READ, owner=record.owner, today=today)
    whole = may_read(record, other, audience_class, today)
    shown = visible_fields(
        record, other, profile(record.database), is_opened=is_opened(transaction, other, record)
    )
    return Layers(
        database=record.database,
        owner=record.owner,
        rights=rights,
        audience=whole if rights.allowed else may_see(other, audience_class, today),
        fields=tuple(
            FieldLayer(name, code, name in shown) for name, code in sorted(record.handling.items())
        ),
    )
