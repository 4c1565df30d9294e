"""The verbs of records, each one transaction: the only way in for other packages."""

from jisr.records.actions.browsing import list_own, search_own, versions
from jisr.records.actions.opening import list_openings, open_fields
from jisr.records.actions.proving import provable
from jisr.records.actions.reading import (
    changes_after,
    count_owned,
    count_records,
    every_identifier,
    every_person,
    expiring,
    find_by_identifier,
    find_many,
    find_visible,
    history,
    open_record,
    prove_record,
    record_for_flows,
    written_at,
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
    "count_owned",
    "count_records",
    "erase",
    "erase_again",
    "every_identifier",
    "every_person",
    "expiring",
    "find_by_identifier",
    "find_many",
    "find_visible",
    "groups",
    "history",
    "list_openings",
    "list_own",
    "new_version",
    "open_fields",
    "open_record",
    "protect",
    "protected_from",
    "provable",
    "prove_record",
    "record_for_flows",
    "search_own",
    "versions",
    "who_sees",
    "who_would_see",
    "withdraw",
    "write_many",
    "written_at",
]
