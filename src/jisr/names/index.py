"""An index of persons in memory: find those whose names, however spelled, speak for a match."""

import heapq
import math
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Self

import numpy as np

from jisr.errors import FileUnreadable, ValueMalformed, to_translate
from jisr.names.compare import Prepared, compare_prepared, prepare, weigh_prepared
from jisr.names.fold import FoldedName, fold
from jisr.names.merge import merged, merging
from jisr.names.model import Candidate, Profile
from jisr.names.rarity import shipped_rarity
from jisr.names.retrieve import JOINED_COMPARED_MAX, Found, Permission, Truths, candidates
from jisr.names.segment import Segment, pack
from jisr.names.soundness import knowledge, read_segment
from jisr.names.storage import load, save
from jisr.names.tables import weights

LIMIT_MAX = 200
"""Candidates that one search returns; a person judges them."""

COMPARED_BEYOND_LIMIT = 5
"""Candidates compared beyond the limit, because the rough order is not the final one."""

COMPARED_BEYOND_BY_DATE = 25
"""The same when a birth date is given, of which the rough order knows no exchanged parts."""

ROUGH_ERROR_BITS = 6.0
"""How much more than the rough weight names and birth dates can give, with rare exceptions."""

NAMES_SEARCHED_MAX = 6
"""Names of a query that choose candidates, the rarest; all of them count in the comparison."""

SEGMENT_GROWTH = 4
"""A segment is merged with the one before it unless that one is so many times larger."""

MERGED_AT_ONCE_MAX = 64
"""Persons that are merged between two searches; more are merged in steps, one for each change."""

PERSONS_FOR_STEP = 200
"""Persons packed at once for which merging goes one step further: a small part of packing them."""

_PERSONS_KEPT = 4_096
_NAMES_ALONE = Profile(())
_FORMAT = 3


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


class Index:
    """Persons by key, packed for search; `add` and `remove` take effect at once.

    What is added goes to small segments that are merged as they grow, so that the large ones
    stay unchanged. Merging many persons is spread over the changes that follow.
    """

    def __init__(self) -> None:
        self._parts: list[_Part] = []
        self._waiting: dict[int, Profile] = {}
        self._merge: _Merge | None = None
        self._persons = _Persons()

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
        self._persons.forget(key)
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
        error = ROUGH_ERROR_BITS + _other_bits(query)
        floor = minimum_bits - error
        found = [
            (one, part.segment)
            for part in self._parts
            for one in candidates(part.segment, query, names, part.living, permitted, floor)
        ]
        if not found:
            return []
        return self._compared(query, found, limit, minimum_bits, error)

    def search_many(
        self,
        queries: Iterable[Profile],
        *,
        limit: int = 10,
        allowed: Permission = None,
        minimum_bits: float = 0.0,
    ) -> Iterator[list[Candidate]]:
        """Yield what `search` returns for each query, in their order, one at a time."""
        permitted = None if allowed is None else np.ascontiguousarray(allowed, bool)
        for query in queries:
            yield self.search(query, limit=limit, allowed=permitted, minimum_bits=minimum_bits)

    def save(self, path: Path) -> None:
        """Write the index to one file that `load` maps into memory; merge everything first."""
        self._flush()
        self._merge_everything()
        arrays = {"format": np.array(_FORMAT), "knowledge": np.array(knowledge(), np.uint64)}
        for part in self._parts:
            arrays.update(part.segment.arrays())
        save(path, arrays)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read an index.

        Raises `FileUnreadable` when the file was not written by `save`, is damaged, or was written
        by a release that knew other letters, sounds or words: build the index again.
        """
        arrays = load(path)
        made_by = [arrays[name].tolist() for name in ("format", "knowledge") if name in arrays]
        if made_by != [_FORMAT, knowledge()]:
            raise FileUnreadable(path=path)
        index = cls()
        if "keys" in arrays:
            segment = read_segment(arrays)
            if segment is None:
                raise FileUnreadable(path=path)
            index._parts.append(_Part(segment))
        return index

    def _flush(self) -> None:
        """Pack what was added since the last search, and go on merging."""
        if not self._waiting:
            return
        self._parts.append(_Part(pack(self._waiting.items())))
        steps = 1 + len(self._waiting) // PERSONS_FOR_STEP
        self._waiting = {}
        for _ in range(steps):
            self._begin_merging()
            if not self._merge:
                break
            if self._merge.step():
                first, count = self._merge.first, len(self._merge.parts)
                self._parts[first : first + count] = self._merge.result()
                self._merge = None

    def _begin_merging(self) -> None:
        """Merge the last segments until each is much smaller than the one before it."""
        settled = self._merge.first + len(self._merge.parts) if self._merge else 0
        first, size = len(self._parts), 0
        for number in range(len(self._parts) - 1, settled - 1, -1):
            if size and len(self._parts[number].segment) > SEGMENT_GROWTH * size:
                break
            size += len(self._parts[number].segment)
            first = number
        if len(self._parts) - first <= 1:
            return
        if size <= MERGED_AT_ONCE_MAX:
            self._parts[first:] = _merged(self._parts[first:])
        elif self._merge is None:
            self._merge = _Merge(first, self._parts[first:])

    def _merge_everything(self) -> None:
        self._merge = None
        if len(self._parts) > 1 or any(part.removed for part in self._parts):
            self._parts = _merged(self._parts)

    def _compared(
        self,
        query: Profile,
        found: list[tuple[Found, Segment]],
        limit: int,
        minimum_bits: float,
        error: float,
    ) -> list[Candidate]:
        """Weigh candidates exactly: the certain ones, then the others while they can matter."""
        ours, reach = prepare(query), _other_bits(query) + _date_bits_max(query)
        weighed: dict[int, tuple[float, Prepared]] = {}
        best: list[float] = []
        rough = sorted(found, key=lambda pair: (not pair[0].certain, -pair[0].bits, pair[0].slot))
        beyond = COMPARED_BEYOND_BY_DATE if query.birth_dates else COMPARED_BEYOND_LIMIT
        chosen, joined = limit + beyond, JOINED_COMPARED_MAX
        for one, segment in rough:
            floor = max(minimum_bits, best[0]) if len(best) == limit else minimum_bits
            if one.bits + error < floor:
                if one.certain:
                    continue
                break
            key = int(segment.keys[one.slot])
            if key in weighed:
                continue
            if one.certain:
                # Documents come first and are all compared; their bits have no end.
                joined -= one.bits < math.inf
                if joined < 0:
                    continue
            elif chosen == 0:
                break
            else:
                chosen -= 1
            theirs = self._persons.weighed(ours, key, segment, one.slot, floor - reach)
            if theirs is None:
                continue
            bits = weigh_prepared(ours, theirs)
            weighed[key] = bits, theirs
            (heapq.heappush if len(best) < limit else heapq.heappushpop)(best, bits)
        order = sorted((-bits, key) for key, (bits, _) in weighed.items() if bits >= minimum_bits)
        return [Candidate(key, compare_prepared(ours, weighed[key][1])) for _, key in order[:limit]]


class _Persons:
    """Profiles made ready for comparison, those that were found last."""

    def __init__(self) -> None:
        self._kept: OrderedDict[int, Prepared] = OrderedDict()

    def weighed(
        self, query: Prepared, key: int, segment: Segment, slot: int, name_bits_min: float
    ) -> Prepared | None:
        """Return the person of a slot, None when the names alone are worth too little."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
            return found
        names = segment.names(slot)
        if name_bits_min > -math.inf and not query.profile.documents:
            bits = weigh_prepared(query, prepare(_NAMES_ALONE, names=names))
            if bits < name_bits_min:
                return None
        found = self._kept[key] = prepare(segment.profile(slot), names=names)
        if len(self._kept) > _PERSONS_KEPT:
            self._kept.popitem(last=False)
        return found

    def forget(self, key: int) -> None:
        """Forget a person who is removed or replaced."""
        self._kept.pop(key, None)


