"""Each decision about a check, with what it denies."""

import dataclasses
import datetime
from collections.abc import Mapping

import pytest

from jisr.access.model import Asking, BureauKind, DatabaseName, Officer, Purpose, Role
from jisr.checks import rules
from jisr.checks.model import (
    DocumentQuery,
    FirearmQuery,
    PersonQuery,
    Query,
    ResultCode,
    Trace,
    VehicleQuery,
    VesselQuery,
)
from jisr.checks.queries import prepare
from jisr.checks.reasons import REASONS
from jisr.names.model import EvidenceRow
from jisr.records.audience import new_class
from jisr.records.model import (
    Audience,
    Confidentiality,
    Document,
    DocumentReference,
    Firearm,
    Flag,
    HandlingCode,
    Kind,
    Metadata,
    Name,
    Person,
    Record,
    State,
    Subject,
    Vehicle,
    Vessel,
)
from jisr.values import Decision
from recording import ask_for

TODAY = datetime.date(2026, 11, 21)
NOON = datetime.datetime(2026, 11, 21, 12, tzinfo=datetime.UTC)


def _record(
    subject: Subject,
    *,
    owner: str = "FRA",
    flags: frozenset[Flag] = frozenset(),
    handling: Mapping[str, HandlingCode] | None = None,
) -> Record:
    return Record(
        id="0" * 32,
        version=1,
        database=DatabaseName.NOMINAL,
        owner=owner,
        state=State.ACTIVE,
        subject=subject,
        metadata=Metadata(owner, TODAY, Purpose.WANTED_PERSON, Confidentiality.OFFICIAL_USE, TODAY),
        flags=flags,
        handling=handling or {},
    )


def _rows(query: Query, record: Record) -> tuple[EvidenceRow, ...]:
    return rules.exact_rows(prepare(query, today=TODAY), record)


PASSPORT = Document("AB123456", "MAR", "passport", "stolen")
BEARER = Person(
    (Name("A"),), documents=(DocumentReference("XX99999"), DocumentReference("AB 123456", "MAR"))
)
CAR = Vehicle(vin="WVWZZZ1JZXW000001", plate="12 ABC", plate_country="MAR")
RIFLE = Firearm("A-123", "Example Arms", "M1")


@pytest.mark.parametrize(
    ("query", "databases"),
    [
        (PersonQuery(name="A"), ["nominal"]),
        (
            PersonQuery(name="A", document_number="AB123456"),
            ["nominal", "travel-documents", "administrative-documents"],
        ),
        (
            DocumentQuery("AB123456"),
            ["travel-documents", "administrative-documents", "nominal"],
        ),
        (VehicleQuery(vin="X"), ["vehicles"]),
        (VesselQuery(imo="X"), ["vessels"]),
        (FirearmQuery("X", "Y"), ["firearms"]),
    ],
)
def test_databases_of_each_kind_of_question(query: Query, databases: list[str]) -> None:
    """A person without papers touches persons only; a paper is sought among persons too."""
    assert list(rules.databases_of(query)) == databases


@pytest.mark.parametrize(
    ("query", "subject", "rule"),
    [
        (DocumentQuery("ab123456", "MAR", "P"), PASSPORT, "qualified"),
        (DocumentQuery("ab123456", "MA", "PD"), PASSPORT, "qualified"),
        (DocumentQuery("ab123456", "MAR", "service-passport"), PASSPORT, "qualified"),
        (DocumentQuery("ab123456", "MAR", "Z9"), PASSPORT, "qualified"),
        (DocumentQuery("ab123456"), PASSPORT, "bare"),
        (PersonQuery(name="B", document_number="ab123456"), PASSPORT, "bare"),
        (DocumentQuery("ab123456", "MAR"), BEARER, "qualified"),
    ],
)
def test_document_of_same_number_and_country_agrees(
    query: Query, subject: Subject, rule: str
) -> None:
    """Country and type count only when both sides say them."""
    (row,) = _rows(query, _record(subject))
    assert (row.feature, row.rule, row.left) == ("document", rule, "AB123456")


