"""What a verification finds, for a person to read."""

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


class Weight(enum.StrEnum):
    """What a finding means for the question "does it prove what it should?"."""

    PROVEN = "proven"
    NOTED = "noted"
    """Neither for nor against: an erased document, say."""
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a verification found.

    `key` is stable (`act.proven`); `sentence` is the English text for the catalogues, to be
    filled from `details`, which never hold a person's data.
    """

    key: str
    weight: Weight
    sentence: str
    details: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        """Return the sentence in English, filled."""
        return self.sentence.format_map(self.details)


def all_hold(findings: Iterable[Finding]) -> bool:
    """Return whether nothing was found broken."""
    return all(finding.weight is not Weight.BROKEN for finding in findings)
