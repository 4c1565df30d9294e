"""Measuring how often operating points alert."""

import collections
import gzip
import itertools
import random
from pathlib import Path

from jisr.names.points import operating_points
from jisr.names.train_names import Composer
from jisr.names.train_points import Crowd, main, measure

SYLLABLES = {"ба": "ba", "ги": "gi", "ко": "ko", "ме": "me", "ру": "ru", "та": "ta"}
WORDS = {
    "".join(parts): collections.Counter({"".join(SYLLABLES[one] for one in parts): 5})
    for parts in itertools.permutations(SYLLABLES, 3)
}


def _crowd(seed: int) -> Crowd:
    chance = random.Random(seed)  # noqa: S311  a fixed draw
    return Crowd([Composer(WORDS, chance)], chance)


def test_a_traveller_shows_more_than_a_list_knows() -> None:
    """A passport has one Latin name, a whole date and a sex; a list may lack date and sex."""
    crowd = _crowd(1)
    persons = [crowd.person() for _ in range(200)]
    shown = [crowd.traveller(person) for person in persons]
    assert all(one.names[0].isascii() and one.sex and one.birth_dates[0].day for one in shown)
    listed = [crowd.listed(person) for person in persons]
    assert {len(one.birth_dates) for one in listed} == {0, 1}
    assert {one.sex for one in listed} == {"", "F", "M"}
    dates = [person.birth_date for person in persons]
    right = sum(one.birth_dates == (date,) for one, date in zip(shown, dates, strict=True))
    assert 180 <= right < 200


def test_each_point_has_its_rates() -> None:
    """Listed travellers are found far more often than others raise an alert."""
    rates = measure(_crowd(2), 60, 60, 30)
    assert tuple(rates) == operating_points()
    assert all(finds > 500 > alerts for alerts, finds in rates.values())


def test_the_file_depends_on_the_lists_only(tmp_path: Path) -> None:
    """Two runs write the same bytes."""
    source = tmp_path / "tokens.tsv.gz"
    with gzip.open(source, "wt", encoding="utf-8") as file:
        for native, spellings in WORDS.items():
            file.writelines(f"russian\t{word}\t{native}\t{n}\n" for word, n in spellings.items())
    sizes = ["--persons", "30", "--travellers", "20", "--listed", "10"]
    written = []
    for run in ("one", "two"):
        main(["--tokens", str(source), "--out", str(tmp_path / run), *sizes])
        written.append((tmp_path / run / "alert_rates.csv").read_bytes())
    assert written[0] == written[1]
