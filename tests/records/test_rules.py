"""Tests of what may be recorded: each refusal has its test."""

import dataclasses
import datetime
from pathlib import Path
from typing import Any

import pytest

from jisr.access.model import Asking, BureauKind, DatabaseName, Operation, Purpose, Role
from jisr.records import rules
from jisr.records.model import (
    Audience,
    Confidentiality,
    DocumentReference,
    Draft,
    Firearm,
    Flag,
    HandlingCode,
    Name,
    Opening,
    PersonStatus,
    State,
    Vehicle,
    Vessel,
)
from jisr.records.profiles import profile
from jisr.records.reasons import REASONS
from jisr.values import LanguageMap, PartialDate
from recording import TODAY, ask_for, document_draft, person_draft, record_of

NOW = datetime.datetime(2026, 11, 21, 9, 0, tzinfo=datetime.UTC)


def decided(draft: Draft, asking: Asking | None = None) -> tuple[str, dict[str, str]]:
    """Return the reason and its details for a draft of Morocco."""
    decision = rules.may_write(draft, asking or ask_for(), profile(draft.database), TODAY)
    assert decision.allowed == (decision.why == "record.allowed")
    return decision.why, dict(decision.details)


def thing(database: DatabaseName, subject: Vehicle | Vessel | Firearm, **given: Any) -> Draft:
    """Return a draft of a vehicle, vessel or firearm."""
    return Draft(database=database, subject=subject, purpose=Purpose.LOCATE, **given)


@pytest.mark.parametrize(
    "draft",
    [
        document_draft(),
        document_draft(country="MA"),
        document_draft(fraud_type="stolen-blank", theft_country="", batch="LOT 7"),
        document_draft(retained_until=TODAY + datetime.timedelta(days=1826)),
        document_draft(
            fraud_type="stolen-blank", retained_until=TODAY + datetime.timedelta(days=10957)
        ),
        person_draft(),
        person_draft(names=(Name("محمد\u200cعلي"),)),
        person_draft(event="", relevance="seen with a suspect"),
        person_draft(summary=LanguageMap({"en": "One line.\nAnother."})),
        thing(DatabaseName.VEHICLES, Vehicle(plate="12345 A 6", plate_country="MAR")),
        thing(DatabaseName.VESSELS, Vessel(name="Nour", flag="MAR")),
        thing(DatabaseName.FIREARMS, Firearm("A1", "Beretta", made_in="ITA")),
    ],
)
def test_fitting_draft_may_be_written(draft: Draft) -> None:
    """What the profile asks for, and no more, is enough."""
    assert decided(draft) == ("record.allowed", {})


@pytest.mark.parametrize(
    ("draft", "why"),
    [
        (
            dataclasses.replace(person_draft(), database=DatabaseName.VEHICLES),
            "record.wrong_kind",
        ),
        (document_draft(purpose=Purpose.WANTED_PERSON), "record.purpose_not_of_database"),
        (person_draft(status=None), "record.status_missing"),
        (document_draft(status=PersonStatus.VICTIM), "record.status_not_for_things"),
        (
            person_draft(status=PersonStatus.VICTIM, purpose=Purpose.WANTED_PERSON),
            "record.status_purpose",
        ),
        (person_draft(status=PersonStatus.WITNESS, purpose=Purpose.WARN), "record.status_purpose"),
        (
            person_draft(status=PersonStatus.MISSING, purpose=Purpose.WANTED_PERSON),
            "record.status_purpose",
        ),
        (person_draft(event=" "), "record.event_missing"),
        (document_draft(type="driving-licence"), "record.document_type_unknown"),
        (document_draft(fraud_type="borrowed"), "record.fraud_type_unknown"),
        (document_draft(country="FRA"), "record.not_issuing_country"),
        (document_draft(country="UNO"), "record.not_issuing_country"),
        (document_draft(theft_country=""), "record.theft_country_missing"),
        (document_draft(batch="LOT 7"), "record.batch_not_allowed"),
        (document_draft(retained_until=TODAY), "record.retention_past"),
        (
            document_draft(retained_until=TODAY + datetime.timedelta(days=1827)),
            "record.retention_too_long",
        ),
    ],
)
def test_unfitting_draft_is_refused(draft: Draft, why: str) -> None:
    """Each rule refuses with its own reason."""
    assert decided(draft) == (why, {})


