"""What an import reads, and the account it gives of it."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Self

from jisr.kit.tables import RejectedRow
from jisr.records.model import Draft, Outcome, Result


@dataclass(frozen=True, slots=True)
class Proposal:
    """A draft and the line it came from."""

    line: int
    draft: Draft


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An item that is sound but has no place here: `what` names its kind."""

    line: int
    what: str


Item = Proposal | RejectedRow | LeftOut
"""What one row, line or element of a file becomes; lines only ever increase."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file with its reader. `format` and `sha256` name it; `total` is for the progress only.

    `read` yields the items after a line, the same ones each time. `unknown` holds the columns that
    the reader does not understand; it may grow while the file is read.
    """

    path_name: str
    sha256: str
    format: str
    total: int
    read: Callable[[int], Iterator[Item]]
    unknown: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Account:
    """What became of every item that was read; the parts add up to `read`.

    `rejected` counts by reason, `left_out` by what was left out.
    """

    read: int = 0
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: Mapping[str, int] = field(default_factory=dict)
    left_out: Mapping[str, int] = field(default_factory=dict)

    @property
    def rejected_total(self) -> int:
        """How many rows were rejected for any reason."""
        return sum(self.rejected.values())

    @property
    def is_balanced(self) -> bool:
        """Whether the parts add up to what was read."""
        parts = (self.added, self.updated, self.unchanged, self.rejected_total)
        return self.read == sum(parts) + sum(self.left_out.values())

    def with_batch(
        self,
        outcomes: Iterable[Outcome],
        rejects: Iterable[RejectedRow],
        left_out: Iterable[LeftOut],
    ) -> Self:
        """Return the account after one more batch; `rejects` holds rejected outcomes too."""
        results = Counter(each.result for each in outcomes)
        reasons = Counter(self.rejected) + Counter(each.reason for each in rejects)
        kinds = Counter(self.left_out) + Counter(each.what for each in left_out)
        accepted = results[Result.ADDED] + results[Result.UPDATED] + results[Result.UNCHANGED]
        gone = reasons.total() - self.rejected_total + kinds.total() - sum(self.left_out.values())
        return type(self)(
            read=self.read + accepted + gone,
            added=self.added + results[Result.ADDED],
            updated=self.updated + results[Result.UPDATED],
            unchanged=self.unchanged + results[Result.UNCHANGED],
            rejected=dict(reasons),
            left_out=dict(kinds),
        )
