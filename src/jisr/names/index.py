"""An index of persons in memory: find those whose names, however spelled, speak for a match."""

import math
from collections.abc import Iterable
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from jisr.errors import FileUnreadable, ValueMalformed, to_translate
from jisr.names.compare import compare
from jisr.names.fold import FoldedName, fold
from jisr.names.model import Candidate, Profile
from jisr.names.rarity import shipped_rarity
from jisr.names.retrieve import JOINED_COMPARED_MAX, Found, candidates
from jisr.names.segment import Segment, pack
from jisr.names.storage import load, save

LIMIT_MAX = 200
"""Candidates that one search returns; a person judges them."""

COMPARED_BEYOND_LIMIT = 5
"""Candidates compared beyond the limit, because the rough order is not the final one."""

ROUGH_ERROR_BITS = 8.0
"""How much more than the rough weight a comparison can give, with rare exceptions."""

NAMES_SEARCHED_MAX = 6
"""Names of a query that choose candidates, the rarest; all of them count in the comparison."""

SEGMENT_GROWTH = 4
"""A segment is merged with the one before it unless that one is so many times larger."""

_FORMAT = 1

Permission = NDArray[np.bool_] | None


class Index:
    """Persons by key, packed for search; `add` and `remove` take effect at once.

    What is added goes to small segments that are merged as they grow, so that the large ones
    stay unchanged.
    """

    def __init__(self) -> None:
        self._segments: list[Segment] = []
        self._alive: list[NDArray[np.bool_]] = []
        self._places: dict[int, tuple[int, int]] = {}
        self._waiting: dict[int, Profile] = {}

    @classmethod
    def build(cls, items: Iterable[tuple[int, Profile]]) -> Self:
        """Return an index of the items; of two items with one key the later one stays."""
        index = cls()
        index._waiting = dict(items)
        index._flush()
        return index

    def __len__(self) -> int:
        return len(self._places) + len(self._waiting)

    def __contains__(self, key: int) -> bool:
        return key in self._places or key in self._waiting

    def add(self, key: int, profile: Profile) -> None:
        """Add a person, or replace the one under this key."""
        self.remove(key)
        self._waiting[key] = profile

    def remove(self, key: int) -> None:
        """Take a person out; a key that is not there changes nothing."""
        self._waiting.pop(key, None)
        place = self._places.pop(key, None)
        if place is not None:
            self._alive[place[0]][place[1]] = False

    def search(
        self,
        query: Profile,
        *,
        limit: int = 10,
        allowed: Permission = None,
        minimum_bits: float = 0.0,
    ) -> list[Candidate]:
        """Return the persons with the most evidence, at least `minimum_bits`, best first.

        `allowed` says which keys may be found: an array with a truth value at each key. Others
        leave no trace in the result. A query without a name to judge finds documents only.
        Raises `ValueMalformed` when the limit is out of bounds.
        """
        if not 1 <= limit <= LIMIT_MAX:
            raise ValueMalformed(field="limit", why=to_translate("choose 1 to 200"))
        self._flush()
        names = _names_searched(query)
        found = [
            (one, segment)
            for number, segment in enumerate(self._segments)
            for one in candidates(segment, query, names, self._may(number, allowed))
        ]
        compared = _compared(query, found, limit, minimum_bits)
        compared.sort(key=lambda candidate: (-candidate.comparison.bits, candidate.key))
        return compared[:limit]

    def save(self, path: Path) -> None:
        """Write the index to one file that `load` reads; merge everything first."""
        self._flush()
        self._merge(everything=True)
        arrays = {"format": np.array(_FORMAT)}
        for segment in self._segments:
            arrays.update(segment.arrays())
        save(path, arrays)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read an index; raise `FileUnreadable` when the file was not written by `save`."""
        arrays = load(path)
        if "format" not in arrays or int(arrays["format"]) != _FORMAT:
            raise FileUnreadable(path=path)
        index = cls()
        if "keys" in arrays:
            index._append(Segment.from_arrays(arrays))
        return index

    def _may(self, number: int, allowed: Permission) -> NDArray[np.bool_]:
        """Return which slots of a segment are alive and may be found."""
        alive, keys = self._alive[number], self._segments[number].keys
        if allowed is None:
            return alive
        inside = (keys >= 0) & (keys < len(allowed))
        return alive & inside & allowed[np.where(inside, keys, 0)]

    def _append(self, segment: Segment) -> None:
        number = len(self._segments)
        self._segments.append(segment)
        self._alive.append(np.ones(len(segment), bool))
        keys = enumerate(segment.keys.tolist())
        self._places.update((key, (number, slot)) for slot, key in keys)

    def _flush(self) -> None:
        """Pack what was added since the last search."""
        if self._waiting:
            self._append(pack(self._waiting.items()))
            self._waiting = {}
            self._merge()

    def _merge(self, *, everything: bool = False) -> None:
        """Merge the last segments until each is much smaller than the one before it."""
        first = len(self._segments)
        size = 0
        for number in range(len(self._segments) - 1, -1, -1):
            if size and not everything and len(self._segments[number]) > SEGMENT_GROWTH * size:
                break
            size += len(self._segments[number])
            first = number
        untouched = everything and all(alive.all() for alive in self._alive)
        if len(self._segments) - first <= 1 and (not everything or untouched):
            return
        living = [
            (int(segment.keys[slot]), segment.profile(int(slot)))
            for segment, alive in zip(self._segments[first:], self._alive[first:], strict=True)
            for slot in np.flatnonzero(alive)
        ]
        del self._segments[first:], self._alive[first:]
        if living:
            self._append(pack(living))


def _names_searched(query: Profile) -> list[FoldedName]:
    """Return the names of a query that choose candidates: distinct, those with rare words."""
    distinct: dict[tuple[str, ...], FoldedName] = {}
    for name in map(fold, query.names):
        if name.tokens:
            distinct.setdefault(tuple(token.text for token in name.tokens), name)

    def promise(texts: tuple[str, ...]) -> tuple[float, tuple[str, ...]]:
        return -sum(map(shipped_rarity, texts)), texts

    return [distinct[texts] for texts in sorted(distinct, key=promise)[:NAMES_SEARCHED_MAX]]


def _compared(
    query: Profile, found: list[tuple[Found, Segment]], limit: int, minimum_bits: float
) -> list[Candidate]:
    """Compare candidates exactly: the certain ones, then the others while they can matter."""
    compared: dict[int, Candidate] = {}
    rough = sorted(found, key=lambda pair: (not pair[0].certain, -pair[0].bits, pair[0].slot))
    chosen, joined = limit + COMPARED_BEYOND_LIMIT, JOINED_COMPARED_MAX
    for one, segment in rough:
        key = int(segment.keys[one.slot])
        if key in compared:
            continue
        if one.certain:
            # Documents come first and are all compared; their bits have no end.
            joined -= one.bits < math.inf
            if joined < 0:
                continue
        else:
            best = sorted((c.comparison.bits for c in compared.values()), reverse=True)[:limit]
            floor = max(minimum_bits, best[-1]) if len(best) == limit else minimum_bits
            if chosen == 0 or one.bits + ROUGH_ERROR_BITS < floor:
                break
            chosen -= 1
        compared[key] = Candidate(key, compare(query, segment.profile(one.slot)))
    return [one for one in compared.values() if one.comparison.bits >= minimum_bits]