@pytest.mark.parametrize(
    ("query", "subject"),
    [
        (DocumentQuery("AB123456", "FRA"), PASSPORT),
        (DocumentQuery("AB123456", "MAR", "ID"), PASSPORT),
        (DocumentQuery("AB123457", "MAR"), PASSPORT),
        (DocumentQuery("AB123456", "FRA"), BEARER),
        (DocumentQuery("AB123456"), CAR),
        (VehicleQuery(vin="WVWZZZ1JZXW000002"), CAR),
        (VehicleQuery(plate="12ABC", plate_country="FRA"), CAR),
        (VesselQuery(call_sign="9HXX7"), Vessel(call_sign="9HXX8")),
        (VesselQuery(imo="9074729"), CAR),
        (FirearmQuery("A123", "Other Arms"), RIFLE),
    ],
)
def test_candidate_that_disagrees_is_no_hit(query: Query, subject: Subject) -> None:
    """An equal number of another country, type or maker is another thing."""
    assert _rows(query, _record(subject)) == ()


def test_things_agree_number_by_number() -> None:
    """Each equal number is one reason; a number that differs is none."""
    asked = VehicleQuery(vin="WVWZZZ1JZXW000001", plate="12-ABC", plate_country="MAR")
    assert _rows(asked, _record(CAR)) == (
        EvidenceRow("vin", "qualified", "WVWZZZ1JZXW000001", "WVWZZZ1JZXW000001", 45.0),
        EvidenceRow("plate", "qualified", "12ABC", "12 ABC", 30.0),
    )
    repainted = dataclasses.replace(CAR, plate="99ZZZ")
    assert [row.feature for row in _rows(asked, _record(repainted))] == ["vin"]
    assert _rows(FirearmQuery("a123", "EXAMPLE-ARMS"), _record(RIFLE)) == (
        EvidenceRow("firearm", "qualified", "A123", "A-123", 30.0),
    )


@pytest.mark.parametrize(
    ("query", "subject", "field"),
    [
        (DocumentQuery("AB123456"), PASSPORT, "number"),
        (DocumentQuery("AB123456", "MAR"), BEARER, "documents"),
        (VehicleQuery(vin="WVWZZZ1JZXW000001"), CAR, "vin"),
        (FirearmQuery("A123", "Example Arms"), RIFLE, "serial"),
        (FirearmQuery("A123", "Example Arms"), RIFLE, "make"),
    ],
)
@pytest.mark.parametrize("code", [HandlingCode.CONFIRM_ONLY, "a-code-of-tomorrow"])
def test_confirm_only_number_raises_no_hit(
    query: Query, subject: Subject, field: str, code: str
) -> None:
    """A field that its owner only confirms cannot be found by guessing it."""
    handling = {field: code}
    assert _rows(query, _record(subject, handling=handling)) == ()  # type: ignore[arg-type]  # a code of a newer version


def test_confirm_only_country_neither_helps_nor_hinders() -> None:
    """With its country hidden, a document answers alike whichever country is guessed."""
    record = _record(PASSPORT, handling={"country": HandlingCode.CONFIRM_ONLY})
    right, wrong = (_rows(DocumentQuery("AB123456", code), record) for code in ("MAR", "FRA"))
    assert right == wrong == (EvidenceRow("document", "bare", "AB123456", "AB123456", 30.0),)


@pytest.mark.parametrize(
    ("query", "record"),
    [
        (PersonQuery(name="A", nationality="XXA"), _record(CAR)),
        (PersonQuery(name="A", document_country="XXB"), _record(BEARER)),
        (DocumentQuery("AB123456", "XXC"), _record(BEARER)),
        (DocumentQuery("AB123456", "MAR", "PR"), _record(BEARER)),
        (PersonQuery(name="A"), _record(BEARER, flags=frozenset({Flag.ASYLUM}))),
        (PersonQuery(name="A"), _record(Person((Name("A"),), nationalities=("XXB",)))),
        (
            PersonQuery(name="A"),
            _record(Person((Name("A"),), documents=(DocumentReference("1", "XXA"),))),
        ),
        (PersonQuery(name="A"), _record(Document("AB123456", "XXB", "passport", "lost"))),
        (
            PersonQuery(name="A"),
            _record(Document("AB123456", "FRA", "refugee-travel-document", "lost")),
        ),
    ],
)
def test_refugees_are_referred(query: Query, record: Record) -> None:
    """Whatever tells that a person is protected, nobody is sent to the record's owner."""
    assert rules.must_refer(query, record, ())


