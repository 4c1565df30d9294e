"""Learning what bits mean."""

import collections
import gzip
import random
from pathlib import Path

from jisr.names.train_names import Composer, fit, main

WORDS = {
    native: collections.Counter({latin: 5, f"{latin}e": 2})
    for native, latin in {
        "бамас": "bamas",
        "бамис": "bamis",
        "корит": "korit",
        "гина": "gina",
    }.items()
}


def test_names_are_composed_of_the_words() -> None:
    """Each name has a second spelling, and other names have another word."""
    composer = Composer(WORDS, random.Random(1))  # noqa: S311  a fixed draw
    found = list(composer.examples(50))
    latin = {spelling for spellings in WORDS.values() for spelling in spellings}
    assert {word for left, right, _ in found for word in (left + " " + right).split()} <= {
        *WORDS,
        *latin,
    }
    assert sum(answer for _, _, answer in found) == 50
    assert len(found) > 100


def test_more_bits_are_more_probable() -> None:
    """The slope is positive where spellings of one name have more bits than other names."""
    composer = Composer(WORDS, random.Random(2))  # noqa: S311  a fixed draw
    _, slope = fit(list(composer.examples(60)))
    assert slope > 0


def test_the_file_depends_on_the_lists_only(tmp_path: Path) -> None:
    """Two runs write the same bytes."""
    source = tmp_path / "tokens.tsv.gz"
    with gzip.open(source, "wt", encoding="utf-8") as file:
        for native, spellings in WORDS.items():
            file.writelines(f"russian\t{word}\t{native}\t{n}\n" for word, n in spellings.items())
    written = []
    for run in ("one", "two"):
        main(["--tokens", str(source), "--out", str(tmp_path / run), "--names", "40"])
        written.append((tmp_path / run / "calibration.csv").read_bytes())
    assert written[0] == written[1]
