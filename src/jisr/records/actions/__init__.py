"""The verbs of records, each one transaction: the only way in for other packages."""

from jisr.records.actions.reading import (
    changes_after,
    count_records,
    every_identifier,
    every_person,
    expiring,
    find_by_identifier,
    find_many,
    history,
    open_record,
    prove_record,
    record_for_flows,
)
from jisr.records.actions.sharing import (
    audience_classes,
    change_group,
    groups,
    protect,
    protected_from,
    who_sees,
    who_would_see,
)
from jisr.records.actions.writing import (
    add_record,
    erase,
    erase_again,
    new_version,
    withdraw,
    write_many,
)

__all__ = [
    "add_record",
    "audience_classes",
    "change_group",
    "changes_after",
    "count_records",
    "erase",
    "erase_again",
    "every_identifier",
    "every_person",
    "expiring",
    "find_by_identifier",
    "find_many",
    "groups",
    "history",
    "new_version",
    "open_record",
    "protect",
    "protected_from",
    "prove_record",
    "record_for_flows",
    "who_sees",
    "who_would_see",
    "withdraw",
    "write_many",
]