def test_owner_from_whom_the_person_is_protected_is_not_contacted() -> None:
    """The protection list names members; their bureaus and agencies are meant."""
    owned = [_record(BEARER, owner=owner) for owner in ("SYR", "SYR.X", "FRA")]
    referred = [rules.must_refer(PersonQuery(name="A"), each, {"SYR"}) for each in owned]
    assert referred == [True, True, False]


@pytest.mark.parametrize(
    ("query", "record"),
    [
        (PersonQuery(name="A", nationality="MAR"), _record(BEARER)),
        (DocumentQuery("AB123456", "UTO", "P"), _record(PASSPORT)),
        (VehicleQuery(vin="X"), _record(CAR)),
    ],
)
def test_others_are_not_referred(query: Query, record: Record) -> None:
    """Protection is not claimed where nothing tells of it."""
    assert not rules.must_refer(query, record, {"SYR"})


def test_asylum_is_never_shown() -> None:
    """The flag steers the answer and does not stand in it."""
    assert rules.shown_flags({Flag.ASYLUM, Flag.MINOR}) == frozenset({Flag.MINOR})


def test_stale_begins_after_the_set_age() -> None:
    """Data of exactly the set age are still good."""
    minute = datetime.timedelta(seconds=60)
    assert not rules.is_stale(NOON, NOON + minute, stale_seconds=60)
    assert rules.is_stale(
        NOON, NOON + minute + datetime.timedelta(milliseconds=1), stale_seconds=60
    )


def test_only_a_measuring_network_shows_weak_candidates() -> None:
    """Below the operating point a working network shows nothing."""
    assert rules.may_measure(measures=True).allowed
    assert rules.may_measure(measures=False) == Decision(
        allowed=False, why="checks.home_does_not_measure"
    )


TRACE = Trace(
    id="1" * 32,
    origin="world/MAR/traces/hub",
    position=0,
    asked_at=NOON,
    bureau="MAR",
    officer="amina",
    purpose=Purpose.BORDER_MANAGEMENT,
    case="TNG-1",
    kind=Kind.PERSON,
    code=ResultCode.NO_ANSWER,
    hit_count=0,
)


def _officer(bureau: str, *roles: Role, is_active: bool = True) -> Officer:
    return Officer("someone", bureau, "Someone", frozenset(roles), is_active)


@pytest.mark.parametrize(
    ("officer", "why"),
    [
        (_officer("MAR", Role.BUREAU_OFFICER), "access.allowed"),
        (_officer("MAR", Role.SECURITY_OFFICER), "access.allowed"),
        (_officer("CCF", Role.CCF_MEMBER), "access.allowed"),
        (_officer("FRA", Role.HEAD_OF_BUREAU), "checks.trace_of_another_bureau"),
        (_officer("MAR.TNG", Role.HEAD_OF_BUREAU), "checks.trace_of_another_bureau"),
        (_officer("GS", Role.COORDINATOR), "checks.trace_of_another_bureau"),
        (_officer("MAR", Role.MACHINE), "checks.role_reads_no_traces"),
        (_officer("MAR", Role.OPERATOR), "checks.role_reads_no_traces"),
        (_officer("MAR", Role.HEAD_OF_BUREAU, is_active=False), "access.officer_inactive"),
    ],
)
def test_who_reads_that_something_was_asked(officer: Officer, why: str) -> None:
    """The bureau's own people and the Commission; not the operator, not the secretariat."""
    decision = rules.may_read_trace(officer, "MAR")
    assert (decision.allowed, decision.why) == (why == "access.allowed", why)


