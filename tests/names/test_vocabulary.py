"""Expansion of words."""

from jisr.names.vocabulary import SPELLINGS_MAX, Vocabulary

WORDS = ["mohammed", "muhammad", "محمد", "ali", "علي", "omar", "김", "kim", "jinping", "j"]


def expanded(word: str) -> dict[str, float]:
    """Return the words of the vocabulary that a word can be a spelling of."""
    vocabulary = Vocabulary.of(WORDS)
    found = vocabulary.expand(word)
    return {
        vocabulary.words[number]: round(float(value), 3)
        for number, value in zip(found.words, found.values, strict=True)
    }


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
    assert two.expand("mohamed").words.tolist() == one.expand("mohamed").words.tolist()


def test_no_word_expands_without_end() -> None:
    """Of many words that sound alike the best are kept."""
    many = [f"{a}al{b}" for a in "bcdfgklmnprstvz" for b in ("i", "o", "u", "ay", "ey", "ia", "y")]
    found = Vocabulary.of(many).expand("balo")
    assert len(found.words) <= SPELLINGS_MAX
    assert found.values.tolist() == sorted(found.values.tolist(), reverse=True)
