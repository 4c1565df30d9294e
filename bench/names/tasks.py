"""Task R (find a person again) and Task P (one person or two?), composed of the carried words.

A record is {id, names, dob, gender, nat, docs}; a query adds {kind, targets}; a pair is {kind,
label, q, r}. A folder of tasks holds queries.jsonl.gz, references.jsonl.gz, pairs.jsonl.gz and
cases.csv. The same seed composes the same tasks.
"""

import gzip
import json
import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from rapidfuzz.distance import Levenshtein

from words import Lexicon, Named, birth_date, native_name

SEED = 20261121
QUERIES_PER_KIND = 300
MIDDLE_DROPPED, REORDERED = 0.2, 0.15
"""How often a query leaves out a middle name, or puts the family name first."""

KINDS = {
    "ar>lat": ("arabic", "native", "latin"),
    "lat>ar": ("arabic", "latin", "native"),
    "lat~lat arabic": ("arabic", "latin", "latin"),
    "ru>lat": ("russian", "native", "latin"),
    "zh>lat": ("chinese", "native", "latin"),
    "he>lat": ("hebrew", "native", "latin"),
    "ja>lat": ("katakana", "native", "latin"),
    "ko>lat": ("korean", "native", "latin"),
}
"""Culture, how the query is written, how the reference is written."""

OTHERS = {"western": 0.45, "arabic": 0.35, "russian": 0.12, "chinese": 0.03, "korean": 0.05}
OTHERS_NATIVE = 0.3
"""Which share of the other persons is written in its own script."""

NEAR_DISTANCE, NEAR_DISTANCE_SHORT, SHORT_WORD = 2, 1, 5
"""Letters in which a near word differs, for words of five letters and more, and for shorter."""

Record = dict[str, Any]


def record(identifier: str, name: str, date: str | None) -> Record:
    """Return a record with a name and a birth date."""
    return {"id": identifier, "names": [name], "dob": date, "gender": None, "nat": None, "docs": []}


def write(path: Path, records: Iterable[Record]) -> None:
    """Write one record in each line."""
    with gzip.open(path, "wt", encoding="utf-8", compresslevel=4) as file:
        for one in records:
            file.write(json.dumps(one, ensure_ascii=False) + "\n")


