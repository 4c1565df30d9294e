"""Measure building, loading, searching, changing and bulk searching on generated names.

    python bench/names/speed.py --persons 100000 --queries 2000
    python bench/names/speed.py --persons 1000000 --bulk 24000 --processes 2 --index /tmp/index

The persons are composed of words that are shipped with the package, the frequent ones more often
(their counts follow Zipf's law), a third of the names in their own script. Half of the queries are
another spelling of a person that is there, the others of nobody; in one of ten a letter is wrong,
so that it holds a word that nobody has. With --index the saved index is kept and used again.
Times are processor time, which a busy machine changes less than the time on the wall, unless both
are given.
"""

import argparse
import contextlib
import csv
import functools
import itertools
import os
import platform
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import numpy as np

from jisr import _native
from jisr.names import Index, Profile, compare, threshold_bits
from jisr.names.bulk import search_file
from jisr.names.retrieve import Permission
from jisr.names.tables import DATA
from jisr.values import PartialDate

Spellings = dict[str, list[tuple[str, int]]]

NOBODY = Profile(())


def shipped_spellings() -> Spellings:
    """Return native words with their Latin spellings and counts."""
    spellings: Spellings = {}
    with (DATA / "attested.csv").open(encoding="utf-8", newline="") as file:
        for native, latin, count in csv.reader(line for line in file if line[0] != "#"):
            spellings.setdefault(native, []).append((latin, int(count)))
    return spellings


class Maker:
    """Makes persons and other spellings of them; the same seed makes the same ones."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)  # noqa: S311  generated names, not secrets
        self._spellings = shipped_spellings()
        self._natives = list(self._spellings)
        counts = (sum(count for _, count in self._spellings[word]) for word in self._natives)
        self._weights = list(itertools.accumulate(count**0.75 for count in counts))

    def words(self) -> list[str]:
        """Return two to four native words, the frequent ones more often."""
        count = self._chance.choice((2, 2, 3, 3, 4))
        return self._chance.choices(self._natives, cum_weights=self._weights, k=count)

    def name(self, words: list[str]) -> str:
        """Return one way to write the words."""
        if self._chance.random() < 1 / 3:
            return " ".join(words)
        spelled = []
        for word in words:
            latin, counts = zip(*self._spellings[word], strict=True)
            spelled += self._chance.choices(latin, counts)
        return " ".join(spelled)

    def birth_date(self) -> PartialDate:
        """Return a birth date, of which a quarter is only a year."""
        year, month = self._chance.randint(1940, 2006), self._chance.randint(1, 12)
        if self._chance.random() < 1 / 4:
            return PartialDate(year)
        return PartialDate(year, month, self._chance.randint(1, 28))

    def persons(self, count: int) -> Iterator[tuple[list[str], Profile]]:
        """Yield native words and profile of each person."""
        for _ in range(count):
            words = self.words()
            names = tuple(self.name(words) for _ in range(self._chance.choice((1, 1, 2, 3))))
            yield words, Profile(names, (self.birth_date(),))

    def query(self, person: tuple[list[str], Profile]) -> Profile:
        """Return another spelling of a person, or of nobody."""
        if self._chance.random() < 1 / 2:
            return Profile((self._slipped(self.name(person[0])),), person[1].birth_dates)
        return Profile((self._slipped(self.name(self.words())),), (self.birth_date(),))

    def _slipped(self, name: str) -> str:
        """Return a name, one of ten with one letter changed into its neighbour."""
        if self._chance.random() > 1 / 10:
            return name
        place = self._chance.randrange(len(name) - 1)
        return name[:place] + name[place + 1] + name[place] + name[place + 2 :]


def quantiles(seconds: list[float]) -> str:
    """Return the middle, the worst hundredth and the worst in milliseconds."""
    ordered = sorted(seconds)
    worst = ordered[int(0.99 * len(ordered))]
    return (
        f"p50 {1000 * statistics.median(ordered):.2f} ms, p99 {1000 * worst:.2f} ms, "
        f"max {1000 * ordered[-1]:.2f} ms"
    )


def timed(actions: Iterable[Callable[[], object]]) -> list[float]:
    """Return the seconds of processor time of each action."""
    seconds = []
    for action in actions:
        start = time.process_time()
        action()
        seconds.append(time.process_time() - start)
    return seconds


def timed_searches(
    index: Index, queries: list[Profile], limit: int, bits: float, allowed: Permission = None
) -> list[float]:
    """Return the seconds of each search."""

    def search(query: Profile) -> object:
        return index.search(query, limit=limit, minimum_bits=bits, allowed=allowed)

    return timed(functools.partial(search, query) for query in queries)


def machine() -> str:
    """Return what the figures were measured on."""
    name = platform.processor() or platform.machine()
    with contextlib.suppress(OSError):
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        name = next((x.partition(":")[2].strip() for x in lines if x.startswith("model n")), name)
    twins = "compiled" if _native.AVAILABLE else "numpy"
    return f"{name}, {os.cpu_count()} processors, Python {platform.python_version()}, {twins}"


def resident_mb() -> float:
    """Return the most memory that this process ever used, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure_build(persons: list[tuple[list[str], Profile]], path: Path) -> None:
    """Build an index and save it."""
    before, start = resident_mb(), time.process_time()
    index = Index.build((key, profile) for key, (_, profile) in enumerate(persons))
    built = time.process_time()
    index.save(path)
    saved = time.process_time()
    size = path.stat().st_size / len(persons)
    print(
        f"build {built - start:.1f} s ({resident_mb() - before:.0f} MB more), "
        f"save {saved - built:.2f} s, {size:.0f} bytes per person"
    )


