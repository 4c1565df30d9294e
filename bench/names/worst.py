"""Time the worst input that we know for folding, comparing and searching.

    python bench/names/worst.py [--persons 20000] [--repeats 7]

Every repetition makes new words, so that nothing is remembered from the one before; the times are
processor time, the longest of the repetitions beside the median. The persons who are searched are
generated; then 200 of the worst profiles stand among them. What is refused is timed too: a refusal
must not cost more than an answer.
"""

import argparse
import contextlib
import random
import statistics
import string
import time
from collections.abc import Callable

from jisr.errors import JisrError
from jisr.names import Index, Profile, compare, fold
from jisr.names.model import (
    BIRTH_DATES_MAX,
    NAME_LENGTH_MAX,
    NAMES_MAX,
    OTHER_VALUES_MAX,
    PROFILE_CHARACTERS_MAX,
)
from jisr.values import PartialDate
from speed import Maker

MILLISECONDS_MAX = 10.0
"""What one call may cost, as we promise."""

ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
CYRILLIC = "абвгдежзийклмнопрстуфхцчшщыэюя"
HANGUL = "가나다라마바사아자차카타파하김이박최정강조윤장임"
HAN = "李王张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗小明华国"
DEVANAGARI = "कखगघचछजझटठडढतथदधनपफबभमयरलवशषसह"
ATTESTED = (
    *("mohammed", "muhammad", "mohamed", "ahmed", "ahmad", "ali", "hussein", "husain", "hassan"),
    *("محمد", "احمد", "علي", "حسين", "حسن", "يوسف", "ابراهيم", "мухаммед", "ахмед", "иосиф"),
    *("yusuf", "joseph", "jose", "giuseppe", "ibrahim", "abraham", "john", "ivan", "jean", "juan"),
)
"""Words with many known spellings."""

Chance = random.Random
Call = Callable[[], object]
Case = Callable[[Chance], Call]


def word(chance: Chance, letters: str, length: int) -> str:
    """Return a word that was not seen before."""
    return "".join(chance.choices(letters, k=length))


def name(chance: Chance, letters: str = string.ascii_lowercase, length: int = 5) -> str:
    """Return a name of as many words of this length as a name can have."""
    count = (NAME_LENGTH_MAX + 1) // (length + 1)
    return " ".join(word(chance, letters, length) for _ in range(count))[:NAME_LENGTH_MAX]


def known(chance: Chance) -> str:
    """Return a long name of words with many known spellings."""
    return " ".join(chance.choices(ATTESTED, k=60))[:NAME_LENGTH_MAX]


def aliases(chance: Chance, letters: str, count: int = NAMES_MAX) -> tuple[str, ...]:
    """Return as many names as a profile can have, of the length that this leaves to each."""
    length = PROFILE_CHARACTERS_MAX // count
    return tuple(name(chance, letters)[:length] for _ in range(count))


