"""The distinct words of a set of names, and which of them a word can be a spelling of."""

from collections import OrderedDict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jisr import _native
from jisr.names import attested
from jisr.names.alike import OTHER_FORM
from jisr.names.costs import encoded, likeness_to_rows
from jisr.names.keys import form_keys, forms, key_number, near_keys
from jisr.names.rarity import shipped_rarity
from jisr.names.storage import Arrays, words_from_array, words_to_array
from jisr.names.symbols import SYMBOLS_MAX
from jisr.names.tables import weights

SPELLINGS_MAX = 60
"""Words of the vocabulary that one word of a query is expanded to, the most alike first."""

FORMS_MAX = 4_000
"""Spellings that are compared for one word; only the shortest keys reach it."""

FORMS_NEAR_MAX = 800
"""With so many spellings of the same sound, those that lack one are not looked at."""

_EXPANSIONS_KEPT = 20_000

Numbers = NDArray[np.int32]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Expansion:
    """Words of the vocabulary (`words`, by number) and how like they are, the likest first.

    `by_number` are the same two arrays, sorted by the numbers of the words.
    """

    words: Numbers
    values: Floats
    by_number: tuple[Numbers, Floats]


class Vocabulary:
    """Distinct folded words with their spellings (forms), keys and rarity, in packed arrays."""

    def __init__(self, words: list[str], arrays: Arrays) -> None:
        self.words = words
        self.rarity: Floats = arrays["rarity"]
        self._numbers = {word: number for number, word in enumerate(words)}
        self._arrays = arrays
        self._forms = _native.Forms(
            arrays["form_scripts"], arrays["form_lengths"], arrays["form_symbols"]
        )
        self._expansions: OrderedDict[str, Expansion] = OrderedDict()

    @classmethod
    def of(cls, words: list[str]) -> "Vocabulary":
        """Return the vocabulary of distinct folded words."""
        form_words: list[int] = []
        shapes: list[tuple[int, tuple[int, ...]]] = []
        heard: list[tuple[int, int]] = []
        near: list[tuple[int, int]] = []
        for number, word in enumerate(words):
            for form in forms(word):
                heard += [(key_number(key), len(shapes)) for key in form_keys(form)]
                if form == word:
                    near += [(key_number(key), len(shapes)) for key in near_keys(word)]
                form_words.append(number)
                shapes.append(encoded(form))
        symbols = np.zeros((len(shapes), SYMBOLS_MAX), np.int16)
        for row, (_, shape) in zip(symbols, shapes, strict=True):
            row[: len(shape)] = shape
        lengths = np.array([len(shape) for _, shape in shapes], np.int32)
        arrays: Arrays = {
            "rarity": np.array([shipped_rarity(word) for word in words], np.float32),
            "form_words": np.array(form_words, np.int32),
            "form_scripts": np.array([script for script, _ in shapes], np.int32),
            "form_symbols": symbols[:, : max(int(lengths.max(initial=1)), 1)].copy(),
            "form_lengths": lengths,
            **_sorted_table("heard", heard),
            **_sorted_table("near", near),
        }
        return cls(words, arrays)

    def arrays(self) -> Arrays:
        """Return everything as arrays, for saving."""
        return {**self._arrays, "text": words_to_array(self.words)}

    @classmethod
    def from_arrays(cls, arrays: Arrays) -> "Vocabulary":
        """Return the vocabulary that `arrays` described."""
        return cls(words_from_array(arrays["text"]), arrays)

    def number(self, word: str) -> int | None:
        """Return the number of a word, None when no name has it."""
        return self._numbers.get(word)

    def expand(self, word: str) -> Expansion:
        """Return the words that the given one can be a spelling of."""
        found = self._expansions.get(word)
        if found is None:
            found = self._expand(word)
            self._expansions[word] = found
            if len(self._expansions) > _EXPANSIONS_KEPT:
                self._expansions.popitem(last=False)
        else:
            self._expansions.move_to_end(word)
        return found

    def _expand(self, word: str) -> Expansion:
        known: dict[int, float] = {}
        if word in self._numbers:
            known[self._numbers[word]] = 1.0
        if len(word) == 1 and word.isascii():
            return _expansion(known, np.zeros(0, np.int32), np.zeros(0))
        for other in attested.related(word):
            if other in self._numbers:
                known[self._numbers[other]] = attested.likeness_of(attested.share(word, other))
        rows = self._rows_near(word)
        values = self._values(word, rows)
        return _expansion(known, self._numbers_of(rows), values)

    def _numbers_of(self, rows: Numbers) -> Numbers:
        result: Numbers = self._arrays["form_words"][rows]
        return result

    def _rows_near(self, word: str) -> Numbers:
        """Return the rows of the forms that share a key, or all but one sound of one."""
        exact = [key_number(key) for form in forms(word) for key in form_keys(form)]
        near = [key_number(key) for key in near_keys(word)]
        rows = self._table("heard", exact)
        if len(rows) < FORMS_NEAR_MAX:
            others = [self._table("near", exact), self._table("heard", near)]
            rows = np.sort(np.concatenate([rows, *others]))
            # Each once; numpy's own `unique` is ten times slower here.
            rows = rows[np.flatnonzero(np.diff(rows, prepend=-1))]
        # A word of twice the length is no spelling, whatever it sounds like.
        lengths = [len(encoded(form)[1]) for form in forms(word)]
        shortest, longest = min(lengths) / 2, 2 * max(lengths) + 1
        theirs = self._arrays["form_lengths"][rows]
        kept: Numbers = rows[(theirs >= shortest) & (theirs <= longest)][:FORMS_MAX]
        return kept

    def heard(self, keys: list[int]) -> Numbers:
        """Return the words that have one of the keys."""
        return self._numbers_of(self._table("heard", keys))

    def _table(self, name: str, keys: list[int]) -> Numbers:
        numbers = self._arrays[f"{name}_keys"]
        wanted = np.array(sorted(set(keys)), np.uint32)
        starts = np.searchsorted(numbers, wanted, "left")
        ends = np.searchsorted(numbers, wanted, "right")
        rows = self._arrays[f"{name}_rows"]
        parts = [rows[a:b] for a, b in zip(starts, ends, strict=True)]
        result: Numbers = np.concatenate([np.zeros(0, np.int32), *parts])
        return result

    def _values(self, word: str, rows: Numbers) -> NDArray[np.float64]:
        """Return the best likeness of each row over the forms of the word."""
        best = np.zeros(len(rows))
        for form in forms(word):
            values = likeness_to_rows(form, self._forms, rows)
            best = np.maximum(best, values if form == word else OTHER_FORM * values)
        return best


