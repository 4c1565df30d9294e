"""Learn `data/pair_weights.csv`: what two different words are worth as one name.

    python -m jisr.names.train_pairs --tokens wd_tokens.tsv.gz --arabic ar2en.tsv.gz --out DIR

Run it after `jisr.names.train`, whose files must be in place: the likeness of symbols is one of
the features. Attested pairs are set against hard counter-examples: other real words at one or two
letters' distance, and others of the same sound. Half of the Latin words are kept out of the
dictionary while learning, so that words never seen are weighed as such.
"""

import argparse
import collections
import hashlib
import random
import string
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from jisr.names.alike import comparable
from jisr.names.attested import Spellings, share
from jisr.names.keys import form_keys
from jisr.names.pair_weights import FEATURES, features, group
from jisr.names.scripts import script_of
from jisr.names.train import (
    COUNT_ATTESTED_MIN,
    SHARE_MIN,
    SOURCE,
    Attested,
    Pair,
    logistic,
    read_tokens,
    write_csv,
)

WORDS_MAX = 3_500
"""Native words of one language of which examples are drawn."""

POOL_MAX = 9_000
"""Native words of one language among which near ones are looked for, the most frequent."""

FREQUENT = 300
"""The most frequent Latin words are never kept out of the dictionary."""

OFTEN = 20
"""A pair seen so often stays in the dictionary."""

LATIN_KEPT, NATIVES_LEFT_OUT, PAIRS_LEFT_OUT = 128, 64, 26
"""Of 256 words or pairs: a half of the Latin, a quarter of the native, a tenth of the pairs."""

SHORT = 5
"""Of words with fewer letters the near ones are at one letter's distance, else at two."""

RIDGE = 1.0
SLIPS_SHARE = 0.1
"""Share of the Latin words that give an example of a slip of the pen."""

BRIDGED = frozenset({"Arab", "Cyrl", "Hebr"})

Lexicon = dict[str, collections.Counter[str]]
Example = tuple[str, str, int]


def lexicon(attested: Attested, language: str) -> Lexicon:
    """Return native words with the Latin spellings that were seen twice, the frequent first."""
    found = {}
    for native, latins in attested.by_native[language].items():
        least = max(COUNT_ATTESTED_MIN, SHARE_MIN * latins.total())
        usual = {word: n for word, n in latins.items() if n >= least}
        if usual:
            found[native] = collections.Counter(usual)
    return dict(sorted(found.items(), key=lambda item: (-item[1].total(), item[0])))


def dictionary(attested: Attested) -> Spellings:
    """Return the spellings that are known while learning; of words not frequent, half."""
    counted: collections.Counter[Pair] = collections.Counter()
    for language, natives in attested.by_native.items():
        latins = attested.by_latin[language]
        ordered = sorted(latins, key=lambda word: (-latins[word].total(), word))
        frequent = set(ordered[:FREQUENT])
        ordered = sorted(natives, key=lambda word: (-natives[word].total(), word))
        frequent |= set(ordered[:FREQUENT])
        for native, words in natives.items():
            if native not in frequent and _hash(native) < NATIVES_LEFT_OUT:
                continue
            for word, count in words.items():
                known = word in frequent or _kept(word)
                if count >= COUNT_ATTESTED_MIN and known and _seen(native, word, count):
                    counted[native, word] += count
    return Spellings.of((native, word, count) for (native, word), count in counted.items())


def _hash(word: str) -> int:
    """Return a number from 0 to 255 that depends on the word alone."""
    return hashlib.blake2b(word.encode(), digest_size=1).digest()[0]


def _kept(word: str) -> bool:
    return _hash(word) < LATIN_KEPT


def _seen(native: str, word: str, count: int) -> bool:
    """Leave out a part of the pairs that are not frequent: some spellings are always new."""
    return count >= OFTEN or _hash(f"{native} {word}") >= PAIRS_LEFT_OUT


def near_words(words: list[str], pool: list[str]) -> dict[str, list[str]]:
    """Return for each word other words of the pool at one or two letters' distance."""
    found: dict[str, list[str]] = {}
    for start in range(0, len(words), 500):
        part = words[start : start + 500]
        far = process.cdist(part, pool, scorer=OSA.distance, score_cutoff=2, dtype=np.uint8)
        for word, distances in zip(part, far, strict=True):
            most = 1 if len(word) < SHORT else 2
            places = np.flatnonzero((distances > 0) & (distances <= most))
            found[word] = [pool[place] for place in places]
    return found


