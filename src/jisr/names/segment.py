"""A packed, unchanging part of an index: profiles, the words of their names, posting lists."""

import functools
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

_PAIRS_KEPT = 1 << 15


@dataclass(frozen=True, slots=True)
class Segment:
    """Profiles packed in arrays; `slot` numbers a profile here, `name` one of its names.

    The names of slot s are those from `first_names[s]` on that have it in `slots`.
    `words` holds the word numbers of name n from `word_starts[n]` to `word_starts[n + 1]`, and
    `postings` the names with word w from `posting_starts[w]` to `posting_starts[w + 1]`.
    `joint_keys` are the sorted keys of neighbouring words together, `joint_names` their names.
    `dates` holds year x 10000 + month x 100 + day for each name, so that they are read in one go,
    zero where nothing is known. Names stand in the order of `years`, so that those of one year are
    one stretch of each posting list; where a person has several birth dates, or none, it is zero.
    `numbers` are the arrays as the kernels take them.
    """

    keys: NDArray[np.int64]
    profiles: Lines
    vocabulary: Vocabulary
    slots: Numbers
    first_names: Numbers
    word_starts: NDArray[np.int64]
    words: Numbers
    posting_starts: NDArray[np.int64]
    postings: Numbers
    joint_keys: NDArray[np.uint32]
    joint_names: Numbers
    dates: Numbers
    years: NDArray[np.int16]
    document_hashes: NDArray[np.uint64]
    document_slots: Numbers
    numbers: _native.Names = field(init=False)

    def __post_init__(self) -> None:
        words = self.vocabulary.packed
        numbers = _native.Names(
            starts=self.posting_starts,
            postings=self.postings,
            slots=self.slots,
            word_starts=self.word_starts,
            words=self.words,
            rarity=self.vocabulary.rarity,
            keys=self.keys,
            dates=self.dates,
            years=self.years,
            joint_keys=self.joint_keys,
            joint_names=self.joint_names,
            heard_keys=words.heard_keys,
            heard_rows=words.heard_rows,
            form_words=words.form_words,
            weighed=np.zeros(len(self.slots), np.int32),
            marks=np.zeros(len(self.slots), np.uint8),
        )
        object.__setattr__(self, "numbers", numbers)

    def __len__(self) -> int:
        return len(self.keys)

    def profile(self, slot: int) -> Profile:
        """Return the profile of a slot."""
        return read_profile(self.profiles[slot])

    def names(self, slot: int) -> tuple[tuple[str, ...], ...]:
        """Return the folded words of each name of a slot that can be judged."""
        words, found = self.vocabulary.words, []
        for name in range(int(self.first_names[slot]), len(self.slots)):
            if self.slots[name] != slot:
                break
            said = self.words[self.word_starts[name] : self.word_starts[name + 1]]
            found.append(tuple(words[number] for number in said.tolist()))
        return tuple(found)

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
        documents = sorted(self.documents)
        joints = np.array(self.joints, np.int64).reshape(-1, 2)
        dates = np.array(self.dates, np.int32).reshape(-1, DATES_MAX)
        years = years_of(dates)
        order = np.argsort(years, kind="stable")
        word_starts, words = reordered(
            np.array(self.word_starts, np.int64), np.array(self.words, np.int32), order
        )
        posting_starts, postings = inverted(words, word_starts, len(self.numbers))
        joint_keys, joint_names = sorted_joints(joints[:, 0], places(order)[joints[:, 1]])
        slots = np.array(self.slots, np.int32)[order]
        return Segment(
            keys=np.array(self.keys, np.int64),
            profiles=Lines.pack(self.lines),
            vocabulary=Vocabulary.of(list(self.numbers)),
            slots=slots,
            first_names=first_names(slots, len(self.keys)),
            word_starts=word_starts,
            words=words,
            posting_starts=posting_starts,
            postings=postings,
            joint_keys=joint_keys,
            joint_names=joint_names,
            dates=dates[order],
            years=years[order],
            document_hashes=np.array([number for number, _ in documents], np.uint64),
            document_slots=np.array([slot for _, slot in documents], np.int32),
        )


def pack(items: Iterable[tuple[int, Profile]]) -> Segment:
    """Return a segment of profiles with their keys."""
    packer = _Packer()
    for key, profile in items:
        packer.add(key, profile)
    return packer.segment()


def years_of(dates: Numbers) -> NDArray[np.int16]:
    """Return the year of each row of birth dates, zero where there is not exactly one date."""
    only = (dates > 0).sum(axis=1) == 1
    return np.where(only, dates.max(axis=1, initial=0) // 10_000, 0).astype(np.int16)


def places(order: NDArray[np.int64]) -> Numbers:
    """Return where each one comes to stand in an order."""
    found = np.empty(len(order), np.int32)
    found[order] = np.arange(len(order), dtype=np.int32)
    return found


def first_names(slots: Numbers, count: int) -> Numbers:
    """Return the first name of each of so many slots; of one without names, the end of all."""
    found = np.full(count, len(slots), np.int32)
    # Of several names the first one is written last.
    found[slots[::-1]] = np.arange(len(slots) - 1, -1, -1, dtype=np.int32)
    return found


def reordered(
    starts: NDArray[np.int64], words: Numbers, order: NDArray[np.int64]
) -> tuple[NDArray[np.int64], Numbers]:
    """Return the words of names, and where those of each begin, in another order of the names."""
    lengths = np.diff(starts)[order]
    ends = np.cumsum(lengths)
    begins = ends - lengths
    from_old = np.repeat(starts[order] - begins, lengths)
    new_starts = np.concatenate([[0], ends]).astype(np.int64)
    return new_starts, words[np.arange(len(from_old)) + from_old]


def sorted_joints(
    keys: NDArray[np.int64], names: NDArray[np.int32]
) -> tuple[NDArray[np.uint32], Numbers]:
    """Return keys and names sorted by both."""
    both = np.sort(keys.astype(np.int64) << 31 | names.astype(np.int64))
    return (both >> 31).astype(np.uint32), (both & ((1 << 31) - 1)).astype(np.int32)


def inverted(
    words: Numbers, word_starts: NDArray[np.int64], vocabulary_size: int
) -> tuple[NDArray[np.int64], Numbers]:
    """Return the posting lists: for each word the names that hold it, each once."""
    names = np.repeat(np.arange(len(word_starts) - 1, dtype=np.int64), np.diff(word_starts))
    both = np.sort(words.astype(np.int64) << 31 | names)
    both = both[np.flatnonzero(np.diff(both, prepend=-1))]
    counts = np.bincount(both >> 31, minlength=vocabulary_size)
    starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    return starts, (both & ((1 << 31) - 1)).astype(np.int32)


def date_number(date: PartialDate) -> int:
    """Return a date as a number, with zeros for what is not known."""
    return date.year * 10_000 + (date.month or 0) * 100 + (date.day or 0)


def document_hash(text: str) -> int:
    """Return 64 bits of a document number; a candidate is always verified against the text."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest())


@functools.lru_cache(maxsize=_PAIRS_KEPT)
def joint_numbers(first: str, second: str) -> tuple[int, ...]:
    """Return the keys of two words together, the likeliest first."""
    pairs = itertools.product(form_keys(first)[:JOINT_KEYS_MAX], form_keys(second)[:JOINT_KEYS_MAX])
    # A key that begins with 0 stands for a word of vowels.
    joined = ("".join(key for key in pair if not key.startswith("0")) for pair in pairs)
    return tuple(key_number(squeezed(sounds)) for sounds in joined if sounds)
