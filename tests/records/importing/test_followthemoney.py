"""FollowTheMoney entities become drafts; what has no place here is counted."""

import json
from pathlib import Path
from typing import Any

import pytest

from jisr.access.model import DatabaseName, Purpose
from jisr.errors import EncodingWrong, FileEmpty, InputTooLarge, ValueMalformed
from jisr.kit.lines import LINE_BYTES_MAX
from jisr.kit.tables import JSON_WRONG, LINE_LONG, RejectedRow
from jisr.records.importing import followthemoney
from jisr.records.importing.fields import EMPTY, NAME_MISLEADS
from jisr.records.importing.followthemoney import is_followthemoney, open_entities
from jisr.records.importing.model import Item, LeftOut, Proposal
from jisr.records.model import (
    DocumentReference,
    Draft,
    Flag,
    Name,
    NameKind,
    Person,
    PersonStatus,
    Vehicle,
    Vessel,
)
from jisr.values import PartialDate

PERSON = {
    "id": "xx-1",
    "schema": "Person",
    "caption": "Nour Haddad",
    "datasets": ["xx_list"],
    "properties": {
        "name": ["نور حداد", "Nour Haddad"],
        "alias": ["N. Haddad", "Nour Haddad"],
        "weakAlias": ["the tailor"],
        "birthDate": ["1974-03-02", "1974"],
        "birthPlace": ["Tangier"],
        "gender": ["female"],
        "nationality": ["ma", "suhh"],
        "topics": ["sanction"],
        "program": ["Program 7"],
        "passportNumber": ["AB1234567"],
        "idNumber": ["K 99 111"],
    },
}
PASSPORT = {
    "id": "xx-2",
    "schema": "Passport",
    "properties": {"holder": ["xx-1"], "number": ["AB 1234567", "?"], "country": ["ma"]},
}


def person(**properties: Any) -> dict[str, Any]:
    """Return a person with nothing but these properties."""
    return {"id": "p", "schema": "Person", "properties": properties}


def items(path: Path, *entities: object, as_array: bool = False) -> list[Item]:
    """Write the entities and return what is read."""
    text = json.dumps(entities) if as_array else "\n".join(map(json.dumps, entities))
    path.write_text(text)
    return list(open_entities(path, Purpose.INVESTIGATION).read(0))


@pytest.mark.parametrize("as_array", [False, True])
def test_person_is_written_with_documents(tmp_path: Path, *, as_array: bool) -> None:
    """A person gathers names, dates and the documents that name it, wherever these stand."""
    found = items(tmp_path / "list", PASSPORT, PERSON, as_array=as_array)
    assert found == [
        LeftOut(1, "Passport"),
        Proposal(
            2,
            Draft(
                database=DatabaseName.NOMINAL,
                subject=Person(
                    names=(
                        Name("نور حداد"),
                        Name("Nour Haddad", NameKind.ALIAS),
                        Name("N. Haddad", NameKind.ALIAS),
                        Name("the tailor", NameKind.WEAK_ALIAS),
                    ),
                    sex="F",
                    birth_dates=(PartialDate(1974, 3, 2), PartialDate(1974)),
                    birth_places=("Tangier",),
                    nationalities=("MAR",),
                    documents=(
                        DocumentReference("AB1234567", "MAR", "passport"),
                        DocumentReference("K99111", "", "identity-card"),
                    ),
                ),
                purpose=Purpose.INVESTIGATION,
                status=PersonStatus.POSSIBLE_THREAT,
                event="Program 7",
                reference="xx-1",
                source="xx_list",
                flags=frozenset({Flag.PUBLIC_SOURCE}),
            ),
        ),
    ]


def test_vehicle_and_vessel_are_written(tmp_path: Path) -> None:
    """Things that move become records of their databases."""
    found = items(
        tmp_path / "list",
        {"id": "v", "schema": "Vehicle", "properties": {"registrationNumber": ["12345-A-6"]}},
        {
            "id": "s",
            "schema": "Vessel",
            "properties": {
                "name": ["Nour"],
                "pastNames": ["Amal"],
                "imoNumber": ["9074729"],
                "flag": ["pa"],
            },
        },
    )
    assert [each.draft.subject for each in found if isinstance(each, Proposal)] == [
        Vehicle(plate="12345-A-6"),
        Vessel(name="Nour", former_names=("Amal",), imo="9074729", flag="PAN"),
    ]


