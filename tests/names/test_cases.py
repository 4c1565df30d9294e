"""The judgements of linguists in `cases/`, one file for each script.

A line is: left name, right name, `same` or `different`, and what the pair shows.
"""

import csv
from pathlib import Path

import pytest

from jisr.names.compare import compare
from jisr.names.index import Index
from jisr.names.model import Profile

FILES = sorted((Path(__file__).parent / "cases").glob("*.csv"))
PAIRS_SAME_MIN = 5
"""Pairs of one name that each file shows at least."""

SAME_BITS_MIN = 6.0
"""Bits of a whole name that agrees; one word that agrees beside one that does not has less."""

FOUND_MAX = 10

Case = tuple[str, str, str, str]


def cases(path: Path) -> list[Case]:
    """Return the lines of a file; those that begin with # are remarks."""
    with path.open(encoding="utf-8", newline="") as lines:
        read = csv.reader(line for line in lines if not line.startswith("#"))
        return [(left, right, judgement, why) for left, right, judgement, why in read]


EVERY_CASE = [case for path in FILES for case in cases(path)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_has_judgements_of_both_kinds(path: Path) -> None:
    """Each script has pairs of one name, and pairs that are not one."""
    judged = [judgement for _, _, judgement, _ in cases(path)]
    assert set(judged) == {"same", "different"}
    assert judged.count("same") >= PAIRS_SAME_MIN


@pytest.mark.parametrize(("left", "right", "judgement", "why"), EVERY_CASE)
def test_names_are_judged_as_a_linguist_does(
    left: str, right: str, judgement: str, why: str
) -> None:
    """Two names that can be one person agree as a whole, others do not."""
    bits = compare(Profile((left,)), Profile((right,))).bits
    assert ("same" if bits >= SAME_BITS_MIN else "different") == judgement, why


def test_a_name_is_found_by_its_other_spelling() -> None:
    """Among all the names of the files, each is found by the name that it is the same as."""
    rights = sorted({right for _, right, _, _ in EVERY_CASE})
    index = Index.build((key, Profile((right,))) for key, right in enumerate(rights))
    missed = [
        (left, right)
        for left, right, judgement, _ in EVERY_CASE
        if judgement == "same"
        and right
        not in {rights[found.key] for found in index.search(Profile((left,)), limit=FOUND_MAX)}
    ]
    assert missed == []
