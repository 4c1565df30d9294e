"""Learning what pairs of words are worth."""

import collections
import gzip
import random
from pathlib import Path

import pytest

from jisr.names.attested import Spellings
from jisr.names.pair_weights import FEATURES
from jisr.names.train import read_tokens
from jisr.names.train_pairs import dictionary, examples, learn, lexicon, main, near_words, slip

LETTERS = dict(zip("abdegiklmnorstuvz", "абдегиклмнорстувз", strict=True))


def tokens(path: Path) -> Path:
    """Write a list of generated words in two scripts."""
    latin = [
        f"{a}{v}{b}{w}{c}"
        for a in "bdgk"
        for v in "aio"
        for b in "mnr"
        for w in "ai"
        for c in "slt"
    ]
    with gzip.open(path, "wt", encoding="utf-8") as file:
        for place, word in enumerate(latin):
            native = "".join(LETTERS[letter] for letter in word)
            file.write(f"russian\t{word}\t{native}\t{2 + place % 40}\n")
            file.write(f"russian\t{word}e\t{native}\t{2 + place % 7}\n")
    return path


def test_near_words_are_one_or_two_letters_away() -> None:
    """Short words at one letter's distance, longer ones at two; a word is not near itself."""
    found = near_words(["али", "махмуд"], ["али", "алик", "аким", "махмут", "мамуд", "ахмад"])
    assert found == {"али": ["алик"], "махмуд": ["махмут", "мамуд", "ахмад"]}


def test_examples_are_spellings_and_other_names(tmp_path: Path) -> None:
    """What is called one name was seen as such; what is called another shares no spelling."""
    words = lexicon(read_tokens(tokens(tmp_path / "tokens.tsv.gz"), None), "russian")
    found = list(examples(words, random.Random(1)))  # noqa: S311  a fixed draw
    spelled = collections.Counter(answer for _, _, answer in found)
    assert spelled[1] > 100
    assert spelled[0] > 100
    for left, right, answer in found:
        if left in words and right in words[left]:
            assert answer == 1


def test_half_of_the_words_are_kept_from_the_dictionary(tmp_path: Path) -> None:
    """Frequent words stay known; that all stay is right for a list of few words."""
    attested = read_tokens(tokens(tmp_path / "tokens.tsv.gz"), None)
    known = dictionary(attested).counts
    assert 0 < len(known) <= 3 * 216


def test_learned_weights_follow_the_examples() -> None:
    """Pairs that are seen are one name, pairs known apart are not."""
    known = Spellings.of([("али", "ali", 9), ("эли", "eli", 9), ("оля", "olya", 9)])
    found = [("али", "ali", 1), ("эли", "eli", 1), ("али", "eli", 0), ("эли", "ali", 0)]
    learned = learn(found, known)["Latn-Cyrl"]
    assert dict(zip(FEATURES, learned, strict=True))["seen side by side"] > 0
    assert dict(zip(FEATURES, learned, strict=True))["log2 of bearers apart"] < 0


@pytest.mark.parametrize("seed", range(8))
def test_a_slip_is_near(seed: int) -> None:
    """A slip changes one letter, or the order of two."""
    word = slip("vestabo", random.Random(seed))  # noqa: S311  a fixed draw
    assert abs(len(word) - 7) <= 1
    assert (word[0], word[-1]) == ("v", "o") or len(word) == 7


def test_the_file_depends_on_the_lists_only(tmp_path: Path) -> None:
    """Two runs write the same bytes."""
    source = tokens(tmp_path / "tokens.tsv.gz")
    written = []
    for run in ("one", "two"):
        main(["--tokens", str(source), "--out", str(tmp_path / run)])
        written.append((tmp_path / run / "pair_weights.csv").read_bytes())
    assert written[0] == written[1]
    assert b"Latn-Cyrl" in written[0]
