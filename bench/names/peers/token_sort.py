"""What most teams really use: rapidfuzz's ratio of the sorted words, over romanised names."""

from collections.abc import Sequence

from rapidfuzz import fuzz, process

from peers.romanise import METHOD, date_factor, romanised
from systems import Record, System

CANDIDATES = 50
"""Best names that the birth date may put in another order."""


class TokenSort(System):
    """Compares the query with every name there is."""

    title = f"rapidfuzz token_sort ({METHOD})"

    def __init__(self) -> None:
        self.persons: Sequence[Record] = ()
        self.owners: list[int] = []
        self.names: list[str] = []

    def build(self, persons: Sequence[Record]) -> None:
        """Romanise every name."""
        self.persons = persons
        named = [(place, name) for place, one in enumerate(persons) for name in one["names"]]
        self.owners = [place for place, _ in named]
        # Sorted once here, so that `ratio` below is the token sort ratio without its cost.
        self.names = [_sorted(name) for _, name in named]

    def search(self, query: Record, limit: int) -> list[tuple[int, float]]:
        """Return the best of a scan."""
        best: dict[int, float] = {}
        asked = _sorted(query["names"][0])
        for _, score, at in process.extract(asked, self.names, scorer=fuzz.ratio, limit=CANDIDATES):
            place = self.owners[at]
            dated = score * date_factor(query, self.persons[place])
            best[place] = max(best.get(place, 0.0), dated)
        return sorted(best.items(), key=lambda found: -found[1])[:limit]

    def score(self, one: Record, two: Record) -> float:
        """Return the best ratio of two names, less what the birth dates take."""
        ratio = max(
            fuzz.ratio(_sorted(ours), _sorted(theirs))
            for ours in one["names"]
            for theirs in two["names"]
        )
        return float(ratio * date_factor(one, two))


def _sorted(name: str) -> str:
    return " ".join(sorted(romanised(name).split()))


SYSTEM = TokenSort
