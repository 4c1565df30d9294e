"""Learn the data files of `names/data/` from public lists of name words in two spellings.

    python -m jisr.names.train --tokens wd_tokens.tsv.gz --arabic google_ar2en.tsv.gz --out DIR

The first file has the columns language, Latin word, native word, count; the second Latin, Arabic.
The result depends on the files only. It is not needed, and not imported, at run time.
Method: correspondences by hard expectation maximisation (Ristad and Yianilos 1998 describe the
model), a logistic curve by Newton's method, frequencies by counting over attested spellings.
"""

import argparse
import collections
import csv
import gzip
import itertools
import math
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from jisr.names.alike import sounds_near
from jisr.names.costs import UNKNOWN_GAP, UNKNOWN_WEIGHT
from jisr.names.fold import fold_word
from jisr.names.keys import form_keys
from jisr.names.scripts import SCRIPTS, script_of
from jisr.names.symbols import symbols
from jisr.names.tables import rows

PAIRS_MAX = 20_000
"""Pairs of spellings per pair of scripts; more do not change the weights."""

ROUNDS = 5
COUNT_ATTESTED_MIN = 2
COUNT_UNLIKE_MIN = 10
SHARE_MIN = 0.03
"""A spelling that fewer bearers use is more often an error of the list than a spelling."""

WEIGHT_MAX = 5.0
RARITY_MAX = 15.0
CURVE_PAIRS_MAX = 6_000
UNLIKE_SHARE = 0.3
"""Share of the counter-examples' words that also get one that does not sound alike at all."""

SYMBOL_SEEN_MIN = 3

Pair = tuple[str, str]
Matrix = NDArray[np.float64]
Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Attested:
    """What was counted: native word -> Latin word -> count, by language, and the reverse."""

    by_native: dict[str, dict[str, collections.Counter[str]]]
    by_latin: dict[str, dict[str, collections.Counter[str]]]


def read_tokens(tokens: Path, arabic: Path | None) -> Attested:
    """Count the spellings of each word."""
    natives: dict[str, dict[str, collections.Counter[str]]] = {}
    latins: dict[str, dict[str, collections.Counter[str]]] = {}
    for language, latin, native, count in _lines(tokens, arabic):
        left, right = fold_word(native), fold_word(latin)
        if not left or not right or not right.isascii() or script_of(left[0]) == "Latn":
            continue
        by_native = natives.setdefault(language, {}).setdefault(left, collections.Counter())
        by_native[right] += count
        by_latin = latins.setdefault(language, {}).setdefault(right, collections.Counter())
        by_latin[left] += count
    return Attested(natives, latins)


def _lines(tokens: Path, arabic: Path | None) -> Iterator[tuple[str, str, str, int]]:
    with gzip.open(tokens, "rt", encoding="utf-8") as lines:
        for line in lines:
            language, latin, native, count = line.rstrip("\n").split("\t")
            yield language, latin, native, int(count)
    if arabic is not None:
        with gzip.open(arabic, "rt", encoding="utf-8") as lines:
            for line in lines:
                latin, native = line.rstrip("\n").split("\t")
                yield "arabic", latin, native, 1


def _likely(counter: collections.Counter[str]) -> list[str]:
    floor = max(COUNT_ATTESTED_MIN, SHARE_MIN * counter.total())
    return [word for word, count in counter.most_common(8) if count >= floor]


def script_pairs(attested: Attested) -> dict[Pair, list[Pair]]:
    """Return pairs of spellings for each pair of scripts, the most frequent first."""
    counted: dict[Pair, collections.Counter[Pair]] = collections.defaultdict(collections.Counter)
    for native, latins in _flat(attested.by_native):
        for latin, count in latins.items():
            counted["Latn", script_of(native[0])][latin, native] += count
        if script_of(native[0]) in {"Arab", "Cyrl"}:
            for one, two in itertools.combinations(_likely(latins), 2):
                counted["Latn", "Latn"][min(one, two), max(one, two)] += 1
    for natives in _native_spellings(attested).values():
        for one, two in itertools.combinations(sorted(natives), 2):
            pair = (one, two) if _in_order(one, two) else (two, one)
            scripts = (script_of(pair[0][0]), script_of(pair[1][0]))
            counted[scripts][pair] += min(natives[one], natives[two])
    chosen = {}
    for scripts, pairs in sorted(counted.items()):
        ordered = sorted(pairs.items(), key=lambda item: (-item[1], item[0]))
        chosen[scripts] = [pair for pair, _ in ordered[:PAIRS_MAX]]
    return chosen


