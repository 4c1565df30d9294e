"""What is visible is found by name or number; what is hidden leaves no sign."""

import dataclasses
import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from check_world import ASKED, CAR, NOBODY_ELSE, NOUR, PASSPORT, World, draft_of, person
from jisr.access import actions as access
from jisr.access.model import DatabaseName, Officer, Purpose, Role
from jisr.checks.model import (
    Answer,
    Basis,
    DocumentQuery,
    FirearmQuery,
    PersonQuery,
    Query,
    ResultCode,
    VehicleQuery,
    VesselQuery,
)
from jisr.checks.view import Limits
from jisr.errors import (
    Denied,
    InputRefused,
)
from jisr.records import actions as records
from jisr.records.model import (
    Audience,
    Document,
    DocumentReference,
    Firearm,
    Kind,
    Name,
    Person,
    Vehicle,
    Vessel,
)
from jisr.records.profiles import profile
from jisr.values import PartialDate
from ticking import TickingClock

NOT_FOUND = (ResultCode.NO_ANSWER, ())


def _shape(answer: Answer) -> tuple[ResultCode, tuple[object, ...]]:
    return answer.code, answer.hits


def test_person_is_found_across_scripts_with_reasons(world: World) -> None:
    """A Latin spelling finds the Arabic name; the bits of the reasons are those of the hit."""
    record = world.record(NOUR, reference="FR-77")
    answer = world.check(ASKED)
    (hit,) = answer.hits
    assert (answer.code, hit.record, hit.version) == (ResultCode.NO_ERROR, record.id, 1)
    assert (hit.kind, hit.database, hit.owner) == (Kind.PERSON, DatabaseName.NOMINAL, "FRA")
    assert (hit.basis, hit.reference) == (Basis.EVIDENCE, "FR-77")
    assert hit.bits == pytest.approx(sum(row.bits for row in hit.reasons))
    assert {row.feature for row in hit.reasons} >= {"birth_date", "nationality"}
    assert hit.shown == {
        "names": "نور الحداد",
        "sex": "F",
        "birth_dates": "1974-03-02",
        "nationalities": "LBN",
        "status": "suspect",
    }
    assert hit.instruction == profile(DatabaseName.NOMINAL).on_hit
    assert not hit.refer_to_reviewer
    assert not hit.owner_can_confirm_more


@pytest.mark.parametrize(
    ("subject", "query"),
    [
        (PASSPORT, DocumentQuery("ab 123456", "FR", "P")),
        (PASSPORT, PersonQuery(name="Any Body", document_number="AB-123456")),
        (CAR, VehicleQuery(vin="wvwzzz1jzxw000001")),
        (CAR, VehicleQuery(plate="12-abc", plate_country="FRA")),
        (Vessel(name="Nour", imo="9074729"), VesselQuery(imo="IMO 9074729")),
        (Firearm("A-123", "Example Arms"), FirearmQuery("a123", "EXAMPLE ARMS")),
        (
            Person((Name("A B"),), documents=(DocumentReference("XY 99999", "FRA"),)),
            DocumentQuery("XY99999", "FRA"),
        ),
    ],
)
def test_exact_numbers_are_found(
    world: World, subject: Document | Vehicle | Vessel | Firearm | Person, query: Query
) -> None:
    """A number finds what carries it, however it was typed."""
    record = world.record(subject)
    (hit,) = world.check(query).hits
    assert (hit.record, hit.basis) == (record.id, Basis.EXACT_NUMBER)


@pytest.mark.parametrize(
    "query",
    [
        DocumentQuery("AB123456", "MAR"),
        DocumentQuery("AB123457", "FRA"),
        VehicleQuery(plate="12ABC", plate_country="MAR"),
        FirearmQuery("A123", "Other Arms"),
    ],
)
def test_number_of_another_thing_is_no_hit(world: World, query: Query) -> None:
    """An equal number of another country or maker is another thing."""
    for subject in (PASSPORT, CAR, Firearm("A-123", "Example Arms")):
        world.record(subject)
    assert _shape(world.check(query)) == NOT_FOUND


def test_exact_hits_stand_before_evidence(world: World) -> None:
    """The two engines answer side by side; a number weighs as its own engine says."""
    known = world.record(NOUR)
    stolen = world.record(PASSPORT)
    hits = world.check(dataclasses.replace(ASKED, document_number="AB123456")).hits
    assert [(hit.record, hit.basis) for hit in hits] == [
        (stolen.id, Basis.EXACT_NUMBER),
        (known.id, Basis.EVIDENCE),
    ]


HIDING = [
    Audience(everyone=False, members=("SYR",)),
    Audience(excluded=("MAR",)),
    Audience(purposes=(Purpose.WANTED_PERSON,)),
    NOBODY_ELSE,
]


