"""Most travellers are on no list; the key knows those who are, and what hides them."""

import csv
import datetime
from collections import Counter
from pathlib import Path

import pytest

from jisr.demo.members import issuers
from jisr.demo.people import Recorded, people_of
from jisr.demo.things import documents_of
from jisr.demo.travellers import (
    Key,
    Traveller,
    may_arrive,
    plan_travellers,
    write_arrivals,
)
from jisr.records.model import Document, Person

TODAY = datetime.date(2026, 11, 21)
ISSUERS = tuple(issuers().values())


@pytest.fixture(scope="module")
def recorded() -> list[Recorded]:
    """Persons who may arrive, of every bureau."""
    people = [person for issuer in ISSUERS for person in people_of(issuer, 1, 10, TODAY)]
    return [each for each in people if may_arrive(each)]


@pytest.fixture(scope="module")
def stolen() -> list[tuple[str, Document]]:
    """Stolen documents of every country, with their references."""
    drafts = [draft for issuer in ISSUERS for draft in documents_of(issuer, 1, 3, TODAY)]
    return [
        (draft.reference, draft.subject) for draft in drafts if isinstance(draft.subject, Document)
    ]


@pytest.fixture(scope="module")
def planned(
    recorded: list[Recorded], stolen: list[tuple[str, Document]]
) -> tuple[tuple[Traveller, ...], tuple[Key, ...]]:
    """A list of five hundred arrivals with its key."""
    return plan_travellers(1, 500, recorded, stolen, TODAY)


def test_same_seed_makes_the_same_list(
    recorded: list[Recorded], stolen: list[tuple[str, Document]]
) -> None:
    """Two lists with one seed are equal."""
    first = plan_travellers(1, 100, recorded, stolen, TODAY)
    assert first == plan_travellers(1, 100, recorded, stolen, TODAY)


def test_rows_are_numbered_and_few_are_recorded(
    planned: tuple[tuple[Traveller, ...], tuple[Key, ...]],
) -> None:
    """Five hundred rows in order; one in sixteen is in the key, with every disguise."""
    travellers, keys = planned
    assert [each.row for each in travellers] == list(range(1, 501))
    assert Counter(key.disguise for key in keys) == {
        "other-script": 5,
        "other-spelling": 4,
        "other-order": 4,
        "year-only": 4,
        "mrz": 4,
        "third-script": 4,
        "stolen-document": 6,
    }


def test_key_leads_to_the_person_behind_the_disguise(
    planned: tuple[tuple[Traveller, ...], tuple[Key, ...]], recorded: list[Recorded]
) -> None:
    """Who is in the key is recorded under the reference, born in the year that the list says."""
    travellers, keys = planned
    people = {each.draft.reference: each.draft.subject for each in recorded}
    for key in keys:
        if key.disguise != "stolen-document":
            person = people[key.reference]
            assert isinstance(person, Person)
            assert travellers[key.row - 1].birth_date[:4] == str(person.birth_dates[0].year)


def test_every_disguise_changes_the_row(
    planned: tuple[tuple[Traveller, ...], tuple[Key, ...]], recorded: list[Recorded]
) -> None:
    """No traveller of the key stands in the list just as he is recorded."""
    travellers, keys = planned
    people = {each.draft.reference: each for each in recorded}
    for key in keys:
        if key.disguise != "stolen-document":
            known, traveller = people[key.reference], travellers[key.row - 1]
            if key.disguise == "year-only":
                assert len(traveller.birth_date) == 4
            else:
                assert traveller.name != known.name.original


def test_arrivals_are_written_as_csv(tmp_path: Path) -> None:
    """The columns are those that a list check reads."""
    path = tmp_path / "arrivals.csv"
    traveller = Traveller(1, "Нур Хаддад", "1974-03", "MAR", "F", "AB123456", "MAR", "passport")
    write_arrivals(path, [traveller])
    with path.open(encoding="utf-8", newline="") as file:
        assert list(csv.DictReader(file)) == [
            {
                "row": "1",
                "name": "Нур Хаддад",
                "birth_date": "1974-03",
                "nationality": "MAR",
                "sex": "F",
                "document_number": "AB123456",
                "document_country": "MAR",
                "document_type": "passport",
            }
        ]