def _flat(
    by_language: dict[str, dict[str, collections.Counter[str]]],
) -> Iterator[tuple[str, collections.Counter[str]]]:
    for words in by_language.values():
        yield from words.items()


def _native_spellings(attested: Attested) -> dict[str, dict[str, int]]:
    """Return for each Latin word its likely spellings in all other scripts."""
    spellings: dict[str, dict[str, int]] = collections.defaultdict(dict)
    for latin, natives in _flat(attested.by_latin):
        spellings[latin].update({native: natives[native] for native in _likely(natives)})
    return spellings


def _in_order(one: str, two: str) -> bool:
    return SCRIPTS.index(script_of(one[0])) <= SCRIPTS.index(script_of(two[0]))


@dataclass(frozen=True)
class Encoded:
    """Pairs of spellings as numbers: rows of symbols filled up with zeros, and their lengths."""

    left: Numbers
    right: Numbers
    left_length: Numbers
    right_length: Numbers


class Alphabet:
    """The symbols of one side, numbered from one; zero is what was left out."""

    def __init__(self, script: str, words: Iterable[tuple[str, ...]]) -> None:
        seen = collections.Counter(itertools.chain.from_iterable(words))
        often = {symbol for symbol, count in seen.items() if count >= SYMBOL_SEEN_MIN}
        letters = {letter for where, letter, _ in rows("phonetic_letters.csv") if where == script}
        # A letter that the lists hardly have keeps the first guess.
        guessed = {letter for letter in letters - often if symbols(letter)[1] == (letter,)}
        self.symbols = ["", *sorted(often | guessed)]
        self.guessed = np.array([symbol in guessed for symbol in self.symbols])
        self._numbers = {symbol: number for number, symbol in enumerate(self.symbols) if number}

    def encode(self, words: list[tuple[str, ...]]) -> tuple[Numbers, Numbers]:
        """Return the words as rows of numbers, and their lengths."""
        known = [[self._numbers[s] for s in word if s in self._numbers] for word in words]
        lengths = np.array([len(word) for word in known], np.int64)
        table = np.zeros((len(known), int(lengths.max(initial=1))), np.int64)
        for row, word in zip(table, known, strict=True):
            row[: len(word)] = word
        return table, lengths


def _prior(left: list[str], right: list[str]) -> Matrix:
    """Return first guesses: symbols that share a sound or are both vowels belong together."""

    def sounds(symbol: str) -> set[str]:
        # What marks the first or last letter of a word has no sound.
        letters = symbol.strip("^$")
        return {key for key in form_keys(letters) if key[0] != "0"} if letters else set()

    heard_left, heard_right = [sounds(s) for s in left], [sounds(s) for s in right]
    weights = np.full((len(left), len(right)), -2.0)
    for i, j in itertools.product(range(len(left)), range(len(right))):
        if i and j and (heard_left[i] & heard_right[j]):
            weights[i, j] = 2.0 if left[i] == right[j] else 1.5
        elif i and j and not heard_left[i] and not heard_right[j]:
            weights[i, j] = 2.0 if left[i] == right[j] else 0.7
    weights[:, 0] = [-1.2 if heard else -0.3 for heard in heard_left]
    weights[0, :] = [-1.2 if heard else -0.3 for heard in heard_right]
    weights[0, 0] = 0.0
    return weights