def long_names(make: Callable[[], str]) -> tuple[str, ...]:
    """Return the names of greatest length that a profile can have."""
    return tuple(make() for _ in range(PROFILE_CHARACTERS_MAX // NAME_LENGTH_MAX))


def folding(make: Callable[[Chance], str]) -> Case:
    """Return a case that folds one name."""

    def case(chance: Chance) -> Call:
        text = make(chance)
        return lambda: fold(text)

    return case


def comparing(left: Callable[[Chance], Profile], right: Callable[[Chance], Profile]) -> Case:
    """Return a case that compares two profiles."""

    def case(chance: Chance) -> Call:
        one, two = left(chance), right(chance)
        return lambda: compare(one, two)

    return case


def named(letters: str, length: int = 5) -> Callable[[Chance], Profile]:
    """Return what makes a profile of one longest name."""
    return lambda chance: Profile((name(chance, letters, length),))


def many(letters: str, count: int = NAMES_MAX) -> Callable[[Chance], Profile]:
    """Return what makes a profile of many names."""
    return lambda chance: Profile(aliases(chance, letters, count))


def known_names(chance: Chance) -> Profile:
    """Return the longest names of words with many spellings."""
    return Profile(long_names(lambda: known(chance)))


def other_values(chance: Chance) -> Profile:
    """Return one name, and as much of everything else as a profile can have."""
    texts = tuple(name(chance, ARABIC)[:100] for _ in range(OTHER_VALUES_MAX))
    dates = tuple(
        PartialDate(chance.randint(1900, 2020), chance.randint(1, 12), chance.randint(1, 28))
        for _ in range(BIRTH_DATES_MAX)
    )
    return Profile((word(chance, ARABIC, 6),), dates, "F", texts, texts, texts)


LATIN = string.ascii_lowercase
BOMBS = {
    "fold: 10,000 characters (refused)": lambda chance: name(chance) * 34,
    "fold: 50 words": name,
    "fold: 150 words of one letter": lambda chance: name(chance, length=1),
    "fold: 300 combining marks on one letter": lambda chance: (
        word(chance, LATIN, 1) + "\u0301" * 299
    ),
    "fold: 300 signs that become 18 letters each": lambda chance: (
        "\ufdfa" * 299 + word(chance, LATIN, 1)
    ),
    "fold: bidirectional overrides": lambda chance: "\u202e\u2066".join(word(chance, ARABIC, 99)),
    "fold: 300 mixed letters in one word": lambda chance: word(chance, LATIN + CYRILLIC, 300),
    "fold: a letter of another script in each word": lambda chance: name(chance, DEVANAGARI + HAN),
    "fold: emoji and flags": lambda chance: (
        word(chance, "😀🇹🇳👨\u200d👩", 299) + word(chance, LATIN, 1)
    ),
}
CASES: dict[str, Case] = {
    **{title: folding(make) for title, make in BOMBS.items()},
    "compare: 50 words with 50 words": comparing(named(LATIN), named(LATIN)),
    "compare: 50 long words with 50": comparing(named(LATIN, 11), named(LATIN, 11)),
    "compare: 50 Arabic words with 50 Latin": comparing(named(ARABIC), named(LATIN)),
    "compare: 50 Cyrillic words with 50 Arabic": comparing(named(CYRILLIC), named(ARABIC)),
    "compare: 50 Korean with 50 Chinese": comparing(named(HANGUL, 2), named(HAN, 2)),
    "compare: 50 Indic words with 50 Latin": comparing(named(DEVANAGARI), named(LATIN)),
    "compare: 20 x 50 words with 20 x 50": comparing(many(LATIN, 20), many(LATIN, 20)),
    "compare: 20 x 50 Arabic with 20 x 50 Latin": comparing(many(ARABIC, 20), many(LATIN, 20)),
    "compare: 20 x 50 words of many spellings": comparing(known_names, known_names),
    "compare: 200 aliases with 200": comparing(many(LATIN), many(LATIN)),
    "compare: 200 Arabic aliases with 200 Latin": comparing(many(ARABIC), many(LATIN)),
    "compare: 60 aliases with 60": comparing(many(CYRILLIC, 60), many(LATIN, 60)),
    "compare: every other value 200 times": comparing(other_values, other_values),
}


ASKED: dict[str, Callable[[Chance], Profile]] = {
    "50 words": named(LATIN),
    "50 Arabic words": named(ARABIC),
    "50 words of many spellings": lambda chance: Profile((known(chance),)),
    "20 x 50 words of many spellings": known_names,
    "200 aliases": many(LATIN),
    "one letter": lambda chance: Profile((word(chance, LATIN, 1),)),
    "two letters": lambda chance: Profile((word(chance, LATIN, 2),)),
    "every other value 200 times": other_values,
}


def searches(title: str, index: Index) -> dict[str, Case]:
    """Return the cases that search an index."""

    def searching(make: Callable[[Chance], Profile]) -> Case:
        def case(chance: Chance) -> Call:
            query = make(chance)
            return lambda: index.search(query, limit=10)

        return case

    return {f"{title}: {asked}": searching(make) for asked, make in ASKED.items()}


def index_of(persons: int, seed: int, worst: int = 0) -> Index:
    """Return an index of generated persons, so many of them of the worst kind."""
    chance = random.Random(seed)  # noqa: S311  generated names, not secrets
    kinds = [known_names, many(LATIN), many(ARABIC), many(LATIN, 20), other_values]
    profiles = [profile for _, profile in Maker(seed).persons(persons)]
    for number in range(worst):
        profiles[number] = kinds[number % len(kinds)](chance)
    index = Index.build(enumerate(profiles))
    index.search(profiles[-1])  # what was added is packed now, not in the first case
    return index


def milliseconds(call: Call) -> float:
    """Return the processor time of a call; a refusal is an answer."""
    started = time.process_time()
    with contextlib.suppress(JisrError):
        call()
    return 1000 * (time.process_time() - started)


def main() -> None:
    """Print the times of every case."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--persons", type=int, default=20_000)
    options.add_argument("--repeats", type=int, default=7)
    given = options.parse_args()
    compare(Profile(("Ali",)), Profile(("علي",)))  # the tables are read now
    chance = random.Random(7)  # noqa: S311  generated names, not secrets
    cases = CASES | searches("search", index_of(given.persons, 3))
    cases |= searches("search, 200 of the worst", index_of(given.persons, 3, 200))
    print(f"{'milliseconds':58} {'median':>8} {'longest':>8}")
    for title, case in cases.items():
        times = [milliseconds(case(chance)) for _ in range(given.repeats)]
        mark = "  beyond the promise" if max(times) > MILLISECONDS_MAX else ""
        print(f"{title:58} {statistics.median(times):8.2f} {max(times):8.2f}{mark}")


if __name__ == "__main__":
    main()
