"""A bureau's own persons, found by name in the index of the desk: for looking after records."""

import datetime

from jisr.access.model import Asking, DatabaseName, Operation
from jisr.access.rules import may
from jisr.checks.desk import Desk
from jisr.kit.db import Transaction
from jisr.names import Profile, threshold_bits
from jisr.names.model import NAME_LENGTH_MAX

POINT = "wide"
"""Who looks for one of his own records judges more candidates."""


class OwnPersons:
    """Finds own persons in the names index of a desk; nobody else's is ever looked at."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def find(self, transaction: Transaction, asking: Asking, text: str, limit: int) -> list[int]:
        """Return the numbers of the asking bureau's persons whom a name means, best first.

        The index may be older than the transaction: whoever calls this reads them anew. A name
        that its owner keeps to himself is not in the index.
        """
        index = self._desk.index
        if index is None or not text or not _may_read(asking, transaction.now.date()):
            return []
        query = Profile(names=(text[:NAME_LENGTH_MAX],))
        with index.lock:
            own = index.visible(tuple(each.owner == asking.bureau.id for each in index.groups))
            least_bits = threshold_bits(POINT, max(len(index), 1))
            found = index.search(query, own, limit=limit, minimum_bits=least_bits)
        return [each.key for each in found]


def _may_read(asking: Asking, today: datetime.date) -> bool:
    own = asking.bureau.id
    return may(asking, DatabaseName.NOMINAL, Operation.READ, owner=own, today=today).allowed
