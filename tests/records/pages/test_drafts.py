"""Promises about the JSON of a form: what is shown is what is sent, nothing gets lost between."""

import datetime
import json

import pytest

from jisr.access.model import DatabaseName, Purpose
from jisr.errors import JisrError, ValueMalformed
from jisr.records.drafts import DRAFT_BYTES_MAX, read_draft
from jisr.records.model import Audience, Draft, Flag, HandlingCode
from jisr.records.pages.drafts import (
    NEW,
    Plain,
    audience_of,
    blank,
    changed_parts,
    draft_of,
    pruned,
    read_plain,
    read_whole,
    renewed,
)
from jisr.values import LanguageMap, PartialDate
from recording import document_draft, person_draft, record_of

FULL = person_draft(
    birth_dates=(PartialDate(1974), PartialDate(1975, 3, 2)),
    birth_places=("Fès", "فاس"),
    summary=LanguageMap({"ar": "مطلوب", "en": "Wanted"}),
    flags=frozenset({Flag.SENSITIVE}),
    audience=Audience(everyone=False, members=("FRA",), excluded=("SYR",), groups=("gulf",)),
    handling={"names": HandlingCode.POLICE_USE},
    event_date=PartialDate(2026, 3),
    relevance="seen at the port",
    source="MAR",
    retained_until=datetime.date(2031, 11, 21),
)


@pytest.mark.parametrize("draft", [FULL, person_draft(), document_draft()])
def test_a_record_becomes_the_draft_that_writes_it_again(draft: Draft) -> None:
    """Through the very reader of the API: every field comes back as it was."""
    record = record_of(draft)
    plain = draft_of(record)
    read = read_draft(json.dumps(plain).encode(), Purpose.ANALYSIS)
    assert (read.subject, read.audience, read.flags) == (draft.subject, draft.audience, draft.flags)
    assert (read.purpose, read.status, read.event) == (draft.purpose, draft.status, draft.event)
    assert (read.handling, read.relevance) == (draft.handling, draft.relevance)
    assert read.retained_until == record.metadata.retained_until


def test_renewing_changes_the_end_alone() -> None:
    """Whoever keeps a record changes nothing of what it says."""
    record = record_of(FULL)
    day = datetime.date(2031, 11, 21)
    assert changed_parts(draft_of(record), renewed(record, day)) <= {"retained_until"}
    assert renewed(record, day)["retained_until"] == "2031-11-21"


@pytest.mark.parametrize("what", NEW)
def test_a_new_form_begins_with_what_its_database_allows(what: str) -> None:
    """The purpose of the shift where it serves, the lowest confidentiality that may be."""
    found = blank(NEW[what], Purpose.IDENTIFY)
    assert found["database"] == NEW[what].value
    assert found["purpose"] == "identify"
    assert blank(DatabaseName.VEHICLES, Purpose.WARN)["purpose"] != "warn"


def test_a_form_that_is_not_finished_is_read() -> None:
    """Rows that say nothing yet are left out, and a field that is missing is no broken form."""
    rows: Plain = {"names": [{"kind": "primary"}, {"text": "نور"}], "documents": [{"country": "X"}]}
    form: Plain = {"database": "nominal", "subject": rows, "purpose": "locate"}
    whole = read_whole(pruned(form), Purpose.LOCATE)
    assert isinstance(whole, Draft)
    assert pruned(form)["subject"] == {"names": [{"text": "نور"}], "documents": []}
    gun = read_whole(pruned({"database": "firearms"}), Purpose.LOCATE)
    assert isinstance(gun, Draft)
    assert isinstance(read_whole({"database": "people"}, Purpose.LOCATE), JisrError)


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{", b"\xff", b"[" * 9_999, b" " * (DRAFT_BYTES_MAX + 1)]
)
def test_what_is_no_form_is_refused(body: bytes) -> None:
    """In words, whatever was sent."""
    with pytest.raises(ValueMalformed):
        read_plain(body)


def test_whom_a_form_names_is_read_whatever_else_it_lacks() -> None:
    """And where even that is broken, it names nobody."""
    told: Plain = {"audience": {"everyone": False, "members": ["FRA"]}, "purpose": "locate"}
    assert audience_of(told, Purpose.WARN) == (
        Audience(everyone=False, members=("FRA",)),
        Purpose.LOCATE,
    )
    assert audience_of({}, Purpose.WARN) == (Audience(), Purpose.WARN)
    broken: Plain = {"audience": {"everyone": "perhaps"}}
    assert audience_of(broken, Purpose.WARN) == (Audience(everyone=False), Purpose.WARN)


def test_parts_that_differ_are_told() -> None:
    """Order and emptiness are no difference; every part of a draft is looked at."""
    one = draft_of(record_of(FULL))
    same: Plain = {**one, "flags": list(one["flags"]), "event_date": ""}
    same["audience"] = {**one["audience"], "purposes": []}
    other: Plain = {**one, "event": "", "subject": {**one["subject"], "sex": "M"}}
    assert changed_parts(one, same) == set()
    assert changed_parts(one, other) == {"event", "sex"}
