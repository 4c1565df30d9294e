"""Promises of the page of one record, and of its history."""

import pytest

from browser import Browser
from jisr.records import actions as records
from jisr.values import LANGUAGES
from record_pages import BUS, CLERK, HOSTILE, NOUR, STRANGER, RecordPages, begin_shift

SECRET = {**NOUR, "audience": {"everyone": False}}
CODED = {**NOUR, "handling": {"birth_dates": "confirm-only", "names": "police-use"}}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_owner_sees_all_and_who_else_does(pages: RecordPages, language: str) -> None:
    """Every fact, why it is recorded, who sees it and by which rule, and what he can do."""
    record = pages.add(NOUR)
    answer = pages.get(f"/records/{record}", language)
    assert (answer.status_code, f'lang="{language}"' in answer.text) == (200, True)
    for text in ("نور الحداد", "Nour Al Haddad", "AL&lt;HADDAD&lt;&lt;NOUR", "Case 12/2026"):
        assert text in answer.text
    for act in ("withdrawal", "erasure", "/edit", "/history", "/found"):
        assert f"/records/{record}/{act}".replace("//", "/") in answer.text
    assert "companies" in answer.text


def test_another_member_sees_what_it_may(pages: RecordPages, browser: Browser) -> None:
    """Never a confirm-only field, never who else sees it, and nothing to change."""
    record = pages.add(CODED)
    mine = pages.get(f"/records/{record}").text
    begin_shift(browser, STRANGER)
    theirs = pages.get(f"/records/{record}").text
    assert ("March 1974" in mine, "March 1974" in theirs) == (True, False)
    assert "Police use" in theirs
    for part in ("companies", "withdrawal", "erasure", "/edit", "/history"):
        assert part not in theirs


def test_withheld_fields_are_opened_by_a_head_of_bureau_alone(
    pages: RecordPages, browser: Browser
) -> None:
    """He is told what it means before he does it; his officers are not led there."""
    record = pages.add({**NOUR, "handling": {"birth_dates": "originator-control"}})
    path = f"POST /v1/records/{record}/opening"
    shown = {}
    for officer in ("head@fra", STRANGER, "head@mar"):
        begin_shift(browser, officer)
        shown[officer] = path in pages.get(f"/records/{record}").text
    assert shown == {"head@fra": True, STRANGER: False, "head@mar": False}


@pytest.mark.parametrize("officer", [STRANGER, CLERK])
def test_a_record_that_is_not_for_somebody_does_not_exist(
    pages: RecordPages, browser: Browser, officer: str
) -> None:
    """Hidden and unknown look alike, on every page of it."""
    record = pages.add(SECRET)
    begin_shift(browser, officer)
    for end in ("", "/history", "/edit"):
        hidden, unknown = (pages.get(f"/records/{each}{end}") for each in (record, "0" * 32))
        assert (hidden.status_code, unknown.status_code) == (404, 404)
        assert hidden.text.replace(record, "") == unknown.text.replace("0" * 32, "")


def test_history_tells_what_each_version_changed(pages: RecordPages) -> None:
    """By whom and when, with a way to its proof; it is for the owner."""
    record = pages.add(NOUR)
    pages.change(record, {**NOUR, "event": "Case 13/2026"}, 1, "officer@mar")
    shown = pages.get(f"/records/{record}/history").text
    for text in ("officer@mar", "head@mar", "Case 12/2026", "Case 13/2026", "/ledger/entries/"):
        assert text in shown


def test_history_is_not_for_readers(pages: RecordPages, browser: Browser) -> None:
    """Who sees a record does not learn who wrote it."""
    record = pages.add(NOUR)
    begin_shift(browser, STRANGER)
    assert pages.get(f"/records/{record}").status_code == 200
    assert pages.get(f"/records/{record}/history").status_code == 404


def test_a_reading_is_sealed(pages: RecordPages) -> None:
    """Each look at a record and at its history is an entry."""
    record = pages.add(NOUR)
    before = _readings(pages)
    pages.get(f"/records/{record}")
    pages.get(f"/records/{record}/history")
    assert _readings(pages) - before == 2


def test_nobody_is_shown_as_a_suspect_who_is_none(pages: RecordPages) -> None:
    """A witness's page says so before all else."""
    witness = pages.add({**NOUR, "status": "witness"})
    suspect = pages.add({**NOUR, "reference": "TNG-9"})
    told = ["Not a suspect" in pages.get(f"/records/{each}").text for each in (witness, suspect)]
    assert told == [True, False]


def test_markup_and_marks_that_turn_the_writing_are_shown(pages: RecordPages) -> None:
    """As text, and a direction mark by its number."""
    name = f"{HOSTILE}\u200f"
    hostile = {**NOUR, "subject": {"names": [{"text": name}]}, "event": HOSTILE}
    record = pages.add(hostile)
    pages.change(record, {**hostile, "event": "x"}, 1)
    for end in ("", "/history"):
        shown = pages.get(f"/records/{record}{end}").text
        assert "<img" not in shown
        assert "&lt;img" in shown
    assert "U+200F" in pages.get(f"/records/{record}").text


def test_a_withdrawn_record_can_only_be_erased(pages: RecordPages) -> None:
    """It is not edited and not withdrawn again."""
    record = pages.add(BUS)
    asking = pages.asking("head@mar")
    database = pages.browser.hub.database
    database.in_transaction(records.withdraw, asking, record, "found")
    shown = pages.get(f"/records/{record}").text
    parts = ("/edit", "/withdrawal", "/erasure", "Withdrawn")
    assert [each in shown for each in parts] == [False, False, True, True]


def _readings(pages: RecordPages) -> int:
    with pages.browser.hub.database.reading() as transaction:
        query = "SELECT count(*) FROM entries WHERE subject_kind = 'record' AND version IS NULL"
        return int(transaction.connection.exec_driver_sql(query).scalar() or 0)