def measure_searches(index: Index, queries: list[Profile], bits: float) -> None:
    """Print how long single searches take, with new words, later, and again."""
    half = len(queries) // 2
    first = timed_searches(index, queries[:1], 10, bits)
    print(f"first search, which reads the tables: {first[0]:.2f} s")
    cold = timed_searches(index, queries[1:half], 10, bits)
    print(f"search at the routine point, words seen for the first time: {quantiles(cold)}")
    later = timed_searches(index, queries[half:], 10, bits)
    rate = len(later) / sum(later)
    print(f"search at the routine point, later: {quantiles(later)}, {rate:.0f} per second")
    again = timed_searches(index, queries[half:], 10, bits)
    rate = len(again) / sum(again)
    print(f"the same searches again: {quantiles(again)}, {rate:.0f} per second")
    hidden = np.random.default_rng(1).random(len(index)) < 1 / 2
    half_hidden = timed_searches(index, queries[half:], 10, bits, hidden)
    print(f"half of the persons hidden: {quantiles(half_hidden)}")
    ten = timed_searches(index, queries[half:], 10, -1000.0)
    print(f"search for the ten best, without a threshold: {quantiles(ten)}")


def measure_changes(index: Index, queries: list[Profile]) -> None:
    """Print how long it takes until an added person is found, merges included."""

    def add(key: int, profile: Profile) -> None:
        index.add(key, profile)
        # Only a search packs what was added; this one asks for nothing else.
        index.search(NOBODY)

    first = len(index)
    seconds = timed(
        functools.partial(add, first + number, profile) for number, profile in enumerate(queries)
    )
    print(f"add one person and search for nobody, {len(queries)} times: {quantiles(seconds)}")


def measure_bulk(path: Path, queries: list[Profile], bits: float, processes: int) -> None:
    """Print how many persons are searched in a second, by processes that share the index.

    The second round asks the same; each process has seen about half of it before.
    """
    for title, rounds in (("mixed", 1), ("mixed and again three times", 4)):
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.perf_counter()
        every = itertools.chain.from_iterable(itertools.repeat(queries, rounds))
        found = search_file(path, every, minimum_bits=bits, processes=processes)
        hits = sum(map(bool, found))
        wall = time.perf_counter() - start
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds = after.ru_utime + after.ru_stime - used.ru_utime - used.ru_stime
        count = rounds * len(queries)
        print(
            f"bulk, {title}: {count / wall:.0f} persons per second on the wall with {processes} "
            f"processes, {processes * count / seconds:.0f} by processor time; {hits} found"
        )


def measure_comparisons(persons: list[Profile], queries: list[Profile]) -> None:
    """Print how many pairs are compared in a second."""
    pairs = [(query, persons[n * 31 % len(persons)]) for n, query in enumerate(queries)]
    seconds = sum(timed(functools.partial(compare, *pair) for pair in pairs))
    print(f"compare: {len(queries) / seconds:.0f} pairs per second")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="Measure the speed of jisr.names")
    parser.add_argument("--persons", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=2_000)
    parser.add_argument("--bulk", type=int, default=0, help="queries of a bulk search")
    parser.add_argument("--processes", type=int, default=2, help="processes of a bulk search")
    parser.add_argument("--index", type=Path, help="where the index is kept, or was")
    given = parser.parse_args()
    maker = Maker(seed=7)
    persons = list(maker.persons(given.persons))
    count = 2 * given.queries + given.bulk
    queries = [maker.query(persons[n * 7919 % len(persons)]) for n in range(count)]
    print(f"{machine()}; {given.persons} persons")
    with tempfile.TemporaryDirectory() as directory:
        path = given.index or Path(directory) / "index"
        if not path.exists():
            measure_build(persons, path)
        start = time.perf_counter()
        index = Index.load(path)
        print(f"load {time.perf_counter() - start:.2f} s")
        routine = threshold_bits("routine", len(index))
        measure_searches(index, queries[: given.queries], routine)
        measure_comparisons([one for _, one in persons[:10_000]], queries[: given.queries])
        if given.bulk:
            measure_bulk(path, queries[2 * given.queries :], routine, given.processes)
        measure_changes(index, queries[given.queries : 2 * given.queries])
        print(f"at most {resident_mb():.0f} MB, of which the persons to ask for are a part")


if __name__ == "__main__":
    main()
