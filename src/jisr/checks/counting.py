"""How often checks found a record: its owner learns the count, never who asked."""

from jisr.access.model import Asking, Purpose
from jisr.checks import store
from jisr.checks.model import FoundCount
from jisr.kit.db import Transaction
from jisr.records import actions as records


def found_counts(
    transaction: Transaction,
    asking: Asking,
    record_id: str,
    *,
    after: tuple[str, str] = ("", ""),
    limit: int,
) -> list[FoundCount]:
    """Return how often a record was found by day and purpose, after a day and purpose.

    Raises:
        NotFound: there is no such record, or its history is not for this officer.
    """
    records.history(transaction, asking, record_id)  # refuses all but the owner and who administers
    return [
        FoundCount(day, Purpose(purpose), count)
        for day, purpose, count in store.found_of(transaction, record_id, after=after, limit=limit)
    ]
