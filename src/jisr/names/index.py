"""An index of persons in memory: find those whose names, however spelled, speak for a match."""

import math
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Self

import numpy as np

from jisr.errors import FileUnreadable, ValueMalformed, to_translate
from jisr.names.compare import compare
from jisr.names.fold import FoldedName, fold
from jisr.names.model import Candidate, Profile
from jisr.names.rarity import shipped_rarity
from jisr.names.retrieve import JOINED_COMPARED_MAX, Found, Permission, Truths, candidates
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

_FORMAT = 2


class _Part:
    """A segment with what was removed from it since it was packed."""

    def __init__(self, segment: Segment) -> None:
        self.segment = segment
        self.alive: Truths = np.ones(len(segment), bool)
        self.removed = 0
        keys = segment.keys
        is_sorted = bool((keys[:-1] < keys[1:]).all())
        self._order = None if is_sorted else np.argsort(keys)

    def __len__(self) -> int:
        return len(self.segment) - self.removed

    @property
    def living(self) -> Permission:
        """Which slots are not removed, None when all are there."""
        return self.alive if self.removed else None

    def slot(self, key: int) -> int | None:
        """Return the slot that holds a key, None when there is none."""
        keys = self.segment.keys
        at = int(np.searchsorted(keys, key, sorter=self._order))
        if at == len(keys):
            return None
        slot = at if self._order is None else int(self._order[at])
        return slot if keys[slot] == key and self.alive[slot] else None

    def remove(self, key: int) -> None:
        """Take a key out; one that is not there changes nothing."""
        slot = self.slot(key)
        if slot is not None:
            self.alive[slot] = False
            self.removed += 1

    def items(self) -> Iterator[tuple[int, Profile]]:
        """Yield the keys and profiles that are left."""
        for slot in np.flatnonzero(self.alive).tolist():
            yield int(self.segment.keys[slot]), self.segment.profile(slot)


class Index:
    """Persons by key, packed for search; `add` and `remove` take effect at once.

    What is added goes to small segments that are merged as they grow, so that the large ones
    stay unchanged.
    """

    def __init__(self) -> None:
        self._parts: list[_Part] = []
        self._waiting: dict[int, Profile] = {}

    @classmethod
    def build(cls, items: Iterable[tuple[int, Profile]]) -> Self:
        """Return an index of the items; of two items with one key the later one stays."""
        index = cls()
        index._waiting = dict(items)
        index._flush()
        return index

    def __len__(self) -> int:
        return sum(map(len, self._parts)) + len(self._waiting)

    def __contains__(self, key: int) -> bool:
        held = any(part.slot(key) is not None for part in self._parts)
        return held or key in self._waiting

    def add(self, key: int, profile: Profile) -> None:
        """Add a person, or replace the one under this key."""
        self.remove(key)
        self._waiting[key] = profile

    def remove(self, key: int) -> None:
        """Take a person out; a key that is not there changes nothing."""
        self._waiting.pop(key, None)
        for part in self._parts:
            part.remove(key)

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
        permitted = None if allowed is None else np.ascontiguousarray(allowed, bool)
        found = [
            (one, part.segment)
            for part in self._parts
            for one in candidates(part.segment, query, names, part.living, permitted)
        ]
        compared = _compared(query, found, limit, minimum_bits)
        compared.sort(key=lambda candidate: (-candidate.comparison.bits, candidate.key))
        return compared[:limit]

    def save(self, path: Path) -> None:
        """Write the index to one file that `load` maps into memory; merge everything first."""
        self._flush()
        self._merge(everything=True)
        arrays = {"format": np.array(_FORMAT)}
        for part in self._parts:
            arrays.update(part.segment.arrays())
        save(path, arrays)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read an index; raise `FileUnreadable` when the file was not written by `save`."""
        arrays = load(path)
        if "format" not in arrays or int(arrays["format"]) != _FORMAT:
            raise FileUnreadable(path=path)
        index = cls()
        if "keys" in arrays:
            index._parts.append(_Part(Segment.from_arrays(arrays)))
        return index

    def _flush(self) -> None:
        """Pack what was added since the last search."""
        if self._waiting:
            self._parts.append(_Part(pack(self._waiting.items())))
            self._waiting = {}
            self._merge()

    def _merge(self, *, everything: bool = False) -> None:
        """Merge the last segments until each is much smaller than the one before it."""
        first = len(self._parts)
        size = 0
        for number in range(len(self._parts) - 1, -1, -1):
            if size and not everything and len(self._parts[number].segment) > SEGMENT_GROWTH * size:
                break
            size += len(self._parts[number].segment)
            first = number
        untouched = everything and not any(part.removed for part in self._parts)
        if len(self._parts) - first <= 1 and (not everything or untouched):
            return
        living = [item for part in self._parts[first:] for item in part.items()]
        del self._parts[first:]
        if living:
            self._parts.append(_Part(pack(living)))


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
