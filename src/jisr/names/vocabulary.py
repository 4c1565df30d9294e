"""The distinct words of a set of names, and which of them a word can be a spelling of."""

import array
import functools
from collections import OrderedDict
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from jisr import _native
from jisr._native import Spellings
from jisr.names import attested
from jisr.names.alike import OTHER_FORM
from jisr.names.costs import encoded, packed, tables
from jisr.names.keys import form_keys, forms, key_number, near_keys
from jisr.names.rarity import shipped_rarity
from jisr.names.storage import Arrays, words_from_array, words_to_array
from jisr.names.symbols import SYMBOLS_MAX
from jisr.names.tables import weights

SPELLINGS_MAX = 60
"""Words of the vocabulary that one word of a query is expanded to, the most alike first."""

FORMS_MAX = 16_000
"""Spellings that are compared for one word; only the shortest keys reach it."""

FORMS_NEAR_MAX = 800
"""With so many spellings of the same sound, those that lack one are not looked at."""

_EXPANSIONS_KEPT = 20_000
_WORDS_KEPT = 1 << 15

Numbers = NDArray[np.int32]
Floats = NDArray[np.float32]


_Question = tuple[
    _native.Costs,
    _native.Vocabulary,
    tuple[tuple[int, bytes, float], ...],
    tuple[bytes, bytes],
    Spellings,
    int,
    int,
    int,
    float,
]


