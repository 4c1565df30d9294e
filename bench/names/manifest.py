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
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree

from systems import Record, load_system

FALSE_ALERTS_ACCEPTED = (0, 1, 2, 5, 10, 20)
NOTHING_FOUND = float("-inf")

Found = Mapping[str, list[tuple[str, float]]]
"""The reference and score of the best person for each row, if any."""


def texts(element: ElementTree.Element, path: str) -> list[str]:
    """Return the texts found at a path, without the empty ones."""
    return [text for found in element.findall(path) if (text := (found.text or "").strip())]


def listed_persons(path: Path) -> Iterator[tuple[str, Record]]:
    """Yield the reference and record of each person of a UN consolidated list."""
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
        record = {
            "names": list(dict.fromkeys(names)),
            "dob": [date[: len("2000-01-01")] for date in dates],
            "gender": (texts(person, "GENDER") or [""])[0],
        }
        yield texts(person, "REFERENCE_NUMBER")[0], record


def travellers(path: Path) -> Iterator[tuple[str, Record]]:
    """Yield the row number and record of each traveller."""
    with path.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            date = line["birth_date"] or None
            yield line["row"], {"names": [line["name"]], "dob": date, "gender": line["sex"]}


def key_of(path: Path) -> dict[str, str]:
    """Return the reference of each listed row."""
    with path.open(encoding="utf-8", newline="") as file:
        return {line["row"]: line["un_reference"] for line in csv.DictReader(file)}


def right_and_wrong(found: Found, path: Path) -> tuple[list[float], list[float], int]:
    """Return the scores of listed travellers found, of those on no list, and how many are listed.

    A traveller of whom nothing was found scores less than any other.
    """
    key = key_of(path)
    right = [score for row, best in found.items() for name, score in best if key.get(row) == name]
    others = [
        max((score for _, score in best), default=NOTHING_FOUND)
        for row, best in found.items()
        if row not in key
    ]
    return right, others, len(key)


def main() -> None:
    """Print how many are found, and how long a traveller takes."""
    parser = argparse.ArgumentParser(description="Find listed travellers of a manifest")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--list", type=Path, required=True)
    parser.add_argument("--missed", action="store_true", help="print the rows not found")
    given = parser.parse_args()
    persons = list(listed_persons(given.list))
    system = load_system("jisr")
    system.build([one for _, one in persons])
    start = time.perf_counter()
    found = {
        row: [(persons[place][0], bits) for place, bits in system.search(one, 1)]
        for row, one in travellers(given.data / "arrivals.csv")
    }
    seconds = time.perf_counter() - start
    print(f"{len(persons)} persons, {len(found)} travellers, {len(found) / seconds:.0f} per second")
    path = given.data / "arrivals-key.csv"
    right, others, listed = right_and_wrong(found, path)
    others.sort(reverse=True)
    for accepted in FALSE_ALERTS_ACCEPTED:
        threshold = others[accepted]
        hits = sum(bits > threshold for bits in right)
        print(f"at most {accepted} false alerts (above {threshold:.1f} bits): {hits}/{listed}")
    for row, reference in key_of(path).items() if given.missed else ():
        if not any(one == reference and bits > others[5] for one, bits in found[row]):
            print("missed", row, reference, found[row])


if __name__ == "__main__":
    main()
