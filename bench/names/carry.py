"""Make the words that the benchmark carries, from token files under the CC0 licence.

    python bench/names/carry.py --data FOLDER

FOLDER holds dev/ and train/ with wd_tokens.tsv.gz (language, Latin, native, count) and
wd_fullnames.tsv.gz (language, Latin, native). What is written to data/words.tsv.gz are single words
with their counts: names of persons are taken apart, and the tasks join the words anew. Only words
of dev/, which the engine has not learned, are kept; Arabic, a small closed vocabulary, has both.
"""

import argparse
import collections
import gzip
from collections.abc import Iterable, Iterator
from pathlib import Path

from faker import Faker

from jisr.names import fold
from words import WORDS, remarked_rows

ROWS_PER_CULTURE_MAX = 12_000
"""Enough to compose a million persons; keeps the repository small."""

SHORTEST_LATIN = 3
"""Shorter Latin words are particles and ordinals: de, el, ii."""

FOREIGN_SHARE = 0.08
"""An Arabic word that is more frequent among Western names, beside its count, is Western: Henry."""

TIMES_SEEN_MIN = {"arabic": 2, "russian": 2, "chinese": 3, "hebrew": 3, "katakana": 3}
"""What was seen once is too often a translation or another person."""

PARTICLES = frozenset(
    {"von", "van", "der", "den", "the", "des", "del", "della", "dos", "das"}
    | {"ibn", "bin", "bint", "ben", "abd", "abu"}
)

ARABIC_LOCALES = ("ar_AA", "fa_IR")
FULL_NAME_PARTS = (2, 3)
KOREAN_NAME_SIGNS = 3
"""A family name of one sign and a given name of two."""

Row = tuple[str, str, str, str, int]


def lines(path: Path) -> Iterator[list[str]]:
    """Yield the fields of each line."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield line.rstrip("\n").split("\t")


def folded(word: str) -> str:
    """Return a word as the engine compares it."""
    return " ".join(token.text for token in fold(word).tokens)


def arabic_words() -> frozenset[str]:
    """Return the given and family names of Arabic and Persian culture that Faker knows."""
    found: set[str] = set()
    for locale in ARABIC_LOCALES:
        (person,) = (one for one in Faker(locale).get_providers() if hasattr(one, "last_names"))
        found.update(map(folded, (*person.first_names, *person.last_names)))
    return frozenset(found)


def paired_words(data: Path) -> Iterator[Row]:
    """Yield words with their Latin spellings, by the language of their script."""
    known = arabic_words()
    for side in ("dev", "train"):
        for language, latin, native, text in lines(data / side / "wd_tokens.tsv.gz"):
            count = int(text)
            if count < TIMES_SEEN_MIN.get(language, count + 1):
                continue
            if language == "arabic":
                if folded(native) in known:
                    yield language, "any", native, latin, count
            elif side == "dev":
                yield language, "any", native, latin, count


def korean_families() -> dict[str, frozenset[str]]:
    """Return Korean family names with their customary Latin spellings."""
    table = remarked_rows(WORDS.with_name("surnames.csv"))
    return {name: frozenset(latin.split()) for writing, name, latin in table if writing == "HANGUL"}


def parted_names(data: Path) -> Iterator[Row]:
    """Yield Korean and Western given and family names, apart from each other."""
    families = korean_families()
    counts: collections.Counter[tuple[str, str, str, str]] = collections.Counter()
    for language, latin, native in lines(data / "dev" / "wd_fullnames.tsv.gz"):
        parts = latin.split()
        if len(parts) not in FULL_NAME_PARTS or not all(part[0].isalpha() for part in parts):
            continue
        korean = language == "korean" and len(native) == KOREAN_NAME_SIGNS
        if korean and parts[0].lower() in families.get(native[0], ()):
            counts["korean", "family", native[0], parts[0].lower()] += 1
            counts["korean", "given", native[1:], " ".join(parts[1:]).lower()] += 1
        elif not korean:
            counts["western", "given", "", parts[0].lower()] += 1
            counts["western", "family", "", parts[-1].lower()] += 1
    for key, count in counts.items():
        yield *key, count


def kept_words(found: Iterable[Row]) -> dict[str, list[Row]]:
    """Return the words by culture, the most frequent first, without particles."""
    merged: dict[tuple[str, str, str, str], int] = {}
    western: collections.Counter[str] = collections.Counter()
    for culture, part, native, latin, count in found:
        if len(latin) < SHORTEST_LATIN or latin in PARTICLES:
            continue
        key = (culture, part, native, latin)
        # The most frequent words stand on both sides with the same count.
        merged[key] = max(merged.get(key, 0), count)
        western[latin] += count if culture == "western" else 0
    cultures: dict[str, list[Row]] = {}
    for row in sorted(((*key, count) for key, count in merged.items()), key=_by_count):
        culture, _, _, latin, count = row
        if culture != "arabic" or western[latin] <= FOREIGN_SHARE * count:
            cultures.setdefault(culture, []).append(row)
    return cultures


def _by_count(row: Row) -> tuple[int, Row]:
    return -row[-1], row


def main() -> None:
    """Write the file and print how many words of each culture it has."""
    parser = argparse.ArgumentParser(description="Make the words that the benchmark carries")
    parser.add_argument("--data", type=Path, required=True)
    data = parser.parse_args().data
    cultures = kept_words((*paired_words(data), *parted_names(data)))
    # Without a name and a time in its header, the same words give the same file.
    with WORDS.open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as file:
        for culture, rows in sorted(cultures.items()):
            kept = sorted(rows[:ROWS_PER_CULTURE_MAX])
            print(f"{culture}: {len(kept)} of {len(rows)}")
            file.writelines("\t".join(map(str, row)).encode() + b"\n" for row in kept)
    print(f"{WORDS}: {WORDS.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