@pytest.mark.parametrize(
    ("draft", "why", "field"),
    [
        (document_draft(number=""), "field_missing", "number"),
        (
            thing(DatabaseName.VEHICLES, Vehicle(make="Fiat")),
            "field_missing",
            "vin, engine_number, plate",
        ),
        (thing(DatabaseName.FIREARMS, Firearm("A1", "")), "field_missing", "make"),
        (document_draft(reference="R" * 26), "field_too_long", "reference"),
        (
            document_draft(fraud_type="stolen-blank", batch="B" * 26),
            "field_too_long",
            "batch",
        ),
        (person_draft(names=(Name("x" * 201),)), "field_too_long", "names"),
        (person_draft(names=(Name("x"),) * 101), "field_too_long", "names"),
        (
            person_draft(summary=LanguageMap({"en": "x" * 10_001})),
            "field_too_long",
            "summary",
        ),
        (person_draft(audience=Audience(members=("MAR",) * 1_025)), "field_too_long", "audience"),
        (person_draft(sex="F\0"), "field_unprintable", "sex"),
        (person_draft(names=(Name("Nour\nHaddad"),)), "field_unprintable", "names"),
        (person_draft(event="a\u0007"), "field_unprintable", "event"),
        (person_draft(names=(Name("Nour\u202eHaddad"),)), "field_unprintable", "names"),
        (person_draft(names=(Name("Nour\u2067Haddad"),)), "field_unprintable", "names"),
        (
            person_draft(summary=LanguageMap({"en": "a\0"})),
            "field_unprintable",
            "summary",
        ),
        (person_draft(nationalities=("XX1",)), "country_unknown", "nationalities"),
        (
            person_draft(documents=(DocumentReference("A12345", "ZZ9"),)),
            "country_unknown",
            "documents",
        ),
        (document_draft(country="Q"), "country_unknown", "country"),
        (document_draft(theft_country="ZZ9"), "country_unknown", "theft_country"),
        (document_draft(stolen=PartialDate(2026, 12)), "date_not_past", "stolen"),
        (document_draft(issued=PartialDate(2027)), "date_not_past", "issued"),
        (person_draft(event_date=PartialDate(2026, 11, 22)), "date_not_past", "event_date"),
        (person_draft(birth_dates=(PartialDate(2027),)), "date_not_past", "birth_dates"),
        (
            person_draft(handling={"passport": HandlingCode.OPEN}),
            "handling_field_unknown",
            "passport",
        ),
    ],
)
def test_refusal_names_the_field(draft: Draft, why: str, field: str) -> None:
    """A rule about one field says which one."""
    assert decided(draft) == (f"record.{why}", {"field": field})


def test_confidentiality_is_at_least_that_of_the_database() -> None:
    """A database can demand more than the lowest level."""
    strict = dataclasses.replace(
        profile(DatabaseName.NOMINAL), confidentiality=Confidentiality.RESTRICTED
    )
    assert [
        rules.may_write(person_draft(confidentiality=level), ask_for(), strict, TODAY).why
        for level in Confidentiality
    ] == ["record.confidentiality_too_low", "record.allowed", "record.allowed"]


def test_document_carries_no_free_text() -> None:
    """Nothing of a document can hold personal data: every field is a code, a number or a date."""
    names = {each.name for each in dataclasses.fields(document_draft().subject)}
    assert names == {
        *("number", "country", "type", "fraud_type", "theft_country", "batch"),
        *("stolen", "issued", "expires"),
    }


@pytest.mark.parametrize(
    ("asking", "draft", "why"),
    [
        (ask_for("TUN"), document_draft(), "record.not_issuing_country"),
        (ask_for("GS", Role.COORDINATOR), document_draft(), "record.wrong_writer"),
        (ask_for("GS", Role.COORDINATOR), person_draft(), "record.allowed"),
        (ask_for("GS", Role.LEGAL_REVIEWER), person_draft(), "access.no_role"),
        (ask_for("CCF", Role.CCF_MEMBER), person_draft(), "record.wrong_writer"),
        (ask_for("MAR", Role.SECURITY_OFFICER), document_draft(), "access.no_role"),
        (ask_for("MAR", case=" "), document_draft(), "access.no_case"),
        (
            ask_for("MAR.PORT", Role.BUREAU_OFFICER, kind=BureauKind.AGENCY),
            document_draft(),
            "access.no_agreement",
        ),
        (
            ask_for(
                "MAR.PORT",
                Role.BUREAU_OFFICER,
                kind=BureauKind.AGENCY,
                operations=frozenset({Operation.ADD}),
            ),
            document_draft(),
            "record.allowed",
        ),
        (
            ask_for(
                "TUN.PORT",
                Role.BUREAU_OFFICER,
                kind=BureauKind.AGENCY,
                operations=frozenset({Operation.ADD}),
            ),
            document_draft(),
            "record.not_issuing_country",
        ),
    ],
)
def test_who_writes_is_decided_first(asking: Asking, draft: Draft, why: str) -> None:
    """Kind of body, agreement, role and issuing country each refuse."""
    assert decided(draft, asking)[0] == why


