"""Measure how many listed travellers of a manifest are found among the persons of a list.

    python bench/names/manifest.py --data DIRECTORY --list consolidated.xml.gz

DIRECTORY holds arrivals.csv (row, name, birth_date, nationality, sex) and arrivals-key.csv (row,
un_reference). Printed is, for each number of false alerts that is accepted, how many of the
travellers of the key stand first and above the threshold that gives so few alerts.
"""

import argparse
import csv
import gzip
import time
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from jisr.names import Index, Profile
from jisr.values import PartialDate

FALSE_ALERTS_ACCEPTED = (0, 1, 2, 5, 10, 20)


def texts(element: ElementTree.Element, path: str) -> list[str]:
    """Return the texts found at a path, without the empty ones."""
    return [text for found in element.findall(path) if (text := (found.text or "").strip())]


def listed_persons(path: Path) -> Iterator[tuple[str, Profile]]:
    """Yield the reference and profile of each person of a UN consolidated list."""
    with gzip.open(path) as file:
        tree = ElementTree.parse(file)  # noqa: S314  a file the user names, from the UN
    for person in tree.iterfind(".//INDIVIDUAL"):
        parts = [
            text
            for order in ("FIRST", "SECOND", "THIRD", "FOURTH")
            for text in texts(person, f"{order}_NAME")
        ]
        names = [" ".join(parts), *texts(person, "NAME_ORIGINAL_SCRIPT")]
        names += texts(person, "INDIVIDUAL_ALIAS/ALIAS_NAME")
        dates = texts(person, "INDIVIDUAL_DATE_OF_BIRTH/DATE")
        dates += texts(person, "INDIVIDUAL_DATE_OF_BIRTH/YEAR")
        gender = (texts(person, "GENDER") or [""])[0]
        profile = Profile(
            names=tuple(dict.fromkeys(names)),
            birth_dates=tuple(PartialDate.parse(date[:10]) for date in dates),
            sex={"Male": "M", "Female": "F"}.get(gender, ""),
        )
        yield texts(person, "REFERENCE_NUMBER")[0], profile


def travellers(path: Path) -> Iterator[tuple[str, Profile]]:
    """Yield the row number and profile of each traveller."""
    with path.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            dates = (PartialDate.parse(line["birth_date"]),) if line["birth_date"] else ()
            yield line["row"], Profile((line["name"],), dates, line["sex"])


def main() -> None:
    """Print how many are found, and how long a traveller takes."""
    parser = argparse.ArgumentParser(description="Find listed travellers of a manifest")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--list", type=Path, required=True)
    parser.add_argument("--missed", action="store_true", help="print the rows not found")
    given = parser.parse_args()
    persons = list(listed_persons(given.list))
    index = Index.build(enumerate(profile for _, profile in persons))
    with (given.data / "arrivals-key.csv").open(encoding="utf-8", newline="") as file:
        key = {line["row"]: line["un_reference"] for line in csv.DictReader(file)}
    start = time.perf_counter()
    best: dict[str, tuple[float, str]] = {}
    for row, profile in travellers(given.data / "arrivals.csv"):
        found = index.search(profile, limit=1, minimum_bits=-100.0)
        best[row] = (found[0].comparison.bits, persons[found[0].key][0]) if found else (-100.0, "")
    seconds = time.perf_counter() - start
    print(f"{len(persons)} persons, {len(best)} travellers, {len(best) / seconds:.0f} per second")
    others = sorted((bits for row, (bits, _) in best.items() if row not in key), reverse=True)
    right = {row: bits for row, (bits, reference) in best.items() if key.get(row) == reference}
    for accepted in FALSE_ALERTS_ACCEPTED:
        threshold = others[accepted]
        hits = sum(bits > threshold for bits in right.values())
        print(f"at most {accepted} false alerts (above {threshold:.1f} bits): {hits}/{len(key)}")
    if given.missed:
        threshold = others[5]
        for row, reference in key.items():
            if right.get(row, -100.0) <= threshold:
                print("missed", row, reference, best[row])


if __name__ == "__main__":
    main()