@pytest.mark.parametrize(
    ("officer", "case", "why"),
    [
        (_officer("MAR", Role.DATA_PROTECTION_OFFICER), "", "access.allowed"),
        (_officer("CCF", Role.CCF_MEMBER), "CCF-2026-7", "access.allowed"),
        (_officer("CCF", Role.CCF_MEMBER), " ", "checks.terms_need_a_case"),
        (
            _officer("MAR", Role.HEAD_OF_BUREAU),
            "X",
            "checks.terms_only_for_data_protection",
        ),
        (
            _officer("MAR", Role.SECURITY_OFFICER),
            "X",
            "checks.terms_only_for_data_protection",
        ),
        (
            _officer("FRA", Role.DATA_PROTECTION_OFFICER),
            "X",
            "checks.trace_of_another_bureau",
        ),
        (_officer("MAR", Role.OPERATOR), "X", "checks.role_reads_no_traces"),
        (
            _officer("MAR", Role.DATA_PROTECTION_OFFICER, is_active=False),
            "X",
            "access.officer_inactive",
        ),
    ],
)
def test_who_reads_whom_a_check_asked_about(officer: Officer, case: str, why: str) -> None:
    """The data-protection officer of the bureau that asked, or the Commission with a case."""
    decision = rules.may_read_terms(officer, TRACE, case=case)
    assert (decision.allowed, decision.why) == (why == "access.allowed", why)


def test_reason_never_tells_a_hidden_field() -> None:
    """Where names are not shown, their reasons stay but not what the record says."""
    rows = (
        EvidenceRow("name.token", "token.sounds_alike", "Nour", "نور", 9.0),
        EvidenceRow("name.token", "token.missing", "Haddad", "", -1.0),
        EvidenceRow("birth_date", "birth_date.year_only", "1974", "1974-03-02", 3.0),
        EvidenceRow("document", "qualified", "AB123456", "AB123456", 20.0),
    )
    assert rules.told(rows, {"birth_dates"}) == (
        EvidenceRow("name.token", "token.sounds_alike", "Nour", "…", 9.0),
        *rows[1:],
    )


_SHARED = Audience(members=("FRA",), everyone=False)
_FOR_LOCATE = Audience(everyone=False, purposes=(Purpose.LOCATE,))


@pytest.mark.parametrize(
    ("audience", "asking", "expected"),
    [
        (Audience(everyone=False), ask_for("FRA"), True),
        (Audience(excluded=("FRA",)), ask_for("FRA"), True),
        (Audience(everyone=False), ask_for("FRA", purpose=Purpose.LOCATE), True),
        (_FOR_LOCATE, ask_for("FRA", purpose=Purpose.LOCATE), True),
        (_SHARED, ask_for("FRA"), False),
        (Audience(), ask_for("FRA"), False),
        (_FOR_LOCATE, ask_for("FRA"), False),
        (Audience(excluded=("FRA",), purposes=(Purpose.LOCATE,)), ask_for("FRA"), False),
        (Audience(everyone=False), ask_for("MAR"), False),
        (Audience(everyone=False), ask_for("FRA", Role.SECURITY_OFFICER), False),
        (Audience(everyone=False), ask_for("GS", Role.LEGAL_REVIEWER), False),
        (Audience(everyone=False), ask_for("CCF", Role.CCF_MEMBER), False),
        (Audience(everyone=False), ask_for("FRA.A", kind=BureauKind.AGENCY), False),
    ],
)
def test_restriction_is_what_the_owner_alone_hides(
    audience: Audience,
    asking: Asking,
    expected: bool,  # noqa: FBT001  the expected answer
) -> None:
    """Neither an excluded purpose, nor a missing right, nor what the secretariat is not shown."""
    known = new_class(audience, "MAR", frozenset(("MAR", "FRA")), {})
    day = datetime.date(2026, 11, 21)
    assert rules.is_restricted(asking, DatabaseName.NOMINAL, "MAR", known, day) is expected


def test_every_refusal_has_a_sentence() -> None:
    """A reason key that a person can meet is in the table, ends without a stop, and is new."""
    assert set(REASONS) == {
        "checks.home_does_not_measure",
        "checks.trace_of_another_bureau",
        "checks.role_reads_no_traces",
        "checks.terms_only_for_data_protection",
        "checks.terms_need_a_case",
    }
    assert not any(sentence.endswith(".") for sentence in REASONS.values())