def forward(pairs: Encoded, weights: Matrix) -> NDArray[np.float64]:
    """Return the best sums of all beginnings of all pairs."""
    count, rows, columns = len(pairs.left), pairs.left.shape[1], pairs.right.shape[1]
    sums = np.zeros((count, rows + 1, columns + 1))
    for j in range(columns):
        sums[:, 0, j + 1] = sums[:, 0, j] + weights[0, pairs.right[:, j]]
    for i in range(rows):
        gap = weights[pairs.left[:, i], 0]
        sums[:, i + 1, 0] = sums[:, i, 0] + gap
        for j in range(columns):
            both = sums[:, i, j] + weights[pairs.left[:, i], pairs.right[:, j]]
            other = sums[:, i + 1, j] + weights[0, pairs.right[:, j]]
            sums[:, i + 1, j + 1] = np.maximum(np.maximum(both, sums[:, i, j + 1] + gap), other)
    return sums


def best_sums(pairs: Encoded, weights: Matrix) -> NDArray[np.float64]:
    """Return the best sum of each pair."""
    sums = forward(pairs, weights)
    result: NDArray[np.float64] = sums[np.arange(len(sums)), pairs.left_length, pairs.right_length]
    return result


def count_aligned(pairs: Encoded, weights: Matrix) -> Matrix:
    """Return how often each two symbols are aligned in the best alignments."""
    sums = forward(pairs, weights)
    counts = np.full(weights.shape, 0.02)
    every = np.arange(len(sums))
    i, j = pairs.left_length.copy(), pairs.right_length.copy()
    while True:
        busy = (i > 0) | (j > 0)
        if not busy.any():
            return counts
        n, a_at, b_at = every[busy], i[busy], j[busy]
        a = np.where(a_at > 0, pairs.left[n, a_at - 1], 0)
        b = np.where(b_at > 0, pairs.right[n, b_at - 1], 0)
        here = sums[n, a_at, b_at]
        both_sum = sums[n, a_at - 1, b_at - 1] + weights[a, b]
        both = (a_at > 0) & (b_at > 0) & np.isclose(here, both_sum)
        up = np.isclose(here, sums[n, a_at - 1, b_at] + weights[a, 0])
        left_only = ~both & (a_at > 0) & ((b_at == 0) | up)
        right_only = ~both & ~left_only
        np.add.at(counts, (np.where(right_only, 0, a), np.where(left_only, 0, b)), 1.0)
        i[busy] -= ~right_only
        j[busy] -= ~left_only


def weights_from(counts: Matrix) -> Matrix:
    """Return log p(a, b) / p(a) p(b), and log p(left out | a) for what is left out."""
    left, right = counts[:, 1:].sum(axis=1), counts[1:, :].sum(axis=0)
    left_all, right_all = counts.sum(axis=1), counts.sum(axis=0)
    total = counts[1:, 1:].sum()
    expected = np.outer(left, right) / total
    with np.errstate(divide="ignore", invalid="ignore"):
        weights = np.log(np.maximum(counts, 1e-9) / np.maximum(expected, 1e-9))
        weights[:, 0] = np.log(counts[:, 0] / left_all)
        weights[0, :] = np.log(counts[0, :] / right_all)
    weights[0, 0] = 0.0
    clipped: Matrix = np.clip(weights, -WEIGHT_MAX, WEIGHT_MAX)
    return clipped


@dataclass(frozen=True)
class Learned:
    """What was learned for two scripts."""

    scripts: Pair
    left: list[str]
    right: list[str]
    weights: Matrix
    curve: NDArray[np.float64]


def learn(scripts: Pair, pairs: list[Pair]) -> Learned:
    """Learn the correspondences of two scripts from pairs of spellings."""
    same_script = scripts[0] == scripts[1]
    # Words of one script are mostly written alike; without such pairs nothing would be like itself.
    shown = (
        pairs + [(y, x) for x, y in pairs] + [(x, x) for x, _ in pairs] if same_script else pairs
    )
    lefts, rights = [symbols(x)[1] for x, _ in shown], [symbols(y)[1] for _, y in shown]
    left_alphabet = Alphabet(scripts[0], lefts + rights if same_script else lefts)
    right_alphabet = left_alphabet if same_script else Alphabet(scripts[1], rights)
    encoded = _encode(shown, left_alphabet, right_alphabet)
    guess = _prior(left_alphabet.symbols, right_alphabet.symbols)
    guessed = left_alphabet.guessed[:, None] | right_alphabet.guessed[None, :]
    weights = guess
    for _ in range(ROUNDS):
        learned = weights_from(count_aligned(encoded, weights))
        weights = np.where(guessed, guess, learned)
        if same_script:
            weights = (weights + weights.T) / 2
    curve = _fit_curve(pairs, left_alphabet, right_alphabet, weights)
    return Learned(scripts, left_alphabet.symbols, right_alphabet.symbols, weights, curve)


