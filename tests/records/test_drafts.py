"""Tests of drafts that are written as JSON."""

import json
from typing import Any

import pytest

from jisr.access.model import Purpose
from jisr.errors import InputTooLarge, ValueMalformed
from jisr.records import drafts
from jisr.records.model import Audience, HandlingCode
from recording import document_draft, person_draft

DOCUMENT: dict[str, Any] = {
    "database": "travel-documents",
    "subject": {
        "number": "AB123456",
        "country": "MAR",
        "type": "passport",
        "fraud_type": "stolen",
        "theft_country": "MAR",
        "stolen": "2026-03",
    },
}
PERSON: dict[str, Any] = {
    "database": "nominal",
    "purpose": "locate",
    "status": "suspect",
    "event": "Case 12/2026",
    "reference": "REF-1",
    "subject": {
        "names": [{"text": "نور حداد", "latin": "Nour Haddad"}],
        "sex": "F",
        "birth_dates": ["1974-03-02"],
        "nationalities": ["MAR"],
        "documents": [{"number": "XY998877", "country": "MAR", "type": "passport"}],
    },
    "audience": {"everyone": False, "members": ["TUN"]},
    "handling": {"sex": "no-court", "documents": "whisper"},
}


def test_json_says_what_a_draft_says() -> None:
    """Fields have the names of the model; the asking purpose stands in for a missing one."""
    given = [
        drafts.read_draft(json.dumps(each).encode(), Purpose.BORDER_MANAGEMENT)
        for each in (DOCUMENT, PERSON)
    ]
    assert given == [
        document_draft(),
        person_draft(
            audience=Audience(everyone=False, members=("TUN",)),
            handling={"sex": HandlingCode.NO_COURT, "documents": HandlingCode.CONFIRM_ONLY},
        ),
    ]


@pytest.mark.parametrize(
    "given",
    [
        [],
        {},
        {**DOCUMENT, "database": "biometrics"},
        {**DOCUMENT, "colour": "red"},
        {**DOCUMENT, "subject": {**DOCUMENT["subject"], "holder": "Nour"}},
        {**DOCUMENT, "subject": "AB123456"},
        {**DOCUMENT, "audience": {"everybody": True}},
        {**DOCUMENT, "subject": {**DOCUMENT["subject"], "stolen": "yesterday"}},
        {**DOCUMENT, "flags": ["vip"]},
        {**DOCUMENT, "event_date": "2026-02-30"},
    ],
)
def test_other_json_is_refused(given: object) -> None:
    """A name that is not known, or a value of another form, is refused and never dropped."""
    with pytest.raises(ValueMalformed):
        drafts.read_draft(json.dumps(given).encode(), Purpose.IDENTIFY)


def test_broken_and_endless_json_is_refused() -> None:
    """Bytes that are no JSON, or too many, are refused."""
    with pytest.raises(ValueMalformed):
        drafts.read_draft(b"{", Purpose.IDENTIFY)
    with pytest.raises(InputTooLarge):
        drafts.read_draft(b" " * (drafts.DRAFT_BYTES_MAX + 1), Purpose.IDENTIFY)
