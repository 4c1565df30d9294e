"""Names of people who do not exist: parts drawn from the lists of each tongue.

The lists are Faker's and `data/names.csv`. A part comes with its original script, its usual Latin
spelling and other spellings in real use; a name is put together in the order of its tongue.
"""

import functools
import importlib
import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from anyascii import anyascii

from jisr.demo.sources import MANY, dice, often_first, read_table
from jisr.demo.spelling import spelled
from jisr.identifiers.transliteration import FILLER, to_mrz_parts

OWN_LISTS = "names.csv"
_SEXES = {"M": ("m", "male"), "F": ("f", "female")}


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a name; `others` are further spellings of it, in Latin letters or in kana."""

    original: str
    latin: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tongue:
    """A tongue in which people are named: a row of `tongues.csv`."""

    id: str
    script: str
    language: str
    source: str
    letters: str
    family_first: bool
    mrz_from_latin: bool
    habits: frozenset[str]


@dataclass(frozen=True, slots=True)
class FullName:
    """A person's whole name, in parts."""

    tongue: Tongue
    given: tuple[Part, ...]
    family: tuple[Part, ...]

    @property
    def original(self) -> str:
        """The name in its own script; Han and Hangul names are written without spaces."""
        joiner = "" if self.tongue.script in {"Hani", "Hang"} else " "
        return joiner.join(part.original for part in self.parts())

    @property
    def latin(self) -> str:
        """The name as its country writes it in Latin letters."""
        return " ".join(part.latin for part in self.parts())

    @property
    def mrz(self) -> str:
        """The name as the machine-readable zone has it: `SURNAME<<GIVEN<NAMES`."""
        return f"{self._mrz(self.family)}{FILLER * 2}{self._mrz(self.given)}"

    def parts(self) -> tuple[Part, ...]:
        """Return the parts in the order in which the name is said."""
        if self.tongue.family_first:
            return self.family + self.given
        return self.given + self.family

    def _mrz(self, parts: Iterable[Part]) -> str:
        from_latin = self.tongue.mrz_from_latin
        language = "" if from_latin else self.tongue.language
        texts = (part.latin if from_latin else part.original for part in parts)
        return FILLER.join(_mrz_part(text, language) for text in texts)


def full_name(spoken: Tongue, chance: random.Random, sex: str) -> FullName:
    """Draw a whole name for a man (`M`) or a woman (`F`)."""
    given = [often_first(chance, _parts(spoken.id, "given", sex))]
    family = [often_first(chance, _parts(spoken.id, "family", sex))]
    if "two-families" in spoken.habits:
        family.append(often_first(chance, _parts(spoken.id, "family", sex)))
    if "father" in spoken.habits:
        given.append(often_first(chance, _parts(spoken.id, "given", "M")))
    if "two-givens" in spoken.habits:
        given.append(often_first(chance, _parts(spoken.id, "given", sex)))
    if "joined" in spoken.habits and len(given[0].original) == 1:
        given = [_joined(given[0], often_first(chance, _parts(spoken.id, "given", sex)))]
    if "crossed" in spoken.habits:
        given = [_crossed(spoken, given[0], often_first(chance, _parts(spoken.id, "given", sex)))]
    if "patronymic" in spoken.habits:
        given.append(often_first(chance, _parts(spoken.id, "middle", sex)))
    if "middle-first" in spoken.habits:
        given.insert(0, often_first(chance, _parts(spoken.id, "middle", sex)))
    # Nobody is called the same twice.
    return FullName(spoken, tuple(dict.fromkeys(given)), tuple(dict.fromkeys(family)))


def _joined(first: Part, second: Part) -> Part:
    return Part(first.original + second.original, (first.latin + second.latin).capitalize())


def _crossed(spoken: Tongue, first: Part, second: Part) -> Part:
    original = first.original[:1] + second.original[-1:]
    return Part(original, *_latin_of(spoken, original))


@functools.cache
def tongue(name: str) -> Tongue:
    """Return a tongue of `tongues.csv`."""
    row = next(row for row in read_table("tongues.csv") if row["tongue"] == name)
    return Tongue(
        id=name,
        script=row["script"],
        language=row["language"],
        source=row["source"],
        letters=row["letters"],
        family_first=row["order"] == "family-first",
        mrz_from_latin=row["mrz_from"] == "latin",
        habits=frozenset(row["habits"].split(MANY)),
    )


