"""The data as one officer may search them: the ground on which a batch of questions is answered."""

import datetime
from dataclasses import dataclass, field

from jisr.access.model import Asking, DatabaseName, Operation
from jisr.access.rules import may
from jisr.checks import rules, tables
from jisr.checks.index import PersonIndex, Visible
from jisr.kit.db import Transaction
from jisr.names import threshold_bits
from jisr.values import Decision

HITS_DEFAULT = 10
HITS_MAX = 50
"""More candidates nobody can compare at a desk; more hits than asked for means: ask better."""
_EVERY_BITS = -1e9
"""Below any evidence: a measuring network shows the best candidate, however weak."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is answered.

    `hits` bounds one answer; `is_list` says that the questions are the rows of a list, where a hit
    needs more evidence; `min_score` is the least score of a candidate in a measuring network.
    """

    hits: int = HITS_DEFAULT
    min_score: float | None = None
    is_list: bool = False

    @property
    def is_measuring(self) -> bool:
        """Whether candidates below the operating point are asked for."""
        return self.min_score is not None


DESK_LIMITS = Limits()
"""One question at a desk: ten hits, none below the operating point."""
LIST_LIMITS = Limits(is_list=True)
"""The rows of a list: the same, with more evidence."""


@dataclass(slots=True)
class Decided:
    """What was decided for one officer and purpose while neither day nor audiences changed."""

    allowed: tuple[bool, ...] | None = None
    searched: dict[DatabaseName, Decision] = field(default_factory=dict)
    found: dict[tuple[DatabaseName, str, str], bool] = field(default_factory=dict)


@dataclass(slots=True)
class View:
    """The data as one officer may search them, for one purpose, at one position."""

    transaction: Transaction
    asking: Asking
    limits: Limits
    today: datetime.date
    index: PersonIndex
    visible: Visible = field(init=False)
    decided: Decided = field(default_factory=Decided)

    def see(self) -> None:
        """Fix which persons are visible, from what was decided before or now."""
        allowed = self.decided.allowed
        if allowed is None:
            allowed = self.decided.allowed = tuple(
                self.may_find(DatabaseName.NOMINAL, each.owner, each.audience_class)
                for each in self.index.groups
            )
        self.visible = self.index.visible(allowed)

    def may_search(self, database: DatabaseName) -> Decision:
        """Decide whether this officer searches a database at all."""
        if database not in self.decided.searched:
            self.decided.searched[database] = may(
                self.asking, database, Operation.CHECK, owner=None, today=self.today
            )
        return self.decided.searched[database]

    def may_find(self, database: DatabaseName, owner: str, audience_class: str) -> bool:
        """Return whether records of an owner and an audience can be hits here."""
        key = (database, owner, audience_class)
        if key not in self.decided.found:
            known = self.index.classes.get(audience_class)
            self.decided.found[key] = (
                known is not None
                and rules.may_find(self.asking, database, owner, known, self.today).allowed
            )
        return self.decided.found[key]

    def least_bits(self) -> float:
        """Return the weight of evidence from which on a candidate is a hit.

        The size of what is visible counts, never of what is there.
        """
        if self.limits.is_measuring:
            return _EVERY_BITS
        point = tables.operating_point(self.asking.purpose, is_list=self.limits.is_list)
        return threshold_bits(point, self.visible.count)