def _sorted_table(name: str, entries: list[tuple[int, int]]) -> Arrays:
    """Return (key, row) as two arrays sorted by key, each pair once."""
    table = np.array(sorted(set(entries)), np.int64).reshape(-1, 2)
    return {
        f"{name}_keys": table[:, 0].astype(np.uint32),
        f"{name}_rows": table[:, 1].astype(np.int32),
    }


def _expansion(known: dict[int, float], words: Numbers, values: NDArray[np.float64]) -> Expansion:
    """Return each word once with its best value, the best words first."""
    numbers = np.concatenate([np.array(list(known), np.int32), words])
    every = np.concatenate([np.array(list(known.values()), np.float64), values])
    likeness = every.astype(np.float32)
    kept = likeness >= weights("token")["likeness_min"]
    numbers, likeness = numbers[kept], likeness[kept]
    order = np.lexsort((numbers, -likeness))
    first: dict[int, int] = {}
    for number, place in zip(numbers[order].tolist(), order.tolist(), strict=True):
        first.setdefault(number, place)
        if len(first) == SPELLINGS_MAX:
            break
    best = list(first.values())
    numbers, likeness = numbers[best], likeness[best]
    order = np.argsort(numbers)
    return Expansion(numbers, likeness, (numbers[order], likeness[order]))
