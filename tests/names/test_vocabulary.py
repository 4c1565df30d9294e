"""Expansion of words."""

import numpy as np

from jisr import _native
from jisr._native import plain
from jisr.names.vocabulary import SPELLINGS_MAX, Vocabulary, united

WORDS = ["mohammed", "muhammad", "محمد", "ali", "علي", "omar", "김", "kim", "jinping", "j"]


def values(vocabulary: Vocabulary, word: str) -> dict[str, float]:
    """Return the words of a vocabulary that a word can be a spelling of."""
    numbers, likeness = vocabulary.expand(word)
    pairs = zip(np.frombuffer(numbers, np.int32), np.frombuffer(likeness, np.float32), strict=True)
    return {vocabulary.words[number]: round(float(value), 3) for number, value in pairs}


def expanded(word: str) -> dict[str, float]:
    """Return the words among `WORDS` that a word can be a spelling of."""
    return values(Vocabulary.of(WORDS), word)


def test_a_word_expands_to_its_spellings() -> None:
    """All spellings of Mohammed are found from one that is not there, no other name is."""
    found = expanded("мохаммед")
    assert set(found) == {"mohammed", "muhammad", "محمد"}
    assert min(found.values()) > 0.5


def test_the_word_itself_comes_first() -> None:
    """The same word is wholly alike."""
    assert next(iter(expanded("ali").items())) == ("ali", 1.0)


def test_an_initial_expands_to_itself_only() -> None:
    """One letter is no sound."""
    assert expanded("j") == {"j": 1.0}


def test_family_names_are_found_by_custom() -> None:
    """김 is Kim, whatever the transcription says."""
    assert expanded("김")["kim"] > 0.9


def test_the_vocabulary_survives_its_arrays() -> None:
    """A saved vocabulary expands as the first one did."""
    one = Vocabulary.of(WORDS)
    two = Vocabulary.from_arrays(one.arrays())
    assert two.words == one.words
    assert two.expand("mohamed") == one.expand("mohamed")


def test_no_word_expands_without_end() -> None:
    """Of many words that sound alike the best are kept."""
    vowels = ("a", "e", "i", "o", "u", "ay", "ey", "ia", "ou", "y")
    many = [f"{first}{a}l{b}" for first in "bp" for a in vowels for b in vowels]
    found = list(values(Vocabulary.of(many), "balo").values())
    assert len(found) == SPELLINGS_MAX
    assert found == sorted(found, reverse=True)


def test_united_words_expand_as_if_they_had_always_been_together() -> None:
    """Vocabularies become one without a word twice; words that nobody uses are gone."""
    one, two = Vocabulary.of(WORDS[:6]), Vocabulary.of(WORDS[4:])
    used = [np.ones(6, bool), np.array(WORDS[4:]) != "jinping"]
    both, (ours, theirs) = united([one, two], used)
    left = [word for word in WORDS if word != "jinping"]
    assert (both.words, ours.tolist(), theirs.tolist()) == (
        left,
        [0, 1, 2, 3, 4, 5],
        [4, 5, 6, 7, -1, 8],
    )
    for word in ("мохаммед", "ali", "김", "gim", "omer", "j"):
        assert values(both, word) == values(Vocabulary.of(left), word)


def test_both_twins_expand_alike() -> None:
    """Every likeness is the same with and without a compiler."""
    vocabulary = Vocabulary.of(WORDS)
    for word in (*WORDS, "mohamed", "alee", "kimm", "jin", "عمر"):
        assert _native.expand(*vocabulary.asked(word)) == plain.expand(*vocabulary.asked(word))