def _encode(pairs: list[Pair], left: Alphabet, right: Alphabet) -> Encoded:
    lefts, left_length = left.encode([symbols(x)[1] for x, _ in pairs])
    rights, right_length = right.encode([symbols(y)[1] for _, y in pairs])
    return Encoded(lefts, rights, left_length, right_length)


def _features(pairs: Encoded, weights: Matrix) -> Matrix:
    sums = best_sums(pairs, weights)
    best_left = np.concatenate([[0.0], weights[1:, :].max(axis=1)])
    best_right = np.concatenate([[0.0], weights[:, 1:].max(axis=0)])
    highest = 0.5 * (best_left[pairs.left].sum(axis=1) + best_right[pairs.right].sum(axis=1))
    shorter = np.minimum(pairs.left_length, pairs.right_length)
    length = np.maximum(pairs.left_length + pairs.right_length, 1)
    ones = np.ones(len(sums))
    return np.stack(
        [ones, sums / np.maximum(highest, 0.1), sums / length, sums / 10, shorter / 10], axis=1
    )


def _fit_curve(
    pairs: list[Pair], left: Alphabet, right: Alphabet, weights: Matrix
) -> NDArray[np.float64]:
    """Fit true pairs against pairs that only sound alike, which are the hard ones."""
    chance = random.Random(1)  # noqa: S311  a fixed draw of examples, not a secret
    known = set(pairs)
    heard: dict[str, list[str]] = collections.defaultdict(list)
    for _, word in pairs:
        for key in form_keys(word):
            heard[key].append(word)
    positive = chance.sample(pairs, min(CURVE_PAIRS_MAX, len(pairs)))
    negative = []
    for one, two in positive:
        others = [word for key in form_keys(one) for word in heard[key]]
        drawn = chance.sample(others, min(2, len(others)))
        if chance.random() < UNLIKE_SHARE:
            drawn.append(chance.choice(pairs)[1])
        negative += [(one, other) for other in drawn if (one, other) not in known and other != two]
    negative = [pair for pair in negative if pair[0] != pair[1]]
    features = _features(_encode(positive + negative, left, right), weights)
    answers = np.concatenate([np.ones(len(positive)), np.zeros(len(negative))])
    return logistic(features, answers)


def logistic(
    features: Matrix, answers: NDArray[np.float64], ridge_weight: float = 0.1
) -> NDArray[np.float64]:
    """Return the coefficients of a logistic regression with a small ridge (Newton's method)."""
    coefficients = np.zeros(features.shape[1])
    ridge = np.eye(features.shape[1]) * ridge_weight
    for _ in range(30):
        chance = 1 / (1 + np.exp(-np.clip(features @ coefficients, -30, 30)))
        slope = features.T @ (answers - chance) - ridge @ coefficients
        bend = (features * (chance * (1 - chance))[:, None]).T @ features + ridge
        coefficients = coefficients + np.linalg.solve(bend, slope)
    return coefficients


