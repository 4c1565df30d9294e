"""Generated documents and things have valid numbers, and none comes twice."""

import datetime
from collections import Counter

import pytest

from jisr.access.model import DatabaseName
from jisr.demo.members import Issuer, issuers
from jisr.demo.things import BATCH_DOCUMENTS, documents_of, things_of
from jisr.identifiers import plate, serial, vessel
from jisr.identifiers.cleaning import Checked
from jisr.identifiers.documents import clean_document_number
from jisr.records.model import Document, Firearm, Vehicle, Vessel

TODAY = datetime.date(2026, 11, 21)
THINGS = (DatabaseName.VEHICLES, DatabaseName.VESSELS, DatabaseName.FIREARMS)


def documents(issuer: Issuer, count: int) -> list[Document]:
    """Return the stolen documents of one country."""
    subjects = [draft.subject for draft in documents_of(issuer, 1, count, TODAY)]
    return [each for each in subjects if isinstance(each, Document)]


@pytest.mark.parametrize("issuer", issuers().values(), ids=lambda issuer: issuer.member)
def test_every_document_is_valid_and_its_issuers(issuer: Issuer) -> None:
    """Numbers need no cleaning, none comes twice, and the country is the one that writes."""
    made = documents(issuer, 200)
    assert len({(each.type, each.number) for each in made}) == 200
    for each in made:
        assert clean_document_number(each.number) == Checked(each.number)
        assert each.country == issuer.member
        assert each.fraud_type == "stolen-blank" or each.theft_country


def test_blank_documents_are_stolen_by_the_box() -> None:
    """A batch has consecutive numbers and one day."""
    blank = [each for each in documents(issuers()["MAR"], 2_500) if each.batch]
    boxes = Counter(each.batch for each in blank)
    assert boxes == Counter(dict.fromkeys(boxes, BATCH_DOCUMENTS))
    for batch in boxes:
        box = [each for each in blank if each.batch == batch]
        numbers = [int(each.number[2:]) for each in box]
        assert numbers == list(range(numbers[0], numbers[0] + BATCH_DOCUMENTS))
        assert len({each.stolen for each in box}) == 1


def test_dates_of_a_document_follow_each_other() -> None:
    """It was issued before it was stolen, and was to expire after it was issued."""
    for each in documents(issuers()["FRA"], 500):
        if each.issued is not None:
            assert each.stolen is not None
            assert each.expires is not None
            assert each.issued <= each.stolen
            assert each.issued < each.expires
            assert each.stolen.first_day() <= TODAY


@pytest.mark.parametrize("database", THINGS)
def test_same_seed_makes_the_same_things(database: DatabaseName) -> None:
    """Two plans with one seed are equal, and no thing comes twice."""
    japan = issuers()["JPN"]
    made = list(things_of(database, japan, 1, 100, TODAY))
    assert made == list(things_of(database, japan, 1, 100, TODAY))
    assert len({draft.subject for draft in made}) == 100


@pytest.mark.parametrize("database", THINGS)
def test_numbers_of_things_need_no_warning(database: DatabaseName) -> None:
    """Plates, hulls, radio identities, call signs and serials are in their usual form."""
    for draft in things_of(database, issuers()["ESP"], 1, 200, TODAY):
        match draft.subject:
            case Vehicle() as vehicle:
                checked = [plate.clean(vehicle.plate)] if vehicle.plate else []
            case Vessel() as ship:
                checked = [vessel.clean_hull(ship.hull_id)] if ship.hull_id else []
                checked += [vessel.clean_mmsi(ship.mmsi)] if ship.mmsi else []
                checked += [vessel.clean_call_sign(ship.call_sign)] if ship.call_sign else []
            case Firearm() as firearm:
                checked = [serial.clean(firearm.serial)]
        assert [each.warnings for each in checked] == [()] * len(checked)