def examples(lexicon: Lexicon, chance: random.Random) -> Iterator[Example]:
    """Yield pairs of one language: (word, word, 1 when they are one name)."""
    words = list(lexicon)
    frequent = words[: WORDS_MAX // 2]
    chosen = frequent + chance.sample(
        words[len(frequent) :], min(WORDS_MAX // 2, len(words) - len(frequent))
    )
    pool = words[:POOL_MAX]
    near = near_words(chosen, pool)
    sounds: dict[str, list[str]] = collections.defaultdict(list)
    for word in pool:
        sounds[form_keys(word)[0]].append(word)
    for native in chosen:
        spellings = lexicon[native]
        own = [drawn(spellings, chance) for _ in range(2)]
        yield native, own[0], 1
        if own[0] != own[1] and script_of(native[0]) in BRIDGED:
            yield own[0], own[1], 1
        others = [near[native], near[native], sounds[form_keys(native)[0]]]
        for other in [chance.choice(words) for words in others if words]:
            theirs = lexicon[other]
            if other == native or spellings.keys() & theirs.keys():
                continue
            latin = drawn(theirs, chance)
            yield native, latin, 0
            yield other, native, 0
            if script_of(native[0]) in BRIDGED:
                yield own[1], latin, 0


def latin_alike(lexicon: Lexicon, chance: random.Random) -> Iterator[Example]:
    """Yield Latin words at one or two letters' distance that no native word brings together."""
    natives: dict[str, set[str]] = collections.defaultdict(set)
    for native, latins in lexicon.items():
        for latin in latins:
            natives[latin].add(native)
    pool = list(natives)[:POOL_MAX]
    chosen = pool[: WORDS_MAX // 3] + chance.sample(pool, min(WORDS_MAX // 3, len(pool)))
    for word, near in near_words(chosen, pool).items():
        others = [other for other in near if not natives[other] & natives[word]]
        if others:
            yield word, chance.choice(others), 0


def same_script(lexicon: Lexicon, chance: random.Random) -> Iterator[Example]:
    """Yield words of one script that share their usual Latin spelling, and slips of the pen."""
    by_latin: dict[str, list[str]] = collections.defaultdict(list)
    for native, latins in lexicon.items():
        by_latin[latins.most_common(1)[0][0]].append(native)
    for latin, natives in sorted(by_latin.items()):
        if len(natives) > 1:
            yield natives[0], natives[1], 1
        if len(latin) >= SHORT and chance.random() < SLIPS_SHARE:
            yield latin, slip(latin, chance), 1


def slip(word: str, chance: random.Random) -> str:
    """Return a word with a letter left out, doubled, exchanged with the next one or replaced."""
    place = chance.randrange(1, len(word) - 1)
    before, letter, after = word[:place], word[place], word[place + 1 :]
    other = chance.choice(string.ascii_lowercase)
    slips = (before + after, before + letter + letter + after, before + other + after)
    return chance.choice((*slips, before + after[0] + letter + after[1:]))


def _without_doubtful(found: list[Example], attested: Attested) -> Iterator[Example]:
    """Leave out counter-examples that some other language knows as spellings of one name."""
    everything = Spellings.of(
        (native, latin, count)
        for natives in attested.by_native.values()
        for native, latins in natives.items()
        for latin, count in latins.items()
    )
    for left, right, answer in found:
        if answer or not share(left, right, everything):
            yield left, right, answer


def drawn(spellings: collections.Counter[str], chance: random.Random) -> str:
    """Return a spelling, each as often as it was counted."""
    return chance.choices(list(spellings), list(spellings.values()))[0]


def learn(found: Iterable[Example], known: Spellings) -> dict[str, NDArray[np.float64]]:
    """Return the coefficients of each group, as at even odds."""
    values: dict[str, list[tuple[float, ...]]] = collections.defaultdict(list)
    answers: dict[str, list[int]] = collections.defaultdict(list)
    for left, right, answer in dict.fromkeys(found):
        if left == right or not comparable(left, right, known):
            continue
        row = features(left, right, known)
        names = {group(left, right)}
        if "Latn-Latn" not in names and "same" not in names:
            names.add("other")
        for name in names:
            values[name].append(row)
            answers[name].append(answer)
    learned = {}
    for name in sorted(values):
        known_answers = np.array(answers[name], float)
        matrix = np.array(values[name])
        base = known_answers.mean()
        if base in (0.0, 1.0):
            continue
        coefficients = logistic(matrix, known_answers, RIDGE)
        coefficients[0] -= np.log(base / (1 - base))
        learned[name] = coefficients
    return learned


def main(arguments: list[str] | None = None) -> None:
    """Read the lists named on the command line and write the data file."""
    parser = argparse.ArgumentParser(description="Learn what pairs of words are worth")
    parser.add_argument("--tokens", type=Path, required=True)
    parser.add_argument("--arabic", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args(arguments)
    attested = read_tokens(given.tokens, given.arabic)
    chance = random.Random(2)  # noqa: S311  a fixed draw of examples, not a secret
    found: list[Example] = []
    for language in sorted(attested.by_native):
        words = lexicon(attested, language)
        found += examples(words, chance)
        found += same_script(words, chance)
        if any(script_of(word[0]) in BRIDGED for word in words):
            found += latin_alike(words, chance)
    learned = learn(_without_doubtful(found, attested), dictionary(attested))
    lines = [(name, *(f"{value:.3f}" for value in c)) for name, c in learned.items()]
    given.out.mkdir(parents=True, exist_ok=True)
    meaning = "scripts," + ",".join(FEATURES)
    write_csv(given.out / "pair_weights.csv", f"{SOURCE}\n{meaning}", lines)


if __name__ == "__main__":
    main()
