"""The carried words, and persons composed of them: nobody in the tasks exists."""

import csv
import gzip
import itertools
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

WORDS = Path(__file__).parent / "data" / "words.tsv.gz"

FLATTENED = 0.75
"""Power of the counts: persons in the news are named more evenly than the people of a country."""

BIRTH_YEARS = (1940, 2006)
MONTH_DAYS = 28
"""Days that every month has."""

Spellings = dict[str, float]


class Choice:
    """Draws items by their weights."""

    def __init__(self, weights: dict[str, float]) -> None:
        self.items = list(weights)
        self._sums = list(itertools.accumulate(weights.values()))

    def draw(self, chance: random.Random) -> str:
        """Return one item."""
        return chance.choices(self.items, cum_weights=self._sums)[0]


@dataclass(frozen=True, slots=True)
class Culture:
    """How persons of one culture are named.

    `parts` are where each word is drawn from ("given", "family", "any"), one after another, and
    `words_least` and `words_most` how many are drawn; `joint` stands between native words.
    """

    parts: tuple[str, ...]
    words_least: int
    words_most: int
    joint: str


CULTURES = {
    "arabic": Culture(("any",), 2, 4, " "),
    "russian": Culture(("any",), 2, 3, " "),
    "chinese": Culture(("any",), 2, 3, "·"),
    "hebrew": Culture(("any",), 2, 3, " "),
    "katakana": Culture(("any",), 2, 3, "・"),
    "korean": Culture(("family", "given"), 2, 2, ""),
    "western": Culture(("given", "family"), 2, 2, " "),
}
"""Hebrew, Chinese and Japanese words are mostly foreign names: those Wikidata writes."""


@dataclass(frozen=True, slots=True)
class Named:
    """A composed person's words: in the script of the culture, or Latin where it is the script."""

    culture: str
    words: tuple[str, ...]


class Lexicon:
    """Words by culture and part, with their Latin spellings."""

    def __init__(self) -> None:
        self.spellings: dict[tuple[str, str], Spellings] = {}
        weights: dict[tuple[str, str], dict[str, float]] = {}
        with gzip.open(WORDS, "rt", encoding="utf-8") as lines:
            for line in lines:
                culture, part, native, latin, text = line.rstrip("\n").split("\t")
                word, count = native or latin, float(text)
                self.spellings.setdefault((culture, word), {})[latin] = count
                drawn = weights.setdefault((culture, part), {})
                drawn[word] = drawn.get(word, 0.0) + count
        self.choices = {
            key: Choice({word: count**FLATTENED for word, count in drawn.items()})
            for key, drawn in weights.items()
        }
        self._latin = {key: Choice(latins) for key, latins in self.spellings.items()}

    def word(self, culture: str, place: int, chance: random.Random) -> str:
        """Return a word for a place in a name of the culture."""
        parts = CULTURES[culture].parts
        return self.choices[culture, parts[min(place, len(parts) - 1)]].draw(chance)

    def person(self, culture: str, chance: random.Random) -> Named:
        """Return the words of a person; none of them twice."""
        manner = CULTURES[culture]
        count = chance.randint(manner.words_least, manner.words_most)
        words: list[str] = []
        while len(words) < count:
            word = self.word(culture, len(words), chance)
            if word not in words:
                words.append(word)
        return Named(culture, tuple(words))

    def latin(self, named: Named, chance: random.Random) -> tuple[str, ...]:
        """Return one Latin spelling of each word, with capitals."""
        drawn = (self._latin[named.culture, word].draw(chance) for word in named.words)
        return tuple(" ".join(map(capital, word.split())) for word in drawn)


def remarked_rows(path: Path) -> list[list[str]]:
    """Return the rows of a table whose remarks begin with #."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(line for line in file if line[0] != "#"))


def capital(word: str) -> str:
    """Return the word with its first letter as a capital, the others as they are."""
    return word[:1].upper() + word[1:]


def native_name(named: Named, words: Sequence[str]) -> str:
    """Return words of a person as one writes them in the script of the culture."""
    return CULTURES[named.culture].joint.join(words)


def birth_date(chance: random.Random) -> str:
    """Return any birth date."""
    year, month = chance.randint(*BIRTH_YEARS), chance.randint(1, 12)
    return f"{year}-{month:02}-{chance.randint(1, MONTH_DAYS):02}"