@pytest.mark.parametrize(
    ("topics", "datasets", "status"),
    [
        (["wanted"], [], PersonStatus.SUSPECT),
        (["role.pep", "sanction"], [], PersonStatus.POSSIBLE_THREAT),
        ([], ["un_sc_sanctions"], PersonStatus.UN_SANCTIONS),
    ],
)
def test_status_follows_what_the_list_says(
    tmp_path: Path, topics: list[str], datasets: list[str], status: PersonStatus
) -> None:
    """A topic or the list itself gives the status; nothing else does."""
    entity = person(name=["A"], topics=topics) | {"datasets": datasets}
    (found,) = items(tmp_path / "list", entity)
    assert isinstance(found, Proposal)
    assert found.draft.status is status


def test_person_without_police_topic_is_left_out(tmp_path: Path) -> None:
    """A politician is not recorded because a list holds politicians."""
    found = items(tmp_path / "list", person(name=["A"], topics=["role.pep"]))
    assert found == [LeftOut(1, followthemoney.NO_TOPIC)]


def test_unknown_schemas_are_counted_by_name(tmp_path: Path) -> None:
    """Companies and whatever comes one day are left out under their own name."""
    found = items(tmp_path / "list", {"id": "c", "schema": "Company", "properties": {}})
    assert found == [LeftOut(1, "Company")]


def test_wrong_entities_are_rejected_and_the_rest_goes_on(tmp_path: Path) -> None:
    """Broken JSON, a missing name, a misleading name and a wrong date each say why."""
    lines = [
        '{"id": "a"',
        '{"id": "a", "schema": "Person", "properties": {"name": "text"}}',
        '{"schema": "Person"}',
        json.dumps(person(topics=["wanted"])),
        json.dumps(person(topics=["wanted"], name=["A\u202eB"])),
        json.dumps(person(topics=["wanted"], name=["A"], birthDate=["1974-13"])),
        "x" * (LINE_BYTES_MAX + 1),
        json.dumps({"id": "c", "schema": "Company"}),
    ]
    (tmp_path / "list").write_text("\n".join(lines))
    found = list(open_entities(tmp_path / "list", Purpose.INVESTIGATION).read(0))
    assert found == [
        RejectedRow(1, "", JSON_WRONG, lines[0]),
        RejectedRow(2, "", JSON_WRONG, lines[1][:59] + "…"),
        RejectedRow(3, "", JSON_WRONG, lines[2]),
        RejectedRow(4, "name", EMPTY, "p"),
        RejectedRow(5, "name", NAME_MISLEADS, "p"),
        RejectedRow(6, "date", "no such day", "p"),
        RejectedRow(7, "", LINE_LONG, "x" * 59 + "…"),
        LeftOut(8, "Company"),
    ]


def test_reading_resumes_after_a_line(tmp_path: Path) -> None:
    """Entities up to the line are passed over, and documents before it are still known."""
    (tmp_path / "list").write_text(json.dumps(PASSPORT) + "\n" + json.dumps(PERSON))
    (found,) = open_entities(tmp_path / "list", Purpose.INVESTIGATION).read(1)
    assert isinstance(found, Proposal)
    assert isinstance(found.draft.subject, Person)
    assert found.draft.subject.documents[0].country == "MAR"


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", FileEmpty),
        (b"[]", FileEmpty),
        (b"[1,", ValueMalformed),
        (b'{"id": "\xff"}', EncodingWrong),
    ],
)
def test_bad_file_is_refused(tmp_path: Path, content: bytes, refusal: type[Exception]) -> None:
    """An empty list, a broken array and a wrong encoding are each refused by name."""
    (tmp_path / "list").write_bytes(content)
    with pytest.raises(refusal):
        open_entities(tmp_path / "list", Purpose.INVESTIGATION)


def test_huge_array_is_refused(tmp_path: Path) -> None:
    """An array that would fill the memory is refused before it is decoded."""
    with (tmp_path / "list").open("wb") as file:
        file.write(b"[")
        file.truncate(followthemoney.ARRAY_BYTES_MAX + 2)
    with pytest.raises(InputTooLarge):
        open_entities(tmp_path / "list", Purpose.INVESTIGATION)


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.json", json.dumps(PERSON), True),
        ("a.json", json.dumps([PERSON]), True),
        ("a.ftm.json", "", True),
        ("a.jsonl", '{"name": "A", "status": "suspect"}', False),
        ("a.csv", "name,status\nA,suspect\n", False),
        ("a.csv", "x" * (LINE_BYTES_MAX + 1), False),
        ("a.csv", "", False),
    ],
)
def test_such_lists_are_recognised(
    tmp_path: Path, name: str, content: str, *, expected: bool
) -> None:
    """What begins with an entity is such a list, and so is what is called one."""
    (tmp_path / name).write_text(content)
    assert is_followthemoney(tmp_path / name) is expected