def rarities(attested: Attested) -> dict[str, float]:
    """Return log2(1 / share of bearers) of the words that are not rare.

    All spellings of one native word count together, so that a rare spelling of a frequent name
    is not taken for a rare name.
    """
    shares: dict[str, float] = {}
    for language, natives in attested.by_native.items():
        total = sum(counter.total() for counter in natives.values())
        own = {native: counter.total() / total for native, counter in natives.items()}
        for latin, counter in attested.by_latin[language].items():
            likely = [native for native in counter if counter[native] >= 0.3 * counter.total()]
            share = max([counter.total() / total, *(own[native] for native in likely)])
            shares[latin] = max(shares.get(latin, 0.0), share)
        for native, share in own.items():
            spelled = natives[native].most_common(1)[0][0]
            share_latin = attested.by_latin[language][spelled].total() / total
            alike = natives[native][spelled] >= 0.3 * natives[native].total()
            shares[native] = max(shares.get(native, 0.0), share, share_latin if alike else 0.0)
    bits = {word: -math.log2(share) for word, share in shares.items()}
    return {word: value for word, value in sorted(bits.items()) if value < RARITY_MAX}


def write_csv(path: Path, remarks: str, lines: Iterable[Iterable[object]]) -> None:
    """Write one data file with its meaning in the first lines."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(f"# {remark}\n" for remark in remarks.splitlines())
        csv.writer(file, lineterminator="\n").writerows(lines)


SOURCE = (
    "Learned by jisr.names.train from the name words of NETransliteration-COLING2018\n"
    "(Wikidata, CC0 1.0) and google/transliteration ar2en (Apache-2.0). Do not edit by hand."
)


def write_costs(out: Path, learned: list[Learned]) -> None:
    """Write the weights of symbols and the curves."""
    lines = []
    for model in learned:
        for i, left in enumerate(model.left):
            for j, right in enumerate(model.right):
                mirrored = model.scripts[0] == model.scripts[1] and i > j
                default = UNKNOWN_WEIGHT if i and j else UNKNOWN_GAP
                if (i or j) and not mirrored and model.weights[i, j] > default + 0.05:
                    weight = f"{model.weights[i, j]:.2f}"
                    lines.append((*model.scripts, left, right, weight))
    meaning = "script,script,symbol,symbol,weight; an empty symbol: the other one is left out"
    write_csv(out / "symbol_costs.csv", f"{SOURCE}\n{meaning}", lines)
    curves = [(*model.scripts, *(f"{value:.3f}" for value in model.curve)) for model in learned]
    meaning = "script,script,constant,share of best sum,sum per symbol,sum/10,shorter length/10"
    write_csv(out / "likeness_curves.csv", f"{SOURCE}\n{meaning}", curves)


def write_attested(out: Path, attested: Attested) -> None:
    """Write the spellings that were counted often enough."""
    counted: collections.Counter[Pair] = collections.Counter()
    for natives in attested.by_native.values():
        for native, latins in natives.items():
            for latin, count in latins.items():
                counted[native, latin] += count
    # What does not even sound alike is a slip of the list, unless it is frequent (Иоанн, John).
    kept = sorted(
        (native, latin)
        for (native, latin), count in counted.items()
        if count >= COUNT_ATTESTED_MIN and (count >= COUNT_UNLIKE_MIN or sounds_near(native, latin))
    )
    lines = [(native, latin, counted[native, latin]) for native, latin in kept]
    meaning = "word in its script,Latin spelling,how often the two were seen together"
    write_csv(out / "attested.csv", f"{SOURCE}\n{meaning}", lines)


def main(arguments: list[str] | None = None) -> None:
    """Read the lists named on the command line and write the data files."""
    parser = argparse.ArgumentParser(description="Learn the data files of jisr.names")
    parser.add_argument("--tokens", type=Path, required=True)
    parser.add_argument("--arabic", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args(arguments)
    given.out.mkdir(parents=True, exist_ok=True)
    attested = read_tokens(given.tokens, given.arabic)
    pairs = script_pairs(attested)
    learned = [learn(scripts, pairs[scripts]) for scripts in sorted(pairs)]
    write_costs(given.out, learned)
    write_attested(given.out, attested)
    bits = [(word, f"{value:.1f}") for word, value in rarities(attested).items()]
    meaning = "folded word,log2 of one bearer in how many persons"
    write_csv(given.out / "rarity.csv", f"{SOURCE}\n{meaning}", bits)


if __name__ == "__main__":
    main()