@pytest.mark.parametrize(
    ("state", "reason", "why"),
    [
        (State.ACTIVE, "found again", "record.allowed"),
        (State.WITHDRAWN, "found again", "record.not_active"),
        (State.ACTIVE, "", "record.reason_missing"),
        (State.ACTIVE, "x" * 201, "record.reason_missing"),
        (State.ACTIVE, "a\0b", "record.reason_missing"),
    ],
)
def test_ending_needs_an_active_record_and_a_reason(state: State, reason: str, why: str) -> None:
    """A record ends once, with one line that says why."""
    record = record_of(person_draft(), state=state)
    assert rules.may_end(record, reason).why == why


def test_every_reason_given_here_has_a_sentence() -> None:
    """No rule answers with a key that nobody can read."""
    text = Path(rules.__file__).read_text(encoding="utf-8")
    keys = {f"record.{part.split(chr(34))[0]}" for part in text.split('_no("')[1:]}
    assert keys - set(REASONS) == set()


@pytest.mark.parametrize(
    ("asking", "allowed"),
    [
        (ask_for("TUN", Role.HEAD_OF_BUREAU), True),
        (ask_for("TUN", Role.BUREAU_OFFICER), False),
        (ask_for("TUN", Role.SECURITY_OFFICER), False),
        (ask_for("TUN", Role.HEAD_OF_BUREAU, Role.MACHINE), False),
        (ask_for("TUN.PORT", Role.HEAD_OF_BUREAU, kind=BureauKind.AGENCY), False),
        (ask_for("TUN.SFX", Role.HEAD_OF_BUREAU, kind=BureauKind.SUB_BUREAU), False),
        (ask_for("ICC", Role.HEAD_OF_BUREAU, kind=BureauKind.INTERNATIONAL), False),
        (ask_for("GS", Role.COORDINATOR), False),
    ],
)
def test_head_of_a_national_bureau_opens_fields(
    asking: Asking,
    allowed: bool,  # noqa: FBT001  the expected answer
) -> None:
    """One person answers for a whole member; nobody else does."""
    assert rules.may_open_fields(asking).allowed is allowed


@pytest.mark.parametrize(
    ("reason", "allowed"),
    [
        ("x" * 20, True),
        ("x" * 19, False),
        ("x" + " " * 30, False),
        ("x" * 200, True),
        ("x" * 201, False),
        ("a child is missing\nsince today", False),
    ],
)
def test_reason_for_an_opening_is_a_sentence(
    reason: str,
    allowed: bool,  # noqa: FBT001  the expected answer
) -> None:
    """Its owner judges it afterwards, so a word is not enough."""
    assert rules.may_open_for(reason).allowed is allowed


def test_opening_holds_for_what_it_was_made_for() -> None:
    """Another officer, bureau, case, purpose, record or version: each is closed."""
    record = record_of(person_draft())
    asking = ask_for("TUN", Role.HEAD_OF_BUREAU)
    made = Opening(
        *("e" * 32, record.id, 1, "MAR", "TUN", asking.officer.id, asking.purpose, asking.case),
        *("why", NOW, NOW),
    )
    changes: list[dict[str, Any]] = [
        {"officer": "other"},
        {"bureau": "DZA"},
        {"case": "C-2"},
        {"purpose": Purpose.LOCATE},
        {"record": "f" * 32},
        {"record_version": 2},
    ]
    others = [dataclasses.replace(made, **each) for each in changes]
    held = [rules.holds_open(each, record, asking) for each in (made, *others)]
    assert held == [True] + [False] * 6


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        *((each, True) for each in (Role.BUREAU_OFFICER, Role.SECURITY_OFFICER, Role.CCF_MEMBER)),
        (Role.OPERATOR, False),
    ],
)
def test_who_reads_what_was_opened(
    role: Role,
    allowed: bool,  # noqa: FBT001  the expected answer
) -> None:
    """Whoever works in the bureau or watches over it, never who runs the machine."""
    officer = ask_for("TUN", role).officer
    assert rules.may_read_openings(officer).allowed is allowed
    assert not rules.may_read_openings(dataclasses.replace(officer, is_active=False)).allowed


def test_flags_of_the_owner_are_no_reason_to_refuse() -> None:
    """Sensitive data are recorded and marked, not refused (RPD Art. 42)."""
    assert decided(person_draft(flags=frozenset({Flag.SENSITIVE}))) == ("record.allowed", {})


@pytest.mark.parametrize(
    ("name", "is_one"), [("gulf", True), ("arab-league", True), ("", False), ("Gulf", False)]
)
def test_group_names_are_plain(name: str, is_one: bool) -> None:  # noqa: FBT001  the expected answer
    """A group is called by lower-case letters, digits and dashes."""
    assert rules.is_group_name(name) is is_one
