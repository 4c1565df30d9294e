"""Learning the data files."""

import gzip
from pathlib import Path

import numpy as np
import pytest

from jisr.names.train import (
    Attested,
    learn,
    logistic,
    main,
    rarities,
    read_tokens,
    script_pairs,
    weights_from,
)

CONSONANTS = {"b": "б", "d": "д", "k": "к", "l": "л", "m": "м", "n": "н", "r": "р", "s": "с"}
VOWELS = {"a": "а", "i": "и", "o": "о"}
ARABIC = dict(zip("bdklmnrsaio", "بدكلمنرساىو", strict=True))


def tokens(path: Path) -> Path:
    """Write a list of generated words in three scripts."""
    letters = CONSONANTS | VOWELS
    latin = [
        f"{a}{v}{b}{w}{c}" for a in "bdkl" for v in "aio" for b in "mnr" for w in "ai" for c in "sk"
    ]
    with gzip.open(path, "wt", encoding="utf-8") as file:
        for place, word in enumerate(latin):
            for language, table in (("russian", letters), ("arabic", ARABIC)):
                native = "".join(table[letter] for letter in word)
                file.write(f"{language}\t{word}\t{native}\t{2 + place % 40}\n")
    return path


@pytest.fixture(scope="module")
def attested(tmp_path_factory: pytest.TempPathFactory) -> Attested:
    """Return what is counted in the generated list."""
    return read_tokens(tokens(tmp_path_factory.mktemp("train") / "tokens.tsv.gz"), None)


def test_pairs_are_found_between_all_scripts(attested: Attested) -> None:
    """Native spellings meet over their Latin spelling."""
    pairs = script_pairs(attested)
    assert set(pairs) == {("Latn", "Arab"), ("Latn", "Cyrl"), ("Arab", "Cyrl")}
    assert ("bamas", "бамас") in pairs["Latn", "Cyrl"]
    assert ("بامىس", "бамис") in pairs["Arab", "Cyrl"] or (
        "بامىس".replace("ى", "ي"),
        "бамис",
    ) in pairs["Arab", "Cyrl"]


def test_letters_find_their_counterparts(attested: Attested) -> None:
    """Each consonant is learned to correspond to its own letter."""
    learned = learn(("Latn", "Cyrl"), script_pairs(attested)["Latn", "Cyrl"])
    for latin, cyrillic in CONSONANTS.items():
        row = learned.weights[learned.left.index(latin), 1:]
        assert learned.right[1 + int(row.argmax())] == cyrillic


def test_weights_of_independent_symbols_are_zero() -> None:
    """Symbols that meet as often as chance would have it weigh nothing."""
    weights = weights_from(np.full((3, 3), 10.0))
    assert np.allclose(weights[1:, 1:], 0)


def test_logistic_finds_the_slope() -> None:
    """A curve is fitted through points drawn from it."""
    features = np.zeros((400, 5))
    features[:, 0] = 1
    features[:, 1] = np.linspace(-4, 4, 400)
    found = logistic(features, (features[:, 1] > 1).astype(np.float64))
    assert found[1] > 1
    assert abs(-found[0] / found[1] - 1) < 0.2


def test_frequent_words_are_less_rare(attested: Attested) -> None:
    """Rarity falls with the count, alike for all spellings of a word."""
    bits = rarities(attested)
    counts = {word: sum(natives.values()) for word, natives in attested.by_latin["russian"].items()}
    most, least = max(counts, key=counts.__getitem__), min(counts, key=counts.__getitem__)
    assert bits[most] < bits[least]
    native = next(iter(attested.by_latin["russian"][most]))
    assert bits[native] == bits[most]


def test_the_files_depend_on_the_lists_only(
    tmp_path: Path, attested: Attested, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two runs write the same bytes."""
    del attested
    source = tokens(tmp_path / "tokens.tsv.gz")
    written = []
    for run in ("one", "two"):
        out = tmp_path / run
        out.mkdir()
        main(["--tokens", str(source), "--out", str(out)])
        written.append({path.name: path.read_bytes() for path in sorted(out.iterdir())})
    assert written[0] == written[1]
    assert set(written[0]) == {
        "attested.csv",
        "likeness_curves.csv",
        "rarity.csv",
        "symbol_costs.csv",
    }
    assert capsys.readouterr().out == ""
