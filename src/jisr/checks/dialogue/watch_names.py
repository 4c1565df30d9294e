"""Persons whom a bureau does not see, matched with its questions by name after the answer.

The permission that cuts an answer is turned round: only what nothing but its owner's restriction
hides is searched. Evidence counts from the strictest operating point on, measured against the whole
index, because no officer will compare the two persons before the owner is told.
"""

import datetime

from jisr.access.model import Asking, DatabaseName
from jisr.checks import rules
from jisr.checks.finding import Cut, persons_like
from jisr.checks.index import PersonIndex
from jisr.checks.model import PersonQuery
from jisr.kit.db import Transaction
from jisr.names import threshold_bits
from jisr.records.model import AudienceClass, Held

POINT = "strict"
"""The strictest operating point of `jisr.names`."""
INDEX_SIZE_MIN = 100_000
"""Evidence counts as in an index of at least so many persons: where few are recorded a first name
alone would be enough, and an owner would learn of people whom it never sought."""
PERSONS_MAX = 10
"""Hidden persons that one question can mean, as many as an answer shows."""
LOOK_SECONDS_MAX = 2.0
"""So long are the names of one look followed: clocks and numbers have their turn after it."""
DECIDED_MAX = 100
"""Officers with their purposes for whom it is remembered what is hidden from them."""


class HiddenPersons:
    """Finds hidden persons in a names index that others search as well.

    `is_behind` says that the last look ended before every question was searched.
    """

    def __init__(self, index: PersonIndex, look_seconds_max: float = LOOK_SECONDS_MAX) -> None:
        self.index = index
        self.look_seconds_max = look_seconds_max
        self.is_behind = False
        self._decided: dict[object, tuple[bool, ...]] = {}

    def find(
        self, transaction: Transaction, asking: Asking, query: PersonQuery, today: datetime.date
    ) -> list[Held]:
        """Return the persons hidden from whoever asks that the question means, best first.

        Whoever calls this holds the lock of the index. The index may be older than the
        transaction: the caller decides again with the record as it is now.
        """
        cut = self.index.visible(self._hidden_groups(asking, today))
        if not query.name or not cut.count:
            return []
        least_bits = threshold_bits(POINT, max(len(self.index), INDEX_SIZE_MIN))
        found = persons_like(
            transaction, query, Cut(self.index, cut, least_bits, PERSONS_MAX), today
        )
        return [held for held, _ in found]

    def _hidden_groups(self, asking: Asking, today: datetime.date) -> tuple[bool, ...]:
        index = self.index
        key = (
            *(asking.officer, asking.bureau.id, asking.purpose, asking.grants, today),
            *(index.classes_epoch, len(index.groups)),
        )
        if key not in self._decided:
            if len(self._decided) >= DECIDED_MAX:
                self._decided.clear()
            self._decided[key] = tuple(
                is_hidden(asking, each.owner, index.classes.get(each.audience_class), today)
                for each in index.groups
            )
        return self._decided[key]


def is_hidden(
    asking: Asking, owner: str, audience_class: AudienceClass | None, today: datetime.date
) -> bool:
    """Return whether persons of one owner and audience are hidden by their owner's restriction."""
    return audience_class is not None and rules.is_restricted(
        asking, DatabaseName.NOMINAL, owner, audience_class, today
    )
