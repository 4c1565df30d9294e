"""A trace says to a dialogue what it needs, and nothing once its terms are erased."""

import dataclasses

import pytest

from check_world import ASKED, CAR, NOUR, PASSPORT
from hit_world import STOLEN, Desk
from jisr.access.model import Purpose
from jisr.checks import store as check_store
from jisr.checks.dialogue import traced
from jisr.checks.dialogue.traced import Traced
from jisr.checks.model import FirearmQuery, Query, VehicleQuery, VesselQuery
from jisr.kit.clock import instant_text
from jisr.records.model import Kind


def _read(desk: Desk, trace: str) -> Traced | None:
    with desk.database.reading() as transaction:
        return traced.read(transaction, trace)


def test_trace_says_who_asked_what_and_what_came_back(desk: Desk) -> None:
    """Bureau, purpose, case, question and the versions of records."""
    record = desk.world.record(NOUR)
    answer = desk.world.check(ASKED)
    found = _read(desk, answer.trace)
    assert found is not None
    assert (found.bureau, found.officer, found.case) == ("MAR", "officer@mar", "TNG-1")
    assert (found.purpose, found.kind) == (Purpose.BORDER_MANAGEMENT, Kind.PERSON)
    assert (dict(found.records), found.is_list) == ({record.id: 1}, False)
    assert (found.query.name, found.query.birth_date) == (  # type: ignore[union-attr]  # a person
        ASKED.name,
        ASKED.birth_date,
    )


@pytest.mark.parametrize(
    "query",
    [
        STOLEN,
        VehicleQuery(vin=CAR.vin, plate="12 ABC"),
        VesselQuery(imo="9074729"),
        FirearmQuery("A123", "Example"),
    ],
)
def test_every_kind_of_question_is_read(desk: Desk, query: Query) -> None:
    """A question comes back as what it was."""
    desk.world.record(PASSPORT)
    found = _read(desk, desk.world.check(query).trace)
    assert found is not None
    assert type(found.query) is type(query)


def test_trace_that_does_not_say_is_taken_for_a_list(desk: Desk) -> None:
    """Where nobody wrote whether it was a list, the machine notifies nobody."""
    trace = desk.world.check(STOLEN).trace
    with desk.database.reading() as transaction:
        sealed = check_store.find(transaction, trace)
    assert sealed is not None
    act = sealed.act.replace(b'"list":false,', b"").replace(b'"list":true,', b"")
    found = traced.decode(dataclasses.replace(sealed, act=act))
    assert found is not None
    assert found.is_list is True


def test_erased_terms_say_nothing(desk: Desk) -> None:
    """After their retention nobody takes up a hit of the question."""
    trace = desk.world.check(STOLEN).trace
    desk.database.in_transaction(
        check_store.erase_terms, asked_before=instant_text(desk.database.clock())
    )
    assert (_read(desk, trace), _read(desk, "0" * 32)) == (None, None)
