"""Example entities of FollowTheMoney are read as questions, as far as they can be."""

import datetime

import pytest

from check_world import NOUR, PASSPORT, World
from jisr.checks.examples import Example, entity_of, queries_of, understood
from jisr.checks.model import DocumentQuery, PersonQuery, Query, VehicleQuery, VesselQuery
from jisr.values import PartialDate

TODAY = datetime.date(2026, 11, 21)
BORN = PartialDate(1951)


@pytest.mark.parametrize(
    ("schema", "properties", "queries"),
    [
        (
            "Person",
            {"name": ["Arkadiii Rotenberg", "Ротенберг Аркадий"], "birthDate": ["1951"]},
            [
                PersonQuery(name="Arkadiii Rotenberg", birth_date=BORN),
                PersonQuery(name="Ротенберг Аркадий", birth_date=BORN),
            ],
        ),
        (
            "Person",
            {"firstName": "Ana", "lastName": ["Silva"], "gender": "female", "nationality": ["br"]},
            [PersonQuery(name="Ana Silva", sex="F", nationality="br")],
        ),
        (
            "Person",
            {
                "name": [3, None, "  ", "x\u202e"],
                "birthDate": ["soon"],
                "nationality": ["Atlantis"],
            },
            [PersonQuery()],
        ),
        ("Person", {"passportNumber": ["AB123456"]}, [PersonQuery(document_number="AB123456")]),
        (
            "Passport",
            {"number": ["AB123456"], "country": ["fr"]},
            [DocumentQuery("AB123456", "fr")],
        ),
        ("Vehicle", {"registrationNumber": ["12 ABC"]}, [VehicleQuery(plate="12 ABC")]),
        ("Vessel", {"imoNumber": ["9074729"]}, [VesselQuery(imo="9074729")]),
        ("Company", {"name": ["Stroygazmontazh"]}, [PersonQuery()]),
    ],
)
def test_an_example_is_read(
    schema: str, properties: dict[str, str | list[object]], queries: list[Query]
) -> None:
    """Each name is one question; what cannot be read is left out; a company is nobody."""
    assert queries_of(Example(schema, properties), TODAY) == queries


def test_what_was_understood_is_told() -> None:
    """Values that were left out are missing in it."""
    example = Example(
        "Person", {"name": ["Ana", "Anna"], "birthDate": ["1974"], "country": ["Atlantis"]}, "q"
    )
    assert understood(example, queries_of(example, TODAY)) == {
        "id": "q",
        "schema": "Person",
        "properties": {"name": ["Ana", "Anna"], "birthDate": ["1974"]},
    }


def test_a_hit_is_an_entity_with_its_reasons(world: World) -> None:
    """Features sum to the evidence; a threshold decides what is called a match."""
    record = world.record(NOUR)
    (hit,) = world.check(PersonQuery(name="Nour Haddad", birth_date=NOUR.birth_dates[0])).hits
    entity = entity_of(hit, None)
    assert (entity.id, entity.schema, entity.caption) == (record.id, "Person", "نور الحداد")
    assert entity.properties["birthDate"] == ["1974-03-02"]
    assert sum(entity.features.values()) == pytest.approx(hit.bits, abs=0.01)
    assert set(entity.explanations) == set(entity.features)
    matches = [entity_of(hit, each).match for each in (None, hit.score, 1.0)]
    assert matches == [True, True, False]


def test_a_document_is_a_passport(world: World) -> None:
    """Other things have their own schema."""
    world.record(PASSPORT)
    (hit,) = world.check(DocumentQuery(PASSPORT.number)).hits
    entity = entity_of(hit, None)
    assert (entity.schema, entity.caption, entity.target) == ("Passport", PASSPORT.number, False)
