"""Our own engine as one of the systems."""

from collections.abc import Sequence

from jisr.names import Index, Profile, compare
from jisr.names.points import chance_of
from jisr.values import PartialDate
from systems import Record, System, dates_of

ANY_BITS = -1000.0
"""A threshold that lets everything through: the benchmark counts ranks."""

DATE_LENGTH = len("2000-01-01")


def profile(record: Record) -> Profile:
    """Return what a record of the tasks says of a person."""
    sex = str(record.get("gender") or "")[:1].upper()
    return Profile(
        tuple(record["names"]),
        tuple(PartialDate.parse(date[:DATE_LENGTH]) for date in dates_of(record)),
        sex if sex in {"F", "M"} else "",
        (record["nat"],) if record.get("nat") else (),
        tuple(record.get("docs") or ()),
    )


class Jisr(System):
    """The weight of evidence, and the index."""

    title = "jisr"

    def __init__(self) -> None:
        self.index = Index()

    def build(self, persons: Sequence[Record]) -> None:
        """Build the packed index."""
        self.index = Index.build((place, profile(one)) for place, one in enumerate(persons))

    def search(self, query: Record, limit: int) -> list[tuple[int, float]]:
        """Return the best by bits."""
        found = self.index.search(profile(query), limit=limit, minimum_bits=ANY_BITS)
        return [(one.key, one.comparison.bits) for one in found]

    def score(self, one: Record, two: Record) -> float:
        """Return the bits."""
        return compare(profile(one), profile(two)).bits

    def chance(self, score: float, share: float) -> float | None:
        """Return what the bits mean in a queue of hard cases."""
        return chance_of(score, share)


SYSTEM = Jisr
