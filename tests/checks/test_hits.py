"""A hit shows what this officer may see, and sends him where he may go."""

import dataclasses

import pytest

from check_world import ASKED, CAR, NOUR, World
from jisr.access.model import Purpose
from jisr.checks.model import (
    Answer,
    PersonQuery,
    ResultCode,
    VehicleQuery,
)
from jisr.checks.tables import referral
from jisr.records import actions as records
from jisr.records.model import (
    Flag,
    HandlingCode,
    Person,
)
from jisr.values import PartialDate

NOT_FOUND = (ResultCode.NO_ANSWER, ())


def _shape(answer: Answer) -> tuple[ResultCode, tuple[object, ...]]:
    return answer.code, answer.hits


REFUGEE = [
    (ASKED, NOUR, frozenset({Flag.ASYLUM})),
    (dataclasses.replace(ASKED, nationality="XXB"), NOUR, frozenset[Flag]()),
    (ASKED, dataclasses.replace(NOUR, nationalities=("LBN", "XXA")), frozenset[Flag]()),
]


@pytest.mark.parametrize(("query", "subject", "flags"), REFUGEE, ids=["flag", "asked", "recorded"])
def test_refugee_is_referred_and_nobody_contacted(
    world: World, query: PersonQuery, subject: Person, flags: frozenset[Flag]
) -> None:
    """The answer sends nobody to the owner and does not say what the owner knows."""
    world.record(subject, flags=flags, reference="FR-77")
    (hit,) = world.check(query).hits
    assert hit.refer_to_reviewer
    assert (hit.owner, hit.reference, hit.flags) == ("", "", frozenset())
    assert hit.instruction == referral()
    assert not any("owner" in text.lower() for text in hit.instruction.texts.values())


def test_person_protected_from_the_owner_is_referred(world: World) -> None:
    """The sealed protection list of the person decides, and is not shown."""
    record = world.record(NOUR, owner="SYR")
    world.database.in_transaction(
        records.protect, world.asking("officer@syr", Purpose.WANTED_PERSON), record.id, ["SYR"]
    )
    (hit,) = world.check(ASKED).hits
    assert (hit.refer_to_reviewer, hit.owner) == (True, "")


def test_confirm_only_field_changes_nothing_but_its_mark(world: World) -> None:
    """Right, wrong or no guess at the field: the same hit; only "can confirm more" is said."""
    world.record(NOUR, handling={"birth_dates": HandlingCode.CONFIRM_ONLY})
    guesses = (PartialDate(1974, 3, 2), PartialDate(1950, 1, 1), None)
    hits = [world.check(dataclasses.replace(ASKED, birth_date=guess)).hits for guess in guesses]
    assert hits[0] == hits[1] == hits[2]
    (hit,) = hits[0]
    assert hit.owner_can_confirm_more
    assert "birth_dates" not in hit.shown


def test_confirm_only_number_is_not_found(world: World) -> None:
    """A number that its owner only confirms raises no hit."""
    world.record(CAR, handling={"vin": HandlingCode.CONFIRM_ONLY})
    assert _shape(world.check(VehicleQuery(vin="WVWZZZ1JZXW000001"))) == NOT_FOUND
    (hit,) = world.check(VehicleQuery(plate="12ABC")).hits
    assert hit.owner_can_confirm_more
    assert "vin" not in hit.shown


def test_restricted_fields_cannot_be_guessed(world: World) -> None:
    """A field for the originator alone weighs nothing for others."""
    world.record(NOUR, handling={"birth_dates": HandlingCode.ORIGINATOR_CONTROL})
    hits = [
        world.check(dataclasses.replace(ASKED, birth_date=guess)).hits
        for guess in (PartialDate(1974, 3, 2), PartialDate(1950, 1, 1))
    ]
    assert hits[0] == hits[1]
    assert "birth_date" not in {row.feature for hit in hits[0] for row in hit.reasons}