@pytest.mark.parametrize("audience", HIDING, ids=["listed", "excluded", "purposes", "owner-only"])
@pytest.mark.parametrize("subject", [NOUR, PASSPORT], ids=["person", "document"])
def test_hidden_record_leaves_no_sign(
    world: World, subject: Person | Document, audience: Audience
) -> None:
    """The answer is the same, hits and bits, with and without what the officer may not see."""
    seen = world.record(dataclasses.replace(NOUR, birth_dates=(PartialDate(1974),)))
    query = dataclasses.replace(ASKED, document_number="AB123456")
    before = world.check(query)
    hidden = world.record(subject, audience=audience)
    after = world.check(query)
    assert [hit.record for hit in before.hits] == [seen.id]
    assert (
        dataclasses.replace(
            after,
            trace=before.trace,
            position=before.position,
            answered_at=before.answered_at,
            data_at=before.data_at,
        )
        == before
    )
    assert hidden.id in world.found(query, "officer@fra")


def test_widening_and_narrowing_act_at_once(world: World) -> None:
    """The next answer follows a new version's audience."""
    record = world.record(NOUR)
    assert world.found(ASKED) == [record.id]
    world.database.in_transaction(
        records.new_version,
        world.asking("officer@fra", Purpose.WANTED_PERSON),
        record.id,
        draft_of(NOUR, audience=NOBODY_ELSE),
        read_version=1,
    )
    assert world.found(ASKED) == []
    assert world.found(ASKED, "officer@fra") == [record.id]


def test_withdrawn_record_is_no_hit(world: World) -> None:
    """A withdrawn record is gone from both engines."""
    known, stolen = world.record(NOUR), world.record(PASSPORT)
    query = dataclasses.replace(ASKED, document_number="AB123456")
    assert world.found(query) == [stolen.id, known.id]
    asking = world.asking("officer@fra", Purpose.WANTED_PERSON)
    for record in (known, stolen):
        world.database.in_transaction(records.withdraw, asking, record.id, "found again")
    assert world.found(query) == []


def test_expired_record_is_no_hit(world: World, clock: TickingClock) -> None:
    """What is past its retention is not shown, though nobody has erased it yet."""
    world.record(NOUR)
    assert len(world.found(ASKED)) == 1
    clock.advance(days=1900)
    assert world.found(ASKED) == []


def test_new_officer_asks_as_soon_as_a_record_changes(world: World) -> None:
    """The index follows the ledger between two answers."""
    assert world.found(ASKED) == []
    record = world.record(NOUR)
    assert world.found(ASKED) == [record.id]


def test_too_many_hits_ask_for_a_better_question(world: World) -> None:
    """More hits than asked for: the best are shown, and the code says to refine."""
    for _ in range(3):
        world.record(NOUR)
    answer = world.check(ASKED, limits=Limits(hits=2))
    assert (answer.code, len(answer.hits)) == (ResultCode.TOO_MANY_ANSWER, 2)
    assert world.check(ASKED, limits=Limits(hits=3)).code == ResultCode.NO_ERROR


def test_agency_sees_only_what_its_agreement_covers(world: World) -> None:
    """A bureau by agreement searches its databases, and counterparts, and no others."""
    record = world.record(CAR)
    with pytest.raises(Denied):
        world.check(ASKED, "port@mar")
    assert world.found(VehicleQuery(vin="WVWZZZ1JZXW000001"), "port@mar") == [record.id]
    with world.database.reading() as transaction:
        asking = access.ask(transaction, "port@mar", "border-management", "X")
    assert asking.officer == Officer(
        "port@mar", "MAR.PORT", "Port clerk", frozenset({Role.BUREAU_OFFICER})
    )


_LETTERS = st.characters(exclude_categories=["Cs"])


@settings(
    max_examples=60,
    deadline=datetime.timedelta(seconds=5),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(name=st.text(_LETTERS, max_size=60), number=st.text(_LETTERS, max_size=20))
def test_no_text_makes_a_check_fail(world: World, name: str, number: str) -> None:
    """Any text is refused with a sentence or answered, never anything else."""
    try:
        answer = world.check(PersonQuery(name=name, document_number=number))
    except InputRefused:
        return
    assert answer.code in {ResultCode.NO_ANSWER, ResultCode.INVALID_SEARCH_ERROR}


_NAMES = st.lists(
    st.sampled_from(["Nour", "Haddad", "Nura", "Hadad", "Ali", "Omar", "Al"]),
    min_size=1,
    max_size=3,
).map(" ".join)


@settings(
    max_examples=25,
    deadline=datetime.timedelta(seconds=5),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(asked=_NAMES, recorded=_NAMES)
def test_hidden_names_never_change_an_answer(world: World, asked: str, recorded: str) -> None:
    """Whatever name is recorded out of sight, the hits and their bits stay."""
    if world.found(PersonQuery(name="Nour Haddad")) == []:
        world.record(NOUR)
    before = world.check(PersonQuery(name=asked)).hits
    world.record(person(recorded), audience=NOBODY_ELSE)
    assert world.check(PersonQuery(name=asked)).hits == before
