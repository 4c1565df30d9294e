"""Who is alerted by mistake: alerts per 1,000 travellers by community, writing and frequency.

    python bench/names/fairness.py --persons 100000 --travellers 1000

The persons of the index and the travellers are composed, equally many of each community, and
nobody stands on both sides: every alert is wrong. Every traveller is asked at each operating point,
once with name, birth date and sex, and once with the name alone.
"""

import argparse
import collections
import hashlib
import json
import random
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from communities import Person, communities, persons_of
from jisr.names import Index, operating_points, threshold_bits
from tables import fairness_table

SEED = 20261121
NATIVE_SHARE = 0.5
"""Which share of the list holds a person in the writing of the community beside Latin letters."""

RARE_SHARE, COMMON_SHARE = 0.002, 0.01
"""Share of a community that bears the rarest word of a name: rare below, common from there on."""

ASKED_MIN = 20
"""A rate of fewer travellers says nothing."""

PROGRESS_EVERY = 10_000
NOBODY = float("-inf")
LATIN, NATIVE = "Latin letters", "own script"
PER = 1_000


@dataclass(frozen=True, slots=True)
class Asked:
    """One traveller in one writing: the best bits, with everything and with the name alone."""

    community: str
    writing: str
    frequency: str
    namesake: bool
    bits: float
    bits_alone: float


class Border:
    """A list of persons, and how common their names are."""

    def __init__(self, persons: int, seed: int = SEED) -> None:
        self._found = communities(seed)
        chance = random.Random(seed)  # noqa: S311  composed persons, no secret
        listed = list(persons_of(self._found, persons))
        self._bearers = collections.Counter(
            (person.community, word) for person in listed for word in set(person.words)
        )
        self._of_community = persons / len(self._found)
        self._words = {person.words for person in listed}
        self._latin = {person.latin.casefold() for person in listed}
        self.digest = hashlib.sha256(repr(listed).encode()).hexdigest()[:16]
        self._least = min(threshold_bits(point, persons) for point in operating_points())
        self.index = Index.build(
            (
                number,
                person.profile(*dict.fromkeys((person.latin, person.native)))
                if chance.random() < NATIVE_SHARE
                else person.profile(person.latin),
            )
            for number, person in enumerate(listed)
        )

    def travellers(self, of_each: int) -> Iterator[Asked]:
        """Yield so many travellers of each community, in each writing they use."""
        for person in persons_of(self._found, of_each * len(self._found)):
            frequency = self._frequency(person)
            writings = {LATIN: person.latin, NATIVE: person.native}
            if person.latin == person.native:
                del writings[NATIVE]
            for writing, name in writings.items():
                namesake = person.words in self._words or name.casefold() in self._latin
                bits = [self._best(person, name, alone=alone) for alone in (False, True)]
                yield Asked(person.community, writing, frequency, namesake, *bits)

    def _frequency(self, person: Person) -> str:
        fewest = min(self._bearers[person.community, word] for word in person.words)
        share = fewest / self._of_community
        if share < RARE_SHARE:
            return "rare"
        return "common" if share >= COMMON_SHARE else "middling"

    def _best(self, person: Person, name: str, *, alone: bool) -> float:
        """Return the bits of the best person of the list, if one is near an alert."""
        asked = person.profile(name, alone=alone)
        found = self.index.search(asked, limit=1, minimum_bits=self._least)
        return found[0].comparison.bits if found else NOBODY


Report = dict[str, Any]


def report_of(border: Border, asked: Iterable[Asked], persons: int) -> Report:
    """Return alerts per 1,000 travellers of every group, at every operating point."""
    groups: dict[str, dict[str, list[Asked]]] = {"community": {}, "writing": {}, "frequency": {}}
    number = 0
    for number, one in enumerate(asked, 1):
        names = {
            "community": f"{one.community}, {one.writing}",
            "writing": one.writing,
            "frequency": one.frequency,
        }
        for group, name in names.items():
            groups[group].setdefault(name, []).append(one)
        if number % PROGRESS_EVERY == 0:
            print(f"  {time.strftime('%H:%M:%S')} {number} asked", file=sys.stderr, flush=True)
    thresholds = {point: threshold_bits(point, persons) for point in operating_points()}
    return {
        "persons": len(border.index),
        "data": f"{border.digest}-{number}",
        "groups": {
            group: {name: rates(members, thresholds) for name, members in sorted(found.items())}
            for group, found in groups.items()
        },
    }


def rates(asked: list[Asked], thresholds: dict[str, float]) -> Report:
    """Return alerts per 1,000 at each point: of all, with a namesake on the list and without."""
    parts = {
        "all": asked,
        "no_namesake": [one for one in asked if not one.namesake],
        "namesake": [one for one in asked if one.namesake],
    }
    return {
        part: {
            "asked": len(members),
            "full": {
                point: per_thousand(one.bits >= bits for one in members)
                for point, bits in thresholds.items()
            },
            "alone": {
                point: per_thousand(one.bits_alone >= bits for one in members)
                for point, bits in thresholds.items()
            },
        }
        for part, members in parts.items()
    }


def per_thousand(alerted: Iterable[bool]) -> float | None:
    """Return how many of 1,000 are alerted; nothing when too few were asked."""
    everybody = list(alerted)
    return PER * sum(everybody) / len(everybody) if len(everybody) >= ASKED_MIN else None


def measure(persons: int, travellers: int) -> Report:
    """Return the report for a list of so many persons and so many travellers of each community."""
    border = Border(persons)
    return report_of(border, border.travellers(travellers), persons)


def main() -> None:
    """Print the tables, or the report in JSON for the benchmark."""
    parser = argparse.ArgumentParser(description="Measure who is alerted by mistake")
    parser.add_argument("--persons", type=int, default=100_000)
    parser.add_argument("--travellers", type=int, default=1_000, help="of each community")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    report = measure(given.persons, given.travellers)
    print(json.dumps(report) if given.json else fairness_table(report))


if __name__ == "__main__":
    main()