class Vocabulary:
    """Distinct folded words with their spellings (forms), keys and rarity, in packed arrays."""

    def __init__(self, words: list[str], arrays: Arrays) -> None:
        self.words = words
        self.rarity: Floats = arrays["rarity"]
        self.packed = _native.Vocabulary(
            **{name: arrays[name] for name in _PACKED},
            desk=np.zeros(-(-len(arrays["form_words"]) // 64), np.uint64),
        )
        self._numbers: dict[str, int] = dict(zip(words, range(len(words)), strict=True))
        self._expansions: OrderedDict[str, Spellings] = OrderedDict()

    def __len__(self) -> int:
        return len(self.words)

    @classmethod
    def of(cls, words: list[str]) -> "Vocabulary":
        """Return the vocabulary of distinct folded words."""
        shapes = [
            (encoded(form), number, form)
            for number, word in enumerate(words)
            for form in forms(word)
        ]
        # In the order of their symbols, neighbours begin alike and are compared faster.
        shapes.sort(key=lambda shape: shape[0])
        heard: list[tuple[int, int]] = []
        near: list[tuple[int, int]] = []
        for row, (_, number, form) in enumerate(shapes):
            heard += [(key_number(key), row) for key in form_keys(form)]
            if form == words[number]:
                near += [(key_number(key), row) for key in near_keys(form)]
        symbols = np.zeros((len(shapes), SYMBOLS_MAX), np.int16)
        for line, ((_, shape), _, _) in zip(symbols, shapes, strict=True):
            line[: len(shape)] = shape
        arrays: Arrays = {
            "rarity": np.array([shipped_rarity(word) for word in words], np.float32),
            "form_words": np.array([number for _, number, _ in shapes], np.int32),
            "scripts": np.array([script for (script, _), _, _ in shapes], np.int32),
            "lengths": np.array([len(shape) for (_, shape), _, _ in shapes], np.int32),
            "symbols": symbols,
            **_sorted_table("heard", heard),
            **_sorted_table("near", near),
        }
        return cls(words, arrays)

    def arrays(self) -> Arrays:
        """Return everything as arrays, for saving."""
        kept = {name: getattr(self.packed, name) for name in _PACKED}
        return {**kept, "rarity": self.rarity, "text": words_to_array(self.words)}

    @classmethod
    def from_arrays(cls, arrays: Arrays) -> "Vocabulary":
        """Return the vocabulary that `arrays` described."""
        return cls(words_from_array(arrays["text"]), arrays)

    def number(self, word: str) -> int | None:
        """Return the number of a word, None when no name has it."""
        return self._numbers.get(word)

    def expand(self, word: str) -> Spellings:
        """Return the words that the given one can be a spelling of."""
        found = self._expansions.get(word)
        if found is None:
            found = _native.expand(*self.asked(word))
            self._expansions[word] = found
            if len(self._expansions) > _EXPANSIONS_KEPT:
                self._expansions.popitem(last=False)
        else:
            self._expansions.move_to_end(word)
        return found

    def asked(self, word: str) -> _Question:
        """Return what the kernel that expands a word is asked."""
        known = {} if word not in self._numbers else {self._numbers[word]: 1.0}
        keys = (b"", b"")
        if len(word) > 1 or not word.isascii():
            keys = _keys(word)
            for other, likeness in _attested(word):
                if other in self._numbers:
                    known.setdefault(self._numbers[other], likeness)
        return (
            tables(),
            self.packed,
            _shapes(word),
            keys,
            (array.array("i", known).tobytes(), array.array("f", known.values()).tobytes()),
            FORMS_NEAR_MAX,
            FORMS_MAX,
            SPELLINGS_MAX,
            weights("token")["likeness_min"],
        )


_PACKED = tuple(name for name in _native.Vocabulary._fields if name != "desk")


@functools.lru_cache(maxsize=_WORDS_KEPT)
def _shapes(word: str) -> tuple[tuple[int, bytes, float], ...]:
    """Return the forms of a word as the kernels take them."""
    return tuple((*packed(form), 1.0 if form == word else OTHER_FORM) for form in forms(word))


@functools.lru_cache(maxsize=_WORDS_KEPT)
def _keys(word: str) -> tuple[bytes, bytes]:
    """Return the numbers of the exact keys of a word and of its near ones."""
    exact = (key for form in forms(word) for key in form_keys(form))
    return key_bytes(map(key_number, exact)), key_bytes(map(key_number, near_keys(word)))


@functools.lru_cache(maxsize=_WORDS_KEPT)
def _attested(word: str) -> tuple[tuple[str, float], ...]:
    """Return the words seen beside a word, and how like they are."""
    return tuple(
        (other, attested.likeness_of(attested.share(word, other)))
        for other in attested.related(word)
    )


def key_bytes(numbers: Iterable[int]) -> bytes:
    """Return numbers of keys, each once and in order, as the kernels take them."""
    return array.array("I", sorted(set(numbers))).tobytes()


def _sorted_table(name: str, entries: list[tuple[int, int]]) -> Arrays:
    """Return (key, row) as two arrays sorted by key, each pair once."""
    table = np.array(sorted(set(entries)), np.int64).reshape(-1, 2)
    return {
        f"{name}_keys": table[:, 0].astype(np.uint32),
        f"{name}_rows": table[:, 1].astype(np.int32),
    }


def united(
    parts: Sequence[Vocabulary], used: Sequence[NDArray[np.bool_]]
) -> tuple[Vocabulary, list[Numbers]]:
    """Return the used words of all parts in one vocabulary, and their numbers in it, by part."""
    numbers: dict[str, int] = {}
    kept: list[NDArray[np.bool_]] = []
    numbered: list[Numbers] = []
    for part, wanted in zip(parts, used, strict=True):
        before = len(numbers)
        places = np.flatnonzero(wanted)
        there = np.full(len(part), -1, np.int32)
        there[places] = [numbers.setdefault(part.words[at], len(numbers)) for at in places.tolist()]
        kept.append(there >= before)
        numbered.append(there)
    return Vocabulary(list(numbers), _united_arrays(parts, kept, numbered)), numbered


def _united_arrays(
    parts: Sequence[Vocabulary], kept: list[NDArray[np.bool_]], numbered: list[Numbers]
) -> Arrays:
    """Return the arrays of the words that are kept of each part."""
    chosen: dict[str, list[NDArray[np.generic]]] = {name: [] for name in ("rarity", *_PACKED)}
    first = 0
    for part, new, there in zip(parts, kept, numbered, strict=True):
        forms_kept = new[part.packed.form_words]
        rows = (np.cumsum(forms_kept, dtype=np.int32) - 1 + first).astype(np.int32)
        chosen["rarity"].append(part.rarity[new])
        chosen["form_words"].append(there[part.packed.form_words[forms_kept]])
        for name in ("scripts", "lengths", "symbols"):
            chosen[name].append(getattr(part.packed, name)[forms_kept])
        for name in ("heard", "near"):
            old = getattr(part.packed, f"{name}_rows")
            inside = forms_kept[old]
            chosen[f"{name}_keys"].append(getattr(part.packed, f"{name}_keys")[inside])
            chosen[f"{name}_rows"].append(rows[old[inside]])
        first += int(forms_kept.sum())
    arrays: Arrays = {name: np.concatenate(several) for name, several in chosen.items()}
    for name in ("heard", "near"):
        order = np.argsort(arrays[f"{name}_keys"], kind="stable")
        for column in (f"{name}_keys", f"{name}_rows"):
            arrays[column] = arrays[column][order]
    return arrays
