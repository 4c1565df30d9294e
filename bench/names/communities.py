"""Composed persons of many communities, with sex and birth date: nobody of them exists."""

import functools
import itertools
import random
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from faker import Faker

from jisr.names import Profile
from jisr.values import PartialDate
from peers.romanise import romanised
from words import Choice, Lexicon, birth_date, capital, remarked_rows

COMMUNITIES = Path(__file__).parent / "data" / "communities.csv"
SURNAMES = COMMUNITIES.with_name("surnames.csv")

FREQUENCY_POWER = 0.7
"""How fast frequency falls with the rank of a name, where Faker does not say how frequent it is.

Of 500 names the first then has 5 % of the bearers and the hundredth 0.2 %.
"""

VOWELS_UNWRITTEN = frozenset({"ARABIC", "HEBREW", "DEVANAGARI", "BENGALI", "THAI"})
"""Scripts that leave out vowels; an `a` stands for them where no attested spelling is known."""

_VOWEL_MISSING = re.compile(r"(?<=[^aeiouy ])(?=[^aeiouy ])")

WITHOUT_SPACE = frozenset({"CJK", "HANGUL"})

ATTESTED_LENGTH_MIN = 3
"""A shorter word may be another word of another language."""


@dataclass(frozen=True, slots=True)
class Person:
    """A composed person: words as the community writes them, and one Latin spelling."""

    community: str
    words: tuple[str, ...]
    native: str
    latin: str
    sex: str
    born: str

    def profile(self, *names: str, alone: bool = False) -> Profile:
        """Return a profile with these names, and with birth date and sex unless alone."""
        if alone:
            return Profile(names)
        return Profile(names, (PartialDate.parse(self.born),), self.sex)


class Community:
    """Draws persons of one community."""

    def __init__(self, locale: str, title: str, order: str, chance: random.Random) -> None:
        self.title = title
        self._order = order.split()
        self._chance = chance
        (names,) = (one for one in Faker(locale).get_providers() if hasattr(one, "last_names"))
        # Some locales have one list of given names for both sexes.
        both = names.first_names
        self._drawn = {
            ("given", "M"): self._choice(getattr(names, "first_names_male", both)),
            ("given", "F"): self._choice(getattr(names, "first_names_female", both)),
        }
        for sex in ("M", "F"):
            self._drawn["family", sex] = self._choice(names.last_names)

    def _choice(self, names: Mapping[str, float] | Iterable[str]) -> Choice:
        """Return names with their frequencies, or with frequencies that fall with a drawn rank."""
        if isinstance(names, Mapping):
            weights = dict(names)
        else:
            ranked = sorted(set(names))
            self._chance.shuffle(ranked)
            weights = {name: rank**-FREQUENCY_POWER for rank, name in enumerate(ranked, 1)}
        return Choice(weights)

    def person(self) -> Person:
        """Return one person."""
        sex = self._chance.choice("FM")
        # The middle name of several given names is the father's.
        sexes = [sex if place == 0 or self._order[0] == "family" else "M" for place in range(4)]
        words = tuple(
            self._drawn[part, one].draw(self._chance)
            for part, one in zip(self._order, sexes, strict=False)
        )
        joint = "" if writing_of(words[0]) in WITHOUT_SPACE else " "
        latin = " ".join(self._chance.choices(*spellings(word))[0] for word in words)
        born = birth_date(self._chance)
        return Person(self.title, words, joint.join(words), latin, sex, born)


def communities(seed: int) -> list[Community]:
    """Return the communities of the table."""
    chance = random.Random(seed)  # noqa: S311  composed persons, no secret
    table = remarked_rows(COMMUNITIES)
    return [Community(locale, title, order, chance) for locale, title, order in table]


def persons_of(found: list[Community], count: int) -> Iterator[Person]:
    """Yield persons, of each community in turn."""
    for community in itertools.islice(itertools.cycle(found), count):
        yield community.person()


def writing_of(name: str) -> str:
    """Return what Unicode calls the writing of a name."""
    return unicodedata.name(name[0]).split()[0].partition("-")[0]


@functools.cache
def attested() -> dict[str, dict[str, float]]:
    """Return the Latin spellings of the carried words, with counts."""
    found: dict[str, dict[str, float]] = {}
    for (_, native), latins in Lexicon().spellings.items():
        if len(native) >= ATTESTED_LENGTH_MIN:
            found.setdefault(native, {}).update(latins)
    return found


@functools.cache
def surnames() -> dict[tuple[str, str], list[str]]:
    """Return the customary Latin spellings of Korean and Chinese family names."""
    return {(writing, name): latin.split() for writing, name, latin in remarked_rows(SURNAMES)}


@functools.cache
def spellings(name: str) -> tuple[tuple[str, ...], tuple[float, ...]]:
    """Return Latin spellings of a name with their frequencies."""
    writing = writing_of(name)
    if writing == "LATIN":
        return (name,), (1,)
    customary = surnames().get((writing, name))
    if customary:
        # The first spelling is the most usual one.
        weights = [1 / place for place, _ in enumerate(customary, 1)]
        return tuple(map(capital, customary)), tuple(weights)
    known = attested().get(name.casefold())
    if known:
        return tuple(map(capital, known)), tuple(known.values())
    latin = romanised(name)
    if writing in VOWELS_UNWRITTEN:
        latin = _VOWEL_MISSING.sub("a", latin)
    # A Chinese or Korean given name is written as one word.
    return (capital(latin.replace(" ", "") if writing in WITHOUT_SPACE else latin),), (1,)