def read(path: Path) -> Iterator[Record]:
    """Yield the records of a file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


WITHOUT_DATE, ONLY_YEAR, WRONG_DATE = 0.2, 0.45, 0.6
"""Shares of queries up to which the birth date is missing, is a year, is wrong; then it is full."""

MONTHS = 12


def degraded(date: str | None, chance: random.Random) -> str | None:
    """Return a birth date as a query has it: 40 % full, 25 % year, 15 % wrong, 20 % none."""
    drawn = chance.random()
    if not date or drawn < WITHOUT_DATE:
        return None
    if drawn < ONLY_YEAR:
        return date[:4]
    if drawn < WRONG_DATE and len(date) == len("2000-01-01"):
        if int(date[8:]) <= MONTHS:
            return f"{date[:4]}-{date[8:]}-{date[5:7]}"
        return f"{int(date[:4]) + chance.choice((-1, 1)):04}{date[4:]}"
    return date


class TaskMaker:
    """Composes the tasks; `used` keeps every person different from every other."""

    def __init__(self, seed: int = SEED) -> None:
        self.chance = random.Random(seed)  # noqa: S311  composed names, no secret
        self.lexicon = Lexicon()
        self.used: set[tuple[str, ...]] = set()
        self.named: dict[str, Named] = {}
        self.targets: dict[str, Record] = {}

    def new_person(self, culture: str) -> Named:
        """Return a person of whom nobody else has all the words."""
        while True:
            named = self.lexicon.person(culture, self.chance)
            key = (culture, *sorted(named.words))
            if key not in self.used:
                self.used.add(key)
                return named

    def queries(self) -> Iterator[Record]:
        """Yield queries, one of each kind in turn, and keep the persons they look for."""
        for number in range(QUERIES_PER_KIND):
            for kind, manner in KINDS.items():
                named, asked, kept = self._two_spellings(*manner)
                identifier = f"{kind} {number}"
                self.named[identifier] = named
                self.targets[identifier] = record(identifier, kept, birth_date(self.chance))
                query = record(f"q {identifier}", asked, self.targets[identifier]["dob"])
                yield {**query, "kind": kind, "targets": [identifier]}

    def _two_spellings(self, culture: str, asked: str, kept: str) -> tuple[Named, str, str]:
        """Return a person, the name asked for and the name on record; they are never equal."""
        while True:
            named = self.new_person(culture)
            latin = self.lexicon.latin(named, self.chance)
            other = self.lexicon.latin(named, self.chance)
            if asked == kept == "latin" and latin == other:
                continue
            reference = " ".join(latin) if kept == "latin" else native_name(named, named.words)
            words = self._changed(list(other if asked == "latin" else named.words))
            if culture == "korean" and asked == "native":
                words = list(named.words)
            name = " ".join(words) if asked == "latin" else native_name(named, words)
            return named, name, reference

    def _changed(self, words: list[str]) -> list[str]:
        if len(words) > 2 and self.chance.random() < MIDDLE_DROPPED:  # noqa: PLR2004  has a middle
            del words[self.chance.randrange(1, len(words) - 1)]
        if self.chance.random() < REORDERED:
            words = [words[-1], *words[:-1]]
        return words

    def others(self, count: int) -> Iterator[Record]:
        """Yield persons whom nobody looks for."""
        cultures, weights = list(OTHERS), list(OTHERS.values())
        for number in range(count):
            named = self.new_person(self.chance.choices(cultures, weights)[0])
            if named.culture != "western" and self.chance.random() < OTHERS_NATIVE:
                name = native_name(named, named.words)
            else:
                name = " ".join(self.lexicon.latin(named, self.chance))
            yield record(f"other {number}", name, birth_date(self.chance))

    def pairs(self, queries: list[Record]) -> Iterator[Record]:
        """Yield pairs of one person, and of two who are alike."""
        kinds: dict[str, list[str]] = {}
        for query in queries:
            kinds.setdefault(query["kind"], []).append(query["targets"][0])
        for query in queries:
            target = self.targets[query["targets"][0]]
            date = degraded(query["dob"], self.chance)
            yield pair(query["kind"], 1, {**query, "dob": date}, target)
            other = self.targets[self.chance.choice(kinds[query["kind"]])]
            if other is not target:
                yield self._unlike("neg random", query, other)
            if self.chance.random() < 1 / 2:
                born = {**query, "dob": birth_date(self.chance)}
                yield pair("neg other dob", 0, born, target)
            for kind in ("neg other word", "neg near word"):
                name = self._neighbour(kind, query)
                if name:
                    yield self._unlike(kind, query, {**target, "names": [name]})

    def _unlike(self, kind: str, query: Record, other: Record) -> Record:
        """Return a pair of two persons whose dates are as often there as those of one person."""
        theirs = other["dob"] if other["dob"] != query["dob"] else birth_date(self.chance)
        asked = degraded(query["dob"], self.chance)
        return pair(kind, 0, {**query, "dob": asked}, {**other, "dob": theirs})

    def _neighbour(self, kind: str, query: Record) -> str:
        """Return the name of somebody who has all words but one of the person's."""
        identifier = query["targets"][0]
        named = self.named[identifier]
        place = self.chance.randrange(len(named.words))
        old = named.words[place]
        lexicon, culture = self.lexicon, named.culture
        if kind == "neg other word":
            new = lexicon.word(culture, place, self.chance)
        else:
            new = self._near(culture, place, old)
        spellings = lexicon.spellings
        # Two words that can be written alike could be one name.
        if (
            not new
            or new in named.words
            or set(spellings[culture, new]) & set(spellings[culture, old])
        ):
            return ""
        words = tuple(new if word == old else word for word in named.words)
        neighbour = Named(culture, words)
        if KINDS[query["kind"]][2] == "native":
            return native_name(neighbour, words)
        return " ".join(lexicon.latin(neighbour, self.chance))

    def _near(self, culture: str, place: int, word: str) -> str:
        """Return another word of the culture that differs in a letter or two, or nothing."""
        most = NEAR_DISTANCE if len(word) >= SHORT_WORD else NEAR_DISTANCE_SHORT
        parts = {part for known, part in self.lexicon.choices if known == culture}
        part = "any" if "any" in parts else ("family", "given")[place]
        near = [
            other
            for other in self.lexicon.choices[culture, part].items
            if other != word and Levenshtein.distance(word, other, score_cutoff=most) <= most
        ]
        return self.chance.choice(near) if near else ""


def pair(kind: str, label: int, query: Record, reference: Record) -> Record:
    """Return a labelled pair."""
    return {"kind": kind, "label": label, "q": query, "r": reference}


def make_tasks(folder: Path, persons: int) -> None:
    """Write the tasks with so many persons to search among."""
    maker = TaskMaker()
    queries = list(maker.queries())
    write(folder / "queries.jsonl.gz", queries)
    write(folder / "pairs.jsonl.gz", maker.pairs(queries))
    rest = maker.others(persons - len(maker.targets))
    write(folder / f"refs_{persons}.jsonl.gz", (*maker.targets.values(), *rest))
