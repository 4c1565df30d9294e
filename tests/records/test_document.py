"""Tests of the sealed document of a version."""

import dataclasses
import datetime
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from jisr.access.model import DatabaseName, Purpose
from jisr.errors import FormatMalformed
from jisr.ledger.canonical import canonical_bytes
from jisr.records import document
from jisr.records.audience import new_class, resolve_again
from jisr.records.model import (
    Audience,
    Confidentiality,
    Document,
    DocumentReference,
    Draft,
    Firearm,
    Flag,
    HandlingCode,
    Kind,
    Metadata,
    Name,
    NameKind,
    Opening,
    Person,
    PersonStatus,
    Record,
    State,
    Vehicle,
    Vessel,
)
from jisr.values import LanguageMap, PartialDate
from recording import TODAY, document_draft, person_draft, record_of

text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
filled = text.filter(bool)
days = st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31))
dates = st.one_of(
    st.builds(PartialDate, st.integers(1900, 2099)),
    st.builds(PartialDate, st.integers(1900, 2099), st.integers(1, 12)),
    days.map(lambda day: PartialDate(day.year, day.month, day.day)),
)
maybe_dates = st.none() | dates


def some(part: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    """Return short tuples of a part."""
    return st.lists(part, max_size=3).map(tuple)


summaries = st.dictionaries(st.sampled_from(["ar", "en", "fr"]), filled, min_size=1).flatmap(
    lambda texts: st.builds(
        LanguageMap, st.just(texts), st.frozensets(st.sampled_from(sorted(texts)))
    )
)
names = st.builds(Name, filled, st.sampled_from(NameKind), text, text)
persons = st.builds(
    Person,
    names=some(names),
    sex=text,
    birth_dates=some(dates),
    birth_places=some(text),
    nationalities=some(text),
    documents=some(st.builds(DocumentReference, filled, text, text)),
    summary=st.none() | summaries,
)
documents = st.builds(
    Document, text, text, text, text, text, text, maybe_dates, maybe_dates, maybe_dates
)
subjects = st.one_of(
    persons,
    documents,
    st.builds(Vehicle, *[text] * 7),
    st.builds(Vessel, text, some(text), *[text] * 6),
    st.builds(Firearm, filled, filled, text, text, text),
)
audiences = st.builds(
    Audience,
    everyone=st.booleans(),
    members=st.frozensets(filled, max_size=3).map(lambda each: tuple(sorted(each))),
    purposes=st.frozensets(st.sampled_from(Purpose)).map(lambda each: tuple(sorted(each))),
)
metadata = st.builds(
    Metadata,
    source=filled,
    recorded_on=days,
    purpose=st.sampled_from(Purpose),
    confidentiality=st.sampled_from(Confidentiality),
    retained_until=days,
    relevance=text,
    status=st.none() | st.sampled_from(PersonStatus),
    event=text,
    event_date=maybe_dates,
    reference=text,
)
records = st.builds(
    Record,
    id=st.just("a" * 32),
    version=st.integers(1, 2**31),
    database=st.sampled_from(DatabaseName),
    owner=filled,
    state=st.sampled_from([State.ACTIVE, State.WITHDRAWN]),
    subject=subjects,
    metadata=metadata,
    flags=st.frozensets(st.sampled_from(Flag)),
    audience=audiences,
    handling=st.dictionaries(
        st.sampled_from(["names", "number", "vin"]), st.sampled_from(HandlingCode)
    ),
)


@given(records, text)
def test_document_reads_back_as_it_was(record: Record, reason: str) -> None:
    """A record that is sealed and read again is the same, field by field."""
    encoded = canonical_bytes(document.document_of(record, reason=reason))
    assert document.read_document(encoded) == (record, reason)
    assert document.read_state(encoded) == (record.state, reason)


@given(records)
def test_document_has_one_spelling(record: Record) -> None:
    """The ledger's bytes are those of RFC 8785."""
    plain = document.document_of(record)
    assert canonical_bytes(plain) == rfc8785.dumps(plain)


def test_document_of_a_passport() -> None:
    """Empty fields are left out, dates are text, the format names its version."""
    record = record_of(document_draft(), flags=frozenset({Flag.SENSITIVE, Flag.PUBLIC_SOURCE}))
    assert document.document_of(record) == {
        "format": "jisr-record/v1",
        "kind": "document",
        "id": "a" * 32,
        "version": 1,
        "database": "travel-documents",
        "owner": "MAR",
        "state": "active",
        "subject": {
            "number": "AB123456",
            "country": "MAR",
            "type": "passport",
            "fraud_type": "stolen",
            "theft_country": "MAR",
            "stolen": "2026-03",
        },
        "metadata": {
            "source": "MAR",
            "recorded_on": "2026-11-21",
            "purpose": "border-management",
            "confidentiality": "official-use",
            "retained_until": "2031-11-21",
        },
        "flags": ["public-source", "sensitive"],
        "audience": {"everyone": True},
    }


@pytest.mark.parametrize("make", [person_draft, document_draft])
@pytest.mark.parametrize(
    "change",
    [
        {"purpose": Purpose.ANALYSIS},
        {"status": PersonStatus.VICTIM},
        {"event": "other"},
        {"event_date": PartialDate(1999)},
        {"relevance": "other"},
        {"reference": "other"},
        {"source": "other"},
        {"confidentiality": Confidentiality.RESTRICTED},
        {"retained_until": TODAY},
        {"flags": frozenset({Flag.SENSITIVE})},
        {"audience": Audience(excluded=("TUN",))},
        {"handling": {"sex": HandlingCode.NO_COURT}},
    ],
    ids=lambda change: next(iter(change)),
)
def test_content_tells_what_the_owner_said(
    make: Callable[..., Draft], change: dict[str, Any]
) -> None:
    """Equal drafts have equal bytes; each change of a draft changes them."""
    assert document.content_of(make()) == document.content_of(make())
    assert document.content_of(make()) != document.content_of(make(**change))


def test_unknown_handling_code_is_the_most_restrictive() -> None:
    """A code of a later release hides the field rather than shows it."""
    record = record_of(person_draft(handling={"sex": HandlingCode.OPEN}))
    plain = {**document.document_of(record), "handling": {"sex": "burn-after-reading"}}
    read, _ = document.read_document(canonical_bytes(plain))
    assert read.handling == {"sex": HandlingCode.CONFIRM_ONLY}


@pytest.mark.parametrize(
    "change",
    [
        {"format": "jisr-record/v2"},
        {"kind": "aeroplane"},
        {"state": "lost"},
        {"version": "1"},
        {"subject": {"names": 7}},
    ],
)
def test_other_documents_are_refused(change: dict[str, Any]) -> None:
    """What is no document of a version is not read as one."""
    plain = {**document.document_of(record_of(person_draft())), **change}
    with pytest.raises(FormatMalformed):
        document.read_document(msgspec.json.encode(plain))


@pytest.mark.parametrize("encoded", [b"", b"[]", b"{", b'{"format":"jisr-audience/v2"}'])
def test_broken_bytes_are_refused(encoded: bytes) -> None:
    """Bytes that are no object of ours are refused by every reader."""
    with pytest.raises(FormatMalformed):
        document.read_document(encoded)
    with pytest.raises(FormatMalformed):
        document.read_class(encoded)
    if not encoded.startswith(b'{"'):
        with pytest.raises(FormatMalformed):
            document.read_state(encoded)


def test_erasure_holds_nothing_of_the_record() -> None:
    """What remains of an erased record says what, whose and why."""
    plain = document.erasure_of("a" * 32, 3, DatabaseName.NOMINAL, "MAR", "court order")
    assert plain == {
        "format": "jisr-erasure/v1",
        "id": "a" * 32,
        "version": 3,
        "database": "nominal",
        "owner": "MAR",
        "reason": "court order",
    }
    assert document.read_state(canonical_bytes(plain)) == (State.ERASED, "court order")


@given(audiences)
def test_audience_class_reads_back_as_it_was(statement: Audience) -> None:
    """A class is kept and sealed with its statement, members and waiting members."""
    groups = {"gulf": frozenset({"KWT"})}
    with_group = dataclasses.replace(statement, groups=("gulf",))
    known = new_class(with_group, "MAR", ["MAR", "KWT", "TUN"], {})
    for each in (known, resolve_again(known, ["MAR", "KWT", "TUN"], groups, TODAY)):
        assert document.read_class(canonical_bytes(document.class_document(each))) == each


def test_small_documents_say_what_they_are() -> None:
    """Readings, groups and protections are sealed under formats of their own."""
    assert [
        document.reading_of("a" * 32, 2, "C-1"),
        document.group_of("gulf", frozenset({"QAT", "KWT"})),
        document.protection_of("a" * 32, frozenset({"SYR"})),
    ] == [
        {"format": "jisr-reading/v1", "record": "a" * 32, "version": 2, "case": "C-1"},
        {"format": "jisr-audience-group/v1", "name": "gulf", "members": ["KWT", "QAT"]},
        {"format": "jisr-protection/v1", "record": "a" * 32, "members": ["SYR"]},
    ]


def test_opening_names_the_bureau_and_never_the_officer() -> None:
    """Both members may read why; who it was stands in the act of the other document."""
    when = datetime.datetime(2026, 11, 21, 9, 0, tzinfo=datetime.UTC)
    opening = Opening(
        *("a" * 32, "b" * 32, 2, "MAR", "TUN", "head.tun", Purpose.LOCATE, "C-1", "why"),
        *(when, when),
    )
    assert [document.opening_of(opening), document.opener_of(opening)] == [
        {
            "format": "jisr-opening/v1",
            "id": "a" * 32,
            "record": "b" * 32,
            "version": 2,
            "owner": "MAR",
            "bureau": "TUN",
            "case": "C-1",
            "reason": "why",
            "ends_at": "2026-11-21T09:00:00.000Z",
        },
        {"format": "jisr-opener/v1", "opening": "a" * 32, "record": "b" * 32},
    ]


def test_kind_follows_from_the_subject() -> None:
    """Every kind of record has one class of subject."""
    given_subjects = [person_draft().subject, document_draft().subject, Vehicle(), Vessel()]
    assert [document.kind_of(each) for each in [*given_subjects, Firearm("A", "B")]] == list(Kind)
