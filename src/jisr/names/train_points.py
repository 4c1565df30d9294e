"""Measure `data/alert_rates.csv`: how often each operating point alerts, wrongly and rightly.

    python -m jisr.names.train_points --tokens wd_tokens.tsv.gz --arabic ar2en.tsv.gz --out DIR

Run it when weights or margins have changed. Persons of an index and travellers are composed as in
`jisr.names.train_names`; no name of a real person is used. Travellers come from the same peoples
as the persons of the index, so that chance meets more often than on a border. A traveller shows a
passport: a Latin name, a whole birth date and a sex. Of a listed person less is known.
"""

import argparse
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jisr.names.index import Index
from jisr.names.model import Profile
from jisr.names.points import operating_points, threshold_bits
from jisr.names.train import SOURCE, read_tokens, write_csv
from jisr.names.train_names import NATIVE_SHARE, Composer
from jisr.names.train_pairs import lexicon
from jisr.values import PartialDate

PERSONS, TRAVELLERS, LISTED = 20_000, 10_000, 2_000
"""Persons of the index, travellers on no list, and travellers who are listed."""

YEARS = (1940, 2006)
DAYS_IN_MONTH = 28

WHOLE_DATE_SHARE, YEAR_SHARE, SEX_SHARE = 0.6, 0.25, 0.8
"""What is known of listed persons; the rest have no birth date, or no sex."""

WRONG_DATE_SHARE = 0.05
"""Share of listed persons whose passport has quite another birth date."""

NOT_FOUND = -1e9


@dataclass(frozen=True)
class Person:
    """A composed person: the words of the name, who composed it, birth date and sex."""

    words: tuple[str, ...]
    composer: Composer
    birth_date: PartialDate
    sex: str


class Crowd:
    """Composes persons of several peoples."""

    def __init__(self, composers: list[Composer], chance: random.Random) -> None:
        self._composers, self._chance = composers, chance

    def person(self) -> Person:
        """Return a new person."""
        composer = self._chance.choice(self._composers)
        return Person(tuple(composer.name()), composer, self._date(), self._chance.choice("FM"))

    def listed(self, person: Person) -> Profile:
        """Return what a list knows of a person."""
        native = self._chance.random() < NATIVE_SHARE
        words = list(person.words)
        name = " ".join(words) if native else person.composer.latin(words)
        drawn = self._chance.random()
        dates: tuple[PartialDate, ...] = ()
        if drawn < WHOLE_DATE_SHARE:
            dates = (person.birth_date,)
        elif drawn < WHOLE_DATE_SHARE + YEAR_SHARE:
            dates = (PartialDate(person.birth_date.year),)
        sex = person.sex if self._chance.random() < SEX_SHARE else ""
        return Profile((name,), dates, sex)

    def traveller(self, person: Person) -> Profile:
        """Return what the passport of a person says."""
        name = person.composer.latin(person.composer.changed(list(person.words)))
        wrong = self._chance.random() < WRONG_DATE_SHARE
        return Profile((name,), (self._date() if wrong else person.birth_date,), person.sex)

    def _date(self) -> PartialDate:
        chance = self._chance
        return PartialDate(
            chance.randint(*YEARS), chance.randint(1, 12), chance.randint(1, DAYS_IN_MONTH)
        )


def best_bits(
    index: Index, travellers: Iterator[tuple[int | None, Profile]]
) -> Iterator[tuple[bool, float]]:
    """Yield for each traveller whether the best candidate is the right one, and its bits."""
    for key, profile in travellers:
        found = index.search(profile, limit=1, minimum_bits=NOT_FOUND)
        yield (
            bool(found) and found[0].key == key,
            found[0].comparison.bits if found else NOT_FOUND,
        )


def measure(
    crowd: Crowd, persons: int, travellers: int, listed: int
) -> dict[str, tuple[float, float]]:
    """Return for each operating point the alerts in 1,000 travellers, and the finds in 1,000."""
    known = [crowd.person() for _ in range(persons)]
    index = Index.build(enumerate(map(crowd.listed, known)))
    others = [
        bits
        for _, bits in best_bits(
            index, ((None, crowd.traveller(crowd.person())) for _ in range(travellers))
        )
    ]
    ours = [
        bits
        for right, bits in best_bits(
            index, ((key, crowd.traveller(known[key])) for key in range(listed))
        )
        if right
    ]
    rates = {}
    for point in operating_points():
        least = threshold_bits(point, persons)
        alerts = 1000 * sum(bits >= least for bits in others) / travellers
        rates[point] = (alerts, 1000 * sum(bits >= least for bits in ours) / listed)
    return rates


def main(arguments: list[str] | None = None) -> None:
    """Read the lists named on the command line and write the data file."""
    parser = argparse.ArgumentParser(description="Measure how often the operating points alert")
    parser.add_argument("--tokens", type=Path, required=True)
    parser.add_argument("--arabic", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--persons", type=int, default=PERSONS)
    parser.add_argument("--travellers", type=int, default=TRAVELLERS)
    parser.add_argument("--listed", type=int, default=LISTED)
    given = parser.parse_args(arguments)
    attested = read_tokens(given.tokens, given.arabic)
    chance = random.Random(4)  # noqa: S311  a fixed draw of examples, not a secret
    words = [lexicon(attested, language) for language in sorted(attested.by_native)]
    crowd = Crowd([Composer(one, chance) for one in words if one], chance)
    rates = measure(crowd, given.persons, given.travellers, given.listed)
    given.out.mkdir(parents=True, exist_ok=True)
    meaning = (
        f"measured by jisr.names.train_points: {given.persons} persons, {given.travellers} others\n"
        "operating point,alerts in 1000 travellers on no list,finds in 1000 listed travellers"
    )
    lines = [(point, f"{alerts:.2f}", f"{finds:.0f}") for point, (alerts, finds) in rates.items()]
    write_csv(given.out / "alert_rates.csv", f"{SOURCE}\n{meaning}", lines)


if __name__ == "__main__":
    main()
