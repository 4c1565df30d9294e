"""A packed, unchanging part of an index: profiles, the words of their names, posting lists."""

import hashlib
import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field, fields

import numpy as np
from numpy.typing import NDArray

from jisr import _native
from jisr.names.fold import Token, fold
from jisr.names.keys import form_keys, key_number, squeezed
from jisr.names.model import Profile
from jisr.names.storage import Arrays, Lines, read_profile, write_profile
from jisr.names.vocabulary import Numbers, Vocabulary
from jisr.values import PartialDate

DATES_MAX = 4
"""Birth dates of one profile that choose candidates; all of them count in the comparison."""

JOINT_KEYS_MAX = 2
"""Keys of each of two neighbouring words that are tried together."""

JOINT_WORDS_MAX = 8
"""Words of a name whose neighbours are also indexed together."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Profiles packed in arrays; `slot` numbers a profile here, `name` one of its names.

    `words` holds the word numbers of name n from `word_starts[n]` to `word_starts[n + 1]`, and
    `postings` the names with word w from `posting_starts[w]` to `posting_starts[w + 1]`.
    `joint_keys` are the sorted keys of neighbouring words together, `joint_names` their names.
    `dates` holds year x 10000 + month x 100 + day for each name, so that they are read in one go,
    zero where nothing is known. `numbers` are
    the arrays as the kernels take them.
    """

    keys: NDArray[np.int64]
    profiles: Lines
    vocabulary: Vocabulary
    slots: Numbers
    word_starts: NDArray[np.int64]
    words: Numbers
    posting_starts: NDArray[np.int64]
    postings: Numbers
    joint_keys: NDArray[np.uint32]
    joint_names: Numbers
    dates: Numbers
    document_hashes: NDArray[np.uint64]
    document_slots: Numbers
    numbers: _native.Names = field(init=False)

    def __post_init__(self) -> None:
        numbers = _native.Names(
            starts=self.posting_starts,
            postings=self.postings,
            slots=self.slots,
            word_starts=self.word_starts,
            keys=self.keys,
            dates=self.dates,
            joint_names=self.joint_names,
            weighed=np.zeros(len(self.slots), np.float32),
            marks=np.zeros(len(self.slots), np.uint8),
        )
        object.__setattr__(self, "numbers", numbers)

    def __len__(self) -> int:
        return len(self.keys)

    def profile(self, slot: int) -> Profile:
        """Return the profile of a slot."""
        return read_profile(self.profiles[slot])

    def arrays(self) -> Arrays:
        """Return everything as arrays, for saving."""
        plain = {name: getattr(self, name) for name in _PLAIN}
        words = {f"vocabulary_{name}": array for name, array in self.vocabulary.arrays().items()}
        return {**plain, **self.profiles.arrays("profiles"), **words}

    @classmethod
    def from_arrays(cls, arrays: Arrays) -> "Segment":
        """Return the segment that `arrays` described."""
        plain = {name: arrays[name] for name in _PLAIN}
        prefix = "vocabulary_"
        words = {n.removeprefix(prefix): a for n, a in arrays.items() if n.startswith(prefix)}
        vocabulary = Vocabulary.from_arrays(words)
        return cls(profiles=Lines.of(arrays, "profiles"), vocabulary=vocabulary, **plain)


_PLAIN = tuple(
    each.name for each in fields(Segment) if each.name not in {"profiles", "vocabulary", "numbers"}
)


class _Packer:
    """Collects profiles in lists, which `segment` turns into arrays."""

    def __init__(self) -> None:
        self.keys: list[int] = []
        self.lines: list[bytes] = []
        self.numbers: dict[str, int] = {}
        self.slots: list[int] = []
        self.words: list[int] = []
        self.word_starts = [0]
        self.joints: list[tuple[int, int]] = []
        self.dates: list[list[int]] = []
        self.documents: list[tuple[int, int]] = []

    def add(self, key: int, profile: Profile) -> None:
        slot = len(self.keys)
        self.keys.append(key)
        self.lines.append(write_profile(profile))
        dates = [date_number(date) for date in profile.birth_dates[:DATES_MAX]]
        dates += [0] * (DATES_MAX - len(dates))
        self.documents += [(document_hash(text), slot) for text in profile.documents]
        # Spellings of a name that differ in what folding removes are indexed once.
        folded = {
            tuple(token.text for token in name.tokens): name for name in map(fold, profile.names)
        }
        for texts, name in folded.items():
            if texts:
                self._add_name(slot, name.tokens)
                self.dates.append(dates)

    def _add_name(self, slot: int, tokens: tuple[Token, ...]) -> None:
        number = len(self.slots)
        self.slots.append(slot)
        for token in tokens:
            self.words.append(self.numbers.setdefault(token.text, len(self.numbers)))
        self.word_starts.append(len(self.words))
        for first, second in itertools.pairwise(tokens[:JOINT_WORDS_MAX]):
            numbers = joint_numbers(first.text, second.text)
            self.joints += [(joint, number) for joint in numbers[:1]]

    def segment(self) -> Segment:
        words = np.array(self.words, np.int32)
        word_starts = np.array(self.word_starts, np.int64)
        posting_starts, postings = _inverted(words, word_starts, len(self.numbers))
        joints = np.array(sorted(self.joints), np.int64).reshape(-1, 2)
        documents = sorted(self.documents)
        return Segment(
            keys=np.array(self.keys, np.int64),
            profiles=Lines.pack(self.lines),
            vocabulary=Vocabulary.of(list(self.numbers)),
            slots=np.array(self.slots, np.int32),
            word_starts=word_starts,
            words=words,
            posting_starts=posting_starts,
            postings=postings,
            joint_keys=joints[:, 0].astype(np.uint32),
            joint_names=joints[:, 1].astype(np.int32),
            dates=np.array(self.dates, np.int32).reshape(-1, DATES_MAX),
            document_hashes=np.array([number for number, _ in documents], np.uint64),
            document_slots=np.array([slot for _, slot in documents], np.int32),
        )


def pack(items: Iterable[tuple[int, Profile]]) -> Segment:
    """Return a segment of profiles with their keys."""
    packer = _Packer()
    for key, profile in items:
        packer.add(key, profile)
    return packer.segment()


def _inverted(
    words: Numbers, word_starts: NDArray[np.int64], vocabulary_size: int
) -> tuple[NDArray[np.int64], Numbers]:
    """Return the posting lists: for each word the names that hold it, each once."""
    names = np.repeat(np.arange(len(word_starts) - 1, dtype=np.int64), np.diff(word_starts))
    both = np.unique(words.astype(np.int64) * max(len(word_starts), 1) + names)
    held, postings = np.divmod(both, max(len(word_starts), 1))
    counts = np.bincount(held, minlength=vocabulary_size)
    starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    return starts, postings.astype(np.int32)


def date_number(date: PartialDate) -> int:
    """Return a date as a number, with zeros for what is not known."""
    return date.year * 10_000 + (date.month or 0) * 100 + (date.day or 0)


def document_hash(text: str) -> int:
    """Return 64 bits of a document number; a candidate is always verified against the text."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest())


def joint_numbers(first: str, second: str) -> list[int]:
    """Return the keys of two words together, the likeliest first."""
    pairs = itertools.product(form_keys(first)[:JOINT_KEYS_MAX], form_keys(second)[:JOINT_KEYS_MAX])
    # A key that begins with 0 stands for a word of vowels.
    joined = ("".join(key for key in pair if not key.startswith("0")) for pair in pairs)
    return [key_number(squeezed(sounds)) for sounds in joined if sounds]