class _Merge:
    """Parts that are becoming one, step by step; they can be searched, and removed from, until."""

    def __init__(self, first: int, parts: list[_Part]) -> None:
        self.first = first
        self.parts = parts
        self._alive = [part.alive.copy() for part in parts]
        self._steps = merging([part.segment for part in parts], self._alive)
        self._segment: Segment | None = None

    def step(self) -> bool:
        """Go one step on; return whether this was the last one."""
        try:
            next(self._steps)
        except StopIteration as end:
            self._segment = end.value
        return self._segment is not None

    def result(self) -> list[_Part]:
        """Return the part that was made, without those who were removed meanwhile."""
        if not self._segment:
            return []
        part = _Part(self._segment)
        alive = zip(self.parts, self._alive, strict=True)
        part.alive = np.concatenate([now.alive[before] for now, before in alive])
        part.removed = int(len(part.alive) - part.alive.sum())
        return [part]


def _merged(parts: list[_Part]) -> list[_Part]:
    segment = merged([part.segment for part in parts], [part.alive for part in parts])
    return [_Part(segment)] if len(segment) else []


def _date_bits_max(query: Profile) -> float:
    """Return what birth dates can add at most."""
    return weights("birth_date")["same_bits"] if query.birth_dates else 0.0


def _other_bits(query: Profile) -> float:
    """Return what all that is no name and no birth date can add, documents aside."""
    given = {
        "sex": query.sex,
        "nationality": query.nationalities,
        "birth_place": query.birth_places,
    }
    named = {"sex": "same_bits", "nationality": "shared_bits", "birth_place": "shared_bits"}
    return sum(weights(kind)[named[kind]] for kind, values in given.items() if values)


def _names_searched(query: Profile) -> list[FoldedName]:
    """Return the names of a query that choose candidates: distinct, those with rare words."""
    distinct: dict[tuple[str, ...], FoldedName] = {}
    for name in map(fold, query.names):
        if name.tokens:
            distinct.setdefault(tuple(token.text for token in name.tokens), name)

    def promise(texts: tuple[str, ...]) -> tuple[float, tuple[str, ...]]:
        return -sum(map(shipped_rarity, texts)), texts

    return [distinct[texts] for texts in sorted(distinct, key=promise)[:NAMES_SEARCHED_MAX]]