@functools.cache
def _parts(tongue_id: str, role: str, sex: str) -> tuple[Part, ...]:
    """Return the list of one role (given, middle, family), most frequent first."""
    spoken = tongue(tongue_id)
    if spoken.source == OWN_LISTS or (role == "family" and "surnames" in spoken.habits):
        parts = list(_own_parts(spoken, "s" if role == "family" else _SEXES[sex][0]))
        if role == "family" and "sons" in spoken.habits:
            parts += _sons(_own_parts(spoken, "m"))
        if role == "family" and "compounds" in spoken.habits:
            parts += _compounds(spoken)
        return tuple(parts)
    lists = importlib.import_module(f"faker.providers.person.{spoken.source}").Provider
    if spoken.script == "Jpan":
        return tuple(_japanese_parts(lists, role, sex))
    texts = _faker_list(lists, role, _SEXES[sex][1])
    return tuple(Part(text, *_latin_of(spoken, text)) for text in texts)


def _own_parts(spoken: Tongue, part: str) -> Iterator[Part]:
    names = {spoken.id, spoken.language}
    for row in read_table(OWN_LISTS):
        if row["tongue"] in names and row["part"] == part:
            styles = [row["latin"], row["french"] or row["latin"]]
            if "french" in spoken.habits:
                styles.reverse()
            others = {*styles, *row["others"].split(MANY)} - {styles[0], ""}
            yield Part(row["original"], styles[0], tuple(sorted(others)))


def _compounds(spoken: Tongue) -> list[Part]:
    """Return family names of two elements: a given name or a word, and an ending."""
    firsts = [*_own_parts(spoken, "a")] or [*_own_parts(spoken, "m")]
    lasts = [*_own_parts(spoken, "b")]
    made = [
        Part(first.original + last.original, first.latin + last.latin)
        for first in firsts
        for last in lasts
    ]
    dice("order", spoken.id).shuffle(made)
    return made


def _sons(fathers: Iterable[Part]) -> Iterator[Part]:
    """Yield family names of north-west Africa that say whose son the first bearer was."""
    for father in fathers:
        others = tuple(f"Ben {other}" for other in father.others)
        yield Part(f"بن {father.original}", f"Ben {father.latin}", others)


def _faker_list(lists: Any, role: str, sex: str) -> Iterable[str]:
    """Return a list of Faker, frequent first; its locales have several names for one thing."""
    called = {
        "given": (f"first_names_{sex}", f"first_name_{sex}", "first_names"),
        "family": (f"last_names_{sex}", "unisex_last_names", "last_names"),
        "middle": (f"middle_names_{sex}", "middle_names"),
    }
    found = next(getattr(lists, name) for name in called[role] if hasattr(lists, name))
    if isinstance(found, Mapping):
        return sorted(found, key=lambda text: -found[text])
    texts = list(dict.fromkeys(found))
    # Most lists are alphabetical; the order in which they are drawn must not be.
    dice("order", lists.__module__, role, sex).shuffle(texts)
    return texts


def _japanese_parts(lists: Any, role: str, sex: str) -> Iterator[Part]:
    name = "last_name_pairs" if role == "family" else f"first_name_{_SEXES[sex][1]}_pairs"
    for kanji, kana, latin in getattr(lists, name):
        yield Part(kanji, latin, (kana,))


def _latin_of(spoken: Tongue, text: str) -> tuple[str, tuple[str, ...]]:
    """Return the Latin spelling of a part, and the older or rarer spellings."""
    if spoken.letters == "pinyin":
        return anyascii(text).capitalize(), ()
    if spoken.letters == "hangul":
        latin = anyascii(text).capitalize()
        return latin, (spelled(latin, "hangul-old"),)
    if not spoken.letters:
        return text, ()
    latin = spelled(text, spoken.letters)
    older = spelled(latin, "ru-old")
    return latin, (older,) if spoken.letters in {"ru", "uk"} and older != latin else ()


@functools.lru_cache(maxsize=50_000)
def _mrz_part(text: str, language: str) -> str:
    return to_mrz_parts(text, language)
