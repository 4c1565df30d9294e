"""Records are written, followed and proven over a real line."""

import json
from collections.abc import Callable

import pytest

from jisr.client.client import Client
from jisr.client.shapes import Erased, Expiring
from jisr.errors import HubRefused

Call = Callable[..., Client]


def draft(number: str, **more: object) -> bytes:
    """Return a stolen passport as JSON."""
    subject = {
        "number": number,
        "country": "MAR",
        "type": "passport",
        "fraud_type": "stolen",
        "theft_country": "MAR",
    }
    return json.dumps(
        {
            "database": "travel-documents",
            "subject": subject,
            "purpose": "border-management",
            "reference": "R-1",
            **more,
        }
    ).encode()


def test_record_runs_its_course(call: Call) -> None:
    """Added, opened, written again, withdrawn, erased; its history says by whom."""
    records = call().records
    added = records.add(draft("AB000001"))
    opened = records.open(added["id"])
    assert (opened.record["subject"]["number"], len(opened.entry)) == ("AB000001", 32)
    changed = records.new_version(added["id"], draft("AB000001", reference="R-2"), version=1)
    assert (changed["version"], changed["metadata"]["reference"]) == (2, "R-2")
    assert records.withdraw(added["id"], "found again")["state"] == "withdrawn"
    verbs = [(each.version, each.verb, each.officer) for each in records.history(added["id"])]
    assert verbs == [
        (1, "record.added", "officer@mar"),
        (2, "record.updated", "officer@mar"),
        (3, "record.withdrawn", "officer@mar"),
    ]
    erased = call("head@mar").records.erase(added["id"], "court order")
    assert erased == Erased(added["id"], erased.entry)


def test_version_that_was_not_read_is_not_overwritten(call: Call) -> None:
    """Two writers at once: the second is told that it read an old version, exit code 5."""
    records = call().records
    added = records.add(draft("AB000003"))
    records.new_version(added["id"], draft("AB000003", reference="R-2"), version=1)
    with pytest.raises(HubRefused) as refused:
        records.new_version(added["id"], draft("AB000003", reference="R-3"), version=1)
    assert (refused.value.details["status"], refused.value.exit_code) == (412, 5)


def test_audience_is_told_before_and_after(call: Call) -> None:
    """Who would see a draft is who sees the record."""
    records = call().records
    before = records.audience_of_draft(draft("AB000006"))
    added = records.add(draft("AB000006"))
    assert records.audience(added["id"]) == before
    assert [each.sees for each in before.viewers if each.member == "FRA"] == [True]


def test_proof_is_one_file(call: Call) -> None:
    """The proof bundle holds the record and comes as it is checked offline."""
    records = call().records
    added = records.add(draft("AB000007"))
    assert b"AB000007" in records.proof(added["id"])


def test_records_that_end_soon_are_listed(call: Call) -> None:
    """Every page of them, with the day they end."""
    records = call().records
    added = records.add(draft("AB000008", retained_until="2026-12-31"))
    expected = Expiring(added["id"], "travel-documents", "R-1", "2026-12-31")
    assert expected in list(records.expiring())


def test_id_is_one_part_of_the_path(call: Call) -> None:
    """An id that climbs is an id that is not there."""
    with pytest.raises(HubRefused) as refused:
        call().records.open("../me")
    assert (refused.value.details["status"], refused.value.exit_code) == (404, 4)


def test_withheld_fields_are_opened_in_an_emergency(call: Call) -> None:
    """A head opens, reads and lists it; the owner reads why, and never who it was."""
    handling = {"theft_country": "originator-control"}
    added = call().records.add(draft("AB000021", handling=handling))
    head = call("head@fra").records
    assert "theft_country" not in head.open(added["id"]).record["subject"]
    made = head.open_fields(added["id"], "a child is missing and the plane leaves soon")
    assert head.open(added["id"]).record["subject"]["theft_country"] == "MAR"
    assert list(head.openings()) == [made]
    (told,) = call("head@mar").records.openings()
    assert (told.id, told.bureau, told.officer) == (made.id, "FRA", "")
    assert call("head@mar").records.history(added["id"])[-1].verb == "record.opened"
