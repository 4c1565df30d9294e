"""Measure building, loading, searching and comparing on generated names.

    python bench/names/speed.py --persons 100000 --queries 2000

The persons are composed of words that are shipped with the package, a third of them in their own
script; half of the queries are another spelling of a person that is there, the others of nobody.
Times are processor time, which a busy machine changes less than the time on the wall.
"""

import argparse
import csv
import itertools
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from jisr.names import Index, Profile, compare, threshold_bits
from jisr.names.tables import DATA
from jisr.values import PartialDate

Spellings = dict[str, list[tuple[str, int]]]


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
            return Profile((self.name(person[0]),), person[1].birth_dates)
        return Profile((self.name(self.words()),), (self.birth_date(),))


def quantiles(seconds: list[float]) -> str:
    """Return the middle and the worst hundredth in milliseconds."""
    ordered = sorted(seconds)
    worst = ordered[int(0.99 * len(ordered))]
    return f"p50 {1000 * statistics.median(ordered):.2f} ms, p99 {1000 * worst:.2f} ms"


def timed_searches(index: Index, queries: list[Profile], limit: int, bits: float) -> list[float]:
    """Return the seconds of each search."""
    seconds = []
    for query in queries:
        start = time.process_time()
        index.search(query, limit=limit, minimum_bits=bits)
        seconds.append(time.process_time() - start)
    return seconds


def measure_files(index: Index) -> None:
    """Print how long saving and loading take."""
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "index.npz"
        start = time.process_time()
        index.save(path)
        saved = time.process_time()
        Index.load(path)
        loaded = time.process_time()
        size = path.stat().st_size / 1e6
        print(f"save {saved - start:.2f} s, load {loaded - saved:.2f} s, file {size:.1f} MB")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="Measure the speed of jisr.names")
    parser.add_argument("--persons", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=2_000)
    given = parser.parse_args()
    maker = Maker(seed=7)
    persons = list(maker.persons(given.persons))
    queries = [maker.query(persons[n * 7919 % len(persons)]) for n in range(given.queries)]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    index = Index.build((key, profile) for key, (_, profile) in enumerate(persons))
    built = time.process_time() - start
    memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"{len(index)} persons: build {built:.1f} s, at most {memory:.0f} MB more")
    measure_files(index)
    routine = threshold_bits("routine", len(index))
    half = len(queries) // 2
    cold = timed_searches(index, queries[:half], 10, routine)
    print(f"search at the routine point, words seen for the first time: {quantiles(cold)}")
    later = timed_searches(index, queries[half:], 10, routine)
    rate = len(later) / sum(later)
    print(f"search at the routine point, later: {quantiles(later)}, {rate:.0f} per second")
    ten = timed_searches(index, queries[half:], 10, -1000.0)
    print(f"search for the ten best, without a threshold: {quantiles(ten)}")
    start = time.process_time()
    for number, query in enumerate(queries):
        compare(query, persons[number * 31 % len(persons)][1])
    print(f"compare: {len(queries) / (time.process_time() - start):.0f} pairs per second")


if __name__ == "__main__":
    main()
