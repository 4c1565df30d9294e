"""Learn `data/calibration.csv`: what the bits of two names mean as a probability.

    python -m jisr.names.train_names --tokens wd_tokens.tsv.gz --arabic ar2en.tsv.gz --out DIR

Run it last. Full names are composed from the words of the lists, as frequent as they are there;
no name of a real person is used. Two spellings of one name, with words left out or in another
order, stand against names of which one word is another word, is a near one, or all are others.
"""

import argparse
import itertools
import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from jisr.names.compare import compare
from jisr.names.model import Profile
from jisr.names.points import BITS_SCALE
from jisr.names.train import SOURCE, logistic, read_tokens, write_csv
from jisr.names.train_pairs import Lexicon, drawn, lexicon, near_words

NAMES_EACH = 1_500
"""Names composed of the words of each language."""

POOL_MAX = 4_000
WORDS = (2, 2, 3, 3, 4)
"""How many words a name has; drawn from these."""

LEFT_OUT_SHARE, ORDER_SHARE, NATIVE_SHARE = 0.2, 0.15, 0.6
"""Shares of names with a word left out, in another order, in their own script."""

HARD_SHARE = 0.5
"""Share of the names that also get two near ones: a queue for review is not all hard cases."""

FREQUENCY_POWER = 0.75
"""Frequent words are drawn a little less often than they are counted."""

Example = tuple[str, str, int]


class Composer:
    """Composes names of the words of one language."""

    def __init__(self, words: Lexicon, chance: random.Random) -> None:
        self._words, self._chance = words, chance
        self._pool = list(words)[:POOL_MAX]
        counts = (words[word].total() ** FREQUENCY_POWER for word in self._pool)
        self._counts = list(itertools.accumulate(counts))
        self._near = near_words(self._pool, self._pool)

    def examples(self, count: int) -> Iterator[Example]:
        """Yield so many names with a second spelling, and about as many other names each."""
        for _ in range(count):
            name = self.name()
            native = self._chance.random() < NATIVE_SHARE
            left = " ".join(name) if native else self.latin(name)
            yield left, self.latin(self.changed(name)), 1
            others = [self.name(), self.name()]
            if self._chance.random() < HARD_SHARE:
                others += [self._with_another(name), self._with_near(name)]
            for other in others:
                if not self._alike(name, other):
                    yield left, self.latin(other), 0

    def name(self) -> list[str]:
        """Return the words of a new name in their own script."""
        size = self._chance.choice(WORDS)
        return self._chance.choices(self._pool, cum_weights=self._counts, k=size)

    def latin(self, name: list[str]) -> str:
        """Return a name in Latin letters, each word in one of its spellings."""
        return " ".join(drawn(self._words[word], self._chance) for word in name)

    def changed(self, name: list[str]) -> list[str]:
        """Return a name as somebody else writes it: a word left out, the last word first."""
        chance = self._chance
        name = list(name)
        if len(name) > min(WORDS) and chance.random() < LEFT_OUT_SHARE:
            del name[chance.randrange(1, len(name) - 1)]
        return [name[-1], *name[:-1]] if chance.random() < ORDER_SHARE else name

    def _with_another(self, name: list[str]) -> list[str]:
        return [self.name()[0], *name[1:]]

    def _with_near(self, name: list[str]) -> list[str]:
        place = self._chance.randrange(len(name))
        near = self._near[name[place]]
        word = self._chance.choice(near) if near else self.name()[0]
        return [*name[:place], word, *name[place + 1 :]]

    def _alike(self, name: list[str], other: list[str]) -> bool:
        """Return whether another name could be a spelling of the same one, word by word."""
        if len(name) != len(other):
            return False
        pairs = zip(name, other, strict=True)
        return all(self._words[one].keys() & self._words[two].keys() for one, two in pairs)


def fit(examples: list[Example]) -> tuple[float, float]:
    """Return constant and slope of the logit, at even odds, per `BITS_SCALE` bits."""
    bits = [compare(Profile((left,)), Profile((right,))).bits for left, right, _ in examples]
    answers = np.array([answer for _, _, answer in examples], float)
    features = np.stack([np.ones(len(bits)), np.array(bits) / BITS_SCALE], axis=1)
    constant, slope = logistic(features, answers)
    base = float(answers.mean())
    return float(constant - np.log(base / (1 - base))), float(slope)


def main(arguments: list[str] | None = None) -> None:
    """Read the lists named on the command line and write the data file."""
    parser = argparse.ArgumentParser(description="Learn what the bits of two names mean")
    parser.add_argument("--tokens", type=Path, required=True)
    parser.add_argument("--arabic", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--names", type=int, default=NAMES_EACH, help="names of each language")
    given = parser.parse_args(arguments)
    attested = read_tokens(given.tokens, given.arabic)
    chance = random.Random(3)  # noqa: S311  a fixed draw of examples, not a secret
    found: list[Example] = []
    for language in sorted(attested.by_native):
        words = lexicon(attested, language)
        if words:
            found += Composer(words, chance).examples(given.names)
    given.out.mkdir(parents=True, exist_ok=True)
    meaning = f"logit at even odds: constant, slope per {BITS_SCALE:.0f} bits"
    line = tuple(f"{value:.3f}" for value in fit(found))
    write_csv(given.out / "calibration.csv", f"{SOURCE}\n{meaning}", [line])


if __name__ == "__main__":
    main()
