"""Proposes how a name of another script is written in Latin letters: a person decides.

A word takes the Latin spelling that most of its bearers use where one was seen (`attested`); any
other is written letter by letter, and is told as unsure: vowels that the script leaves out can
only be known by somebody who knows the person.
"""

import functools
import itertools
from dataclasses import dataclass

from jisr.names.attested import spellings
from jisr.names.fold import fold_word
from jisr.names.romanise import romanised
from jisr.names.scripts import script_of
from jisr.names.tables import rows

WORDS_MAX = 12
"""Longer names exist, but nobody reads proposals for them."""
SPELLINGS_MAX = 3
PROPOSALS_MAX = 3
_ARTICLE, _ARTICLE_LATIN = "ال", "Al"
_LATIN = "Latn"
_WAYS_MAX = 5_000
_PARTICLES = frozenset(
    ("al", "el", "abd", "abdel", "abdul", "ben", "bin", "ibn", "de", "van", "von")
)
"""Words that begin a surname rather than end the given names."""
Spelling = tuple[str, float]


@dataclass(frozen=True, slots=True)
class Proposal:
    """How a name may be written: the usual spelling first; `unsure` are words never seen."""

    spellings: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()


def propose_latin(name: str) -> Proposal:
    """Return Latin spellings of a name; none of one that is Latin already or is too long."""
    words = name.split()
    if not words or len(words) > WORDS_MAX or all(_is_latin(each) for each in words):
        return Proposal()
    known = [_spellings(each) for each in words]
    written = [found or [(_letters(word), 0.0)] for word, found in zip(words, known, strict=True)]
    ways = sorted(
        itertools.islice(itertools.product(*written), _WAYS_MAX), key=_usual, reverse=True
    )
    texts = dict.fromkeys(" ".join(part for part, _ in way if part) for way in ways)
    unsure = tuple(word for word, found in zip(words, known, strict=True) if not found)
    return Proposal(tuple(text for text in texts if text)[:PROPOSALS_MAX], unsure)


def latin_parts(latin: str) -> tuple[str, str]:
    """Return given names and surname of a Latin name.

    The last word, with what belongs before it, is taken for the surname; a person corrects it
    where the custom is another.
    """
    words = latin.split()
    if len(words) <= 1:
        return "", latin.strip()
    begin = len(words) - 1
    while begin > 1 and words[begin - 1].casefold() in _PARTICLES:
        begin -= 1
    return " ".join(words[:begin]), " ".join(words[begin:])


def _usual(way: tuple[Spelling, ...]) -> float:
    total = 1.0
    for _, share in way:
        total *= share or 1.0
    return total


def _spellings(word: str) -> list[Spelling]:
    """Return the Latin spellings that were seen of a word, with their shares; most usual first."""
    if _is_latin(word):
        return [(word, 1.0)]
    if word.startswith(_ARTICLE) and len(word) > len(_ARTICLE) + 1:
        return [(f"{_ARTICLE_LATIN} {text}", share) for text, share in _seen(word[2:])]
    return _seen(word)


def _seen(word: str) -> list[Spelling]:
    found = spellings(fold_word(word)) or spellings(word)
    latin = [(text.title(), share) for text, share in found.items() if _is_latin(text)]
    return sorted(latin, key=lambda each: (-each[1], each[0]))[:SPELLINGS_MAX]


def _letters(word: str) -> str:
    """Return a word letter by letter, as far as its script writes the sounds."""
    if word.startswith(_ARTICLE) and len(word) > len(_ARTICLE) + 1:
        return f"{_ARTICLE_LATIN} {_letters(word[2:])}"
    plain = _plain_letters()
    if any(letter in plain for letter in word):
        return "".join(plain.get(letter, "") for letter in word).capitalize()
    return romanised(word.lower()).title()


@functools.cache
def _plain_letters() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("plain_letters.csv")}


def _is_latin(word: str) -> bool:
    return all(script_of(each) == _LATIN for each in word if each.isalpha())
